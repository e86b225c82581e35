"""办理留痕: one event an act, in the transaction of the act, chained per stream, numbered afterwards."""

import hashlib
import json
import uuid
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import Bucketed, Within, bucket_in, derived_id, new_id


class Stream(Bucketed):
    """The head of one chain: the events of one case, person, authority, unit or officer. Its id is that row's own."""

    kind = models.CharField(max_length=16)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    only_grows = "length"


class Event(Bucketed):
    """One act: what, by whom, when, on what; `digest` covers it all and the digest before it."""

    stream = Within(Stream)
    stream_uid: uuid.UUID
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=40)
    clause = models.CharField(max_length=4, blank=True)
    at = models.DateTimeField()
    officer = models.CharField(max_length=16)
    officer_name = models.CharField(max_length=40)
    post = models.CharField(max_length=24)
    authority = models.CharField(max_length=12)
    body = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    position = models.BigIntegerField(null=True, editable=False)

    append_only = True
    set_once = ("position",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bucket", "stream_uid", "seq"], name="event_once_in_stream"),
        ]
        indexes = [
            models.Index(fields=["at"], condition=models.Q(position__isnull=True), name="event_unnumbered"),
            models.Index(fields=["position"], name="event_position"),
        ]


class SequenceHead(models.Model):
    """The last number given by the sequencer; one row. All that committed before `complete_at` has its number."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    position = models.BigIntegerField(default=0)
    complete_at = models.DateTimeField(null=True)

    only_grows = "position"


def chain_digest(event: Event) -> str:
    """SHA-256 over the canonical JSON of an event and the digest before it."""
    content = {
        "stream": str(event.stream_uid),
        "seq": event.seq,
        "act": event.act,
        "clause": event.clause,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": [event.officer, event.officer_name, event.post, event.authority],
        "body": event.body,
        "previous": event.previous,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def record(
    stream: uuid.UUID,
    kind: str,
    act: str,
    *,
    by: Hand,
    at: datetime,
    clause: str = "",
    body: dict[str, Any] | None = None,
) -> Event:
    """留痕 D3: write the event of an act. Call it inside the act's transaction.

    `stream` is the id of the row the act locked; `body` holds codes, numbers of papers and ids, never an ID number.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an event is written in the transaction of its act")
    bucket = bucket_in(stream)
    head, _ = Stream.objects.select_for_update().get_or_create(bucket=bucket, id=stream, defaults={"kind": kind})
    event = _next(head, act, by, at, clause, body or {})
    event.save(force_insert=True)
    head.save(update_fields=["length", "head"])
    return event


def first(stream: uuid.UUID, kind: str, act: str, *, by: Hand, at: datetime, clause: str = "") -> tuple[Stream, Event]:
    """The first event of a new stream, both unsaved: for rows entered in bulk."""
    head = Stream(bucket=bucket_in(stream), id=stream, kind=kind)
    return head, _next(head, act, by, at, clause, {})


def following(
    head: Stream, act: str, *, by: Hand, at: datetime, clause: str = "", body: dict[str, Any] | None = None
) -> Event:
    """The next event of a locked stream, unsaved like the head it moves on: for changes entered in bulk."""
    return _next(head, act, by, at, clause, body or {})


def _next(head: Stream, act: str, by: Hand, at: datetime, clause: str, body: dict[str, Any]) -> Event:
    event = Event(
        bucket=head.bucket,
        id=new_id(head.bucket),
        stream_uid=head.id,
        seq=head.length + 1,
        act=act,
        clause=clause,
        at=at,
        officer=by.officer,
        officer_name=by.name,
        post=by.post,
        authority=by.authority,
        body=json.loads(json.dumps(body, ensure_ascii=False, default=str)),
        previous=head.head,
    )
    event.digest = chain_digest(event)
    head.length, head.head = event.seq, event.digest
    return event


def reference_stream(kind: str, code: str) -> uuid.UUID:
    """The stream of what is no citizen's: an authority, a unit, an officer, a point. It lies in the buckets of 99."""
    digest = hashlib.blake2b(f"{kind}:{code}".encode(), digest_size=4, person=b"gz-stream").digest()
    return derived_id(9900 + int.from_bytes(digest, "big") % 100, "stream", kind, code)


def trace(stream: uuid.UUID) -> list[Event]:
    """The events of one stream in order."""
    return list(Event.objects.filter(bucket=bucket_in(stream), stream_uid=stream).order_by("seq"))


def broken_at(events: list[Event]) -> int | None:
    """The sequence number at which a chain no longer holds; None when it holds from the first event on."""
    previous = ""
    for expected, event in enumerate(events, start=1):
        if event.seq != expected or event.previous != previous or event.digest != chain_digest(event):
            return expected
        previous = event.digest
    return None
