"""信用信息 A6: the list of bad-credit persons that the national credit platform pushes; asked live, source kept."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from guizheng.gateways.answers import Unknown
from guizheng.gateways.line import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditRecord:
    """One record: `kind` is conduct or credit, `source` who entered it, `reference` its number there."""

    kind: str
    source: str
    on: date
    reference: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditAnswer:
    records: tuple[CreditRecord, ...]


class Credit(Protocol):
    def records(self, id_number: str) -> tuple[CreditRecord, ...] | Unknown: ...


class HttpCredit:
    def __init__(self, url: str) -> None:
        self.line = Line("credit", url)

    def records(self, id_number: str) -> tuple[CreditRecord, ...] | Unknown:
        """All records of this person; an empty tuple says that there is none. Mind that `Unknown` is falsy, too."""
        heard = self.line.read("records", {"id_number": id_number}, CreditAnswer)
        return heard if isinstance(heard, Unknown) else heard.records
