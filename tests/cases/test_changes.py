"""变动 A3 A4 A5: withdrawal, extension by two persons, correction, death, cancelled registration."""

import pytest
from tests.cases import steps, world
from tests.cases.world import ADMIN, ADMIN_2, CLERK, LI, REVIEWER, Outside, later

from guizheng.cases.application import acts
from guizheng.cases.application.forms import SignChecks
from guizheng.cases.application.models import Application, Fee
from guizheng.cases.errors import BadInput, Conflict, Forbidden
from guizheng.cases.spine import Case
from guizheng.ledger import events
from guizheng.organs.transport import PoorTransport
from guizheng.registers import cards, persons
from guizheng.registers.cards import State

pytestmark = pytest.mark.django_db
AT_HOME = "poor_transport_at_home"


def test_who_withdraws_gets_the_fee_back_and_the_loss_report_stays(outside: Outside) -> None:
    one = steps.accepted()
    steps.paid(one)
    done = acts.withdraw(one.id, "原证已找到", by=CLERK, at=later(1))
    assert (done.stage, [paper.kind for paper in done.papers]) == ("withdrawn", ["withdrawal_slip"])
    assert Fee.objects.get().refund_due
    person = persons.find(LI)
    assert person is not None
    assert [cards.state(card) for card in cards.of(person)] == [State.REPORTED_LOST]
    acts.refund(one.id, "", by=CLERK, at=later(1))
    assert steps.filed(at=later(2)).outcome == "accept"


def test_after_signing_nothing_is_withdrawn(outside: Outside) -> None:
    one = steps.signed(steps.accepted())
    with pytest.raises(Forbidden):
        acts.withdraw(one.id, "不办了", by=CLERK, at=later(2))


def test_an_extension_takes_two_persons_and_is_counted_from_the_raw_limit(outside: Outside) -> None:
    one = steps.accepted()
    asked = acts.propose_extension(one.id, 30, AT_HOME, "某山区乡", by=ADMIN, at=later(40))
    with pytest.raises(Forbidden, match="另一人"):
        acts.extend(asked.pk, asked.digest, by=ADMIN, at=later(40))
    assert Case.objects.at(one.id).extended_by == 0
    done = acts.extend(asked.pk, asked.digest, by=ADMIN_2, at=later(41))
    one = steps.case(done)
    assert (str(one.due_raw), str(one.due), one.extended_by) == ("2026-05-31", "2026-06-01", 30)
    assert [paper.kind for paper in done.papers] == ["extension_notice"]
    told = events.trace(one.id)[-1].body
    assert (told["place"], told["source"], told["why"]) == ("410105", "测试名单〔2015〕1号", "某山区乡")
    assert told["proposed_by"] == ADMIN.officer


def test_only_a_county_on_the_list_of_that_day_is_a_ground(outside: Outside) -> None:
    one = steps.accepted()
    with pytest.raises(Forbidden, match="只有交通不便地区"):
        acts.propose_extension(one.id, 10, "poor_transport_here", "山路不通", by=ADMIN, at=later(1))
    asked = acts.propose_extension(one.id, 10, AT_HOME, "山路不通", by=ADMIN, at=later(1))
    PoorTransport.objects.update(until=later(2).date())
    with pytest.raises(Forbidden, match="只有交通不便地区"):
        acts.extend(asked.pk, asked.digest, by=ADMIN_2, at=later(2))
    assert Case.objects.at(one.id).extended_by == 0


def test_a_proposal_that_is_refused_extends_nothing(outside: Outside) -> None:
    one = steps.accepted()
    asked = acts.propose_extension(one.id, 10, AT_HOME, "山路不通", by=ADMIN, at=later(1))
    with pytest.raises(Forbidden):
        acts.refuse_extension(asked.pk, asked.digest, by=CLERK, at=later(1))
    acts.refuse_extension(asked.pk, asked.digest, by=ADMIN_2, at=later(1))
    with pytest.raises(Forbidden):
        acts.extend(asked.pk, asked.digest, by=ADMIN_2, at=later(1))
    with pytest.raises(Conflict):
        acts.refuse_extension(asked.pk, asked.digest, by=ADMIN_2, at=later(1))
    assert Case.objects.at(one.id).extended_by == 0


def test_an_extension_happens_once_is_never_longer_and_never_too_late(outside: Outside) -> None:
    one = steps.accepted()
    with pytest.raises(Forbidden, match="30日"):
        acts.propose_extension(one.id, 31, AT_HOME, "某山区乡", by=ADMIN, at=later(1))
    for ground, place in (("", "某山区乡"), (AT_HOME, " ")):
        with pytest.raises(BadInput):
            acts.propose_extension(one.id, 10, ground, place, by=ADMIN, at=later(1))
    with pytest.raises(Forbidden):
        acts.propose_extension(one.id, 10, AT_HOME, "某山区乡", by=CLERK, at=later(1))
    late = acts.propose_extension(one.id, 5, AT_HOME, "某山区乡", by=ADMIN, at=later(40))
    with pytest.raises(Forbidden, match="期限已过"):
        acts.extend(late.pk, late.digest, by=ADMIN_2, at=later(66))
    first = acts.propose_extension(one.id, 10, AT_HOME, "某山区乡", by=ADMIN, at=later(41))
    acts.extend(first.pk, first.digest, by=ADMIN_2, at=later(41))
    with pytest.raises(Forbidden, match="一次"):
        acts.propose_extension(one.id, 20, AT_HOME, "某山区乡", by=ADMIN, at=later(42))
    with pytest.raises(Forbidden, match="一次"):
        acts.extend(late.pk, late.digest, by=ADMIN_2, at=later(43))


def test_a_contact_is_corrected_and_the_register_is_not_corrected_here(outside: Outside) -> None:
    one = steps.accepted()
    acts.correct(one.id, {"contact": "13900000000"}, "号码录错", by=CLERK, at=later(1))
    assert Application.objects.at(one.id).contact == "13900000000"
    assert "13900000000" not in str([event.body for event in events.trace(one.id)])
    for entries, why in (({"name": "李大红"}, "改名"), ({}, "无"), ({"contact": "1"}, " ")):
        with pytest.raises(BadInput):
            acts.correct(one.id, entries, why, by=CLERK, at=later(1))


def test_a_death_ends_the_case_and_cancels_the_card_that_was_made(outside: Outside) -> None:
    one = steps.ready()
    acts.record_death(one.id, "户籍地死亡登记", by=REVIEWER, at=later(11))
    one = Case.objects.at(one.id)
    assert (one.stage, one.open) == ("closed_by_death", False)
    person = persons.find(LI)
    assert person is not None
    assert [cards.state(card) for card in cards.of(person)] == [State.REPORTED_LOST, State.CANCELLED]
    assert Fee.objects.get().refund_due


def test_a_cancelled_registration_ends_the_case_likewise(outside: Outside) -> None:
    one = steps.accepted()
    with pytest.raises(BadInput):
        acts.record_cancellation(one.id, "", by=REVIEWER, at=later(1))
    assert acts.record_cancellation(one.id, "出国定居注销", by=REVIEWER, at=later(1)).stage == "closed_by_cancellation"


def test_a_case_that_ended_moves_no_more(outside: Outside) -> None:
    one = steps.accepted()
    acts.withdraw(one.id, "不办了", by=CLERK, at=later(1))
    with pytest.raises(Forbidden, match="已撤回"):
        acts.sign_off(one.id, SignChecks(), by=world.SIGNER, at=later(2))
