"""规则: how a rule is declared and asked.

A rule is a small pure function of a view of the facts. It answers True (kept), False (broken) or None (unknown).
Its docstring is the message an officer reads, one line each: 中文 · English · 办法 · remedy (the last two for grounds).
`{names}` in the message are filled by returning `Said(name=value)` instead of False.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from inspect import cleandoc
from typing import Any, TypeVar

import msgspec

from guizheng.law.clauses import CLAUSES, citation
from guizheng.law.rulings import Advice, Asked, Findings, Ground, Missing, Words
from guizheng.law.values import RuleSet

View = TypeVar("View")
NO_WORDS = Words("", "")


class Said(dict[str, str]):
    """Broken, with values for the words of the message."""


Verdict = bool | Said | None


class Kind(StrEnum):
    GROUND = "ground"
    APPLICANT = "applicant"
    OFFICE = "office"
    ADVICE = "advice"


@dataclass(frozen=True)
class Unknown:
    """What the office owes when a rule can't tell: its own code and words."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True)
class Part:
    """Rules that stand together and all pass on a plain view, so that a plain case needs no further question.

    `plain` may only be true where every rule of the part answers True; a test holds it to that.
    """

    name: str
    plain: Callable[[Any], bool]


@dataclass(frozen=True)
class Rule:
    """A declared rule: which clause, which code, what it finds when broken and when it can't tell."""

    ask: Callable[[Any], Verdict]
    clause: str
    code: str
    kind: Kind
    citation: str
    says: Words
    remedy: Words
    unknown: Unknown | None = None
    any_of: tuple[str, ...] = ()
    books: tuple[str, ...] = ()
    part: Part | None = None


ALL: list[Rule] = []
"""Every declared rule, in the order of declaration."""


@dataclass(frozen=True)
class Bound:
    """A rule as one book asks it, with its findings made once."""

    rule: Rule
    broken: Ground | Missing | Advice
    unknown: Missing | None

    def fill(self, said: Said) -> Ground | Missing | Advice:
        words = self.broken.says.with_(said)
        if isinstance(self.broken, Ground):
            return msgspec.structs.replace(self.broken, says=words, remedy=self.broken.remedy.with_(said))
        return msgspec.structs.replace(self.broken, says=words)


@dataclass(frozen=True)
class Book:
    """An ordered book of rules for one matter. `tail` ends the remedy of each of its grounds."""

    matter: str
    tail: Words = NO_WORDS
    rules: list[Bound] = field(default_factory=list)
    runs: list[tuple[Part | None, list[tuple[Callable[[Any], Verdict], Bound]]]] = field(default_factory=list)

    def add(self, declared: Rule) -> None:
        """The next rule of the book. ValueError when its code stands there already."""
        if any(bound.rule.code == declared.code for bound in self.rules):
            raise ValueError(f"rule {declared.code}: twice in {self.matter}")
        bound = Bound(declared, _broken(declared, self), _unknown(declared))
        self.rules.append(bound)
        if not self.runs or self.runs[-1][0] is not declared.part:
            self.runs.append((declared.part, []))
        self.runs[-1][1].append((declared.ask, bound))

    def ask(self, view: Any, explain: bool = False) -> Findings:
        """Ask every rule, never only the first that fails. `explain` also records what each rule saw."""
        if explain:
            return self._ask_and_tell(view)
        answers: list[tuple[Bound, Verdict]] = []
        for part, run in self.runs:
            if part is not None and part.plain(view):
                continue
            for question, bound in run:
                verdict = question(view)
                if verdict is not True:
                    answers.append((bound, verdict))
        return _sort(answers) if answers else NOTHING

    def _ask_and_tell(self, view: Any) -> Findings:
        answers: list[tuple[Bound, Verdict]] = []
        trace = []
        for bound in self.rules:
            saw: dict[str, Any] = {}
            verdict = bound.rule.ask(Watched(view, saw))
            if verdict is not True:
                answers.append((bound, verdict))
            trace.append(Asked(bound.rule.code, bound.rule.clause, msgspec.to_builtins(saw), _said(verdict)))
        return msgspec.structs.replace(_sort(answers), trace=tuple(trace))


NOTHING = Findings()


def _said(verdict: Verdict) -> str:
    if verdict is None:
        return "unknown"
    return "pass" if verdict is True else "broken"


def _sort(answers: Iterable[tuple[Bound, Verdict]]) -> Findings:
    grounds: list[Ground] = []
    missing: dict[str, Missing] = {}
    advice: list[Advice] = []
    for bound, verdict in answers:
        found: Ground | Missing | Advice | None
        if verdict is None:
            found = bound.unknown
        elif isinstance(verdict, Said):
            found = bound.fill(verdict)
        else:
            found = bound.broken
        if isinstance(found, Ground):
            grounds.append(found)
        elif isinstance(found, Missing):
            missing.setdefault(found.code, found)  # two rules may wait for the same search; it is owed once
        elif found is not None:
            advice.append(found)
    return Findings(tuple(grounds), tuple(missing.values()), tuple(advice))


class Watched:
    """A view that notes every fact read through it, so that a trace shows what a rule saw and nothing else."""

    __slots__ = ("_path", "_saw", "_view")

    def __init__(self, view: Any, saw: dict[str, Any], path: str = "") -> None:
        self._view, self._saw, self._path = view, saw, path

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._view, name)
        path = f"{self._path}{name}"
        if isinstance(value, msgspec.Struct):
            return Watched(value, self._saw, f"{path}.")
        if not callable(value) and not isinstance(value, RuleSet):
            self._saw[path.removeprefix("f.")] = _seen(value)
        return value


def _seen(value: Any) -> Any:
    if value is msgspec.UNSET:
        return "absent"
    return sorted(value) if isinstance(value, frozenset) else value


def rule(
    clause: str,
    code: str,
    kind: Kind,
    *books: Book,
    source: str = "",
    unknown: Unknown | None = None,
    any_of: Iterable[str] = (),
    part: Part | None = None,
) -> Callable[[Callable[[View], Verdict]], Callable[[View], Verdict]]:
    """Declare a rule of `clause` in `books`. `source` is its own citation where it rests on another text."""
    if clause not in CLAUSES:
        raise ValueError(f"rule {code}: no such clause: {clause}")

    def declare(ask: Callable[[View], Verdict]) -> Callable[[View], Verdict]:
        zh, en, zh_remedy, en_remedy = _message(ask.__doc__, kind, code)
        declared = Rule(
            ask,
            clause,
            code,
            kind,
            citation(source or clause),
            Words(full_width(zh), en),
            Words(full_width(zh_remedy), en_remedy),
            unknown,
            tuple(str(thing) for thing in any_of),
            tuple(book.matter for book in books),
            part,
        )
        ALL.append(declared)
        for book in books:
            book.add(declared)
        return ask

    return declare


def full_width(zh: str) -> str:
    """Chinese text as it is printed: full-width punctuation, whatever was typed."""
    return zh.translate(FULL_WIDTH)


FULL_WIDTH = str.maketrans(",;:()?!", "\uff0c\uff1b\uff1a\uff08\uff09\uff1f\uff01")


def _message(doc: str | None, kind: Kind, code: str) -> Iterator[str]:
    lines = cleandoc(doc or "").splitlines()
    if len(lines) != (4 if kind is Kind.GROUND else 2) or not all(lines):
        raise ValueError(f"rule {code}: the docstring is its message, one line each: 中文, English (办法, remedy)")
    return iter([*lines, "", ""][:4])


def _broken(declared: Rule, book: Book) -> Ground | Missing | Advice:
    if declared.kind is Kind.GROUND:
        remedy = declared.remedy.then(Words(full_width(book.tail.zh), book.tail.en))
        return Ground(declared.code, declared.clause, declared.citation, declared.says, remedy)
    if declared.kind is Kind.ADVICE:
        return Advice(declared.code, declared.says)
    by: Any = declared.kind.value
    return Missing(declared.code, declared.clause, declared.citation, declared.says, by, declared.any_of)


def _unknown(declared: Rule) -> Missing | None:
    if declared.kind is Kind.ADVICE:
        return None
    owed = declared.unknown
    if owed is None:  # nobody foresaw that this could be unknown; it must not pass for all that
        owed = Unknown(f"{declared.code}_unchecked", f"尚未核实:{declared.says.zh}", f"Not checked: {declared.says.en}")
    words = Words(full_width(owed.zh), owed.en)
    return Missing(owed.code, declared.clause, declared.citation, words, "office")


def unknown_or(*verdicts: bool | None) -> bool | None:
    """三值或: true as soon as one is true, else unknown as soon as one is unknown, else false."""
    if True in verdicts:
        return True
    return None if None in verdicts else False


def unknown_and(*verdicts: bool | None) -> bool | None:
    """三值与: false as soon as one is false, else unknown as soon as one is unknown, else true."""
    if False in verdicts:
        return False
    return None if None in verdicts else True


def unknown_not(verdict: bool | None) -> bool | None:
    """三值非."""
    return None if verdict is None else not verdict
