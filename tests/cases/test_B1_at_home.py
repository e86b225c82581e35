"""本地申办 B1: at home with the household register; the same matter with one side, without A1, A2 and A6."""

import msgspec
import pytest
from tests.cases import steps, world
from tests.cases.world import HOME_CLERK, LI, Outside, later

from guizheng.cases.application import acts
from guizheng.cases.application.models import Application
from guizheng.gateways.credit import CreditRecord
from guizheng.law.terms import Paper, StayGround
from guizheng.ledger import papers
from guizheng.organs.models import AcceptancePoint, Entrustment
from guizheng.registers import cards, persons
from guizheng.registers.cards import State

pytestmark = pytest.mark.django_db
AT_HOME = msgspec.structs.replace(
    steps.REISSUE, stay_ground=StayGround.NONE, evidence=(), papers=(Paper.HOUSEHOLD_REGISTER,)
)


def test_a_reissue_at_home_needs_the_household_register_and_reports_the_loss(outside: Outside) -> None:
    bare = steps.filed(form=msgspec.structs.replace(AT_HOME, papers=()), by=HOME_CLERK)
    assert bare.outcome == "notify"
    back = acts.resume(bare.number, by=HOME_CLERK, at=later(1))
    acts.save(back.id, AT_HOME, by=HOME_CLERK, at=later(1))
    done = acts.take_in(back.id, by=HOME_CLERK, at=later(1))
    assert done.outcome == "accept"
    person = persons.find(LI)
    assert person is not None
    assert [cards.state(card) for card in cards.of(person)] == [State.REPORTED_LOST]


def test_at_home_neither_entrustment_nor_published_point_nor_credit_list_is_asked(outside: Outside) -> None:
    Entrustment.objects.update(until=later(-1).date())
    AcceptancePoint.objects.update(open_until=later(-1).date())
    outside.credit.listed[LI] = (CreditRecord(kind="bad_credit", source="CR-1", on=later(-30).date()),)
    one = steps.accepted(form=AT_HOME, by=HOME_CLERK)
    assert (one.accepting, one.home, Application.objects.at(one.id).entrustment) == (world.HOME_HALL, world.HOME, "")


def test_the_form_at_home_is_its_own_and_names_nothing_of_another_place(outside: Outside) -> None:
    one = steps.accepted(form=AT_HOME, by=HOME_CLERK)
    kinds = [paper.kind for paper in papers.of_case(one.id)]
    assert "home_form" in kinds
    assert "acceptance_form" not in kinds


def test_whoever_took_it_in_at_home_does_not_sign_it_and_another_does(outside: Outside) -> None:
    one = steps.accepted(form=AT_HOME, by=HOME_CLERK)
    assert steps.signed(one).stage == "signed"
