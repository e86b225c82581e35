"""制证中心 A4: orders go there in batches, idempotent by order number; what was made or rejected is asked for later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from guizheng.gateways.answers import Unknown
from guizheng.gateways.line import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One card to be made. `number` is the order's own; an order sent twice under one number is one order."""

    number: str
    centre: str
    id_number: str
    name: str
    sex: str
    ethnicity: str
    birth_date: date
    address: str
    issuer: str
    valid_from: date
    valid_to: date | None
    portrait: str = ""
    fingerprint: bool = False
    script: str = ""


class Outcome(StrEnum):
    IN_WORK = "in_work"
    MADE = "made"
    REJECTED = "rejected"
    NO_SUCH_ORDER = "no_such_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """制证回馈: made, with the 20 characters of the 卡体管理号 and the dates printed, or rejected for a reason."""

    number: str
    outcome: Outcome
    dn: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The orders that the centre has in its books, these and any it had before under the same numbers."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAnswer:
    feedback: tuple[Feedback, ...]


class Production(Protocol):
    def order(self, orders: Sequence[Order]) -> Taken | Unknown: ...

    def feedback(self, numbers: Sequence[str]) -> tuple[Feedback, ...] | Unknown: ...


class HttpProduction:
    def __init__(self, url: str) -> None:
        self.line = Line("production", url)

    def order(self, orders: Sequence[Order]) -> Taken | Unknown:
        """Send a batch. `Unknown`: it may have arrived; send the same orders again."""
        return self.line.write("order", {"orders": orders}, Taken)

    def feedback(self, numbers: Sequence[str]) -> tuple[Feedback, ...] | Unknown:
        """One answer an order, in no particular order; the same answer may come twice."""
        heard = self.line.read("feedback", {"numbers": numbers}, FeedbackAnswer)
        return heard if isinstance(heard, Unknown) else heard.feedback
