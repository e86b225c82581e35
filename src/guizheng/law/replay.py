"""重放: the same facts under two rule sets, and who flips, by clause and place.

Facts of decided cases as JSON Lines: `{"case": "…", "matter": "remote-intake", "on": "2024-03-06", "facts": {…}}`.
A rule set is a name, or a draft in JSON (`values.draft`). Reading files is the caller's part: the law has no I/O.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from guizheng.law import matters
from guizheng.law.divisions import is_division, province_name
from guizheng.law.facts import FactsError, convert
from guizheng.law.rulings import Answer
from guizheng.law.values import RULE_SETS, RuleSet, draft, rule_set

USAGE = "usage: guizheng replay --facts FILE --rules A --against B   (A, B: a rule set or the file of a draft)\n"
OPTIONS = ("--facts", "--rules", "--against")

CLAUSE_OF = {"fee": "A7", "due": "A4", "marks": "B1", "answer": "B3", "disposition": "C2", "valid": "A8"}
"""The clause behind a change that is no ground and nothing missing."""


class Decided(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One decided case as exported."""

    matter: str
    facts: dict[str, Any]
    on: date | None = None
    case: str = ""


class Change(msgspec.Struct, frozen=True):
    """What another rule set would have answered. `flips`: the outcome itself differs, not only a sum or a day."""

    case: str
    matter: str
    on: date
    place: str
    flips: bool
    before: str
    after: str
    clauses: tuple[str, ...]
    fields: tuple[str, ...]


class Summary(msgspec.Struct, frozen=True):
    """Counts over a file: how many were asked, how many flip, how many change otherwise, where and by which clause."""

    replayed: int
    flipped: int
    changed: int
    refused: int
    by_clause: dict[str, int]
    by_place: dict[str, int]


def compare(decided: Decided, first: RuleSet, second: RuleSet) -> Change | None:
    """The change from `first` to `second`, or None. FactsError: the facts can't be ruled on."""
    if decided.matter not in matters.MATTERS:
        raise FactsError("matter", "no such matter")
    facts = convert(matters.MATTERS[decided.matter].facts, decided.facts)
    try:
        one = matters.decide(decided.matter, facts, on=decided.on, rules=first)
        two = matters.decide(decided.matter, facts, on=decided.on, rules=second)
    except FactsError:
        raise
    except ValueError as error:
        raise FactsError("on", str(error)) from None
    left, right = one.view(), two.view()
    fields = tuple(key for key in left | right if key != "rules" and left.get(key) != right.get(key))
    clauses = _clauses(one) ^ _clauses(two)
    if not fields and not clauses:
        return None
    clauses |= {CLAUSE_OF[field] for field in fields if field in CLAUSE_OF}
    before, after = _said(left), _said(right)
    place = _place(decided.facts)
    return Change(
        decided.case, decided.matter, one.on, place, before != after, before, after, tuple(sorted(clauses)), fields
    )


def _clauses(answer: Answer) -> set[str]:
    return {ground.clause for ground in answer.grounds} | {thing.clause for thing in answer.missing}


def _said(view: dict[str, Any]) -> str:
    """The outcome; empty for a matter that has none, which therefore never flips."""
    return str(view.get("outcome", ""))


def _place(facts: dict[str, Any]) -> str:
    """The province of the counter, else of the home; empty where the facts name neither."""
    for part, key in (("counter", "division"), ("person", "home")):
        code = (facts.get(part) or {}).get(key) or ""
        if is_division(code):
            return province_name(code)
    return ""


def replay(text: str, first: RuleSet, second: RuleSet) -> Iterator[Change | Summary | str]:
    """Every change in the order of the file, an error line where facts can't be ruled on, and the summary last."""
    clauses: Counter[str] = Counter()
    places: Counter[str] = Counter()
    counts = Counter(replayed=0, flipped=0, changed=0, refused=0)
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            change = compare(_decided(line), first, second)
        except FactsError as error:
            counts["refused"] += 1
            yield f"line {number}: {error}"
            continue
        counts["replayed"] += 1
        if change is None:
            continue
        counts["flipped" if change.flips else "changed"] += 1
        clauses.update(change.clauses)
        places.update([change.place])
        yield change
    yield Summary(**counts, by_clause=dict(sorted(clauses.items())), by_place=dict(sorted(places.items())))


def _decided(line: str) -> Decided:
    try:
        return msgspec.json.decode(line, type=Decided)
    except msgspec.ValidationError as error:
        raise FactsError("case", str(error).partition(" - at")[0]) from None
    except (msgspec.DecodeError, RecursionError):
        raise FactsError("case", "not JSON") from None


def named(word: str, read: Callable[[str], str]) -> RuleSet:
    """A rule set by name, or a draft from a file. ValueError says what is wrong with it."""
    return rule_set(word) if word in RULE_SETS else draft(read(word))


def run(argv: Sequence[str], read: Callable[[str], str]) -> tuple[int, str, str]:
    """`guizheng replay`: exit code, standard output (JSON Lines), standard error. `read` gives the text of a file."""
    given = dict(zip(argv[::2], argv[1::2], strict=False))
    if len(argv) != 2 * len(OPTIONS) or set(given) != set(OPTIONS):
        return 2, "", USAGE
    try:
        first, second = named(given["--rules"], read), named(given["--against"], read)
        text = read(given["--facts"])
    except (OSError, ValueError) as error:
        return 2, "", f"{_reason(error)}\n"
    out, err = [], []
    for line in replay(text, first, second):
        if isinstance(line, str):
            err.append(f"{line}\n")
        else:
            out.append(f"{msgspec.json.encode(line).decode()}\n")
    return (2 if err else 0), "".join(out), "".join(err)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror}"
    return str(error)
