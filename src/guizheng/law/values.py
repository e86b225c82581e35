"""定值: dated values with their source, and rule sets laid one over another.

A value is never a constant in a rule: it is a row with since, until, source and the layer that brings it.
`opinions-2015` reads the layer of the policy; `norm-2021` and `in-force` read the norm of 2021 laid over it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

import msgspec

from guizheng.law.clauses import CLAUSES, SOURCES, citation

T = TypeVar("T")

OPINIONS = "opinions-2015"
NORM = "norm-2021"
IN_FORCE = "in-force"
DAYS_REMEMBERED = 4096
NORM_SINCE = date(2021, 10, 1)


@dataclass(frozen=True)
class Row(Generic[T]):
    """One value, in force from `since` to `until` (both included); `source` is a key of `clauses`."""

    value: T
    since: date
    source: str
    until: date | None = None
    layer: str = OPINIONS

    @property
    def citation(self) -> str:
        return citation(self.source)

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, eq=False)
class RuleSet:
    """规则集: layers from the lowest up, and the rows of a draft laid on top by the name of the value.

    Compared by identity, so that answers can be remembered per rule set.
    """

    name: str
    layers: tuple[str, ...]
    draft: Mapping[str, tuple[Row[Any], ...]] = field(default_factory=dict)

    def has_norm(self, on: date) -> bool:
        return NORM in self.layers and on >= NORM_SINCE


RULE_SETS: dict[str, RuleSet] = {
    OPINIONS: RuleSet(OPINIONS, (OPINIONS,)),
    NORM: RuleSet(NORM, (OPINIONS, NORM)),
    IN_FORCE: RuleSet(IN_FORCE, (OPINIONS, NORM)),
}

REGISTRY: dict[str, "Value[Any]"] = {}
"""Every value by name; a draft rule set and the law's version read it."""


class Value(Generic[T]):
    """A named value. `at` gives the row of the highest layer in force on a day; later rows win inside a layer."""

    def __init__(self, name: str, rows: tuple[Row[T], ...], *, shorten_only: bool = False) -> None:
        for row in rows:
            citation(row.source)  # an unnamed source is a mistake of whoever wrote the row
        self.name, self.rows, self.shorten_only = name, rows, shorten_only
        self._known: dict[tuple[date, RuleSet], Row[T] | None] = {}
        REGISTRY[name] = self

    def at(self, on: date, rules: RuleSet) -> Row[T] | None:
        """The row in force, or None. Remembered: a day is asked again and again."""
        key = (on, rules)
        if key not in self._known:
            if len(self._known) >= DAYS_REMEMBERED:
                self._known.clear()
            self._known[key] = self._find(on, rules)
        return self._known[key]

    def _find(self, on: date, rules: RuleSet) -> Row[T] | None:
        found: Row[T] | None = None
        for layer in rules.layers:
            for row in self.rows:
                if row.layer == layer and row.holds(on):
                    found = row
        for row in rules.draft.get(self.name, ()):
            if row.holds(on):
                found = row
        return found

    def must(self, on: date, rules: RuleSet) -> T:
        """The value on that day. LookupError when none is in force."""
        row = self.at(on, rules)
        if row is None:
            raise LookupError(f"{self.name}: no value in force")
        return row.value


class Lengthens(ValueError):
    """A region or a draft may shorten a term, never lengthen it (A4)."""


def shortened(term: str, days: int, on: date, rules: RuleSet) -> int:
    """地方缩短: a region's own term. Lengthens when it is longer than the one in force, or not a term at all."""
    ceiling: int = REGISTRY[term].must(on, rules)
    if not 1 <= days <= ceiling:
        raise Lengthens(f"{term}: {days} is not between 1 and {ceiling}")
    return days


def rule_set(name: str) -> RuleSet:
    """KeyError when there is no such rule set."""
    return RULE_SETS[name]


class DraftRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    name: str
    value: Any
    since: date
    until: date | None = None
    source: str = "design"


class Draft(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """草案: the file form of a draft rule set."""

    name: str
    base: str = OPINIONS
    values: tuple[DraftRow, ...] = ()


def draft(text: bytes | str) -> RuleSet:
    """A draft rule set from JSON. ValueError names what is unknown or lengthened."""
    try:
        read = msgspec.json.decode(text, type=Draft)
    except msgspec.MsgspecError as error:
        raise ValueError(f"draft: {error}") from None
    if read.base not in RULE_SETS:
        raise ValueError(f"draft: base: no such rule set: {read.base}")
    base = RULE_SETS[read.base]
    laid: dict[str, tuple[Row[Any], ...]] = {}
    for row in read.values:
        laid[row.name] = (*laid.get(row.name, ()), _draft_row(row, base))
    return RuleSet(read.name, base.layers, laid)


def _draft_row(row: DraftRow, base: RuleSet) -> Row[Any]:
    value = REGISTRY.get(row.name)
    if value is None:
        raise ValueError(f"draft: no such value: {row.name}")
    if row.source not in CLAUSES and row.source not in SOURCES:
        raise ValueError(f"draft: {row.name}: no such source: {row.source}")
    present = value.at(row.since, base)
    kind = type(value.rows[0].value)
    if kind not in (int, str, bool) or type(row.value) is not kind:
        raise ValueError(f"draft: {row.name}: not a value of its kind")
    if value.shorten_only and present is not None and row.value > present.value:
        raise ValueError(f"draft: {row.name}: {row.value} lengthens {present.value}")
    return Row(row.value, row.since, row.source, row.until)
