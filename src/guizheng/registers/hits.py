"""命中 B4: a card was presented that is reported lost: whose, at which unit, and how the unit followed it up."""

import uuid
from datetime import UTC, datetime, timedelta

from django.db import models, transaction
from django.db.models import Max

from guizheng.ledger import events, jobs
from guizheng.ledger.hands import SYSTEM, Hand
from guizheng.ledger.keys import Bucketed, Within, bucket_in, derived_id
from guizheng.organs.models import RelyingUnit
from guizheng.registers import verification
from guizheng.registers.feed import FeedRow
from guizheng.registers.persons import Person
from guizheng.registers.question_files import Item

NOTICE, POLICE = "hit_notice", "hit_police"
_NO_RETRY = bytes(8)
_ROWS = 2000


class FollowUp(models.TextChoices):
    MISUSE = "misuse", "已报告冒用"
    EXPLAINED = "explained", "已说明不报告的理由"


class Hit(Bucketed):
    """One hit, in its person's bucket where the digest is known, else in its unit's.

    `police` is told by the unit's rule; `due` is the unit's term to follow up.
    """

    unit = models.CharField(max_length=20)
    purpose = models.CharField(max_length=18)
    record = models.CharField(max_length=40)
    at = models.DateTimeField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    person = Within(Person, null=True)
    person_uid: uuid.UUID | None
    entered_at = models.DateTimeField()
    due = models.DateTimeField()
    holder_told_at = models.DateTimeField(null=True)
    police = models.CharField(max_length=12, blank=True)
    police_told_at = models.DateTimeField(null=True)
    follow_up = models.CharField(max_length=10, choices=FollowUp.choices, blank=True)
    followed_at = models.DateTimeField(null=True)
    followed_by = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    case = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "at"], name="hit_by_unit"),
            models.Index(fields=["police", "at"], name="hit_by_police"),
            models.Index(fields=["due"], condition=models.Q(followed_at__isnull=True), name="hit_open"),
        ]


class LostDigest(models.Model):
    """人员摘要 -> person, for persons reported lost: drawn from the feed, which had it before a node could know."""

    digest = models.CharField(max_length=34, primary_key=True)
    person = models.UUIDField()
    position = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["position"], name="lost_digest_position")]


def enter(item: Item, unit: str, *, at: datetime) -> Hit | None:
    """登记命中 B4: one row a question, also when it was sent again or is entered again; None for one that stands."""
    person = whose(item.record.epoch, item.record.person)
    record = item.record
    bucket = bucket_in(person) if person else bucket_in(events.reference_stream("unit", unit))
    happened = datetime.fromtimestamp(record.at / 1_000_000, UTC)
    card = (record.person + record.valid_from + record.valid_to).hex()
    same = item.id if record.retry == _NO_RETRY else f"{record.retry.hex()}:{card}:{happened.date()}"
    uid = derived_id(bucket, "hit", record.unit_key.hex(), same)
    asking = RelyingUnit.objects.filter(code=unit).first()
    with transaction.atomic():
        hit, new = Hit.objects.get_or_create(
            bucket=bucket,
            id=uid,
            defaults={
                "unit": unit,
                "purpose": record.purpose.rstrip(b"\0").decode("ascii"),
                "record": item.id,
                "at": happened,
                "valid_from": verification.packed_day(record.valid_from),
                "valid_to": verification.packed_day(record.valid_to),
                "person_uid": person,
                "entered_at": at,
                "due": at + timedelta(days=asking.follow_up_days if asking else 0),
            },
        )
        if not new:
            return None
        _tell(hit, asking, at)
    return hit


def _tell(hit: Hit, asking: RelyingUnit | None, at: datetime) -> None:
    """The trace of the person, or of the unit where the person is not known; and who has to be told."""
    body = {"hit": str(hit.id), "unit": hit.unit, "purpose": hit.purpose, "record": hit.record}
    if hit.person_uid:
        events.record(hit.person_uid, "person", "lost_card_presented", by=SYSTEM, at=at, clause="B4", body=body)
        jobs.enqueue(NOTICE, {"hit": str(hit.id)}, run_at=at, unique=f"{NOTICE}:{hit.id}")
    else:
        stream = events.reference_stream("unit", hit.unit)
        events.record(stream, "unit", "lost_card_presented", by=SYSTEM, at=at, clause="B4", body=body)
    if asking and asking.tells_police:
        jobs.enqueue(POLICE, {"hit": str(hit.id)}, run_at=at, unique=f"{POLICE}:{hit.id}")


def whose(epoch: int, digest: bytes) -> uuid.UUID | None:
    """The person behind a digest, when a card of theirs was reported lost under this epoch's key."""
    row = LostDigest.objects.filter(digest=_key(epoch, digest)).first()
    if row is None and _follow():
        row = LostDigest.objects.filter(digest=_key(epoch, digest)).first()
    return row.person if row else None


def _follow() -> bool:
    """Read on in the feed from the last lost person known; whether there was anything new."""
    known = LostDigest.objects.aggregate(last=Max("position"))["last"] or 0
    found = False
    while True:
        rows = list(FeedRow.objects.filter(position__gt=known, kind="person").order_by("position")[:_ROWS])
        if not rows:
            return found
        known = rows[-1].position or known
        lost = [(row, told) for row in rows if (told := verification.lost_person(bytes(row.payload)))]
        streams = dict(
            events.Event.objects.filter(
                bucket__in={row.bucket for row, _ in lost}, id__in=[row.event for row, _ in lost]
            ).values_list("id", "stream_uid")
        )
        made = [
            LostDigest(digest=_key(*told), person=streams[row.event], position=row.position or 0) for row, told in lost
        ]
        LostDigest.objects.bulk_create(made, ignore_conflicts=True)
        found = found or bool(made)


class NotYours(Exception):
    """The hit is another unit's, or was followed up before."""


@transaction.atomic
def follow_up(
    hit_id: uuid.UUID,
    unit: str,
    how: FollowUp,
    *,
    by: Hand,
    at: datetime,
    reason: str = "",
    case: uuid.UUID | None = None,
) -> Hit:
    """跟进命中 B4: what the unit did about its hit: reported misuse, or why not. Once; NotYours for another unit's."""
    try:
        hit = Hit.objects.lock(hit_id)
    except Hit.DoesNotExist:
        raise NotYours from None
    if hit.unit != unit or hit.followed_at is not None:
        raise NotYours
    hit.follow_up, hit.followed_at, hit.followed_by = how, at, by.name[:40]
    hit.reason, hit.case = reason.strip()[:400], case
    hit.save(update_fields=["follow_up", "followed_at", "followed_by", "reason", "case"])
    body = {"hit": str(hit.id), "how": str(how), "late": at > hit.due}
    events.record(
        events.reference_stream("unit", unit), "unit", "hit_followed_up", by=by, at=at, clause="B4", body=body
    )
    return hit


def _key(epoch: int, digest: bytes) -> str:
    return f"{epoch:02x}{digest.hex()}"


def of_unit(unit: str, *, open_only: bool = False, limit: int = 100) -> list[Hit]:
    """本单位命中 B4: a unit's hits, the latest first; what is not followed up by its term first."""
    rows = Hit.objects.filter(unit=unit)
    if open_only:
        rows = rows.filter(followed_at__isnull=True)
    return list(rows.order_by(models.F("followed_at").asc(nulls_first=True), "-at")[:limit])


def of_police(authority: str, limit: int = 100) -> list[Hit]:
    """辖区命中 B4: what the police of a place were told of, the latest first."""
    return list(Hit.objects.filter(police=authority).select_related("person").order_by("-at")[:limit])
