"""`guizheng decide`: the law as a command. Text in, text out; the caller brings standard input and the day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

import msgspec

from guizheng.law import matters
from guizheng.law.facts import FactsError
from guizheng.law.rulings import Lang
from guizheng.law.values import OPINIONS, RULE_SETS

Result = tuple[int, str, str]
"""Exit code, standard output, standard error."""

USAGE = (
    "usage: guizheng decide MATTER [--on YYYY-MM-DD] [--rules RULES] [--lang zh|en] [--explain] < facts\n"
    "       guizheng decide MATTER --schema\n"
)


class UsageError(ValueError):
    """The arguments, not the facts, are wrong."""


@dataclass(frozen=True)
class Options:
    matter: str
    on: date
    rules: str
    lang: Lang
    explain: bool
    schema: bool


def run(argv: Sequence[str], stdin_text: str, today: date) -> Result:
    """`argv` begins with the word `decide` or `replay`. Never raises on anything a user may type."""
    word, rest = (argv[0], argv[1:]) if argv else ("", ())
    command = COMMANDS.get(word)
    if command is None:
        return 2, "", f"no such command: {word}\n"
    try:
        return command(rest, stdin_text, today)
    except UsageError as error:
        return 2, "", f"{error}\n"


def decide(argv: Sequence[str], stdin_text: str, today: date) -> Result:
    """One object, or one answer a line for JSON Lines. A ruling of any outcome is exit 0; bad facts are exit 2."""
    if "-h" in argv or "--help" in argv:
        return 0, USAGE, ""
    options = _options(argv, today)
    if options.schema:
        return 0, _pretty(matters.schema(options.matter)), ""
    lines = [line for line in stdin_text.splitlines() if line.strip()]
    if not lines:
        raise UsageError("facts: nothing given on standard input")
    if _is_json_lines(lines, stdin_text):
        return _answer_lines(lines, options)
    try:
        return 0, f"{_answer(stdin_text, options)}\n", ""
    except FactsError as error:
        return 2, "", f"{error}\n"


def _answer_lines(lines: Sequence[str], options: Options) -> Result:
    answers, errors = [], []
    for number, line in enumerate(lines, 1):
        try:
            answers.append(_answer(line, options))
        except FactsError as error:
            answers.append(msgspec.json.encode({"error": str(error)}).decode())
            errors.append(f"line {number}: {error}\n")
    return (2 if errors else 0), "".join(f"{answer}\n" for answer in answers), "".join(errors)


def _answer(text: str, options: Options) -> str:
    answer = matters.ruled(options.matter, text, on=options.on, rules=options.rules, explain=options.explain)
    return answer.encoded(options.lang).decode()


def _is_json_lines(lines: Sequence[str], text: str) -> bool:
    """Several lines of which each is an object of its own, even if one of them is broken."""
    if len(lines) == 1 or not all(line.lstrip().startswith("{") for line in lines):
        return False
    return _is_json(lines[0]) or not _is_json(text)


def _is_json(text: str) -> bool:
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return False
    return True


def _options(argv: Sequence[str], today: date) -> Options:
    words = iter([part for word in argv for part in (word.split("=", 1) if word.startswith("--") else (word,))])
    given: dict[str, str] = {}
    flags: set[str] = set()
    for word in words:
        if word in ("--explain", "--schema"):
            flags.add(word)
        elif word in ("--on", "--rules", "--lang"):
            given[word] = next(words, "")
        elif word.startswith("-"):
            raise UsageError(f"unknown option: {word[:20]}\n{USAGE}".rstrip())
        elif "matter" in given:
            raise UsageError(USAGE.rstrip())
        else:
            given["matter"] = word
    return Options(
        _one_of("matter", given.get("matter", ""), tuple(matters.MATTERS)),
        _day(given["--on"]) if "--on" in given else today,
        _one_of("--rules", given.get("--rules", OPINIONS), tuple(RULE_SETS)),
        "en" if _one_of("--lang", given.get("--lang", "zh"), get_args(Lang)) == "en" else "zh",
        "--explain" in flags,
        "--schema" in flags,
    )


def _one_of(place: str, word: str, known: Sequence[str]) -> str:
    if word not in known:
        raise UsageError(f"{place}: not one of {', '.join(known)}")
    return word


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("--on: not a day: YYYY-MM-DD") from None


def _pretty(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


COMMANDS: dict[str, Callable[[Sequence[str], str, date], Result]] = {"decide": decide}
