"""督促指导 B4: units that don't check or don't follow up: inspection, notice to rectify, re-inspection, hand-over.

Each step is a row of the table below, with its paper; nothing else knows a step.
"""

import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Max

from guizheng.cases.clocks import day_of
from guizheng.cases.done import Done, PaperRef
from guizheng.cases.errors import BadInput, Conflict, Forbidden, Says
from guizheng.cases.misuse.oversight_models import Complaint, Inspection
from guizheng.law.procedure import Post
from guizheng.law.terms import Term
from guizheng.ledger import contents, events, papers, serials
from guizheng.ledger.contents import Item, Letter, Office
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import bucket_in, new_id
from guizheng.organs.authorities import Authority
from guizheng.organs.models import RelyingUnit
from guizheng.registers.hits import Hit
from guizheng.registers.questions import UnitUse

IDLE_DAYS = 30
"""A unit under contract that asked nothing for so many days is on the list."""
RECTIFY_DAYS = (5, 60)
"""The least and the most days a notice may give."""
QUERIES = 6
"""How many queries the list takes, however long it is."""


class Ground(Term):
    NO_QUESTIONS = "no_questions", "未履行核查义务", "does not check"
    NOT_FOLLOWED_UP = "not_followed_up", "命中未按期跟进", "does not follow up"
    COMPLAINT = "complaint", "持证人投诉", "complaint of a holder"


class Stage(Term):
    NONE = "none", "未检查", "not inspected"
    INSPECTED = "inspected", "已检查", "inspected"
    NOTIFIED = "notified", "限期改正中", "told to rectify"
    NOT_RECTIFIED = "not_rectified", "复查不合格", "not rectified"
    RECTIFIED = "rectified", "复查合格", "rectified"
    CLOSED = "closed", "检查合格", "nothing found"
    HANDED_OVER = "handed_over", "已移送主管部门", "handed over to the regulator"


class Step(Term):
    INSPECT = "inspect", "检查", "inspect"
    NOTIFY = "notify", "责令限期改正", "give notice to rectify"
    CLOSE = "close", "检查合格，结束", "close: nothing found"
    PASS = "pass", "复查合格", "re-inspect: rectified"
    FAIL = "fail", "复查不合格", "re-inspect: not rectified"
    HAND_OVER = "hand_over", "移送主管部门", "hand over to the regulator"


STEPS: dict[Step, tuple[Stage, Stage, str]] = {
    Step.INSPECT: (Stage.NONE, Stage.INSPECTED, contents.INSPECTION),
    Step.NOTIFY: (Stage.INSPECTED, Stage.NOTIFIED, contents.RECTIFICATION),
    Step.CLOSE: (Stage.INSPECTED, Stage.CLOSED, contents.INSPECTION),
    Step.PASS: (Stage.NOTIFIED, Stage.RECTIFIED, contents.REINSPECTION),
    Step.FAIL: (Stage.NOTIFIED, Stage.NOT_RECTIFIED, contents.REINSPECTION),
    Step.HAND_OVER: (Stage.NOT_RECTIFIED, Stage.HANDED_OVER, contents.REFERRAL),
}
"""Step -> from, to, paper."""
ENDS = {Stage.RECTIFIED, Stage.CLOSED, Stage.HANDED_OVER}


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit as supervision sees it."""

    unit: RelyingUnit
    last_asked: date | None
    late: int
    complaints: int
    inspection: Inspection | None

    @property
    def grounds(self) -> tuple[Ground, ...]:
        found = []
        if self.last_asked is None:
            found.append(Ground.NO_QUESTIONS)
        if self.late:
            found.append(Ground.NOT_FOLLOWED_UP)
        if self.complaints:
            found.append(Ground.COMPLAINT)
        return tuple(found)


def wanting(at: datetime) -> list[Standing]:
    """督察清单 B4: units that don't check, don't follow up, were complained of, or are under inspection."""
    today, since = day_of(at), day_of(at) - timedelta(days=IDLE_DAYS)
    asked = dict(UnitUse.objects.filter(day__gte=since).values_list("unit").annotate(last=Max("day")))
    late = dict(Hit.objects.filter(followed_at__isnull=True, due__lt=at).values_list("unit").annotate(n=Count("id")))
    inspected = dict(Inspection.objects.values_list("unit").annotate(last=Max("opened_at")))
    complaints = Counter(
        unit
        for unit, taken in Complaint.objects.values_list("unit", "taken_at")
        if unit not in inspected or taken > inspected[unit]
    )
    under = {one.unit: one for one in Inspection.objects.filter(open=True)}
    rows = [
        Standing(unit, asked.get(unit.code), late.get(unit.code, 0), complaints[unit.code], under.get(unit.code))
        for unit in RelyingUnit.objects.order_by("code")
        if unit.contract_since <= since and unit.under_contract(today)
    ]
    return [row for row in rows if row.grounds or row.inspection]


def steps_for(inspection: Inspection | None, by: Hand) -> tuple[Step, ...]:
    """The steps this hand may take now."""
    stage = Stage(inspection.stage) if inspection else Stage.NONE
    if by.post != Post.SUPERVISOR or not by.is_officer:
        return ()
    return tuple(step for step, (start, _, _) in STEPS.items() if start is stage)


def inspect(unit: RelyingUnit, ground: Ground, found: str, *, by: Hand, at: datetime) -> Done:
    """检查 B4: what was looked at and found; one inspection of a unit at a time."""
    _may(Step.INSPECT, None, by)
    _filled("found", found)
    bucket = bucket_in(events.reference_stream("unit", unit.code))
    try:
        with transaction.atomic():
            one = Inspection(
                bucket=bucket, id=new_id(bucket), unit=unit.code, ground=ground, stage=Stage.INSPECTED, opened_at=at,
                officer=by.officer, authority=by.authority, found=found.strip()[:400],
            )  # fmt: skip
            one.save(force_insert=True)
            said = (f"于{day_of(at)}对你单位履行居民身份证核查义务的情况进行了检查，检查事由：{ground.zh}。",)
            return _done(one, Step.INSPECT, unit, said, (Item(says=one.found, citation="《意见》二(二)4"),), by, at)
    except IntegrityError:
        raise Conflict(Says("该单位已在检查中。", "This unit is under inspection already.")) from None


def take(
    inspection_id: uuid.UUID,
    step: Step,
    said: str,
    *,
    by: Hand,
    at: datetime,
    version: int | None = None,
    days: int = 15,
) -> Done:
    """限期改正、复查、移送 B4: the next step, with its paper. `said`: what is to be rectified, was found, or who takes
    over; `days`: the term of a notice."""
    _filled("said", said)
    if step is Step.NOTIFY and not RECTIFY_DAYS[0] <= days <= RECTIFY_DAYS[1]:
        least, most = RECTIFY_DAYS
        raise BadInput("days", Says(f"改正期限为{least}至{most}日。", f"{least} to {most} days."))
    with transaction.atomic():
        one = Inspection.objects.lock(inspection_id)
        if version is not None and version != one.version:
            raise Conflict(Says("检查已由他人办理,请刷新。", "Another officer acted on it; reload."))
        _may(step, one, by)
        if step is Step.FAIL and one.due and day_of(at) <= one.due:
            raise Forbidden(Says("改正期限未满,不能认定未改正。", "The term to rectify is not over yet."))
        unit = RelyingUnit.objects.get(code=one.unit)
        one.stage, one.version = STEPS[step][1], one.version + 1
        one.open = STEPS[step][1] not in ENDS
        if step is Step.NOTIFY:
            one.due = day_of(at) + timedelta(days=days)
        if step is Step.HAND_OVER:
            one.handed_to = said.strip()[:60]
        one.save()
        words = _words(one, step, unit)
        return _done(one, step, unit, words, (Item(says=said.strip(), citation="《意见》二(二)4"),), by, at)


def _words(one: Inspection, step: Step, unit: RelyingUnit) -> tuple[str, ...]:
    match step:
        case Step.NOTIFY:
            return (f"经检查，你单位存在下列情形，现责令于{one.due}前改正，并书面报告改正情况：",)
        case Step.PASS:
            return ("经复查，你单位已按要求改正：",)
        case Step.FAIL:
            return (f"经复查，你单位逾期({one.due})未按要求改正：",)
        case Step.HAND_OVER:
            return (f"{unit.name}未按要求履行居民身份证核查义务，经责令限期改正仍未改正，现移送依法处理。接收单位：",)
        case _:
            return ("经检查，未发现违反核查义务的情形：",)


def _may(step: Step, one: Inspection | None, by: Hand) -> None:
    if step not in steps_for(one, by):
        raise Forbidden(Says(f"现在不能由您{step.zh}。", f"You can't {step.en} now."))


def _filled(field: str, text: str) -> None:
    if not text.strip():
        raise BadInput(field, Says("请填写此项。", "Fill this in."))


def _done(
    one: Inspection,
    step: Step,
    unit: RelyingUnit,
    said: tuple[str, ...],
    items: tuple[Item, ...],
    by: Hand,
    at: datetime,
) -> Done:
    here = Authority.objects.filter(code=by.authority).first()
    office = Office(
        name=here.name if here else by.authority, code=by.authority, phone=here.phone if here else "",
        address=here.address if here else "",
    )  # fmt: skip
    name = one.handed_to if step is Step.HAND_OVER else unit.name
    words = Letter(office=office, name=name, paragraphs=said, items=items, signs=("检查民警", "单位签收"))
    kind = STEPS[step][2]
    made = papers.issue(kind, case=one.id, content=words, by=by, at=at, clause="B4")
    serials.enter(made.number, "inspection_paper", one.id)
    body = {"unit": one.unit, "step": str(step), "stage": str(one.stage), "papers": [made.number]}
    events.record(one.id, "inspection", f"unit_{step}", by=by, at=at, clause="B4", body=body)
    ref = PaperRef(kind=kind, number=made.number, id=made.id)
    return Done(outcome=step.value, case=one.id, stage=one.stage, version=one.version, papers=(ref,))
