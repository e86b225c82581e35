"""制证与到达 A4: orders, what the centre says, rejects and remakes, duplicates and silence."""

import pytest
from tests.cases import steps, world
from tests.cases.world import ISSUER, LI, Outside, later

from guizheng.cases import jobs
from guizheng.cases.application import acts, acts_making
from guizheng.cases.application.models import Application
from guizheng.cases.errors import BadInput, Forbidden
from guizheng.cases.spine import Case
from guizheng.gateways.production import Feedback, Outcome
from guizheng.ledger import events
from guizheng.ledger.jobs import Job
from guizheng.registers import cards, persons
from guizheng.registers.cards import Card, State

pytestmark = pytest.mark.django_db


def states() -> list[State]:
    person = persons.find(LI)
    assert person is not None
    return [cards.state(card) for card in cards.of(person)]


def test_an_order_carries_what_was_signed(outside: Outside) -> None:
    one = steps.made(steps.signed(steps.accepted()))
    order = next(iter(outside.production.orders.values()))
    assert (order.id_number, order.issuer, order.centre) == (LI, world.HOME, world.CENTRE)
    held = Application.objects.select_related("new_card").at(one.id)
    assert held.new_card is not None
    assert (held.new_card.valid_from, held.new_card.valid_to) == (order.valid_from, order.valid_to)


def test_a_reject_is_made_again_under_the_same_signature(outside: Outside) -> None:
    outside.production.rejects = 2
    one = steps.signed(steps.accepted())
    for day in (1, 2, 3):
        one = steps.made(one, later(day))
    assert one.stage == "made"
    assert sorted(outside.production.orders) == [f"ZZ{one.number}{attempt:02d}" for attempt in (1, 2, 3)]
    assert states() == [State.REPORTED_LOST, State.MADE]


def test_a_card_that_is_not_as_signed_is_rejected(outside: Outside) -> None:
    outside.production.wrong_dates = True
    one = steps.made(steps.signed(steps.accepted()))
    assert "production_rejected" in [event.act for event in events.trace(one.id)]
    assert states() == [State.REPORTED_LOST]


def test_a_silent_centre_is_asked_again_and_nothing_is_ordered_twice(outside: Outside) -> None:
    outside.production.silent = True
    one = steps.signed(steps.accepted())
    steps.work(later(1))
    assert Case.objects.at(one.id).stage == "ordered"
    assert not Job.objects.filter(dead_at__isnull=False).exists()
    outside.production.silent = False
    one = steps.made(one, later(2))
    assert one.stage == "made"
    assert len(outside.production.orders) == 1


def test_the_same_feedback_twice_is_one_card(outside: Outside) -> None:
    one = steps.made(steps.signed(steps.accepted()))
    order = Application.objects.at(one.id).order
    again = outside.production.feedback([order])[0]  # type: ignore[index]
    before = one.version
    done = acts.record_made(one.id, again, by=acts_making.machine(one), at=later(2))
    assert (done.outcome, done.version) == ("known", before)
    assert Card.objects.filter(bucket=one.bucket, person_uid=one.person_uid).count() == 2


def test_the_same_job_run_twice_does_its_work_once(outside: Outside) -> None:
    one = steps.signed(steps.accepted())
    for job in ({"case": str(one.id)},) * 2:
        jobs.order_production(job, later(1))
        jobs.send_order(job, later(1))
    assert outside.production.taken == 2
    assert len(outside.production.orders) == 1


def test_feedback_of_another_order_is_left_alone(outside: Outside) -> None:
    one = steps.signed(steps.accepted())
    steps.work(later(1))
    stray = Feedback(number="ZZ0", outcome=Outcome.MADE, dn="DN1", valid_from=later(1).date(), valid_to=None)
    assert acts.record_made(one.id, stray, by=acts_making.machine(one), at=later(1)).outcome == "known"
    assert states() == [State.REPORTED_LOST]


def test_a_faulty_card_found_on_arrival_is_destroyed_and_made_again(outside: Outside) -> None:
    one = steps.made(steps.signed(steps.accepted()))
    order = Application.objects.at(one.id).order
    with pytest.raises(BadInput):
        acts.record_rejected(one.id, order, " ", by=ISSUER, at=later(5))
    acts.record_rejected(one.id, order, "芯片不能读取", by=ISSUER, at=later(5))
    one = steps.made(one, later(6))
    assert one.stage == "made"
    assert states() == [State.REPORTED_LOST, State.DESTROYED, State.MADE]
    assert steps.arrived(one).stage == "ready"


def test_only_the_province_that_accepted_orders_its_cards(outside: Outside) -> None:
    one = steps.signed(steps.accepted())
    stranger = world.hand("410009", "豫制证", "production", "410000080000")
    with pytest.raises(Forbidden):
        acts.order_production(one.id, by=stranger, at=later(1))
    assert acts.order_production(one.id, by=world.MAKER, at=later(1)).stage == "ordered"


def test_uncollected_cards_are_reminded_of_once_at_each_date(outside: Outside) -> None:
    steps.ready()
    steps.work(later(11))
    sent = len(outside.notice.sent)
    for day in (39.5, 40.5, 40.6, 100.5, 190.5):
        jobs.remind({}, later(day))
        steps.work(later(day))
    assert len(outside.notice.sent) - sent == 3
    assert [event.body["days"] for event in events.trace(Case.objects.get().id) if event.act == "holder_reminded"] == [
        30,
        90,
        180,
    ]
