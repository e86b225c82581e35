"""办理留痕: one chain a stream; the database refuses every change of what was recorded."""

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import F

from guizheng.ledger import events, guards, looks, serials
from guizheng.ledger.events import Event, Stream
from guizheng.ledger.keys import bucket_in, new_id
from guizheng.ledger.looks import Look
from guizheng.ledger.serials import Serial

from .hands import CLERK, NOON, later

pytestmark = pytest.mark.django_db


def chain(length=3):
    stream = new_id(4101)
    for step in range(length):
        events.record(stream, "case", f"step_{step}", by=CLERK, at=later(step), clause="A4", body={"n": step})
    return stream


def test_a_chain_holds_from_the_first_event_on():
    trace = events.trace(chain())
    assert [event.seq for event in trace] == [1, 2, 3]
    assert events.broken_at(trace) is None


@pytest.mark.django_db(transaction=True)
def test_no_event_is_written_outside_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        events.record(new_id(4101), "case", "step", by=CLERK, at=NOON)


@pytest.mark.parametrize(
    ("field", "value"), [("act", "other"), ("officer", "999999"), ("body", {"n": 9}), ("clause", "A5"), ("at", NOON)]
)
def test_an_altered_event_breaks_the_chain_where_it_stands(field, value):
    trace = events.trace(chain())
    setattr(trace[1], field, value)
    assert events.broken_at(trace) == 2


def test_the_digest_covers_the_one_before():
    event = events.trace(chain(1))[0]
    before = events.chain_digest(event)
    event.previous = "0" * 64
    assert events.chain_digest(event) != before


def test_a_missing_event_breaks_the_chain():
    trace = events.trace(chain())
    assert events.broken_at([trace[0], trace[2]]) == 2


def test_reference_streams_lie_in_the_buckets_of_ninety_nine():
    one = events.reference_stream("unit", "BANK-01")
    assert one == events.reference_stream("unit", "BANK-01") != events.reference_stream("unit", "BANK-02")
    assert 9900 <= bucket_in(one) <= 9999


def refused(change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change()


def test_an_event_is_neither_changed_nor_deleted():
    stream = chain(1)
    rows = Event.objects.filter(bucket=4101, stream_uid=stream)
    refused(lambda: rows.update(act="other"))
    refused(lambda: rows.update(at=later(9)))
    refused(rows.delete)


def test_an_event_gets_its_position_once():
    rows = Event.objects.filter(bucket=4101, stream_uid=chain(1))
    rows.update(position=1)
    refused(lambda: rows.update(position=2))
    refused(lambda: rows.update(position=None))


def test_a_counter_only_grows():
    assert [serials.next_in("test", NOON.date()) for _ in range(3)] == [1, 2, 3]
    rows = Serial.objects.filter(scope="test")
    refused(lambda: rows.update(last=1))
    refused(rows.delete)


def test_a_stream_only_grows():
    rows = Stream.objects.filter(bucket=4101, id=chain())
    refused(lambda: rows.update(length=F("length") - 1))


def test_a_look_is_recorded_once_and_for_good():
    looks.look(CLERK, purpose="受理", page="intake", subjects=[new_id(4101)], masked=True, refused=False, at=NOON)
    rows = Look.objects.filter(officer="120001")
    assert rows.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic(using=rows.db):
        rows.update(masked=False)


def test_every_guard_stands():
    for alias in connections:
        assert guards.missing(connections[alias], "ledger") == []
        assert guards.missing(connections[alias], "registers") == []


def test_a_guard_that_is_gone_is_missed_and_comes_back():
    on = ' ON "ledger_event"' if connection.vendor == "postgresql" else ""
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "ledger_event_no_delete"{on}')
    assert guards.missing(connection, "ledger") == ["ledger_event_no_delete"]
    guards.install(connection, "ledger")
    assert guards.missing(connection, "ledger") == []


def test_an_acceptance_number_has_22_digits_in_four_parts():
    first = serials.acceptance_number("120101001000", NOON.date())
    assert first == "120101001" + "20261123" + "00001"
    assert serials.acceptance_number("120101001000", NOON.date()).endswith("00002")
    assert serials.acceptance_number("120101002000", NOON.date()).endswith("00001")


def test_a_number_finds_its_row_and_bucket():
    row = new_id(4101)
    serials.enter("DJ1", "paper", row)
    assert (serials.find("DJ1", "paper"), serials.bucket_for("DJ1", "paper")) == (row, 4101)
    assert serials.find("DJ1", "case") is None
