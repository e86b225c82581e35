"""幂等与双人: a key is used once; two persons are two."""

import threading
import uuid
from dataclasses import replace

import pytest
from django.db import connection

from guizheng.ledger import events, idempotency, two_person
from guizheng.ledger.idempotency import KeyReused
from guizheng.ledger.two_person import TwoPersonError

from .hands import CHIEF, CLERK, NOON, later

pytestmark = pytest.mark.django_db
KEY = uuid.UUID(int=7)


def test_the_same_key_and_request_get_the_stored_answer():
    calls = []

    def act():
        calls.append(1)
        return {"number": "1", "at": ["中文"]}

    first = idempotency.once("120001", KEY, "digest", NOON, act)
    assert idempotency.once("120001", KEY, "digest", NOON, act) == first
    assert len(calls) == 1
    idempotency.once("120002", KEY, "digest", NOON, act)
    assert len(calls) == 2


def test_the_same_key_with_another_request_is_refused():
    idempotency.once("120001", KEY, "digest", NOON, dict)
    with pytest.raises(KeyReused):
        idempotency.once("120001", KEY, "other", NOON, dict)


def test_a_key_is_free_again_when_the_act_failed():
    with pytest.raises(ZeroDivisionError):
        idempotency.once("120001", KEY, "digest", NOON, lambda: 1 / 0)
    assert idempotency.once("120001", KEY, "digest", NOON, lambda: "done") == "done"


def test_old_keys_are_forgotten():
    idempotency.once("120001", KEY, "digest", NOON, dict)
    assert (idempotency.forget(NOON), idempotency.forget(later())) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_acts_once():
    acted, answers = [], []

    def click():
        answers.append(idempotency.once("120001", KEY, "digest", NOON, lambda: acted.append(1) or {"acts": len(acted)}))
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert answers == [{"acts": 1}] * 4


def proposal():
    return two_person.propose("extend", {"case": "1", "days": 30}, reason="交通不便", by=CLERK, at=NOON)


def test_another_person_under_another_appointment_confirms():
    one = proposal()
    confirmed = two_person.confirm(one.pk, one.digest, by=CHIEF, at=later())
    assert confirmed.confirmed_by == "120002"
    acts = [event.act for event in events.trace(events.reference_stream("authority", CLERK.authority))]
    assert acts == ["proposal_proposed", "proposal_confirmed"]


@pytest.mark.parametrize("second", [CLERK, replace(CLERK, appointment=9), replace(CHIEF, appointment=1)])
def test_the_same_person_or_appointment_does_not(second):
    one = proposal()
    with pytest.raises(TwoPersonError):
        two_person.confirm(one.pk, one.digest, by=second, at=later())


def test_what_is_confirmed_is_what_was_proposed():
    one = proposal()
    with pytest.raises(TwoPersonError):
        two_person.confirm(one.pk, two_person.digest_of("extend", {"case": "1", "days": 60}), by=CHIEF, at=NOON)
    with pytest.raises(TwoPersonError):
        two_person.confirm(one.pk + 1, one.digest, by=CHIEF, at=NOON)


def test_a_closed_proposal_stays_closed_and_may_be_made_anew():
    one = proposal()
    assert proposal().pk == one.pk
    two_person.refuse(one.pk, one.digest, by=CHIEF, at=NOON)
    with pytest.raises(TwoPersonError):
        two_person.confirm(one.pk, one.digest, by=CHIEF, at=NOON)
    assert proposal().pk != one.pk
