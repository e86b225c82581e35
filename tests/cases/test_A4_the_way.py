"""一件异地补领,从受理到发放: the main way of one application, A3 A4 A7 B1."""

import pytest
from tests.cases import steps, world
from tests.cases.world import CLERK, LI, WANG, Outside, later

from guizheng.cases.application import acts
from guizheng.cases.application.models import Application, Fee
from guizheng.cases.spine import Case
from guizheng.ledger import events, papers
from guizheng.registers import cards, persons
from guizheng.registers.cards import State

pytestmark = pytest.mark.django_db


def states(number: str) -> list[State]:
    person = persons.find(number)
    assert person is not None
    return [cards.state(card) for card in cards.of(person)]


def test_a_reissue_goes_all_the_way(outside: Outside) -> None:
    one = steps.accepted()
    assert (one.stage, one.home, one.accepting) == ("review", world.HOME, world.HALL)
    assert len(one.number) == 22
    assert states(LI) == [State.REPORTED_LOST]

    steps.paid(one)
    one = steps.signed(one)
    assert one.stage == "signed"
    one = steps.made(one)
    assert one.stage == "made"
    assert states(LI) == [State.REPORTED_LOST, State.MADE]

    one = steps.arrived(one)
    done = steps.collected(one)
    assert done.stage == "collected"
    assert not Case.objects.at(one.id).open
    assert states(LI) == [State.REPORTED_LOST, State.IN_FORCE]


def test_each_step_is_traced_with_its_clause_and_its_paper(outside: Outside) -> None:
    one = steps.ready()
    steps.collected(one)
    trace = events.trace(one.id)
    assert events.broken_at(trace) is None
    assert [event.act for event in trace] == [
        "application_filed",
        "application_accepted",
        "application_transmitted",
        "fee_paid",
        "signed_off",
        "production_ordered",
        "card_made",
        "card_arrived",
        "card_handed_over",
    ]
    assert [event.clause for event in trace] == ["A3", "A3", "A4", "A7", "A4", "A4", "A4", "A4", "A4"]
    named = {number for event in trace for number in event.body.get("papers", [])}
    assert named == {paper.number for paper in papers.of_case(one.id)}
    assert [paper.kind for paper in papers.of_case(one.id)] == [
        "acceptance_form",
        "receipt",
        "fee_receipt",
        "handover_record",
    ]


def test_facts_ruling_and_law_version_are_frozen_at_acceptance(outside: Outside) -> None:
    one = steps.accepted()
    held = Application.objects.at(one.id)
    assert held.ruling["outcome"] == "accept"
    assert held.facts["request"] == "reissue"
    assert held.entrustment == "委豫津2015001"
    assert len(held.law_version) == 16
    assert LI not in str([held.facts, held.ruling, held.form, [event.body for event in events.trace(one.id)]])


def test_a_renewal_ends_with_the_old_card_handed_in(outside: Outside) -> None:
    one = steps.accepted(WANG, steps.RENEWAL)
    assert states(WANG) == [State.IN_FORCE]
    assert Fee.objects.get(bucket=one.bucket, case_uid=one.id).amount == 20
    steps.paid(one)
    one = steps.arrived(steps.made(steps.signed(one)))
    assert states(WANG) == [State.IN_FORCE, State.MADE]
    steps.collected(one)
    assert states(WANG) == [State.HANDED_IN, State.IN_FORCE]


def test_an_application_at_home_needs_no_stay_and_no_entrustment(outside: Outside) -> None:
    import msgspec

    from guizheng.law.terms import Paper, StayGround

    form = msgspec.structs.replace(
        steps.REISSUE, stay_ground=StayGround.NONE, evidence=(), papers=(Paper.HOUSEHOLD_REGISTER,)
    )
    one = steps.accepted(LI, form, by=world.HOME_CLERK)
    assert (one.accepting, one.home) == (world.HOME_HALL, world.HOME)
    assert Application.objects.at(one.id).entrustment == ""


def test_the_applicant_is_told_at_each_stage_and_nothing_personal(outside: Outside) -> None:
    steps.ready()
    steps.work(later(11))
    texts = [text for _, text in outside.notice.sent.values()]
    assert len(texts) == 3
    assert all("李" not in text and LI not in text for text in texts)


def test_the_papers_carry_the_number_of_the_case(outside: Outside) -> None:
    from guizheng.cases.application.drafts import find_case

    done = steps.filed()
    for paper in done.papers:
        found = find_case(paper.number)
        assert found is not None
        assert found.number == done.number


def test_replacing_a_lost_receipt_hands_out_another_paper(outside: Outside) -> None:
    one = steps.accepted()
    done = acts.replace_receipt(one.id, "核对户口簿", by=CLERK, at=later(3))
    assert [paper.kind for paper in done.papers] == ["receipt"]
    assert Case.objects.at(one.id).stage == "review"
