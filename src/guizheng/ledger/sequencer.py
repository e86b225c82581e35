"""定序: numbers events one after another, after they committed: feed position, leaf of the log, order of audit."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import connection, transaction

from guizheng.ledger.events import Event, SequenceHead

Follower = Callable[[Sequence[Event]], None]

_ELECTION = 7_220_151_101  # any constant: the one advisory lock by which the sequencer is elected
_HEAD = 1


def number(limit: int, followers: Sequence[Follower], *, at: datetime) -> int:
    """编号 D3: give the next positions to committed events that have none; the count of them.

    `at` is the clock as read before the call: when this round leaves nothing behind, all that committed before it has
    its number. `followers` get the batch in the same transaction. A row that commits late is found in a later round:
    nothing is ever asked by "greater than the last one". While another process numbers, this one returns 0.
    """
    if not Event.objects.filter(position__isnull=True).exists():
        return 0
    with transaction.atomic():
        if not _elected():
            return 0
        head, _ = SequenceHead.objects.select_for_update().get_or_create(id=_HEAD)
        batch = list(Event.objects.filter(position__isnull=True).order_by("at", "stream_uid", "seq")[:limit])
        for position, event in enumerate(_in_stream_order(batch), start=head.position + 1):
            event.position = position
            Event.objects.filter(bucket=event.bucket, id=event.id, position__isnull=True).update(position=position)
        if not batch:
            return 0
        numbered = sorted(batch, key=lambda event: event.position or 0)
        for follower in followers:
            follower(numbered)
        head.position += len(batch)
        if len(batch) < limit:
            head.complete_at = at
        head.save(update_fields=["position", "complete_at"])
    return len(batch)


def head() -> int:
    """The last position given; 0 before the first."""
    return SequenceHead.objects.filter(id=_HEAD).values_list("position", flat=True).first() or 0


def _elected() -> bool:
    """One numbers at a time: an advisory lock until the transaction ends; on SQLite the write lock is that already."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_ELECTION])
        return bool(cursor.fetchone()[0])


def _in_stream_order(batch: Sequence[Event]) -> list[Event]:
    """By time, and the events of one stream in their own order even where a clock stepped back."""
    waiting: dict[uuid.UUID, list[Event]] = defaultdict(list)
    for event in sorted(batch, key=lambda event: event.seq, reverse=True):
        waiting[event.stream_uid].append(event)
    return [waiting[event.stream_uid].pop() for event in batch]
