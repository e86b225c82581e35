"""核查记录 B4: who asked about which card, for what and when, and what was answered; kept three years.

Nodes ship closed segments; each is taken in once, by its name. Records go sorted into immutable files of their day,
only the hits (a card presented that is reported lost) become rows. Days are days in Shanghai.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import Count, F

from guizheng.ledger import objects
from guizheng.organs.models import UnitKey
from guizheng.registers import hits, question_files, verification
from guizheng.registers.question_files import Item
from guizheng.registers.verification import OUTCOMES, Outcome

ZONE = ZoneInfo("Asia/Shanghai")
MOST = 64
FAN = 16
KEPT_YEARS = 3
KIND, EVERY = "question_files", timedelta(hours=1)
_NO_RETRY = bytes(8)


class QuestionSegment(models.Model):
    """A segment as a node shipped it; taken in when its records stand in files. `damaged`: nothing could be read."""

    segment = models.CharField(max_length=16, primary_key=True)
    held = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    records = models.PositiveIntegerField(default=0)
    damaged = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["received_at"], condition=models.Q(taken_at__isnull=True), name="segment_waiting")
        ]


class QuestionFile(models.Model):
    """One sorted file of one day and key epoch. It goes when a greater one holds its records, or its years are over."""

    day = models.DateField()
    epoch = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(default=0)
    file = models.CharField(max_length=64)
    records = models.PositiveIntegerField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["day", "epoch"], condition=models.Q(gone_at__isnull=True), name="question_files")
        ]


class UnitUse(models.Model):
    """How often a unit asked on a day, for what, with which answer."""

    unit = models.CharField(max_length=20)
    day = models.DateField()
    purpose = models.CharField(max_length=18)
    answer = models.CharField(max_length=20)
    asked = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day", "purpose", "answer"], name="unit_use_once")]


class Asked(NamedTuple):
    """One question about a person's card. `times`: how often it was sent under one key of a retry."""

    at: datetime
    unit: str
    purpose: str
    answer: Outcome
    valid_from: date | None
    valid_to: date | None
    as_of: datetime
    position: int
    record: str
    times: int


def receive(segment: str, body: bytes, *, at: datetime) -> None:
    """接收核查记录 B4: keep a segment under its name, once; sent again it changes nothing."""
    if not QuestionSegment.objects.filter(segment=segment[:16]).exists():
        held = objects.put(body)
        QuestionSegment.objects.get_or_create(segment=segment[:16], defaults={"held": held, "received_at": at})


def take(at: datetime) -> int:
    """归档核查记录 B4: what was shipped goes into files, hits become rows; how many segments were taken in.

    Hits first, each in a transaction of its own and under an id that follows from its record: whatever ends in between
    is done again to the same effect.
    """
    waiting = list(QuestionSegment.objects.filter(taken_at__isnull=True).order_by("received_at", "segment")[:MOST])
    read = {one.segment: _items_of(one) for one in waiting}
    units = _units(item for items in read.values() for item in items or ())
    for items in read.values():
        for item in items or ():
            if OUTCOMES[item.record.answer] is Outcome.REPORTED_LOST:
                hits.enter(item, units.get(item.record.unit_key, ""), at=at)
    if waiting:
        _file(read, units, at)
    return len(waiting)


def _items_of(one: QuestionSegment) -> list[Item] | None:
    """The whole records of a segment; None for bytes that are none, which somebody has to look at."""
    try:
        raw = objects.get(one.held)
        if verification.segment_id(raw) != one.segment:
            return None
        return [Item(one.segment, record) for record in verification.read_records(raw)]
    except (ValueError, LookupError):
        return None


@transaction.atomic
def _file(read: dict[str, list[Item] | None], units: dict[bytes, str], at: datetime) -> None:
    names = list(read)
    rows = QuestionSegment.objects.select_for_update().filter(segment__in=names, taken_at__isnull=True)
    still = {one.segment: one for one in rows}
    days: dict[tuple[date, int], list[Item]] = defaultdict(list)
    uses: Counter[tuple[str, date, str, str]] = Counter()
    repeated: set[tuple[bytes, bytes, bytes]] = set()
    for name, one in still.items():
        items = read[name]
        one.taken_at, one.records, one.damaged = at, len(items or ()), items is None
        one.save(update_fields=["taken_at", "records", "damaged"])
        for item in items or ():
            day = day_of(item)
            days[day, item.record.epoch].append(item)
            if not _is_repeat(item, repeated):
                uses[units.get(item.record.unit_key, ""), day, purpose_of(item), OUTCOMES[item.record.answer]] += 1
    for (day, epoch), items in sorted(days.items()):
        file, count = question_files.write(
            sorted(items, key=question_files.order), f"{day}:{epoch}:{':'.join(sorted(still))}"
        )
        QuestionFile.objects.create(day=day, epoch=epoch, file=file, records=count)
    for (unit, day, purpose, answer), asked in uses.items():
        row, _ = UnitUse.objects.get_or_create(unit=unit, day=day, purpose=purpose, answer=answer)
        UnitUse.objects.filter(pk=row.pk).update(asked=F("asked") + asked)


def _is_repeat(item: Item, met: set[tuple[bytes, bytes, bytes]]) -> bool:
    """A question sent again under one retry key counts once among what was shipped together."""
    record = item.record
    if record.retry == _NO_RETRY:
        return False
    mark = record.unit_key, record.retry, record.person
    repeat = mark in met
    met.add(mark)
    return repeat


def merge_files(today: date, at: datetime) -> int:
    """合并归档 B4: sixteen files of a day and size become one, a past day's all; how many merges there were."""
    standing = QuestionFile.objects.filter(gone_at__isnull=True)
    groups = standing.values("day", "epoch", "level").annotate(files=Count("pk")).filter(files__gte=FAN)
    merges = [(row["day"], row["epoch"], {"level": row["level"]}) for row in groups]
    past = standing.filter(day__lt=today).values("day", "epoch").annotate(files=Count("pk")).filter(files__gt=1)
    merges += [(row["day"], row["epoch"], {}) for row in past]
    return sum(_merge(day, epoch, more, at) for day, epoch, more in merges)


def _merge(day: date, epoch: int, more: dict[str, int], at: datetime) -> bool:
    with transaction.atomic():
        rows = list(
            QuestionFile.objects.select_for_update()
            .filter(day=day, epoch=epoch, gone_at__isnull=True, **more)
            .order_by("pk")
        )
        if len(rows) < 2:
            return False
        file, count = question_files.merge([row.file for row in rows])
        level = max(row.level for row in rows) + 1
        QuestionFile.objects.create(day=day, epoch=epoch, level=level, file=file, records=count)
        QuestionFile.objects.filter(pk__in=[row.pk for row in rows]).update(gone_at=at)
    return True


def tidy(at: datetime) -> int:
    """清理核查记录 B4: the objects of files that went an hour ago, of segments taken in, and of what is past its years.

    An hour, because somebody may be reading what has just been merged.
    """
    today = at.astimezone(ZONE).date()
    end = today.replace(year=today.year - KEPT_YEARS, day=min(today.day, 28))
    QuestionFile.objects.filter(gone_at__isnull=True, day__lt=end).update(gone_at=at)
    let_go = 0
    for row in QuestionFile.objects.filter(gone_at__lt=at - timedelta(hours=1)).exclude(file=""):
        question_files.drop(row.file)
        let_go += QuestionFile.objects.filter(pk=row.pk).update(file="")
    for one in QuestionSegment.objects.filter(taken_at__isnull=False, damaged=False).exclude(held=""):
        objects.drop(one.held)
        let_go += QuestionSegment.objects.filter(pk=one.pk).update(held="")
    return let_go


def keep_house(at: datetime) -> None:
    """整理核查记录 B4: what comes back by itself."""
    merge_files(at.astimezone(ZONE).date(), at)
    tidy(at)


def about(id_number: str, *, since: date | None = None) -> list[Asked]:
    """查询谁核查过 B4: every shipped question about this person's cards, the latest first. One digest an epoch."""
    files = QuestionFile.objects.filter(gone_at__isnull=True, **({"day__gte": since} if since else {}))
    found: list[Item] = []
    digests: dict[int, bytes] = {}
    for row in files.order_by("day", "pk"):
        if row.epoch not in digests:
            digests[row.epoch] = verification.digest_under(id_number, row.epoch)
        found += question_files.find(row.file, digests[row.epoch])
    units = _units(found)
    once: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in sorted(found, key=question_files.order):
        record = item.record
        told = record.unit_key, record.retry, record.valid_from, record.valid_to, day_of(item)
        once[(item.id,) if record.retry == _NO_RETRY else told].append(item)
    return sorted((_asked(items, units) for items in once.values()), reverse=True)


def use_of(unit: str, since: date) -> list[UnitUse]:
    """本单位使用情况 B4: a unit's own counts from a day on, the latest first."""
    return list(UnitUse.objects.filter(unit=unit, day__gte=since).order_by("-day", "purpose", "answer"))


def day_of(item: Item) -> date:
    return moment(item.record.at).astimezone(ZONE).date()


def purpose_of(item: Item) -> str:
    return item.record.purpose.rstrip(b"\0").decode("ascii")


def moment(microseconds: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)


def _units(items: Iterable[Item]) -> dict[bytes, str]:
    """Keys by digest -> code of their unit."""
    met = {item.record.unit_key for item in items}
    rows = UnitKey.objects.filter(key_hash__in=list(met)).values_list("key_hash", "unit__code")
    return {bytes(digest): code for digest, code in rows}


def _asked(items: list[Item], units: dict[bytes, str]) -> Asked:
    first = items[0].record
    return Asked(
        at=moment(first.at),
        unit=units.get(first.unit_key, ""),
        purpose=purpose_of(items[0]),
        answer=OUTCOMES[first.answer],
        valid_from=verification.packed_day(first.valid_from),
        valid_to=verification.packed_day(first.valid_to),
        as_of=moment(first.as_of * 1000),
        position=first.position,
        record=items[0].id,
        times=len(items),
    )
