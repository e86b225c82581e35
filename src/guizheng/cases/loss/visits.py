"""到窗口一次 B2: what a counter has typed and compared of one loss report or lifting, kept by the server.

A visit stands in the URL by its own id; the number typed is sealed. One open visit per person, counter and purpose: who
types the number again goes on where it stood, so that no further tries are won by beginning anew.
"""

import uuid
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

import msgspec
from django.db import IntegrityError, models, transaction

from guizheng.cases.asked import register_of
from guizheng.cases.done import Done
from guizheng.cases.errors import BadInput, Conflict, Forbidden, Says
from guizheng.cases.loss import prints
from guizheng.cases.loss.forms import LiftForm, LossForm, Try
from guizheng.gateways import doors
from guizheng.gateways.answers import Unknown
from guizheng.law.procedure import Post
from guizheng.law.terms import FingerprintCheck, Outcome
from guizheng.ledger import codec
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import Bucketed, bucket_of, new_id
from guizheng.registers import persons

F = TypeVar("F", LossForm, LiftForm)
MOST = 100
_CHANGED = Says("此页内容已变化或已办结,请刷新后再办。", "This page has changed or is done; reload and decide again.")


class Purpose(StrEnum):
    REPORT = "report"
    LIFT = "lift"


class LossVisit(Bucketed):
    """One person at one counter for one purpose; `done` is the answer that ended it: a second click gets the same."""

    number_index = models.CharField(max_length=32)
    number_sealed = models.CharField(max_length=120)
    purpose = models.CharField(max_length=8)
    officer = models.CharField(max_length=16)
    authority = models.CharField(max_length=12)
    form = models.JSONField(default=dict)
    done = models.JSONField(null=True)
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bucket", "number_index", "authority", "purpose"],
                condition=models.Q(closed_at__isnull=True),
                name="loss_visit_open_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["authority", "purpose"], condition=models.Q(closed_at__isnull=True), name="loss_visit_open"
            )
        ]


def start(number: str, purpose: Purpose, *, by: Hand, at: datetime) -> LossVisit:
    """立草稿 B2: begin, or take up again, this person's visit at this counter. BadInput: nobody has this number."""
    _at_reception(by)
    register_of(number)
    bucket, index = bucket_of(number), codec.index_of(number)
    mine = LossVisit.objects.filter(
        bucket=bucket, number_index=index, authority=by.authority, purpose=purpose, closed_at__isnull=True
    )
    found = mine.first()
    if found is not None:
        return found
    visit = LossVisit(
        bucket=bucket,
        id=new_id(bucket),
        number_index=index,
        number_sealed=codec.seal(number),
        purpose=purpose,
        officer=by.officer,
        authority=by.authority,
        form=msgspec.to_builtins(LossForm() if purpose is Purpose.REPORT else LiftForm()),
        started_at=at,
        touched_at=at,
    )
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError:
        return mine.get()
    return visit


def read(visit_id: uuid.UUID, kind: type[F], *, by: Hand) -> tuple[LossVisit, F]:
    """读草稿. Forbidden at another counter; LossVisit.DoesNotExist when there is none of this kind."""
    visit = _mine(LossVisit.objects.at(visit_id), by)
    if visit.purpose != (Purpose.REPORT if kind is LossForm else Purpose.LIFT):
        raise LossVisit.DoesNotExist
    return visit, msgspec.convert(visit.form, kind)


def save(visit_id: uuid.UUID, form: F, *, by: Hand, at: datetime, version: int | None = None) -> LossVisit:
    """存草稿: keep what was typed; the comparisons stay as they were made. Conflict: another hand typed meanwhile."""

    def typed(visit: LossVisit) -> dict[str, Any]:
        return {**msgspec.to_builtins(form), "tries": visit.form["tries"]}

    return _changed(visit_id, typed, by, at, version)


def compare(visit_id: uuid.UUID, finger: str, sample: str, *, by: Hand, at: datetime) -> FingerprintCheck:
    """比对指纹 B2: one try of one registered finger, on record whatever it says."""
    visit = _mine(LossVisit.objects.at(visit_id), by)
    number = number_of(visit)
    if finger not in prints.left(tries_of(visit), registered(number)):
        raise BadInput(
            "finger",
            Says(
                "该指位未登记或者已比对三次,请换其他已登记的指位。",
                "This finger is not registered, or was tried three times; take another registered one.",
            ),
        )
    heard = doors.fingerprint().compare(number, finger, sample) if sample else None
    if heard is None or isinstance(heard, Unknown):
        raise BadInput(
            "finger",
            Says("指纹仪或者比对系统没有答复,本次不计。", "The scanner or the comparison gave no answer; not counted."),
        )
    answer = FingerprintCheck(heard.value)
    one = msgspec.to_builtins(Try(finger, answer, at))

    def tried(locked: LossVisit) -> dict[str, Any]:
        return {**locked.form, "tries": [*locked.form["tries"], one]}

    _changed(visit_id, tried, by, at, visit.version)
    return answer


def conclude(visit_id: uuid.UUID, version: int | None, act: Callable[[], Done], *, by: Hand, at: datetime) -> Done:
    """办结: the act that ends a visit and its answer stand together, once; what leaves it pending ends nothing."""
    with transaction.atomic():
        visit = _mine(LossVisit.objects.lock(visit_id), by)
        before = answered(visit)
        if before is not None:
            return before
        if version is not None and version != visit.version:
            raise Conflict(_CHANGED)
        done = act()
        if done.outcome != Outcome.PENDING:
            visit.closed_at, visit.done = at, msgspec.json.decode(msgspec.json.encode(done))
            visit.save(update_fields=["closed_at", "done"])
        return answered(visit) or done


def answered(visit: LossVisit) -> Done | None:
    """The answer that ended this visit; None while it is open."""
    return None if visit.done is None else msgspec.convert(visit.done, Done)


def number_of(visit: LossVisit) -> str:
    """The number typed, unsealed. Never to a log, a URL or an event."""
    return codec.unseal(visit.number_sealed)


def tries_of(visit: LossVisit) -> tuple[Try, ...]:
    return msgspec.convert(visit.form["tries"], tuple[Try, ...])


def registered(number: str) -> tuple[str, ...]:
    """已登记指位: the register's; while it is silent, our own row's."""
    known = register_of(number) or persons.find(number)
    return tuple(known.prints) if known else ()


def open_at(authority: str, purpose: Purpose) -> list[LossVisit]:
    """在办: what this counter has begun and not ended, the oldest first."""
    rows = LossVisit.objects.filter(authority=authority, purpose=purpose, closed_at__isnull=True)
    return list(rows.order_by("started_at")[:MOST])


def _changed(
    visit_id: uuid.UUID, change: Callable[[LossVisit], dict[str, Any]], by: Hand, at: datetime, version: int | None
) -> LossVisit:
    with transaction.atomic():
        visit = _mine(LossVisit.objects.lock(visit_id), by)
        if visit.closed_at is not None or (version is not None and version != visit.version):
            raise Conflict(_CHANGED)
        visit.form, visit.officer, visit.touched_at = change(visit), by.officer, at
        visit.version += 1
        visit.save()
        return visit


def _at_reception(by: Hand) -> None:
    if by.post != Post.RECEPTION:
        raise Forbidden(Says("挂失由受理岗办理。", "Loss reports belong to the reception post."))


def _mine(visit: LossVisit, by: Hand) -> LossVisit:
    _at_reception(by)
    if visit.authority != by.authority:
        raise Forbidden(Says("此件属于另一受理点。", "This visit belongs to another counter."))
    return visit
