"""待办任务: work to be done after the transaction that asked for it: enqueued in it, leased, retried, buried."""

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q

from guizheng.ledger.privacy import without_numbers

LEASE = timedelta(seconds=60)
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 12

_PERIOD = "@"

Handler = Callable[["Job"], None]


class Job(models.Model):
    """One job: enqueued in the caller's transaction, claimed by lease, retried with backoff, buried when hopeless."""

    kind = models.CharField(max_length=40)
    unique = models.CharField(max_length=80, null=True, unique=True)
    payload = models.JSONField(default=dict)
    run_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.CharField(max_length=36, blank=True)
    lease_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["run_at"], condition=models.Q(done_at__isnull=True, dead_at__isnull=True), name="job_open"
            )
        ]


class Later(Exception):
    """A handler's word for: not yet, ask again after this long. It costs no attempt."""

    def __init__(self, after: timedelta) -> None:
        super().__init__("later")
        self.after = after


class Hopeless(Exception):
    """A handler's word for: no retry will help; a person has to look."""


def enqueue(kind: str, payload: Mapping[str, Any], *, run_at: datetime, unique: str | None = None) -> Job:
    """交办: a job in the caller's transaction, to be run at `run_at` or after. A `unique` name is taken once, for good:
    the job that bears it is given again."""
    if unique is None:
        return Job.objects.create(kind=kind, payload=dict(payload), run_at=run_at)
    standing = Job.objects.filter(unique=unique).first()
    if standing is not None:
        return standing
    try:
        with transaction.atomic():
            return Job.objects.create(kind=kind, payload=dict(payload), run_at=run_at, unique=unique)
    except IntegrityError:
        return Job.objects.get(unique=unique)


def periodic(kind: str, every: timedelta, at: datetime, payload: Mapping[str, Any] | None = None) -> Job:
    """定时任务: the job of the running period; made once, whoever asks first."""
    slot = int((at - datetime.fromtimestamp(0, UTC)) / every)
    return enqueue(kind, payload or {}, run_at=at, unique=f"{_PERIOD}{kind}:{int(every.total_seconds())}:{slot}")


def _ready(at: datetime) -> Q:
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
    return free & Q(run_at__lte=at, done_at__isnull=True, dead_at__isnull=True)


def claim(at: datetime, *, kinds: tuple[str, ...] = (), lease: timedelta = LEASE) -> Job | None:
    """领取任务: the oldest job that is due and not leased, or whose lease ran out; None when there is none.

    The claim is one conditional UPDATE: of two workers one gets it. A killed worker's job comes back with its lease.
    """
    while True:
        due = Job.objects.filter(_ready(at))
        due = due.filter(kind__in=kinds) if kinds else due
        candidate = due.order_by("run_at", "id").values_list("id", flat=True).first()
        if candidate is None:
            return None
        mine = str(uuid.uuid4())
        taken = Job.objects.filter(_ready(at), id=candidate).update(
            lease=mine, lease_until=at + lease, attempts=F("attempts") + 1
        )
        if taken:
            return Job.objects.get(id=candidate)


def _held(job: Job) -> models.QuerySet[Job]:
    return Job.objects.filter(id=job.pk, lease=job.lease, done_at__isnull=True, dead_at__isnull=True)


def finish(job: Job, at: datetime) -> bool:
    """办结: False when the lease was lost meanwhile and another worker has the job."""
    return bool(_held(job).update(done_at=at, lease="", lease_until=None, error=""))


def fail(job: Job, at: datetime, error: BaseException) -> bool:
    """重试: run again after 2, 4, 8 … seconds, an hour at most; after the last attempt it is buried."""
    if job.attempts >= MOST_ATTEMPTS:
        return bury(job, at, error)
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (job.attempts - 1))
    return bool(_held(job).update(run_at=at + pause, lease="", lease_until=None, error=_said(error)))


def postpone(job: Job, at: datetime, after: timedelta) -> bool:
    """稍后再办: not yet; the attempt does not count."""
    return bool(_held(job).update(run_at=at + after, lease="", lease_until=None, attempts=F("attempts") - 1))


def bury(job: Job, at: datetime, error: BaseException) -> bool:
    """搁置待查: no more attempts; it stays on the list of the dead until somebody revives it."""
    return bool(_held(job).update(dead_at=at, lease="", lease_until=None, error=_said(error)))


def revive(job_id: int, at: datetime) -> bool:
    """重新交办: a buried job starts again from its first attempt."""
    return bool(
        Job.objects.filter(id=job_id, dead_at__isnull=False).update(dead_at=None, attempts=0, run_at=at, error="")
    )


def dead() -> list[Job]:
    """搁置清单: what somebody has to look at, the oldest first."""
    return list(Job.objects.filter(dead_at__isnull=False).order_by("dead_at"))


def tidy(before: datetime) -> int:
    """清理任务: finished jobs go, but for those whose name is taken for good; the count of them."""
    done = Job.objects.filter(done_at__lt=before)
    return done.filter(Q(unique__isnull=True) | Q(unique__startswith=_PERIOD)).delete()[0]


def _said(error: BaseException) -> str:
    """What an error says, without anything that might be an ID number."""
    return without_numbers(f"{type(error).__name__}: {error}")[:400]


def run_next(handlers: Mapping[str, Handler], clock: Callable[[], datetime]) -> Job | None:
    """Claim one job and run it; the job that was run, or None when nothing is due.

    The handler opens its own transaction and must bear being called again: a worker may die between work and `finish`.
    """
    job = claim(clock(), kinds=tuple(handlers))
    if job is None:
        return None
    try:
        handlers[job.kind](job)
    except Later as later:
        postpone(job, clock(), later.after)
    except Hopeless as error:
        bury(job, clock(), error)
    except Exception as error:
        fail(job, clock(), error)
    else:
        finish(job, clock())
    return job
