"""挂失: what is reported lost, and how it ended."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import models, transaction

from guizheng.ledger import events
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import Bucketed, Within, new_id
from guizheng.registers import cards as register
from guizheng.registers.cards import Card
from guizheng.registers.persons import Person


class Source(StrEnum):
    """挂失来源: a report at a counter, a 补领 (which counts as one), or the losses taken over from earlier years."""

    REPORT = "report"
    REISSUE = "reissue"
    IMPORT = "import"


class LossEntry(Bucketed):
    """One card of one person reported lost; `source` is report, reissue or import; `case` the case that reported it."""

    person = Within(Person)
    person_uid: uuid.UUID
    card = Within(Card)
    card_uid: uuid.UUID
    number = models.CharField(max_length=40)
    event = models.CharField(max_length=8)
    source = models.CharField(max_length=8)
    case = models.UUIDField(null=True)
    authority = models.CharField(max_length=12)
    lost_on = models.DateField(null=True)
    lost_where = models.CharField(max_length=120, blank=True)
    reported_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_why = models.CharField(max_length=24, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bucket", "card_uid"], condition=models.Q(lifted_at__isnull=True), name="loss_open_once"
            ),
        ]
        indexes = [models.Index(fields=["bucket", "person_uid"], name="loss_by_person")]


@transaction.atomic
def enter(
    person: Person,
    cards: Sequence[Card],
    *,
    event: str,
    source: Source | str,
    number: str,
    by: Hand,
    at: datetime,
    case: uuid.UUID | None = None,
    lost_on: date | None = None,
    lost_where: str = "",
) -> list[LossEntry]:
    """挂失登记 B1 B2: the cards the law marks are reported lost, from now; `event` is lost or stolen.

    Returns the open entry of every card named, also of one that was reported before: reporting twice changes nothing.
    """
    locked = Person.objects.lock(person.id)
    entries: list[LossEntry] = []
    fresh: list[LossEntry] = []
    for named in cards:
        card = Card.objects.lock(named.id)
        if card.person_uid != locked.id:
            raise ValueError("a loss names cards of one person only")
        standing = LossEntry.objects.filter(bucket=card.bucket, card_uid=card.id, lifted_at__isnull=True).first()
        if standing is None:
            standing = _new(locked, card, event, Source(source), number, by, at, case, lost_on, lost_where)
            fresh.append(standing)
            card.reported_lost_at = at
            card.save(update_fields=["reported_lost_at"])
        entries.append(standing)
    if fresh:
        body = {"number": number, "event": event, "source": str(source), "cards": [str(e.card_uid) for e in fresh]}
        _written(locked, "reported_lost", by, at, body, case)
    return entries


def _new(
    person: Person,
    card: Card,
    event: str,
    source: Source,
    number: str,
    by: Hand,
    at: datetime,
    case: uuid.UUID | None,
    lost_on: date | None,
    lost_where: str,
) -> LossEntry:
    entry = LossEntry(
        bucket=person.bucket,
        id=new_id(person.bucket),
        person_uid=person.id,
        card_uid=card.id,
        number=number,
        event=event,
        source=source,
        case=case,
        authority=by.authority,
        lost_on=lost_on,
        lost_where=lost_where,
        reported_at=at,
    )
    entry.save(force_insert=True)
    return entry


@transaction.atomic
def lift(
    entry: LossEntry, *, why: str, by: Hand, at: datetime, case: uuid.UUID | None = None, clause: str = "B2"
) -> LossEntry:
    """解除挂失 B2: the report ends and the card is as it was before; whether it may end is the law's to say.

    `why` is a code such as found, withdrawn, contested. Lifting twice changes nothing.
    """
    person = Person.objects.lock(entry.person_uid)
    locked = LossEntry.objects.lock(entry.id)
    if locked.lifted_at is not None:
        return locked
    locked.lifted_at, locked.lifted_why = at, why
    locked.save(update_fields=["lifted_at", "lifted_why"])
    card = Card.objects.lock(locked.card_uid)
    card.reported_lost_at = None
    card.save(update_fields=["reported_lost_at"])
    body = {"number": locked.number, "why": why, "cards": [str(card.id)]}
    _written(person, "loss_lifted", by, at, body, case, clause)
    return locked


def _written(
    person: Person,
    act: str,
    by: Hand,
    at: datetime,
    body: dict[str, Any],
    case: uuid.UUID | None,
    clause: str = "B1",
) -> None:
    if case:
        body["case"] = str(case)
    register.tell_nodes(person, events.record(person.id, "person", act, by=by, at=at, clause=clause, body=body))


def open_for(person: Person) -> list[LossEntry]:
    """查询挂失 A3: the reports that stand against a person's cards, the oldest first."""
    rows = LossEntry.objects.filter(bucket=person.bucket, person_uid=person.id, lifted_at__isnull=True)
    return list(rows.order_by("reported_at"))


def answer_for_search(person: Person) -> str:
    """查询挂失 A3: `reported` when a card that stands is reported lost, else `none`: what the counter keeps."""
    lost = Card.objects.filter(bucket=person.bucket, person_uid=person.id, reported_lost_at__isnull=False, ended="")
    return "reported" if lost.exists() else "none"
