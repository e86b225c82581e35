"""日清日结 A7: money moves once, by drawer or treasury; the day's takings tally with cases, receipts and treasury."""

import uuid
from decimal import Decimal

import pytest
from tests.cases import steps
from tests.cases.world import CLERK, HALL, LI, NOON, WANG, Outside, later

from guizheng.cases.application import acts, takings
from guizheng.cases.application.models import Fee
from guizheng.cases.errors import Conflict
from guizheng.cases.spine import Case
from guizheng.gateways.payment import Taking
from guizheng.ledger import serials

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def by_code(one: Case) -> Fee:
    acts.pay_fee(one.id, "code", by=CLERK, at=later(minutes=5))
    return Fee.objects.get(bucket=one.bucket, case_uid=one.id, cancelled_at=None)


def test_a_code_is_paid_through_the_treasury_and_cash_is_not(outside: Outside) -> None:
    fee = by_code(steps.accepted())
    assert list(outside.payment.moved) == [str(fee.id)]
    assert fee.slip == "T0"
    steps.paid(steps.accepted(WANG, steps.RENEWAL))
    assert len(outside.payment.moved) == 1


def test_a_treasury_that_is_silent_or_declines_gives_no_receipt(outside: Outside) -> None:
    one = steps.accepted()
    outside.payment.silent = True
    with pytest.raises(Conflict, match="没有答复"):
        by_code(one)
    outside.payment.silent, outside.payment.declines = False, True
    with pytest.raises(Conflict, match="没有接受"):
        by_code(one)
    assert Fee.objects.get().paid_at is None
    outside.payment.declines = False
    assert by_code(one).receipt


def test_what_was_taken_for_a_case_that_ended_meanwhile_goes_back(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = steps.accepted()
    charge = acts.pay_fee.__globals__["till"].charge

    def withdrawn_meanwhile(*given: object) -> str:
        slip: str = charge(*given)
        acts.withdraw(one.id, "不办了", by=CLERK, at=later(minutes=4))
        return slip

    monkeypatch.setattr("guizheng.cases.application.till.charge", withdrawn_meanwhile)
    with pytest.raises(Conflict):
        acts.pay_fee(one.id, "code", by=CLERK, at=later(minutes=5))
    assert sum(move.amount for move in outside.payment.moved.values()) == 0


def test_a_double_click_on_a_code_charges_once(outside: Outside) -> None:
    one, key = steps.accepted(), uuid.uuid4()
    first = acts.pay_fee(one.id, "code", by=CLERK, at=later(), key=key)
    assert acts.pay_fee(one.id, "code", by=CLERK, at=later(), key=key) == first
    assert len(outside.payment.moved) == 1


def test_a_refund_goes_back_the_way_it_came_and_is_not_done_while_the_treasury_is_silent(outside: Outside) -> None:
    one = steps.accepted()
    by_code(one)
    acts.withdraw(one.id, "不办了", by=CLERK, at=later(minutes=9))
    outside.payment.silent = True
    with pytest.raises(Conflict, match="没有答复"):
        acts.refund(one.id, "", by=CLERK, at=later(minutes=10))
    assert [row.case.id for row in takings.to_refund(CLERK)] == [one.id]
    outside.payment.silent = False
    acts.refund(one.id, "", by=CLERK, at=later(minutes=11))
    assert (takings.to_refund(CLERK), takings.owed_back(HALL)) == ([], 0)
    assert sum(move.amount for move in outside.payment.moved.values()) == 0


def test_a_day_with_everything_in_it_tallies(outside: Outside) -> None:
    first, second = steps.accepted(), steps.accepted(WANG, steps.RENEWAL)
    by_code(first)
    acts.cancel_fee(first.id, "改收现金", by=CLERK, at=later(minutes=6))
    steps.paid(first, later(minutes=7))
    steps.paid(second, later(minutes=8))
    acts.withdraw(second.id, "不办了", by=CLERK, at=later(minutes=9))
    acts.refund(second.id, "", by=CLERK, at=later(minutes=10))
    day = takings.of_day(HALL, TODAY)
    assert [(line.kind.value, line.case.number, str(line.amount)) for line in day.lines] == [
        ("taken", first.number, "40.00"),
        ("cancelled", first.number, "-40.00"),
        ("taken", first.number, "40.00"),
        ("taken", second.number, "20.00"),
        ("refunded", second.number, "-20.00"),
    ]
    assert [(one.means, one.count, one.amount) for one in day.sums] == [
        ("cash", 3, Decimal(40)),
        ("code", 2, Decimal(0)),
    ]
    assert day.total == Decimal(40)
    assert (day.holes, day.strange, day.tallies) == ((), (), True)
    assert takings.of_day(HALL, later(1).date()).lines == ()


def test_a_number_without_a_fee_is_a_hole(outside: Outside) -> None:
    steps.paid(steps.accepted())
    serials.next_in(f"paper:SF:{HALL[:9]}", TODAY)
    day = takings.of_day(HALL, TODAY)
    assert [number[-4:] for number in day.holes] == ["0002"]
    assert not day.tallies


def test_a_movement_that_only_one_side_knows_is_told(outside: Outside) -> None:
    fee = by_code(steps.accepted(LI))
    outside.payment.moved["alien"] = Taking(key="alien", receipt="T99", amount=Decimal("40.00"))
    assert takings.of_day(HALL, TODAY).strange == ("T99",)
    del outside.payment.moved[str(fee.id)]
    assert takings.of_day(HALL, TODAY).strange == (fee.receipt, "T99")
    outside.payment.silent = True
    assert takings.of_day(HALL, TODAY).strange is None
