"""核验发放 A4: receipt, identity, old card; what stands in the way, and what becomes of the cards."""

import pytest
from tests.cases import steps, world
from tests.cases.world import CHILD, ISSUER, LI, WANG, Outside, later

from guizheng.cases.application import acts
from guizheng.cases.application.forms import Collection
from guizheng.cases.application.models import Application
from guizheng.cases.errors import Conflict, Forbidden
from guizheng.cases.spine import Case
from guizheng.registers import cards, losses, persons
from guizheng.registers.cards import State

pytestmark = pytest.mark.django_db


def states(number: str) -> list[State]:
    person = persons.find(number)
    assert person is not None
    return [cards.state(card) for card in cards.of(person)]


def test_a_renewal_whose_old_card_was_lost_meanwhile_reports_it_in_the_same_visit(outside: Outside) -> None:
    one = steps.ready(WANG, steps.RENEWAL)
    steps.collected(one, Collection(old_card="lost_since", print_finger="right_thumb", print_sample="own"))
    assert states(WANG) == [State.REPORTED_LOST, State.IN_FORCE]
    person = persons.find(WANG)
    assert person is not None
    assert [entry.source for entry in losses.open_for(person)] == ["report"]


def test_a_withheld_old_card_stops_the_hand_over(outside: Outside) -> None:
    one = steps.ready(WANG, steps.RENEWAL)
    with pytest.raises(Forbidden, match="原证"):
        steps.collected(one, Collection(old_card="withheld"))
    assert Case.objects.at(one.id).stage == "ready"
    assert states(WANG) == [State.IN_FORCE, State.MADE]


def test_somebody_else_does_not_collect(outside: Outside) -> None:
    one = steps.ready()
    for collector in ("relative", "other", "guardian"):
        with pytest.raises(Forbidden):
            steps.collected(one, Collection(collector=collector))
    assert states(LI) == [State.REPORTED_LOST, State.MADE]


def test_prints_that_do_not_agree_stop_it_unless_the_officer_says_how_identity_was_confirmed(outside: Outside) -> None:
    one = steps.ready()
    with pytest.raises(Forbidden):
        steps.collected(one, Collection(print_finger="right_thumb", print_sample="other"))
    done = steps.collected(
        one, Collection(print_finger="right_thumb", print_sample="other", confirmed_how="核对户口簿和人像")
    )
    assert done.stage == "collected"


def test_an_unchecked_new_card_is_not_handed_over(outside: Outside) -> None:
    one = steps.ready()
    with pytest.raises(Forbidden):
        steps.collected(one, Collection(new_card_checked=False))


def test_an_unpaid_fee_stops_the_hand_over(outside: Outside) -> None:
    one = steps.arrived(steps.made(steps.signed(steps.accepted())))
    with pytest.raises(Forbidden, match="工本费"):
        steps.collected(one)
    steps.paid(one)
    assert steps.collected(one).stage == "collected"


def test_a_lost_receipt_does_not_stand_in_the_way(outside: Outside) -> None:
    one = steps.ready()
    assert steps.collected(one, Collection(receipt="lost")).stage == "collected"


def test_a_card_is_handed_over_once(outside: Outside) -> None:
    one = steps.ready()
    steps.collected(one)
    with pytest.raises(Forbidden):
        steps.collected(one)
    with pytest.raises(Conflict, match="核验发放"):
        acts.hand_over(one.id, Collection(), by=ISSUER, at=later(12), version=one.version)


def test_another_counter_does_not_hand_over(outside: Outside) -> None:
    one = steps.ready()
    elsewhere = world.hand("410008", "豫发放", "issue", world.HOME_HALL)
    with pytest.raises(Forbidden, match="受理地不是您的单位"):
        acts.hand_over(one.id, Collection(), by=elsewhere, at=later(12))


def test_a_guardian_collects_for_a_child(outside: Outside) -> None:
    import msgspec

    from guizheng.law.terms import Paper, Presence

    form = msgspec.structs.replace(
        steps.RENEWAL,
        presence=Presence.SELF_WITH_GUARDIAN,
        guardian_relation="parent",
        guardian_name="张父",
        guardian_proved=True,
        papers=(Paper.ID_CARD, Paper.HOUSEHOLD_REGISTER, Paper.GUARDIAN_ID),
    )
    world.card(world.enter(outside.population.people[CHILD]), end=world.later(30).date())
    one = steps.ready(CHILD, form)
    done = steps.collected(one, Collection(collector="guardian", collector_name="张父"))
    assert done.stage == "collected"
    assert Application.objects.at(one.id).collected_by == "guardian"
