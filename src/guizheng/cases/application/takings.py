"""日清日结 A7: a day's takings of one authority by window and means, each line with its case, and what does not tally.

Nothing is deleted: a cancelled receipt stands as taken and taken back. The numbers of a day's receipts have no holes.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from django.db.models import Q

from guizheng.cases.application.models import Fee
from guizheng.cases.clocks import ZONE
from guizheng.cases.spine import Case
from guizheng.gateways import doors
from guizheng.gateways.answers import Unknown
from guizheng.gateways.payment import Taking
from guizheng.ledger import papers
from guizheng.ledger.contents import FEE_RECEIPT
from guizheng.ledger.hands import Hand
from guizheng.registers.names import mask


class Kind(StrEnum):
    TAKEN = "taken"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Line:
    """One movement of money: `amount` is negative when it went back. `officer` is the window's hand."""

    kind: Kind
    fee: Fee
    case: Case
    at: datetime
    officer: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Sum:
    """What one hand took and gave back by one means."""

    officer: str
    means: str
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Day:
    """`holes`: receipt numbers of the day that no fee stands for. `strange`: movements that only one side knows.

    `strange` is None when the payment system does not answer.
    """

    on: date
    authority: str
    lines: tuple[Line, ...]
    sums: tuple[Sum, ...]
    total: Decimal
    holes: tuple[str, ...]
    strange: tuple[str, ...] | None

    @property
    def tallies(self) -> bool:
        return not self.holes and self.strange == ()


@dataclass(frozen=True, slots=True)
class ToRefund:
    """待退费: a fee that goes back, its case, and the masked name of the applicant."""

    fee: Fee
    case: Case
    name: str


def to_refund(hand: Hand) -> list[ToRefund]:
    """待退费 A7: what this authority owes back, the oldest first. One query."""
    rows = Fee.objects.filter(authority=hand.authority, refund_due=True).select_related("case__person")
    return [ToRefund(fee, fee.case, mask(fee.case.person.name)) for fee in rows.order_by("paid_at")[:200]]


def owed_back(authority: str) -> int:
    """How many fees this authority owes back."""
    return Fee.objects.filter(authority=authority, refund_due=True).count()


def of_day(authority: str, on: date) -> Day:
    """一日收费: every movement of the day, its sums, and what does not tally with receipts and treasury."""
    lines = tuple(sorted(_lines(authority, on), key=lambda line: (line.at, line.fee.receipt)))
    return Day(
        on=on,
        authority=authority,
        lines=lines,
        sums=_sums(lines),
        total=sum((line.amount for line in lines), Decimal("0.00")),
        holes=_holes(authority, on, lines),
        strange=_strange(authority, on, lines),
    )


def _lines(authority: str, on: date) -> Iterator[Line]:
    began = datetime.combine(on, time(), ZONE)
    within = (began, began + timedelta(days=1) - timedelta(microseconds=1))
    cancelled = Q(paid_at__isnull=False, cancelled_at__range=within)
    that_day = Q(paid_at__range=within) | Q(refunded_at__range=within) | cancelled
    for fee in Fee.objects.filter(that_day, authority=authority).select_related("case"):
        moved = (
            (Kind.TAKEN, fee.paid_at, fee.taken_by, fee.amount),
            (Kind.CANCELLED, fee.cancelled_at, fee.cancelled_by, -fee.amount),
            (Kind.REFUNDED, fee.refunded_at, fee.refunded_by, -fee.amount),
        )
        for kind, at, officer, amount in moved:
            if at is not None and within[0] <= at <= within[1]:
                yield Line(kind, fee, fee.case, at, officer, amount)


def _sums(lines: tuple[Line, ...]) -> tuple[Sum, ...]:
    held: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for line in lines:
        held[line.officer, line.fee.means].append(line.amount)
    return tuple(
        Sum(officer, means, len(amounts), sum(amounts, Decimal(0)))
        for (officer, means), amounts in sorted(held.items())
    )


def _holes(authority: str, on: date, lines: tuple[Line, ...]) -> tuple[str, ...]:
    """断号: numbers given out that day for receipts of this authority that stand on no fee of it."""
    used = {line.fee.receipt for line in lines if line.kind is Kind.TAKEN}
    return tuple(number for number in papers.numbers_of_day(FEE_RECEIPT, authority, on) if number not in used)


def _strange(authority: str, on: date, lines: tuple[Line, ...]) -> tuple[str, ...] | None:
    """单边账: movements of the treasury that no line stands for, and lines that the treasury does not know."""
    heard = doors.payment().takings(authority, on)
    if isinstance(heard, Unknown):
        return None
    theirs = {_key(one): one.receipt for one in heard}
    ours = {
        (str(line.fee.id) if line.kind is Kind.TAKEN else f"{line.fee.id}:back", line.amount): line.fee.receipt
        for line in lines
        if line.fee.slip
    }
    return tuple(sorted({theirs[key] for key in theirs.keys() - ours} | {ours[key] for key in ours.keys() - theirs}))


def _key(one: Taking) -> tuple[str, Decimal]:
    return one.key, one.amount
