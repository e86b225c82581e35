"""定序: committed events get their numbers afterwards; a late commit is not skipped; two workers never number both."""

import threading

import pytest
from django.db import connection, transaction

from guizheng.ledger import events, sequencer
from guizheng.ledger.events import Event, SequenceHead
from guizheng.ledger.keys import new_id

from .hands import CLERK, NOON, later


@transaction.atomic
def act(stream=None, at=NOON):
    return events.record(stream or new_id(4101), "case", "step", by=CLERK, at=at)


def positions():
    return sorted(Event.objects.values_list("position", flat=True))


@pytest.mark.django_db
def test_numbers_follow_each_other_and_followers_see_the_batch():
    seen = []
    for at in (3, 1, 2):
        act(at=later(at))
    assert sequencer.number(100, [seen.extend], at=NOON) == 3
    assert positions() == [1, 2, 3]
    assert [event.at for event in seen] == [later(1), later(2), later(3)]
    assert sequencer.number(100, [seen.extend], at=NOON) == 0
    assert sequencer.head() == 3


@pytest.mark.django_db
def test_a_stream_keeps_its_order_where_the_clock_stepped_back():
    stream = new_id(4101)
    for at in (5, 4, 3):
        act(stream, later(at))
    sequencer.number(100, [], at=NOON)
    assert [event.position for event in events.trace(stream)] == [1, 2, 3]


@pytest.mark.django_db
def test_completeness_is_promised_only_when_nothing_is_left():
    for _ in range(3):
        act()
    assert sequencer.number(2, [], at=later(1)) == 2
    assert SequenceHead.objects.get().complete_at is None
    assert sequencer.number(2, [], at=later(2)) == 1
    assert SequenceHead.objects.get().complete_at == later(2)


@pytest.mark.django_db
def test_a_follower_that_fails_takes_the_numbers_back():
    act()

    def broken(batch):
        raise RuntimeError(len(batch))

    with pytest.raises(RuntimeError):
        sequencer.number(10, [broken], at=NOON)
    assert positions() == [None]
    assert sequencer.number(10, [], at=NOON) == 1


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_comes_late_gets_the_next_number():
    """A transaction that began first and commits last. On SQLite writers queue, so there is no such thing to skip."""
    begun, numbered = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            act(at=later(-60))
            begun.set()
            numbered.wait(10)
        connection.close()

    if connection.vendor == "sqlite":
        act(at=later(-60))
        sequencer.number(10, [], at=NOON)
        act(at=later(-90))
    else:
        thread = threading.Thread(target=slow)
        thread.start()
        begun.wait(10)
        act()
        assert sequencer.number(10, [], at=NOON) == 1
        numbered.set()
        thread.join()
    assert sequencer.number(10, [], at=NOON) == 1
    assert positions() == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_two_workers_number_every_event_once():
    for _ in range(40):
        act()
    done = []

    def work():
        while sum(done) < 40:
            done.append(sequencer.number(7, [], at=NOON))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert positions() == list(range(1, 41))
    assert sequencer.head() == 40
