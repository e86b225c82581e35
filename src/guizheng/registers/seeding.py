"""底数: persons and cards entered in bulk before the house opens. No event is written of them: they are the base.

Only who has a card out of order is told to the verification nodes, with one event each, so that a cold node knows.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from guizheng.ledger import events
from guizheng.ledger.events import Event, Stream
from guizheng.ledger.hands import SYSTEM
from guizheng.ledger.keys import derived_id, new_id
from guizheng.registers import cards, persons
from guizheng.registers.cards import Card
from guizheng.registers.feed import FeedRow
from guizheng.registers.persons import Person, PersonData


class SeedCard(Protocol):
    """What a generator says of one card; null `valid_to` is 长期; `state` a word of `cards.State`."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def fingerprint(self) -> bool: ...
    @property
    def bilingual(self) -> bool: ...
    @property
    def dn(self) -> str: ...
    @property
    def state(self) -> str: ...


def prepare(data: PersonData, held: Sequence[SeedCard], *, issuer: str, at: datetime) -> tuple[Person, list[Card]]:
    """The rows of a person and their cards, unsaved, for bulk_create. No event: this is the base data.

    `at` is when a card came into a state other than in force; `issuer` the home county authority's code.
    """
    person = persons.prepare(data)
    return person, [_card(person, one, seq, issuer, at) for seq, one in _numbered(held)]


def _numbered(held: Sequence[SeedCard]) -> Iterator[tuple[int, SeedCard]]:
    seen: dict[date, int] = {}
    for one in sorted(held, key=lambda card: card.valid_from):
        seen[one.valid_from] = seen.get(one.valid_from, 0) + 1
        yield seen[one.valid_from], one


def _card(person: Person, one: SeedCard, seq: int, issuer: str, at: datetime) -> Card:
    state = cards.State(one.state)
    lost, made = state is cards.State.REPORTED_LOST, state is cards.State.MADE
    ended = "" if lost or made or state is cards.State.IN_FORCE else str(state)
    return Card(
        bucket=person.bucket,
        id=derived_id(person.bucket, "card", person.number_index, one.valid_from.isoformat(), str(seq)),
        person_uid=person.id,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        issue_seq=seq,
        dn=one.dn,
        issuer=issuer,
        fingerprint=one.fingerprint,
        bilingual=one.bilingual,
        collected_at=None if made else datetime.combine(one.valid_from, at.timetz()),
        reported_lost_at=at if lost else None,
        ended=ended,
        ended_at=at if ended else None,
    )


def snapshot_rows(
    seeded: Iterable[tuple[Person, Sequence[Card]]], *, at: datetime
) -> Iterator[tuple[Stream, Event, FeedRow]]:
    """The rows of those who have a card out of order, unsaved, for bulk_create; the sequencer numbers them.

    Sets `person.revision` to 1, so build them before the persons are saved.
    """
    for person, held in seeded:
        if cards.needs_entry(held, at.date()):
            person.revision = 1
            stream, event = events.first(person.id, "person", "register_seeded", by=SYSTEM, at=at, clause="B3")
            payload = cards.payload(person, held, on=at.date())
            yield (
                stream,
                event,
                FeedRow(bucket=person.bucket, id=new_id(person.bucket), event=event.id, payload=payload, at=at),
            )


def snapshot(*, bucket: int, on: date) -> Iterator[tuple[uuid.UUID, bytes]]:
    """Every entry of one bucket that is not empty, from the registers themselves: what the feed must add up to."""
    held: dict[uuid.UUID, list[Card]] = {}
    for card in Card.objects.filter(bucket=bucket).order_by("valid_from", "issue_seq").iterator(chunk_size=2_000):
        held.setdefault(card.person_uid, []).append(card)
    for person in Person.objects.filter(bucket=bucket).iterator(chunk_size=2_000):
        standing = held.get(person.id, [])
        if cards.needs_entry(standing, on):
            yield person.id, cards.payload(person, standing, on=on)
