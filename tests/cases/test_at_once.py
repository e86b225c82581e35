"""同时办理: real threads at one case and one draft; one of them acts, the others hear of it, nothing happens twice."""

import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from tests.cases import steps, world
from tests.cases.world import CLERK, ISSUER, LI, SIGNER, STRANGE_CLERK, Outside, later

from guizheng.cases.application import acts
from guizheng.cases.application.forms import Collection, SignChecks
from guizheng.cases.application.models import Fee
from guizheng.cases.errors import CaseError
from guizheng.cases.spine import Case
from guizheng.ledger import events
from guizheng.ledger.papers import Paper
from guizheng.registers import cards, persons
from guizheng.registers.cards import State
from guizheng.registers.losses import LossEntry

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 4


def together(*acted: Callable[[], Any]) -> list[Any]:
    """Each in a thread with its own connection; what it gave, or the error an officer would see."""

    def one(act: Callable[[], Any]) -> Any:
        try:
            return act()
        except CaseError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acted)) as pool:
        return list(pool.map(one, acted))


def test_clicks_at_once_on_one_draft_take_in_once(outside: Outside) -> None:
    draft = steps.draft()
    answers = together(*[lambda: acts.take_in(draft, by=CLERK, at=later(minutes=1))] * AT_ONCE)
    assert all(answer == answers[0] for answer in answers)
    assert (Case.objects.count(), Fee.objects.count(), LossEntry.objects.count()) == (1, 1, 1)
    assert Paper.objects.count() == 2


def test_two_counters_at_once_take_in_one_of_the_two(outside: Outside) -> None:
    world.Entrustment.objects.create(
        home_id="410000000000", accepting_id="510000000000", number="委豫川1", since=later(-900).date(), document=""
    )
    here, there = steps.draft(by=CLERK), steps.draft(by=STRANGE_CLERK)
    answers = together(
        lambda: acts.take_in(here, by=CLERK, at=later(minutes=1)),
        lambda: acts.take_in(there, by=STRANGE_CLERK, at=later(minutes=1)),
    )
    kinds = Counter(type(answer).__name__ for answer in answers)
    assert kinds == {"Done": 1, "Conflict": 1}
    assert (Case.objects.count(), Fee.objects.count(), LossEntry.objects.count()) == (1, 1, 1)


def test_payments_at_once_take_the_fee_once(outside: Outside) -> None:
    one, key = steps.accepted(), uuid.uuid4()
    answers = together(*[lambda: acts.pay_fee(one.id, "cash", by=CLERK, at=later(minutes=2), key=key)] * AT_ONCE)
    assert all(answer == answers[0] for answer in answers)
    assert Paper.objects.filter(kind="fee_receipt").count() == 1


def test_signing_and_sending_back_at_once_is_one_of_them(outside: Outside) -> None:
    one = steps.accepted()
    answers = together(
        lambda: acts.sign_off(one.id, SignChecks(), by=SIGNER, at=later(1), version=one.version),
        lambda: acts.send_back(one.id, ("照片",), by=world.REVIEWER, at=later(1), version=one.version),
        lambda: acts.withdraw(one.id, "不办了", by=CLERK, at=later(1), version=one.version),
    )
    assert Counter(type(answer).__name__ for answer in answers) == {"Done": 1, "Conflict": 2}
    assert Case.objects.at(one.id).version == one.version + 1
    assert events.broken_at(events.trace(one.id)) is None


def test_a_card_is_handed_over_once_to_one_of_many_clicks(outside: Outside) -> None:
    one = steps.ready()
    answers = together(*[lambda: acts.hand_over(one.id, Collection(), by=ISSUER, at=later(12))] * AT_ONCE)
    assert Counter(type(answer).__name__ for answer in answers) == {"Done": 1, "Forbidden": AT_ONCE - 1}
    person = persons.find(LI)
    assert person is not None
    assert [cards.state(card) for card in cards.of(person)] == [State.REPORTED_LOST, State.IN_FORCE]
