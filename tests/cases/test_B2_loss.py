"""挂失与解除 B1 B2: reported in person anywhere, lifted in person with the card; cards are marked, never persons."""

import uuid

import msgspec
import pytest
from tests.cases import steps, world
from tests.cases.world import CLERK, HOME_CLERK, LI, Outside, later

from guizheng.cases.errors import BadInput, Forbidden
from guizheng.cases.loss import acts
from guizheng.cases.loss.forms import LiftForm, LossForm
from guizheng.cases.loss.models import LossReport
from guizheng.cases.spine import Case
from guizheng.ledger import events, papers
from guizheng.ledger.papers import Paper
from guizheng.registers import cards, losses, persons
from guizheng.registers.cards import State

pytestmark = pytest.mark.django_db

OWN = LossForm(print_finger="right_thumb", print_sample="own", lost_on="2026-03-01", lost_where="天津站")
BACK = LiftForm(print_finger="right_thumb", print_sample="own")


def states() -> list[State]:
    person = persons.find(LI)
    assert person is not None
    return [cards.state(card) for card in cards.of(person)]


def test_a_report_is_accepted_on_the_spot_and_marks_the_card(outside: Outside) -> None:
    done = acts.report(LI, OWN, by=CLERK, at=later())
    assert (done.outcome, done.stage) == ("accept", "reported")
    assert [paper.kind for paper in done.papers] == ["loss_form", "loss_receipt"]
    assert states() == [State.REPORTED_LOST]
    assert done.case is not None
    assert [event.act for event in events.trace(done.case)] == ["loss_filed", "loss_reported"]
    assert LI not in str([LossReport.objects.at(done.case).facts, [event.body for event in events.trace(done.case)]])


def test_a_double_click_reports_once(outside: Outside) -> None:
    key = uuid.uuid4()
    first = acts.report(LI, OWN, by=CLERK, at=later(), key=key)
    assert acts.report(LI, OWN, by=CLERK, at=later(), key=key) == first
    assert (Case.objects.count(), losses.LossEntry.objects.count()) == (1, 1)
    key = uuid.uuid4()
    lifted = acts.lift(LI, BACK, by=CLERK, at=later(1), key=key)
    assert acts.lift(LI, BACK, by=CLERK, at=later(1), key=key) == lifted


def test_a_stranger_at_the_counter_is_refused_and_nothing_is_marked(outside: Outside) -> None:
    form = msgspec.structs.replace(OWN, print_sample="other", otherwise_confirmed=False)
    done = acts.report(LI, form, by=CLERK, at=later())
    assert (done.outcome, done.stage) == ("refuse", "refused")
    assert states() == [State.IN_FORCE]
    assert done.case is not None
    assert {paper.kind for paper in papers.of_case(done.case)} == {"loss_form", "refusal"}


def test_prints_not_compared_leave_it_pending_and_nothing_is_written(outside: Outside) -> None:
    done = acts.report(LI, msgspec.structs.replace(OWN, print_sample=""), by=CLERK, at=later())
    assert (done.outcome, done.case) == ("pending", None)
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("field", "entries"), [("lost_on", {"lost_on": "2026-02-30"}), ("lost_on", {"lost_on": "2026-03-03"})]
)
def test_a_day_that_cannot_be_is_told_at_its_field(outside: Outside, field: str, entries: dict[str, str]) -> None:
    with pytest.raises(BadInput) as error:
        acts.report(LI, msgspec.structs.replace(OWN, **entries), by=CLERK, at=later())
    assert error.value.field == field


def test_an_auxiliary_reports_nothing(outside: Outside) -> None:
    with pytest.raises(Forbidden):
        acts.report(LI, OWN, by=world.AUXILIARY, at=later())
    assert (states(), Case.objects.count()) == ([State.IN_FORCE], 0)


@pytest.mark.parametrize(("hand", "cases"), [(CLERK, 1), (HOME_CLERK, 2)])
def test_the_report_is_lifted_with_the_card_here_or_elsewhere(outside: Outside, hand: world.Hand, cases: int) -> None:
    acts.report(LI, OWN, by=CLERK, at=later())
    done = acts.lift(LI, BACK, by=hand, at=later(1))
    assert (done.stage, [paper.kind for paper in done.papers]) == ("lifted", ["lifting_receipt"])
    assert states() == [State.IN_FORCE]
    assert Case.objects.count() == cases
    with pytest.raises(BadInput):
        acts.lift(LI, BACK, by=hand, at=later(1))


@pytest.mark.parametrize(
    "entries",
    [
        {"print_sample": "other", "otherwise_confirmed": False},
        {"print_sample": ""},
        {"card_shown": False},
        {"readable": False},
        {"presence": "relative"},
    ],
)
def test_what_stands_against_lifting(outside: Outside, entries: dict[str, object]) -> None:
    acts.report(LI, OWN, by=CLERK, at=later())
    form = msgspec.convert({**msgspec.to_builtins(BACK), **entries}, LiftForm)
    with pytest.raises(Forbidden):
        acts.lift(LI, form, by=CLERK, at=later(1))
    assert states() == [State.REPORTED_LOST]


def test_a_report_with_a_reissue_under_way_or_issued_is_never_lifted(outside: Outside) -> None:
    one = steps.accepted()
    with pytest.raises(Forbidden, match="补领"):
        acts.lift(LI, BACK, by=CLERK, at=later(1))
    steps.paid(one)
    steps.collected(steps.arrived(steps.made(steps.signed(one))))
    with pytest.raises(Forbidden):
        acts.lift(LI, BACK, by=CLERK, at=later(20))
    assert states() == [State.REPORTED_LOST, State.IN_FORCE]


def test_a_report_before_a_withdrawn_reissue_may_be_lifted(outside: Outside) -> None:
    from guizheng.cases.application import acts as application

    one = steps.accepted()
    application.withdraw(one.id, "找到了", by=CLERK, at=later(1))
    assert acts.lift(LI, BACK, by=CLERK, at=later(1)).stage == "lifted"
    assert states() == [State.IN_FORCE]


def test_a_report_then_a_reissue_are_two_acts_and_one_entry(outside: Outside) -> None:
    acts.report(LI, OWN, by=CLERK, at=later())
    steps.accepted(at=later(minutes=5))
    assert losses.LossEntry.objects.count() == 1
    assert states() == [State.REPORTED_LOST]


def test_a_successor_ends_the_report_and_never_the_alarm(outside: Outside) -> None:
    report = acts.report(LI, OWN, by=CLERK, at=later())
    steps.collected(steps.ready())
    assert report.case is not None
    one = Case.objects.at(report.case)
    assert (one.stage, one.open) == ("superseded", False)
    assert states() == [State.REPORTED_LOST, State.IN_FORCE]


def test_the_number_of_a_report_leads_to_no_application(outside: Outside) -> None:
    from guizheng.cases.application.drafts import find_case

    assert find_case(acts.report(LI, OWN, by=CLERK, at=later()).number) is None
