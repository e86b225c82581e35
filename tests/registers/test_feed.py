"""状态流水: committed changes in order, to signed pages, into a node's register; a stopped sequencer makes it stale."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from guizheng.ledger import events, sequencer
from guizheng.ledger.events import Event, Stream
from guizheng.registers import cards, feed, losses, seeding
from guizheng.registers.cards import Card
from guizheng.registers.feed import FeedRow
from guizheng.registers.persons import Person
from guizheng.verify.digests import unit_key_digest
from guizheng.verify.entry import decode_entry
from guizheng.verify.page import Kind, encode_page, sign, verify_page
from guizheng.verify.unit_keys import decode_unit

from .people import CLERK, NOON, data, made, person, standing

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def numbered(at=NOON):
    return sequencer.number(1000, [feed.follow], at=at)


def page(after=0, limit=100, now=NOON + HOUR):
    return feed.source(lambda: now)(after, limit)


def test_rows_get_the_positions_of_their_events_and_pages_follow_them():
    one = person()
    standing(one)
    numbered()
    by_event = dict(Event.objects.values_list("id", "position"))
    assert all(row.position == by_event[row.event] for row in FeedRow.objects.all())
    rows, head, _ = page()
    assert [row.position for row in rows] == [2, 3]
    assert head == 3
    assert [row.position for row in page(2)[0]] == [3]
    assert [row.position for row in page(0, 1)[0]] == [2]
    assert page(3)[0] == []


def test_the_freshness_promise_stops_with_the_sequencer():
    one = person()
    assert page()[2] == int((NOON + HOUR).timestamp() * 1000)
    made(one)
    assert page()[2] == 0
    numbered()
    made(one, date(2020, 1, 1))
    assert page()[2] == int(NOON.timestamp() * 1000)
    numbered()
    assert page()[2] == int((NOON + HOUR).timestamp() * 1000)


def test_a_signed_page_carries_what_a_node_applies():
    one = person()
    losses.enter(one, [standing(one)], event="lost", source="report", number="GS1", by=CLERK, at=NOON)
    numbered()
    rows, head, as_of = page()
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    body = encode_page(tuple(rows), after=0, head=head, as_of=as_of, epoch=1)
    read = verify_page(body, sign(body, key), key.public_key(), after=0)
    newest = max((decode_entry(row.payload) for row in read.rows), key=lambda entry: entry.revision)
    assert [str(card.state) for card in newest.cards] == ["reported_lost"]


def test_a_units_key_travels_in_the_same_feed():
    unit = events.reference_stream("unit", "BANK-01")
    event = events.record(unit, "unit", "unit_key_issued", by=CLERK, at=NOON, clause="B3")
    feed.write_unit(
        event, key_hash=unit_key_digest("gzk_x"), unit="BANK-01", channel="company", purposes=("account",),
        quota_per_second=50, revoked=False, revision=1,
    )  # fmt: skip
    numbered()
    (row,) = page()[0]
    assert (row.kind, decode_unit(row.payload).unit) == (Kind.UNIT, "BANK-01")


@dataclass(frozen=True)
class Seed:
    valid_from: date
    valid_to: date | None
    state: str
    fingerprint: bool = True
    bilingual: bool = False
    dn: str = ""


def seed(seventeen, *held):
    row, rows = seeding.prepare(data(seventeen), held, issuer="410102000000", at=NOON)
    return row, rows


def test_the_base_is_entered_in_bulk_and_a_cold_node_learns_of_what_is_out_of_order():
    good = Seed(date(2020, 1, 1), date(2040, 1, 1), "in_force")
    people = [
        seed("41010219900307912", good),
        seed("41010219900307914", Seed(date(2015, 1, 1), None, "reported_lost"), good),
        seed("41010219900307916", Seed(date(2000, 1, 1), date(2010, 1, 1), "replaced"), good),
        seed("41010219900307918", Seed(date(2019, 1, 1), date(2039, 1, 1), "replaced"), good),
    ]
    told = list(seeding.snapshot_rows(people, at=NOON))
    Person.objects.bulk_create([one for one, _ in people])
    Card.objects.bulk_create([card for _, rows in people for card in rows])
    Stream.objects.bulk_create([stream for stream, _, _ in told])
    Event.objects.bulk_create([event for _, event, _ in told])
    FeedRow.objects.bulk_create([row for _, _, row in told])
    assert numbered() == 2
    entries = [decode_entry(row.payload) for row in page()[0]]
    assert sorted([str(card.state) for card in entry.cards] for entry in entries) == [
        ["replaced", "in_force"],
        ["reported_lost", "in_force"],
    ]
    lost = people[1][0]
    assert events.broken_at(events.trace(lost.id)) is None
    cards.end(cards.of(lost)[1], cards.Ended.CANCELLED, by=CLERK, at=NOON)
    assert Person.objects.at(lost.id).revision == 2


def test_seeding_twice_makes_the_same_rows():
    once, again = (seed("41010219900307912", Seed(date(2020, 1, 1), None, "in_force")) for _ in range(2))
    assert (once[0].id, once[1][0].id) == (again[0].id, again[1][0].id)


def test_the_registers_themselves_give_what_the_feed_adds_up_to():
    one = person()
    losses.enter(one, [standing(one)], event="lost", source="report", number="GS1", by=CLERK, at=NOON)
    other = person("41010219900307914", "李红")
    standing(other)
    numbered()
    held = {}
    for row in page()[0]:
        entry = decode_entry(row.payload)
        if entry.revision > (held[entry.person].revision if entry.person in held else 0):
            held[entry.person] = entry
    wanted = {entry.person: entry for entry in held.values() if entry.cards}
    buckets = {one.bucket, other.bucket}
    snapshot = [payload for bucket in buckets for _, payload in seeding.snapshot(bucket=bucket, on=NOON.date())]
    assert {decode_entry(payload).person: decode_entry(payload) for payload in snapshot} == wanted
