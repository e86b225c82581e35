"""挂失窗口 B2 G2: tries of the fingerprint, who hears of it, the refusal in writing, contest and restore."""

import uuid
from typing import Any

import msgspec
import pytest
from tests.cases import steps, world
from tests.cases.world import CLERK, HOME_CLERK, LI, Outside, hand, later

from guizheng.cases.errors import BadInput, Conflict, Forbidden
from guizheng.cases.loss import acts, restore, visits
from guizheng.cases.loss.forms import LiftForm, LossForm, Try
from guizheng.cases.loss.visits import LossVisit, Purpose
from guizheng.cases.spine import Case
from guizheng.law.terms import FingerprintCheck
from guizheng.ledger import events, papers
from guizheng.ledger.two_person import Proposal
from guizheng.registers import cards, losses, persons
from guizheng.registers.cards import State

pytestmark = pytest.mark.django_db

OWN = LossForm(print_finger="right_thumb", print_sample="own", lost_on="2026-03-01", lost_where="天津站")
BACK = LiftForm(print_finger="right_thumb", print_sample="own")
SECOND = hand("120012", "武受理", "reception", world.HALL)


def states() -> list[State]:
    person = persons.find(LI)
    assert person is not None
    return [cards.state(card) for card in cards.of(person)]


def begun(purpose: Purpose = Purpose.REPORT) -> LossVisit:
    return visits.start(LI, purpose, by=CLERK, at=later())


def tried(visit: LossVisit, *samples: tuple[str, str]) -> FingerprintCheck:
    answer = FingerprintCheck.NOT_TAKEN
    for finger, sample in samples:
        answer = visits.compare(visit.id, finger, sample, by=CLERK, at=later())
    return answer


def report(visit: LossVisit, **entered: Any) -> Any:
    read, form = visits.read(visit.id, LossForm, by=CLERK)
    typed = msgspec.structs.replace(form, lost_on="2026-03-01", **entered)
    visits.save(visit.id, typed, by=CLERK, at=later())
    form = visits.read(visit.id, LossForm, by=CLERK)[1]
    number = visits.number_of(read)
    return visits.conclude(
        visit.id, None, lambda: acts.report(number, form, by=CLERK, at=later()), by=CLERK, at=later()
    )


WRONG_EVERY_TIME = [("right_thumb", "other")] * 3 + [("left_thumb", "other")] * 3


def test_any_registered_finger_may_match(outside: Outside) -> None:
    visit = begun()
    assert tried(visit, *WRONG_EVERY_TIME[:4]) is FingerprintCheck.MISMATCH
    assert tried(visit, ("left_thumb", "own")) is FingerprintCheck.MATCH
    assert report(visit).outcome == "accept"
    assert states() == [State.REPORTED_LOST]


def test_a_finger_is_tried_three_times_then_another(outside: Outside) -> None:
    visit = begun()
    tried(visit, *WRONG_EVERY_TIME[:3])
    with pytest.raises(BadInput, match="三次"):
        tried(visit, ("right_thumb", "own"))
    assert report(visit).outcome == "pending"
    assert tried(visit, *WRONG_EVERY_TIME[3:]) is FingerprintCheck.MISMATCH


def test_a_finger_that_is_not_registered_is_not_compared(outside: Outside) -> None:
    with pytest.raises(BadInput, match="未登记"):
        tried(begun(), ("right_little", "own"))


def test_a_silent_scanner_costs_no_try(outside: Outside) -> None:
    visit = begun()
    outside.fingerprint.silent = True
    for sample in ("own", ""):
        with pytest.raises(BadInput, match="本次不计"):
            tried(visit, ("right_thumb", sample))
    assert visits.tries_of(LossVisit.objects.at(visit.id)) == ()


def test_after_the_last_try_the_officer_decides_by_hand_and_says_how(outside: Outside) -> None:
    visit = begun()
    tried(visit, *WRONG_EVERY_TIME)
    with pytest.raises(BadInput, match="何种方式"):
        report(visit)
    done = report(visit, confirmed_how="户口簿和邻居证明")
    assert done.outcome == "accept"
    form = next(paper for paper in papers.of_case(done.case) if paper.kind == "loss_form")
    assert (form.content["fingerprint_result"], form.content["confirmed_how"]) == (
        "已比对6次,均不一致",
        "户口簿和邻居证明",
    )


def test_a_new_visit_wins_no_new_tries_and_what_is_typed_keeps_them(outside: Outside) -> None:
    visit = begun()
    tried(visit, ("right_thumb", "other"))
    assert begun().id == visit.id
    cheat = LossForm(tries=(Try("right_thumb", FingerprintCheck.MATCH, later()),))
    visits.save(visit.id, cheat, by=CLERK, at=later())
    assert [one.answer for one in visits.tries_of(LossVisit.objects.at(visit.id))] == [FingerprintCheck.MISMATCH]


def test_a_visit_ends_once_and_belongs_to_its_counter(outside: Outside) -> None:
    visit = begun()
    tried(visit, ("right_thumb", "own"))
    assert report(visit) == visits.conclude(visit.id, None, lambda: pytest.fail("again"), by=CLERK, at=later())
    with pytest.raises(Conflict):
        visits.save(visit.id, OWN, by=CLERK, at=later())
    with pytest.raises(Forbidden):
        visits.read(visit.id, LossForm, by=HOME_CLERK)
    with pytest.raises(LossVisit.DoesNotExist):
        visits.read(visit.id, LiftForm, by=CLERK)


def test_the_form_names_every_card_in_scope_and_keeps_the_number_sealed(outside: Outside) -> None:
    done = acts.report(LI, msgspec.structs.replace(OWN, reissue_too=True), by=CLERK, at=later())
    form = next(paper for paper in papers.of_case(done.case) if paper.kind == "loss_form")
    assert papers.content(form)["id_number"] == LI
    assert [card["valid_from"] for card in form.content["cards"]] == ["2016-05-01"]
    assert form.content["reissue_too"] is True
    assert papers.pdf(form).startswith(b"%PDF")


def sent(outside: Outside) -> list[tuple[str, str]]:
    steps.work(later(2))
    return sorted(outside.notice.sent.values())


def test_the_holder_hears_of_a_report_on_every_channel(outside: Outside) -> None:
    done = acts.report(LI, msgspec.structs.replace(OWN, contact="li@example.org"), by=CLERK, at=later())
    assert [to for to, _ in sent(outside)] == ["13800000000", "li@example.org"]
    assert all(done.number in text and LI not in text for _, text in sent(outside))


def test_a_phone_lost_too_hears_nothing_of_the_report_nor_of_the_reissue(outside: Outside) -> None:
    acts.report(LI, msgspec.structs.replace(OWN, phone_lost=True, contact="li@example.org"), by=CLERK, at=later())
    steps.accepted(at=later(minutes=5))
    assert {to for to, _ in sent(outside)} == {"li@example.org"}


def test_a_silent_line_is_tried_again(outside: Outside) -> None:
    outside.notice.silent = True
    acts.report(LI, OWN, by=CLERK, at=later())
    assert sent(outside) == []
    outside.notice.silent = False
    steps.work(later(3))
    assert len(outside.notice.sent) == 1


def test_lifted_elsewhere_the_reports_own_case_ends_too(outside: Outside) -> None:
    first = acts.report(LI, OWN, by=CLERK, at=later())
    second = acts.lift(LI, BACK, by=HOME_CLERK, at=later(1))
    assert first.case is not None
    case = Case.objects.at(first.case)
    assert (case.stage, case.open) == ("lifted", False)
    last = events.trace(first.case)[-1]
    assert (last.act, last.body["lifted_in"]) == ("lifting_recorded", second.number)


def test_the_refusal_to_lift_is_in_writing_with_its_ground(outside: Outside) -> None:
    first = acts.report(LI, OWN, by=CLERK, at=later())
    with pytest.raises(Forbidden):
        acts.refuse_to_lift(LI, BACK, by=CLERK, at=later(minutes=1))
    steps.accepted(at=later(minutes=5))
    done = acts.refuse_to_lift(LI, BACK, by=CLERK, at=later(1))
    assert (done.case, [paper.kind for paper in done.papers]) == (first.case, ["lifting_refusal"])
    assert states() == [State.REPORTED_LOST]
    refusal = papers.of_case(done.case)[-1]
    assert any("补领申请正在办理" in part for part in refusal.content["paragraphs"])
    away = acts.refuse_to_lift(LI, BACK, by=HOME_CLERK, at=later(1))
    assert (away.stage, away.case != first.case) == ("refused", True)


def proposed(by: world.Hand = CLERK) -> Proposal:
    return restore.propose(LI, BACK, "本人称从未申报,证件在手", by=by, at=later(1))


def test_a_contested_report_is_undone_by_two_officers_at_once(outside: Outside) -> None:
    first = acts.report(LI, OWN, by=HOME_CLERK, at=later())
    one = proposed()
    assert states() == [State.REPORTED_LOST]
    done = restore.restore(one.pk, one.digest, by=SECOND, at=later(1, 5))
    assert (done.stage, states()) == ("lifted", [State.IN_FORCE])
    assert first.case is not None
    assert Case.objects.at(first.case).stage == "lifted"
    entry = losses.LossEntry.objects.get()
    assert (entry.lifted_why, restore.open_at(world.HALL)) == ("contested", [])
    assert done.case is not None
    assert events.trace(done.case)[0].body["officers"] == [CLERK.officer, SECOND.officer]
    assert "13800000000" in [to for to, text in sent(outside) if "恢复使用" in text]
    with pytest.raises(Forbidden):
        restore.restore(one.pk, one.digest, by=SECOND, at=later(1, 6))


def test_nobody_confirms_their_own_word_nor_an_auxiliary_anything(outside: Outside) -> None:
    acts.report(LI, OWN, by=CLERK, at=later())
    one = proposed()
    with pytest.raises(Forbidden, match="另一名民警"):
        restore.restore(one.pk, one.digest, by=CLERK, at=later(1, 5))
    with pytest.raises(Forbidden):
        restore.restore(one.pk, one.digest, by=world.AUXILIARY, at=later(1, 5))
    with pytest.raises(Forbidden):
        restore.propose(LI, BACK, "", by=world.AUXILIARY, at=later(1))
    assert states() == [State.REPORTED_LOST]
    restore.refuse(one.pk, one.digest, by=SECOND, at=later(1, 6))
    assert restore.open_at(world.HALL) == []


def test_what_can_not_be_lifted_is_not_restored_either(outside: Outside) -> None:
    acts.report(LI, OWN, by=CLERK, at=later())
    with pytest.raises(Forbidden):
        restore.propose(LI, msgspec.structs.replace(BACK, print_sample=""), "", by=CLERK, at=later(1))
    one = proposed()
    steps.accepted(at=later(1, 2))
    with pytest.raises(Forbidden, match="补领"):
        restore.restore(one.pk, one.digest, by=SECOND, at=later(1, 5))
    assert states() == [State.REPORTED_LOST]
    assert Proposal.objects.get().confirmed_at is None


def test_a_report_lifted_between_the_two_words_is_told(outside: Outside) -> None:
    acts.report(LI, OWN, by=CLERK, at=later())
    one = proposed()
    acts.lift(LI, BACK, by=CLERK, at=later(1, 2), key=uuid.uuid4())
    with pytest.raises(Conflict, match="已被解除"):
        restore.restore(one.pk, one.digest, by=SECOND, at=later(1, 5))
