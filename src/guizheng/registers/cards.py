"""证件: every card ever made. A card is (person, valid-from, issue sequence), and its 卡体管理号 when known."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import models, transaction

from guizheng.law.facts import HeldCard
from guizheng.law.terms import LONG_TERM, CardEnd
from guizheng.ledger import events
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import Bucketed, Within, new_id
from guizheng.registers import feed, verification
from guizheng.registers.persons import Person, id_number
from guizheng.registers.verification import State

__all__ = ["Card", "CardConflict", "Ended", "State", "as_law", "current", "end", "expired", "hand_over", "make"]
__all__ += ["needs_entry", "of", "payload", "since", "state", "tell_nodes", "with_dates"]


class Ended(StrEnum):
    """How a card's time ended; a card that stands has none."""

    REPLACED = "replaced"
    HANDED_IN = "handed_in"
    DESTROYED = "destroyed"
    CANCELLED = "cancelled"


_SUPERSEDED = {State.REPLACED, State.HANDED_IN, State.DESTROYED, State.CANCELLED}


class CardConflict(Exception):
    """The card is not in the state that the act needs: somebody else was first, or it is another card."""


class Card(Bucketed):
    """One card. Null `valid_to` is 长期; null `collected_at`: made, not in force; `ended` is '' while it stands.

    `reported_lost_at` stays when the successor is handed over: the alarm must not end with the new card.
    """

    person = Within(Person)
    person_uid: uuid.UUID
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    issue_seq = models.PositiveSmallIntegerField(default=1)
    dn = models.CharField(max_length=20, blank=True)
    issuer = models.CharField(max_length=12)
    fingerprint = models.BooleanField(default=False)
    bilingual = models.BooleanField(default=False)
    collected_at = models.DateTimeField(null=True)
    reported_lost_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=12, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bucket", "person_uid", "valid_from", "issue_seq"], name="card_once"),
        ]


def of(person: Person) -> list[Card]:
    """查询证件 A3: all cards of a person, the oldest first."""
    rows = Card.objects.filter(bucket=person.bucket, person_uid=person.id)
    return list(rows.order_by("valid_from", "issue_seq"))


def state(card: Card) -> State:
    """证件状态 B3: a card reported lost stays so, whatever came after, until the report is lifted."""
    if card.reported_lost_at is not None:
        return State.REPORTED_LOST
    if card.ended:
        return State(card.ended)
    return State.MADE if card.collected_at is None else State.IN_FORCE


def since(card: Card) -> datetime | None:
    """When the card came into its state."""
    if card.reported_lost_at is not None:
        return card.reported_lost_at
    return card.ended_at or card.collected_at


def current(cards: Sequence[Card]) -> Card | None:
    """现行证件 A3: the youngest card that was handed over and stands, reported lost or not."""
    standing = [card for card in cards if card.collected_at is not None and not card.ended]
    return max(standing, key=lambda card: (card.valid_from, card.issue_seq), default=None)


def expired(card: Card, on: date) -> bool:
    """Past its printed end on that day; 长期 never is."""
    return card.valid_to is not None and card.valid_to < on


def as_law(cards: Sequence[Card]) -> tuple[HeldCard, ...]:
    """The cards as the law's facts say them."""
    return tuple(
        HeldCard(
            valid_from=card.valid_from,
            valid_to=card.valid_to.isoformat() if card.valid_to else LONG_TERM,
            reported_lost=card.reported_lost_at is not None,
            ended=CardEnd(card.ended or "none"),
            collected=card.collected_at is not None,
            fingerprint=card.fingerprint,
        )
        for card in cards
    )


def with_dates(cards: Sequence[Card], valid_from: date, valid_to: str) -> Card | None:
    """The card a law's mark names: by its dates, the later issue where two bear the same."""
    end = None if valid_to == LONG_TERM else date.fromisoformat(valid_to)
    same = [card for card in cards if card.valid_from == valid_from and card.valid_to == end]
    return max(same, key=lambda card: card.issue_seq, default=None)


@transaction.atomic
def make(
    person: Person,
    *,
    valid_from: date,
    valid_to: date | None,
    dn: str,
    issuer: str,
    by: Hand,
    at: datetime,
    fingerprint: bool = False,
    bilingual: bool = False,
    case: uuid.UUID | None = None,
) -> Card:
    """制证入库 A4: the card is made and not in force; verifiers shown it before it is handed over hear so.

    A retry with the same 卡体管理号 gives the card that stands.
    """
    locked = Person.objects.lock(person.id)
    same_day = [card for card in of(locked) if card.valid_from == valid_from]
    for card in same_day:
        if dn and card.dn == dn:
            return card
    card = Card(
        bucket=locked.bucket,
        id=new_id(locked.bucket),
        person_uid=locked.id,
        valid_from=valid_from,
        valid_to=valid_to,
        issue_seq=max((card.issue_seq for card in same_day), default=0) + 1,
        dn=dn,
        issuer=issuer,
        fingerprint=fingerprint,
        bilingual=bilingual,
    )
    card.save(force_insert=True)
    _written(locked, "card_made", [card], by, at, case)
    return card


@transaction.atomic
def hand_over(
    card: Card,
    *,
    by: Hand,
    at: datetime,
    replaces: Sequence[Card] = (),
    returned: bool = False,
    case: uuid.UUID | None = None,
) -> Card:
    """核验发放 A4: the new card stands from now; the cards it replaces end, the youngest as handed in if `returned`.

    A card reported lost ends too and stays reported lost: the alarm goes on, even when it was found and brought.
    """
    person = Person.objects.lock(card.person_uid)
    fresh = Card.objects.lock(card.id)
    if fresh.collected_at is not None or fresh.ended:
        raise CardConflict("the card was handed over or ended before")
    fresh.collected_at = at
    fresh.save(update_fields=["collected_at"])
    ended = []
    shown = max(replaces, key=lambda old: (old.valid_from, old.issue_seq)).id if replaces else None
    for old in replaces:
        locked = Card.objects.lock(old.id)
        if locked.person_uid != person.id or locked.id == fresh.id:
            raise CardConflict("a card replaces cards of the same person only")
        if not locked.ended:
            locked.ended = Ended.HANDED_IN if returned and locked.id == shown else Ended.REPLACED
            locked.ended_at = at
            locked.save(update_fields=["ended", "ended_at"])
            ended.append(locked)
    _written(person, "card_handed_over", [fresh, *ended], by, at, case)
    return fresh


@transaction.atomic
def end(card: Card, how: Ended, *, by: Hand, at: datetime, clause: str = "A4", case: uuid.UUID | None = None) -> Card:
    """终止证件 A4 C2: replaced, handed in, destroyed or cancelled. A card that ended before stays as it ended.

    Only destruction follows on another end: a card handed in is destroyed later.
    """
    person = Person.objects.lock(card.person_uid)
    fresh = Card.objects.lock(card.id)
    if fresh.ended == how or (fresh.ended and how is not Ended.DESTROYED):
        return fresh
    fresh.ended, fresh.ended_at = how, at
    fresh.save(update_fields=["ended", "ended_at"])
    _written(person, f"card_{how}", [fresh], by, at, case, clause)
    return fresh


def needs_entry(cards: Sequence[Card], on: date) -> bool:
    """Is any card not in order? A superseded card past its printed end is not counted: its dates alone say expired."""
    for card in cards:
        standing = state(card)
        if standing in _SUPERSEDED and expired(card, on):
            continue
        if standing is not State.IN_FORCE:
            return True
    return False


def payload(person: Person, cards: Sequence[Card], *, on: date) -> bytes:
    """挂失信息 B3: the person's whole current entry: all cards while any is not in order, none once all are."""
    told = [(card.valid_from, card.valid_to, state(card), since(card)) for card in cards]
    return verification.payload(id_number(person), person.name, person.revision, told if needs_entry(cards, on) else [])


def tell_nodes(person: Person, event: events.Event) -> None:
    """写入流水 B3: the person's entry with the next revision. Call it with the person locked, after the change."""
    person.revision += 1
    person.save(update_fields=["revision"])
    feed.write(event, payload(person, of(person), on=event.at.date()))


def _written(
    person: Person,
    act: str,
    cards: Sequence[Card],
    by: Hand,
    at: datetime,
    case: uuid.UUID | None,
    clause: str = "A4",
) -> events.Event:
    """The event of a change of cards, and the person's entry on its way to the verification nodes."""
    body: dict[str, Any] = {"cards": [{"id": str(card.id), "state": state(card)} for card in cards]}
    if case:
        body["case"] = str(case)
    event = events.record(person.id, "person", act, by=by, at=at, clause=clause, body=body)
    tell_nodes(person, event)
    return event
