"""状态流水: numbered changes of card status, written in the transaction of the change, read by every node."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from django.db import models

from guizheng.ledger.events import Event, SequenceHead
from guizheng.ledger.keys import Bucketed, new_id
from guizheng.registers import verification
from guizheng.registers.verification import Channel, Kind, Row, Source, UnitKey


class FeedRow(Bucketed):
    """One change: the whole entry of one person (or unit key), numbered by the sequencer after the commit."""

    event = models.UUIDField()
    kind = models.CharField(max_length=8, default="person")
    payload = models.BinaryField()
    at = models.DateTimeField()
    position = models.BigIntegerField(null=True, editable=False)

    append_only = True
    set_once = ("position",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bucket", "event"], name="feed_once_an_event")]
        indexes = [
            models.Index(fields=["position"], name="feed_position"),
            models.Index(fields=["at"], condition=models.Q(position__isnull=True), name="feed_unnumbered"),
        ]


def write(event: Event, payload: bytes, kind: Kind = Kind.PERSON) -> FeedRow:
    """写入流水 B3: one row for one event, in the event's transaction; the nodes keep the greater revision."""
    return FeedRow.objects.create(
        bucket=event.bucket, id=new_id(event.bucket), event=event.id, kind=kind, payload=payload, at=event.at
    )


def write_unit(
    event: Event,
    *,
    key_hash: bytes,
    unit: str,
    channel: str,
    purposes: Sequence[str],
    quota_per_second: int,
    revoked: bool,
    revision: int,
) -> FeedRow:
    """发布用证单位密钥 B3: a relying unit's key as it now stands; `event` is of the unit's own stream."""
    key = UnitKey(key_hash, unit, Channel(channel), tuple(purposes), quota_per_second, revoked, revision)
    return write(event, verification.encode_unit(key), Kind.UNIT)


def follow(batch: Sequence[Event]) -> None:
    """Give the feed rows of just numbered events their positions; the sequencer calls it in its transaction."""
    positions = {event.id: event.position for event in batch}
    rows = FeedRow.objects.filter(
        bucket__in={event.bucket for event in batch}, event__in=list(positions), position__isnull=True
    )
    for row in rows.only("bucket", "id", "event"):
        FeedRow.objects.filter(bucket=row.bucket, id=row.id).update(position=positions[row.event])


def head() -> int:
    """The last position there is a row at; 0 before the first."""
    last = FeedRow.objects.filter(position__isnull=False).order_by("-position").values_list("position", flat=True)
    return last.first() or 0


def source(clock: Callable[[], datetime]) -> Source:
    """The pages' source for the publisher: (after, limit) -> (rows, head, as_of in ms).

    `as_of` promises that whatever committed before it has its number. It is the clock while nothing waits for one, else
    what the sequencer last promised: when the sequencer stands still, `as_of` does too and the nodes say so.
    """

    def page(after: int, limit: int) -> tuple[Sequence[Row], int, int]:
        now = clock()
        if FeedRow.objects.filter(position__isnull=True).exists():
            promised = SequenceHead.objects.values_list("complete_at", flat=True).first()
            now = promised or datetime.fromtimestamp(0, UTC)
        found = FeedRow.objects.filter(position__gt=after).order_by("position")[:limit]
        rows = [
            Row(position, Kind(kind), bytes(payload))
            for position, kind, payload in found.values_list("position", "kind", "payload")
            if position is not None
        ]
        return rows, max(head(), rows[-1].position if rows else 0), int(now.timestamp() * 1000)

    return page
