"""督促指导 B4: who does not check or follow up is on the list, step by step to the regulator, each with its paper."""

from datetime import datetime, timedelta

import pytest
from tests.cases import world
from tests.cases.world import CLERK, LI, Outside, hand, later
from tests.registers.segments import question, segment, unit

from guizheng.cases.errors import BadInput, Conflict, Forbidden
from guizheng.cases.misuse import complaints, oversight
from guizheng.cases.misuse.oversight import Ground, Step
from guizheng.cases.misuse.oversight_models import Complaint, Inspection
from guizheng.ledger import events, objects, papers
from guizheng.ledger.models import Paper
from guizheng.organs.models import RelyingUnit
from guizheng.registers import cards, losses, persons, questions
from guizheng.registers.hits import Hit
from guizheng.verify.outcome import Outcome

pytestmark = pytest.mark.django_db
INSPECTOR = hand("000002", "严督察", "supervisor", "120000000000")


@pytest.fixture
def bank(outside: Outside, tmp_path, settings) -> RelyingUnit:
    settings.HOME = tmp_path
    return unit(division_id="120101")


def asked(*answers: Outcome, at=None, key="gzk_test-bank") -> None:
    moment = at or later(minutes=-30)
    name, body = segment(*(question(LI, answer, at=moment, key=key) for answer in answers))
    questions.receive(name, body, at=moment)
    questions.take(moment)


def on_list(at=None):
    return {row.unit.code: row.grounds for row in oversight.wanting(at or later())}


def inspected(bank):
    done = oversight.inspect(bank, Ground.NO_QUESTIONS, "近三十日未核查,柜面只看证件。", by=INSPECTOR, at=later())
    return Inspection.objects.at(done.case)


def take(one, step, said="未接入核查", at=None, **more):
    return oversight.take(one.id, step, said, by=INSPECTOR, at=at or later(1), **more)


def test_who_asks_is_not_on_the_list_and_who_does_not_is(bank) -> None:
    unit("C-310000-01", "gzk_test-post")
    asked(Outcome.CLEAR)
    assert on_list() == {"C-310000-01": (Ground.NO_QUESTIONS,)}
    assert on_list(later(60))["C-120000-01"] == (Ground.NO_QUESTIONS,)


def test_who_has_no_contract_now_is_not_on_the_list(bank) -> None:
    RelyingUnit.objects.update(contract_until=later().date())
    assert on_list() == {}
    RelyingUnit.objects.update(contract_until=None, contract_since=later(-10).date())
    assert on_list() == {}


def test_a_hit_not_followed_up_in_its_term_puts_a_unit_on_the_list(bank) -> None:
    asked(Outcome.REPORTED_LOST)
    assert on_list(later(2)) == {}
    assert on_list(later(4)) == {"C-120000-01": (Ground.NOT_FOLLOWED_UP,)}
    Hit.objects.update(followed_at=later(3))
    assert on_list(later(4)) == {}


def test_the_list_takes_a_fixed_number_of_queries(bank, django_assert_num_queries) -> None:
    for place in range(5):
        unit(f"C-31000{place}-01", f"gzk_test-{place}")
    with django_assert_num_queries(oversight.QUERIES):
        assert len(oversight.wanting(later())) == 6


def test_the_whole_way_to_the_regulator_each_step_with_its_paper(bank) -> None:
    one = inspected(bank)
    take(one, Step.NOTIFY, "十五日内接入核查服务并培训柜员", days=15)
    with pytest.raises(Forbidden, match="期限未满"):
        take(one, Step.FAIL, at=later(16))
    take(one, Step.FAIL, "仍未接入", at=later(17))
    take(one, Step.HAND_OVER, "天津市金融监管部门(演示)", at=later(18))
    kinds = ["inspection_record", "rectification_notice", "reinspection_record", "referral_letter"]
    issued = papers.of_case(one.id)
    assert [paper.kind for paper in issued] == kinds
    assert all(papers.pdf(paper).startswith(b"%PDF") for paper in issued)
    assert issued[-1].content["name"] == "天津市金融监管部门(演示)"
    stands = Inspection.objects.at(one.id)
    assert (stands.stage, stands.open, stands.due) == ("handed_over", False, later(16).date())
    steps = [event.act for event in events.trace(one.id)]
    assert steps == ["unit_inspect", "unit_notify", "unit_fail", "unit_hand_over"]
    assert oversight.steps_for(stands, INSPECTOR) == ()


@pytest.mark.parametrize(("steps", "end"), [([Step.NOTIFY, Step.PASS], "rectified"), ([Step.CLOSE], "closed")])
def test_what_is_in_order_ends_it(bank, steps, end) -> None:
    one = inspected(bank)
    for step in steps:
        take(one, step)
    assert (Inspection.objects.at(one.id).stage, Inspection.objects.at(one.id).open) == (end, False)
    assert inspected(bank).id != one.id


def test_one_inspection_of_a_unit_at_a_time(bank) -> None:
    inspected(bank)
    with pytest.raises(Conflict):
        inspected(bank)
    assert Paper.objects.count() == 1


@pytest.mark.parametrize("by", [CLERK, hand("000004", "辅警", "supervisor", "120000000000", "auxiliary")])
def test_only_supervision_inspects(bank, by) -> None:
    with pytest.raises(Forbidden):
        oversight.inspect(bank, Ground.COMPLAINT, "x", by=by, at=later())


def test_no_step_is_skipped_and_none_is_empty(bank) -> None:
    one = inspected(bank)
    for step in (Step.INSPECT, Step.PASS, Step.FAIL, Step.HAND_OVER):
        with pytest.raises(Forbidden):
            take(one, step)
    for said, days in ((" ", 15), ("x", 4), ("x", 61)):
        with pytest.raises(BadInput):
            take(one, Step.NOTIFY, said, days=days)
    with pytest.raises(Conflict):
        take(one, Step.NOTIFY, version=7)
    assert Inspection.objects.at(one.id).stage == "inspected"


def lose() -> None:
    one = persons.find(LI)
    assert one is not None
    losses.enter(one, cards.of(one), event="lost", source="report", number="GS1", by=CLERK, at=later(-5))


def complaint(day=None, unit_code="C-120000-01", said="该行凭我挂失的证件开了户") -> Complaint:
    day = day or later().date()
    done = complaints.complain(LI, unit_code, day, said, by=CLERK, at=later(1))
    return Complaint.objects.at(done.case)


def test_a_complaint_gets_signed_evidence_of_what_was_asked_and_answered(bank) -> None:
    lose()
    asked(Outcome.REPORTED_LOST, Outcome.CLEAR)
    one = complaint()
    pack = complaints.pack_of(one)
    assert (one.asked, one.told_lost, pack["asked"]) == (2, 1, True)
    assert sorted(line["answer"] for line in pack["questions"]) == ["clear", "reported_lost"]
    assert [datetime.fromisoformat(one) for one in pack["reported_lost_since"]] == [later(-5)]
    assert LI not in str(pack)
    (paper,) = papers.of_case(one.id)
    assert "证件已挂失" in str(paper.content)
    assert papers.pdf(paper).startswith(b"%PDF")


def test_who_did_not_ask_is_proven_not_to_have_and_stands_on_the_list(bank) -> None:
    unit("C-310000-01", "gzk_test-post")
    asked(Outcome.CLEAR, key="gzk_test-post")
    asked(Outcome.CLEAR, at=later(-20))
    one = complaint()
    assert (one.asked, complaints.pack_of(one)["asked"]) == (0, False)
    assert on_list() == {"C-120000-01": (Ground.COMPLAINT,)}
    inspected_at = later(2)
    oversight.inspect(bank, Ground.COMPLAINT, "查", by=INSPECTOR, at=inspected_at)
    assert on_list(inspected_at) == {"C-120000-01": ()}


def test_an_altered_pack_does_not_hold(bank) -> None:
    one = complaint()
    other = objects.put(objects.get(one.pack).replace(b'"asked":false', b'"asked":true'))
    one.pack = other
    with pytest.raises(ValueError, match="signature"):
        complaints.pack_of(one)


@pytest.mark.parametrize("changed", [{"day": later(9).date()}, {"unit_code": "C-999999-99"}, {"said": " "}])
def test_a_complaint_that_cannot_be(bank, changed) -> None:
    with pytest.raises(BadInput):
        complaint(**changed)
    with pytest.raises(BadInput):
        complaints.who_asked(world.number("41010519800101998"))
    assert not Complaint.objects.exists()


def test_the_holder_is_told_who_asked_by_name(bank) -> None:
    asked(Outcome.CLEAR, at=later() - timedelta(days=3))
    person, lines = complaints.who_asked(LI)
    assert [(line.unit_name, line.asked.answer) for line in lines] == [(bank.name, "clear")]
    assert person.name == "李小红"
