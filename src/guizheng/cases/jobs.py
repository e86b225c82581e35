"""待办任务 A4: what the worker does for cases after the commit. Each handler is safe to repeat.

A handler takes the job's payload and the time. It raises `Later` while the outside is at work or does not answer: an
outage of a day buries nothing.
"""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from guizheng.cases.application import acts_making, notices
from guizheng.cases.application.models import Application
from guizheng.cases.loss import notices as loss_notices
from guizheng.cases.spine import Case, move
from guizheng.gateways import doors
from guizheng.gateways.answers import Unknown
from guizheng.gateways.notice import Channel
from guizheng.gateways.production import Feedback, Outcome
from guizheng.law.procedure import Act, Matter, Stage
from guizheng.ledger import events, jobs
from guizheng.ledger.hands import SYSTEM
from guizheng.ledger.jobs import Job, Later

POLL = timedelta(seconds=1)
PATIENT_POLL = timedelta(minutes=5)
SILENCE = timedelta(seconds=30)
IMPATIENT_FOR = timedelta(minutes=2)
REMIND_AFTER = (30, 90, 180)


def order_production(payload: dict[str, Any], at: datetime) -> None:
    """下达制证: the signed case is ordered from the centre; one that was ordered or ended meanwhile is left alone."""
    case = Case.objects.at(payload["case"])
    if case.stage == Stage.SIGNED:
        acts_making.order_production(case.id, by=acts_making.machine(case), at=at)


def send_order(payload: dict[str, Any], at: datetime) -> None:
    """发送制证单: the order goes out under its own number; sent twice it is one order over there."""
    case = Case.objects.select_related("person").at(payload["case"])
    application = Application.objects.at(case.id)
    if case.stage != Stage.ORDERED:
        return
    answer = doors.production().order([acts_making.order_of(case, application)])
    if isinstance(answer, Unknown) or application.order not in answer.numbers:
        raise Later(SILENCE)
    payload = {"case": str(case.id), "order": application.order, "since": at.isoformat()}
    jobs.enqueue("poll_production", payload, run_at=at + POLL, unique=f"poll:{application.order}")


def poll_production(payload: dict[str, Any], at: datetime) -> None:
    """查询制证回馈: made, rejected, or still in work; asked again until one of the first two is recorded."""
    case = Case.objects.at(payload["case"])
    order, since = payload["order"], datetime.fromisoformat(payload["since"])
    if case.stage != Stage.ORDERED or Application.objects.at(case.id).order != order:
        return
    answer = doors.production().feedback([order])
    if isinstance(answer, Unknown):
        raise Later(SILENCE)
    for feedback in answer:
        if feedback.number == order and feedback.outcome in (Outcome.MADE, Outcome.REJECTED):
            _record(case, feedback, at)
            return
    if any(feedback.outcome is Outcome.NO_SUCH_ORDER for feedback in answer):
        application = Application.objects.at(case.id)
        doors.production().order([acts_making.order_of(Case.objects.select_related("person").at(case.id), application)])
    raise Later(POLL if at - since < IMPATIENT_FOR else PATIENT_POLL)


def _record(case: Case, feedback: Feedback, at: datetime) -> None:
    hand = acts_making.machine(case)
    if feedback.outcome is Outcome.MADE:
        acts_making.record_made(case.id, feedback, by=hand, at=at)
    else:
        reason = feedback.reason or "质量不合格"
        acts_making.record_rejected(case.id, feedback.number, reason, by=hand, at=at)


def send_notice(payload: dict[str, Any], at: datetime) -> None:
    """发送通知: to the contact given at the counter; who gave none, or lost that phone too, is told there."""
    case = Case.objects.select_related("person").at(payload["case"])
    contact = Application.objects.at(case.id).contact
    if not contact or loss_notices.frozen(case.person, contact):
        return
    channel: Channel = "mail" if "@" in contact else "sms"
    answer = doors.notice().send(payload["key"], channel, contact, notices.text(case, payload["what"]))
    if isinstance(answer, Unknown):
        raise Later(SILENCE)


def remind(payload: dict[str, Any], at: datetime) -> None:
    """提醒领取 A4: who has not collected is reminded after 30, 90 and 180 days; each reminder stands in the trace."""
    for days in REMIND_AFTER:
        until, since = at - timedelta(days=days), at - timedelta(days=days + 1)
        rows = Case.objects.filter(
            matter=Matter.APPLICATION, stage=Stage.READY, open=True, stage_at__lte=until, stage_at__gt=since
        )
        for case in rows.only("bucket", "id"):
            _remind(case.id, days, at)


def _remind(case_id: uuid.UUID, days: int, at: datetime) -> None:
    with transaction.atomic():
        Case.objects.lock(case_id)
        if any(event.body.get("days") == days and event.act == "holder_reminded" for event in events.trace(case_id)):
            return
        case = move(case_id, Act.REMIND, by=SYSTEM, at=at, write=lambda _case, _row: {"days": days})
        notices.send(case, "reminder", at, again=str(days))


HANDLERS: dict[str, Callable[[dict[str, Any], datetime], None]] = {
    "order_production": order_production,
    "send_order": send_order,
    "poll_production": poll_production,
    "send_notice": send_notice,
    loss_notices.KIND: loss_notices.deliver,
    "remind_uncollected": remind,
}
PERIODIC: dict[str, timedelta] = {"remind_uncollected": timedelta(days=1)}
"""Kinds that come back by themselves, and how often."""


def handlers(clock: Callable[[], datetime]) -> Mapping[str, Callable[[Job], None]]:
    """The handlers as the worker runs them: a job, at the time its clock says."""

    def bound(handler: Callable[[dict[str, Any], datetime], None]) -> Callable[[Job], None]:
        return lambda job: handler(job.payload, clock())

    return {kind: bound(handler) for kind, handler in HANDLERS.items()}
