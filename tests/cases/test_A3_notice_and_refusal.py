"""一次性告知、不予受理、待核: what is handed out when a filing is not accepted, A3 A5 A6."""

import msgspec
import pytest
from tests.cases import steps, world
from tests.cases.world import CLERK, LI, Outside, later

from guizheng.cases.application import acts
from guizheng.cases.application.drafts import Draft
from guizheng.cases.application.models import Application, Fee
from guizheng.cases.errors import Conflict, Forbidden
from guizheng.cases.spine import Case
from guizheng.gateways.credit import CreditRecord
from guizheng.law.terms import Evidence
from guizheng.ledger import papers
from guizheng.ledger.papers import Paper
from guizheng.registers import barred
from guizheng.registers.losses import LossEntry

pytestmark = pytest.mark.django_db

LACKING = msgspec.structs.replace(steps.REISSUE, evidence=(), papers=())


def test_one_notice_names_everything_missing_and_nothing_else_is_done(outside: Outside) -> None:
    done = steps.filed(LI, LACKING)
    assert (done.outcome, done.stage) == ("notify", "waiting")
    assert [paper.kind for paper in done.papers] == ["one_time_notice"]
    assert len(Application.objects.at(steps.case(done).id).notice["missing"]) == 2  # type: ignore[index]
    assert (Fee.objects.count(), LossEntry.objects.count()) == (0, 0)
    assert Case.objects.get().due is None


def test_the_applicant_returns_with_the_notice_and_the_filing_goes_on(outside: Outside) -> None:
    first = steps.filed(LI, LACKING)
    back = acts.resume(first.papers[0].number, by=CLERK, at=later(8))
    assert acts.read(back.id, by=CLERK)[1] == LACKING
    acts.save(back.id, steps.REISSUE, by=CLERK, at=later(8))
    done = acts.take_in(back.id, by=CLERK, at=later(8))
    assert (done.outcome, done.number) == ("accept", first.number)
    one = steps.case(done)
    assert (one.due_raw - later(8).date()).days == 60  # type: ignore[operator]


def test_a_return_that_still_lacks_gets_no_second_notice(outside: Outside) -> None:
    first = steps.filed(LI, LACKING)
    back = acts.resume(first.number, by=CLERK, at=later(8))
    acts.save(back.id, msgspec.structs.replace(LACKING, evidence=(Evidence.LEASE,)), by=CLERK, at=later(8))
    done = acts.take_in(back.id, by=CLERK, at=later(8))
    assert (done.outcome, done.stage, done.papers) == ("notify", "waiting", ())
    assert Paper.objects.filter(kind="one_time_notice").count() == 1


def test_a_second_notice_cannot_add(outside: Outside) -> None:
    first = steps.filed(LI, LACKING)
    back = acts.resume(first.number, by=CLERK, at=later(8))
    acts.save(back.id, msgspec.structs.replace(steps.REISSUE, live_photo=False), by=CLERK, at=later(8))
    with pytest.raises(Forbidden, match="不得再增加要求"):
        acts.take_in(back.id, by=CLERK, at=later(8))
    assert Case.objects.get().stage == "waiting"


def test_only_the_same_counter_takes_the_return(outside: Outside) -> None:
    first = steps.filed(LI, LACKING)
    with pytest.raises(Forbidden):
        acts.resume(first.number, by=world.STRANGE_CLERK, at=later(8))


def test_a_bar_refuses_with_its_ground_and_never_prints_the_credit_record(outside: Outside) -> None:
    outside.credit.listed[LI] = (CreditRecord(kind="credit", source="某法院执行案", on=later(-90).date()),)
    done = steps.filed()
    assert (done.outcome, done.stage) == ("refuse", "refused")
    paper = papers.of_case(steps.case(done).id)[0]
    assert paper.kind == "refusal"
    assert "《意见》二(一)6" in str(paper.content)
    assert "某法院执行案" not in str(paper.content)
    assert not Case.objects.get().open
    assert (Fee.objects.count(), LossEntry.objects.count()) == (0, 0)


def test_the_bar_on_record_refuses_even_when_the_credit_platform_is_silent(outside: Outside) -> None:
    outside.credit.silent = True
    barred.enter(
        LI, act="forged", decision="行罚决字1号", decided_on=later(-90).date(), source="公安", by=CLERK, at=later(-80)
    )
    assert steps.filed().outcome == "refuse"


def test_who_was_refused_may_file_again(outside: Outside) -> None:
    outside.credit.listed[LI] = (CreditRecord(kind="credit", source="平台", on=later(-90).date()),)
    steps.filed()
    outside.credit.listed.clear()
    assert steps.filed(at=later(20)).outcome == "accept"


@pytest.mark.parametrize("silent", ["credit", "population", "fingerprint"])
def test_a_system_that_does_not_answer_leaves_the_ruling_pending_and_nothing_is_handed_out(
    outside: Outside, silent: str
) -> None:
    getattr(outside, silent).silent = True
    form = (
        msgspec.structs.replace(steps.REISSUE, otherwise_confirmed=None) if silent == "fingerprint" else steps.REISSUE
    )
    draft = steps.draft(LI, form)
    done = acts.take_in(draft, by=CLERK, at=later(minutes=1))
    assert (done.outcome, done.case, done.papers) == ("pending", None, ())
    assert (Case.objects.count(), Paper.objects.count()) == (0, 0)
    assert Draft.objects.at(draft).pending is not None


def test_what_the_office_owed_costs_the_applicant_no_day(outside: Outside) -> None:
    outside.credit.silent = True
    draft = steps.draft()
    acts.take_in(draft, by=CLERK, at=later(minutes=1))
    outside.credit.silent = False
    one = steps.case(acts.take_in(draft, by=CLERK, at=later(3)))
    assert one.filed_at == later(minutes=1)
    assert (one.due_raw - later().date()).days == 60  # type: ignore[operator]


def test_without_an_entrustment_nothing_is_accepted_for_the_other_province(outside: Outside) -> None:
    world.Entrustment.objects.update(until=later().date())
    with pytest.raises(Forbidden, match="未委托"):
        steps.filed()
    assert not Case.objects.exists()


def test_a_closed_point_accepts_nothing(outside: Outside) -> None:
    world.AcceptancePoint.objects.filter(authority_id=world.HALL).update(open_until=later().date())
    assert steps.filed().outcome == "refuse"


def test_another_name_than_the_register_says_is_a_difference_shown(outside: Outside) -> None:
    form = msgspec.structs.replace(steps.REISSUE, said_name="李晓红")
    seen = acts.preview(steps.draft(LI, form), by=CLERK, at=world.NOON).gathered
    assert [(one.item, one.said, one.register) for one in seen.seen.differences] == [("name", "李晓红", "李小红")]
    assert seen.facts.register.main_items_match is False


def test_an_auxiliary_collects_and_an_officer_decides(outside: Outside) -> None:
    draft = steps.draft(by=world.AUXILIARY)
    with pytest.raises(Forbidden, match="辅助人员"):
        acts.take_in(draft, by=world.AUXILIARY, at=later())
    assert not Case.objects.exists()
    assert acts.take_in(draft, by=CLERK, at=later()).outcome == "accept"


def test_a_conflict_leaves_the_draft_for_another_try(outside: Outside) -> None:
    draft = steps.draft()
    with pytest.raises(Conflict):
        acts.take_in(draft, by=CLERK, at=later(), version=99)
    assert acts.take_in(draft, by=CLERK, at=later()).outcome == "accept"
