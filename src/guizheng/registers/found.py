"""捡拾: the one national register of found cards."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from django.db import models, transaction

from guizheng.ledger import events
from guizheng.ledger.codec import index_of
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import Bucketed, bucket_of, new_id


class Custody(StrEnum):
    """招领状态: held at a window, given back to the holder, destroyed, or passed on."""

    HELD = "held"
    RELEASED = "released"
    DESTROYED = "destroyed"


class FoundConflict(Exception):
    """The card is not held any more."""


class FoundCard(Bucketed):
    """One card handed in. The person may not be in our registers, so the number stands by its index alone."""

    number_index = models.CharField(max_length=32)
    name = models.CharField(max_length=60)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    authority = models.CharField(max_length=12)
    handed_in_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="held")
    ended_at = models.DateTimeField(null=True)
    case = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["bucket", "number_index"], name="found_by_number")]


@transaction.atomic
def hand_in(
    id_number: str,
    name: str,
    *,
    valid_from: date | None,
    valid_to: date | None,
    by: Hand,
    at: datetime,
    case: uuid.UUID | None = None,
) -> FoundCard:
    """捡拾登记 C1 C2: a found card is entered in the one national register and held at the window of `by`."""
    bucket = bucket_of(id_number)
    row = FoundCard(
        bucket=bucket,
        id=new_id(bucket),
        number_index=index_of(id_number),
        name=name,
        valid_from=valid_from,
        valid_to=valid_to,
        authority=by.authority,
        handed_in_at=at,
        case=case,
    )
    row.save(force_insert=True)
    events.record(row.id, "found", "found_card_handed_in", by=by, at=at, clause="C1", body={"case": case})
    return row


def held_for(id_number: str) -> FoundCard | None:
    """查询捡拾 A3 C1: the card of this number that is held somewhere in the country, the youngest if several."""
    rows = FoundCard.objects.filter(bucket=bucket_of(id_number), number_index=index_of(id_number), state=Custody.HELD)
    return rows.order_by("-handed_in_at").first()


def release(row: FoundCard, *, by: Hand, at: datetime) -> FoundCard:
    """发还 C2: the card goes back to its holder; whether it may is the law's to say."""
    return _leave(row, Custody.RELEASED, "found_card_given_back", by, at)


def destroy(row: FoundCard, *, by: Hand, at: datetime) -> FoundCard:
    """销毁并登记 C2: the held card is destroyed; the record stays for ever."""
    return _leave(row, Custody.DESTROYED, "found_card_destroyed", by, at)


@transaction.atomic
def _leave(row: FoundCard, to: Custody, act: str, by: Hand, at: datetime) -> FoundCard:
    locked = FoundCard.objects.lock(row.id)
    if locked.state == to:
        return locked
    if locked.state != Custody.HELD:
        raise FoundConflict(f"the card was {locked.state}")
    locked.state, locked.ended_at = to, at
    locked.save(update_fields=["state", "ended_at"])
    events.record(locked.id, "found", act, by=by, at=at, clause="C2")
    return locked
