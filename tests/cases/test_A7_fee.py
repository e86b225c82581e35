"""工本费 A7: exactly what is owed, receipts without holes, cancelled or refunded and never deleted."""

import pytest
from tests.cases import steps, world
from tests.cases.world import CLERK, ISSUER, LI, WANG, Outside, later

from guizheng.cases.application import acts
from guizheng.cases.application.models import Fee
from guizheng.cases.errors import BadInput, Conflict, Forbidden
from guizheng.cases.spine import Case
from guizheng.ledger import papers

pytestmark = pytest.mark.django_db


def fees(one: Case) -> list[Fee]:
    return list(Fee.objects.filter(bucket=one.bucket, case_uid=one.id).order_by("cancelled_at"))


def test_what_is_owed_is_what_the_tariff_says(outside: Outside) -> None:
    reissue, renewal = steps.accepted(), steps.accepted(WANG, steps.RENEWAL)
    assert [str(fee.amount) for one in (reissue, renewal) for fee in fees(one)] == ["40.00", "20.00"]
    assert fees(reissue)[0].source == "发改价格[2003]2322号"


def test_receipts_are_numbered_without_holes(outside: Outside) -> None:
    first = steps.paid(steps.accepted()).papers[0].number
    second = steps.paid(steps.accepted(WANG, steps.RENEWAL)).papers[0].number
    assert int(second[-4:]) - int(first[-4:]) == 1


def test_only_the_till_of_the_accepting_side_takes_money(outside: Outside) -> None:
    one = steps.accepted()
    for hand in (ISSUER, world.HOME_CLERK, world.SIGNER):
        with pytest.raises(Forbidden, match="受理岗"):
            acts.pay_fee(one.id, "cash", by=hand, at=later())
    with pytest.raises(BadInput):
        acts.pay_fee(one.id, "barter", by=CLERK, at=later())
    assert fees(one)[0].paid_at is None


def test_a_receipt_of_today_is_cancelled_and_the_same_fee_is_owed_again(outside: Outside) -> None:
    one = steps.accepted()
    steps.paid(one)
    with pytest.raises(BadInput):
        acts.cancel_fee(one.id, " ", by=CLERK, at=later(minutes=9))
    acts.cancel_fee(one.id, "开错缴费方式", by=CLERK, at=later(minutes=10))
    steps.paid(one, later(minutes=20))
    cancelled = [fee for fee in fees(one) if fee.cancelled_at]
    standing = [fee for fee in fees(one) if not fee.cancelled_at]
    assert (len(cancelled), len(standing)) == (1, 1)
    assert cancelled[0].receipt != standing[0].receipt
    assert len(papers.of_case(one.id)) == 4


def test_a_receipt_of_yesterday_is_refunded_instead(outside: Outside) -> None:
    one = steps.accepted()
    steps.paid(one)
    with pytest.raises(Conflict, match="当日"):
        acts.cancel_fee(one.id, "开错", by=CLERK, at=later(1))


def test_a_refund_has_its_ground_and_happens_once(outside: Outside) -> None:
    one = steps.accepted()
    steps.paid(one)
    with pytest.raises(BadInput):
        acts.refund(one.id, "", by=CLERK, at=later(1))
    done = acts.refund(one.id, "减免证明补交", by=CLERK, at=later(1))
    assert [paper.kind for paper in done.papers] == ["refund_slip"]
    with pytest.raises(Conflict, match="已退"):
        acts.refund(one.id, "再退", by=CLERK, at=later(1))


def test_nothing_is_taken_for_a_case_that_ended(outside: Outside) -> None:
    one = steps.accepted()
    acts.decline_to_sign(one.id, "指纹与登记不符", "电话", by=world.SIGNER, at=later(1))
    with pytest.raises(Conflict):
        steps.paid(one)
    assert fees(one)[0].cancelled_at is not None


def test_a_refused_filing_owes_nothing(outside: Outside) -> None:
    outside.population.people[LI] = world.on_file(LI, active_service=True)
    assert steps.filed().outcome == "refuse"
    assert not Fee.objects.exists()
