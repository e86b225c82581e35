"""历年挂失: losses of earlier years taken over from files: one report a row, in batches, and never twice.

A batch is one transaction: entries, cards, events chained per person, and what the verification nodes hear of it. How
far a file was read stands in the same transaction, so that one that was killed goes on where it stood.
"""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from django.db import transaction

from guizheng.ledger import events
from guizheng.ledger.codec import index_of
from guizheng.ledger.events import Event, Stream
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import bucket_of, new_id
from guizheng.registers import breaker, cards, losses
from guizheng.registers.breaker import Bulk, Held
from guizheng.registers.cards import Card
from guizheng.registers.feed import FeedRow
from guizheng.registers.losses import LossEntry, Source
from guizheng.registers.persons import Person

KIND = "import-losses"
BATCH = 1000
COLUMNS = ("公民身份号码", "有效期起", "挂失原因", "丢失日期", "丢失地点")
EVENTS = {"丢失": "lost", "被盗": "stolen", "": "lost"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row as read; `wrong` says why it can't be one."""

    at: int
    number: str
    valid_from: date | None
    event: str = "lost"
    lost_on: date | None = None
    where: str = ""
    wrong: str = ""


@dataclass(slots=True)
class Tally:
    """What became of the rows: counts, and the rows that were not taken with the reason; no number, no name."""

    counts: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[int, str]] = field(default_factory=list)

    def refuse(self, row: Row, why: str) -> None:
        self.counts["refused"] += 1
        self.refused.append((row.at, why))


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(path: Path) -> Iterator[Row]:
    """The rows of a CSV file with the columns of COLUMNS. ValueError: the columns are others."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not set(COLUMNS) <= set(rows.fieldnames or ()):
            raise ValueError(f"columns: {', '.join(COLUMNS)}")
        for at, row in enumerate(rows, start=1):
            yield _row(at, row)


def _row(at: int, row: dict[str, str]) -> Row:
    number, event = row["公民身份号码"].strip().upper(), row["挂失原因"].strip()
    start, lost = _day(row["有效期起"]), _day(row["丢失日期"])
    if len(number) != 18 or not number[:17].isdigit():
        return Row(at, "", None, wrong="number")
    if start is None or event not in EVENTS or (lost is None and row["丢失日期"].strip()):
        return Row(at, number, start, wrong="valid_from" if start is None else "event_or_day")
    return Row(at, number, start, EVENTS[event], lost, row["丢失地点"].strip()[:120])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def dry_run(path: Path) -> Tally:
    """试算: what would change, without writing."""
    tally, rows = Tally(), read(path)
    while batch := list(islice(rows, BATCH)):
        for _, _, taken in _sorted_out(batch, tally, lock=False):
            tally.counts["new"] += len(taken)
    return tally


def take_over(path: Path, *, by: Hand, at: datetime) -> tuple[Bulk, Tally]:
    """导入历年挂失 B1: goes on where this file stood. Held: a second person has to release it first."""
    bulk = breaker.plan(KIND, digest_of(path), sum(1 for _ in read(path)), by=by, at=at)
    tally, rows = Tally(), read(path)
    if not bulk.open:
        raise Held(bulk.number)
    if bulk.ended_at is None:
        rows = islice(rows, bulk.rows, None)
        while batch := list(islice(rows, BATCH)):
            _take(batch, bulk, tally, by, at)
        breaker.finish(bulk, at)
    return bulk, tally


def _take(batch: Sequence[Row], bulk: Bulk, tally: Tally, by: Hand, at: datetime) -> None:
    with transaction.atomic():
        found = _sorted_out(batch, tally, lock=True)
        changed = [(person, held, taken) for person, held, taken in found if taken]
        breaker.spend(bulk, len(batch), sum(len(taken) for _, _, taken in changed))
        _write(changed, bulk.number, by, at)
        tally.counts["new"] += sum(len(taken) for _, _, taken in changed)


Found = tuple[Person, list[Card], list[tuple[Row, Card]]]


def _sorted_out(batch: Sequence[Row], tally: Tally, *, lock: bool) -> list[Found]:
    """Person by person: all cards, and the rows that report one of them lost for the first time."""
    sound: dict[str, list[Row]] = {}
    for row in batch:
        if row.wrong:
            tally.refuse(row, row.wrong)
        else:
            sound.setdefault(index_of(row.number), []).append(row)
    buckets = {bucket_of(rows[0].number) for rows in sound.values()}
    rows_of = Person.objects.filter(bucket__in=buckets, number_index__in=list(sound)).order_by("bucket", "id")
    people = {person.number_index: person for person in (rows_of.select_for_update() if lock else rows_of)}
    held: dict[object, list[Card]] = {}
    uids = [person.id for person in people.values()]
    for one in Card.objects.filter(bucket__in=buckets, person_uid__in=uids).order_by("valid_from", "issue_seq"):
        held.setdefault(one.person_uid, []).append(one)
    found: list[Found] = []
    for index, rows in sound.items():
        person = people.get(index)
        mine = held.get(person.id, []) if person else []
        taken: list[tuple[Row, Card]] = []
        for row in rows:
            card = next((one for one in reversed(mine) if one.valid_from == row.valid_from), None)
            if person is None or card is None:
                tally.refuse(row, "no_person" if person is None else "no_card")
            elif card.reported_lost_at is not None or any(card is one for _, one in taken):
                tally.counts["standing"] += 1
            else:
                taken.append((row, card))
        if person is not None:
            found.append((person, mine, taken))
    return found


def _write(found: Sequence[Found], number: str, by: Hand, at: datetime) -> None:
    heads = {
        head.id: head
        for head in Stream.objects.select_for_update().filter(
            bucket__in={person.bucket for person, _, _ in found}, id__in=[person.id for person, _, _ in found]
        )
    }
    entries: list[LossEntry] = []
    told: list[Event] = []
    feed: list[FeedRow] = []
    for person, held, taken in found:
        head = heads.setdefault(person.id, Stream(bucket=person.bucket, id=person.id, kind="person"))
        for row, card in taken:
            entries.append(_entry(person, card, row, number, by, at))
            card.reported_lost_at = at
        body = {"number": number, "source": str(Source.IMPORT), "cards": [str(card.id) for _, card in taken]}
        event = events.following(head, "reported_lost", by=by, at=at, clause="B1", body=body)
        person.revision += 1
        payload = cards.payload(person, held, on=at.date())
        told.append(event)
        feed.append(FeedRow(bucket=person.bucket, id=new_id(person.bucket), event=event.id, payload=payload, at=at))
    LossEntry.objects.bulk_create(entries)
    Event.objects.bulk_create(told)
    FeedRow.objects.bulk_create(feed)
    key = ["bucket", "id"]
    marked = [card for _, _, taken in found for _, card in taken]
    Card.objects.bulk_create(marked, update_conflicts=True, unique_fields=key, update_fields=["reported_lost_at"])
    people = [person for person, _, _ in found]
    Person.objects.bulk_create(people, update_conflicts=True, unique_fields=key, update_fields=["revision"])
    streams = [heads[person.id] for person in people]
    Stream.objects.bulk_create(streams, update_conflicts=True, unique_fields=key, update_fields=["length", "head"])


def _entry(person: Person, card: Card, row: Row, number: str, by: Hand, at: datetime) -> LossEntry:
    return LossEntry(
        bucket=person.bucket,
        id=new_id(person.bucket),
        person_uid=person.id,
        card_uid=card.id,
        number=f"{number}-{row.at}",
        event=row.event,
        source=Source.IMPORT,
        authority=by.authority,
        lost_on=row.lost_on,
        lost_where=row.where,
        reported_at=at,
    )


def roll_back(bulk: Bulk, *, by: Hand, at: datetime) -> Bulk:
    """回退 D3: every report that this import made and that still stands is lifted; a great one is held too."""
    standing = LossEntry.objects.filter(
        source=Source.IMPORT, number__startswith=f"{bulk.number}-", lifted_at__isnull=True
    )
    if bulk.ended_at is None:
        breaker.finish(bulk, at)
    digest = hashlib.sha256(f"roll-back:{bulk.digest}".encode()).hexdigest()
    undo = breaker.plan("roll-back", digest, bulk.changed, by=by, at=at)
    if not undo.open:
        raise Held(undo.number)
    for entry in standing.order_by("bucket", "id"):
        with transaction.atomic():
            breaker.spend(undo, 1, 1)
            losses.lift(entry, why="rolled_back", by=by, at=at, clause="D3")
    breaker.finish(undo, at)
    return undo
