"""裁定: what the law answers. Values only: grounds, missing things, advice, and what they add up to."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

import msgspec

from guizheng.law.terms import Outcome

ACCEPT = Outcome.ACCEPT
Lang = Literal["zh", "en"]


class Words(NamedTuple):
    """The same sentence in Chinese and in English."""

    zh: str
    en: str

    def in_(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def with_(self, values: Mapping[str, str]) -> "Words":
        return Words(self.zh.format_map(values), self.en.format_map(values))

    def then(self, other: "Words") -> "Words":
        return Words(self.zh + other.zh, f"{self.en} {other.en}".strip())


class Ground(msgspec.Struct, frozen=True):
    """理由: why not. `clause` is the nearest clause, `citation` what the ground itself rests on."""

    code: str
    clause: str
    citation: str
    says: Words
    remedy: Words

    def view(self, lang: Lang) -> dict[str, Any]:
        return {
            "code": self.code,
            "clause": self.clause,
            "citation": self.citation,
            "says": self.says.in_(lang),
            "remedy": self.remedy.in_(lang),
        }


class Missing(msgspec.Struct, frozen=True):
    """所缺: still owed by the applicant (on the one-time notice) or by the office (never asked of anyone)."""

    code: str
    clause: str
    citation: str
    says: Words
    by: Literal["applicant", "office"]
    any_of: tuple[str, ...] = ()

    def view(self, lang: Lang) -> dict[str, Any]:
        return {
            "code": self.code,
            "clause": self.clause,
            "citation": self.citation,
            "says": self.says.in_(lang),
            "by": self.by,
            "any_of": list(self.any_of),
        }


class Advice(msgspec.Struct, frozen=True):
    """提示: what the officer or the citizen should know although it changes no outcome."""

    code: str
    says: Words

    def view(self, lang: Lang) -> dict[str, Any]:
        return {"code": self.code, "says": self.says.in_(lang)}


class Asked(msgspec.Struct, frozen=True):
    """One line of the trace: the rule asked, its clause, what it saw and what it said (pass, broken, unknown)."""

    rule: str
    clause: str
    saw: dict[str, Any]
    said: str


class Findings(msgspec.Struct, frozen=True):
    """Everything a book of rules found, all at once and in the order of the book."""

    grounds: tuple[Ground, ...] = ()
    missing: tuple[Missing, ...] = ()
    advice: tuple[Advice, ...] = ()
    trace: tuple[Asked, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """任一理由即不予受理;申请人尚缺即一次性告知;机关尚欠即待核;否则当场受理(A3)。"""
        if self.grounds:
            return Outcome.REFUSE
        if not self.missing:
            return ACCEPT
        if any(thing.by == "applicant" for thing in self.missing):
            return Outcome.NOTIFY
        return Outcome.PENDING


class Fee(msgspec.Struct, frozen=True):
    """费: `amount` in yuan with two decimals, the row of the tariff, and the text it rests on."""

    amount: str
    kind: str
    source: str


class Due(msgspec.Struct, frozen=True):
    """期限: raw and rolled limits; see `time_limits`."""

    raw: date
    limit: date
    extended_raw: date | None
    extended_limit: date | None
    promise: date | None
    sign_by: date | None
    provisional: bool
    source: str


class Mark(msgspec.Struct, frozen=True):
    """A card to be marked as reported lost, named by its printed dates."""

    valid_from: str
    valid_to: str


class Answer(msgspec.Struct, frozen=True):
    """答: what `decide` gives. Matters without an outcome carry their answer in `parts` alone.

    `parts` holds what only this matter answers (disposition, valid, answer …), JSON-ready, in the contract's names.
    """

    matter: str
    on: date
    rules: str
    outcome: str | None = None
    grounds: tuple[Ground, ...] = ()
    missing: tuple[Missing, ...] = ()
    advice: tuple[Advice, ...] = ()
    fee: Fee | None = None
    due: Due | None = None
    marks: tuple[Mark, ...] = ()
    parts: dict[str, Any] = {}
    trace: tuple[Asked, ...] | None = None

    def view(self, lang: Lang = "zh") -> dict[str, Any]:
        """The JSON view of the contract, as plain values that any JSON writer takes."""
        shown: dict[str, Any] = plain(self._shown(lang))
        return shown

    def encoded(self, lang: Lang = "zh") -> bytes:
        """The JSON view of the contract as UTF-8."""
        return msgspec.json.encode(self._shown(lang))

    def _shown(self, lang: Lang) -> dict[str, Any]:
        shown: dict[str, Any] = {"matter": self.matter, "on": self.on, "rules": self.rules}
        if self.outcome is not None:
            shown["outcome"] = self.outcome
            shown["grounds"] = [ground.view(lang) for ground in self.grounds]
            shown["missing"] = [thing.view(lang) for thing in self.missing]
            shown["advice"] = [advice.view(lang) for advice in self.advice]
            shown["fee"] = self.fee
            shown["due"] = self.due
            shown["marks"] = self.marks
        if self.parts:
            shown.update(self.parts)
        if self.trace is not None:
            shown["trace"] = self.trace
        return shown


def plain(value: Any) -> Any:
    """Structs, dates and terms as plain JSON values."""
    return msgspec.to_builtins(value)


def applicant_owes(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """一次性告知所列: only what the applicant can bring or do (A3)."""
    return tuple(thing for thing in missing if thing.by == "applicant")
