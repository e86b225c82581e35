"""办件: Case, and the one way a case moves: lock, ask, write, trace; all or nothing."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from guizheng.cases import may
from guizheng.cases.clocks import ZONE
from guizheng.cases.errors import Conflict, Forbidden, Says
from guizheng.law import procedure
from guizheng.law.procedure import Act, Matter, Move, Stage
from guizheng.ledger import events
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import Bucketed, Within
from guizheng.registers.persons import Person

NOTES: dict[str, Says] = {
    "fee_paid": Says("缴费", "take the fee"),
    "fee_cancelled": Says("作废收据", "cancel a receipt"),
    "contest_recorded": Says("登记异议", "record a contest"),
    "contest_answered": Says("答复异议", "answer a contest"),
    "evidence_added": Says("补充证据", "add evidence"),
}
"""What is noted on a case without being a move of it."""


class Case(Bucketed):
    """One case of any matter. Its id is also its stream in the ledger; `open` is false at an end stage.

    `accepting` and `home` are 12-digit authority codes; `due` is the limit (rolled), `sign_by` the home side's.
    """

    matter = models.CharField(max_length=16)
    number = models.CharField(max_length=22)
    stage = models.CharField(max_length=24)
    person = Within(Person)
    person_uid: uuid.UUID
    accepting = models.CharField(max_length=12)
    home = models.CharField(max_length=12)
    accepting_county = models.CharField(max_length=6)
    home_county = models.CharField(max_length=6)
    taken_in_by = models.CharField(max_length=16)
    filed_at = models.DateTimeField()
    stage_at = models.DateTimeField()
    open = models.BooleanField(default=True)
    priority = models.BooleanField(default=False)
    due_raw = models.DateField(null=True)
    due = models.DateField(null=True)
    sign_by = models.DateField(null=True)
    due_provisional = models.BooleanField(default=False)
    extended_by = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bucket", "number"], name="case_number_once"),
            models.UniqueConstraint(
                fields=["bucket", "person_uid", "matter"],
                condition=models.Q(open=True, matter="application"),
                name="one_open_application",
            ),
        ]
        indexes = [
            models.Index(fields=["accepting", "stage", "due"], name="case_by_accepting"),
            models.Index(fields=["home", "stage", "due"], name="case_by_home"),
            models.Index(fields=["due"], condition=models.Q(open=True), name="case_by_due"),
            models.Index(fields=["stage_at"], condition=models.Q(stage="ready"), name="case_uncollected"),
        ]


Write = Callable[[Case, Move], dict[str, Any] | None]


def begin(case: Case, act: Act, *, by: Hand, at: datetime, write: Write | None = None) -> Case:
    """立案: a new case makes its first move. A second open case of the same person is a Conflict."""
    try:
        with transaction.atomic():
            case.stage, case.stage_at, case.version = Stage.START, at, 0
            case.save(force_insert=True)
            return move(case.id, act, by=by, at=at, write=write)
    except IntegrityError as error:
        if not _open_one(case):
            raise
        raise Conflict(
            Says(
                "该申请人已有一件在办的申领业务,不能重复受理;请按原受理号继续办理。",
                "This applicant already has an open application; go on with that one, by its number.",
            )
        ) from error


def _open_one(case: Case) -> bool:
    return Case.objects.filter(bucket=case.bucket, person_uid=case.person_uid, matter=case.matter, open=True).exists()


def move(
    case_id: uuid.UUID,
    act: Act,
    *,
    by: Hand,
    at: datetime,
    version: int | None = None,
    write: Write | None = None,
) -> Case:
    """办理: lock the case, ask `may`, write, trace; all or nothing.

    `write` gets the locked case and its move, writes what the act writes, and returns what the event shall say (codes,
    numbers, ids). Raises Conflict when another hand acted since `version`, Forbidden when `may.step` says no.
    """
    with transaction.atomic():
        case = Case.objects.lock(case_id)
        if version is not None and version != case.version:
            raise Conflict(acted_meanwhile(case))
        why = may.step(case, act, by)
        if why is not None:
            raise Forbidden(why)
        row = procedure.MOVES[Matter(case.matter), Stage(case.stage), act]
        body = (write(case, row) if write else None) or {}
        before, case.stage = case.stage, row.to
        if before != row.to:
            case.stage_at = at
        case.open = not procedure.is_end(Matter(case.matter), row.to)
        case.version += 1
        case.save()
        told = {**body, "act": act, "from": before, "to": row.to, "version": case.version}
        events.record(case.id, "case", row.event, by=by, at=at, clause=row.clause, body=told)
        return case


def note(case: Case, event: str, *, by: Hand, at: datetime, clause: str, body: dict[str, Any]) -> Case:
    """记事: an act on a locked case that is no move of it; it counts in the version like one. `event` is in NOTES."""
    case.version += 1
    case.save(update_fields=["version"])
    told = {**body, "act": event, "version": case.version}
    events.record(case.id, "case", event, by=by, at=at, clause=clause, body=told)
    return case


def words(event: events.Event) -> Says:
    """What an event of a case did, in words."""
    act = str(event.body.get("act", ""))
    return NOTES[act] if act in NOTES else Says(Act(act).zh, Act(act).en)


def acted_meanwhile(case: Case) -> Says:
    """Who did what, and when, since the page was shown."""
    last = events.trace(case.id)[-1]
    when = f"{last.at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"
    done = words(last)
    return Says(
        f"办件已由{last.officer_name}({last.officer})于{when}办理“{done.zh}”,请刷新后再办。",
        f"Meanwhile {last.officer_name} ({last.officer}) did “{done.en}” at {when}; reload and decide again.",
    )
