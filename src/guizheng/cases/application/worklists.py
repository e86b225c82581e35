"""待办 A4 D3: queues by authority, stage and clock, each with a fixed number of queries; masked, with its clock."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case as When
from django.db.models import Count, F, Q, QuerySet
from django.db.models import When as Whenever

from guizheng.cases import clocks, may
from guizheng.cases.application.models import Application
from guizheng.cases.spine import Case
from guizheng.law.procedure import TABLES, Act, Matter, Post, Side, Stage
from guizheng.law.time_limits import Standing
from guizheng.ledger.hands import Hand
from guizheng.registers.names import mask

PAGE = 50
QUERIES = 2
"""How many queries a page of a worklist takes, however long it is."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a worklist; the name is masked, the number of the person is not shown.

    `waited`: days at this stage: the clock of a filing that waits for what the one-time notice named.
    """

    case: uuid.UUID
    number: str
    name: str
    request: str
    stage: Stage
    filed_on: date
    stage_at: datetime
    waited: int
    due: date | None
    left: int | None
    standing: Standing | None
    sign_by: date | None
    priority: bool
    version: int
    taken_in_by: str
    accepting: str
    home: str


@dataclass(frozen=True, slots=True)
class Queue:
    """A worklist of one post: its stages, the act that leads on, and how many stand, are near, are late."""

    stage: Stage
    act: Act
    count: int
    near: int
    late: int


DESKS: dict[Post, tuple[tuple[Stage, Act], ...]] = {
    Post.RECEPTION: ((Stage.WAITING, Act.SUPPLEMENT), (Stage.SENT_BACK, Act.MEND)),
    Post.REVIEW: ((Stage.REVIEW, Act.SEND_BACK),),
    Post.SIGN: ((Stage.REVIEW, Act.SIGN_OFF),),
    Post.PRODUCTION: ((Stage.SIGNED, Act.ORDER_PRODUCTION), (Stage.ORDERED, Act.RECORD_MADE)),
    Post.ISSUE: ((Stage.MADE, Act.RECORD_ARRIVAL), (Stage.READY, Act.HAND_OVER)),
}
"""The queues each post works through, with the act that leads on."""


def side_of(act: Act) -> Side:
    """The side whose authority an act belongs to."""
    return next(row.side for row in TABLES[Matter.APPLICATION] if row.act is act)


def mine(hand: Hand, act: Act) -> QuerySet[Case]:
    """The open applications on this hand's side of an act."""
    rows = Case.objects.filter(matter=Matter.APPLICATION, open=True)
    match side_of(act), hand.post:
        case Side.HOME, _:
            return rows.filter(home=hand.authority)
        case _, Post.PRODUCTION:
            province = hand.division[:2]
            return rows.filter(accepting__gte=province, accepting__lt=f"{int(province) + 1:02d}")
        case _, Post.COUNTY_ADMIN:
            county = hand.division
            return rows.filter(accepting__gte=county, accepting__lt=f"{int(county) + 1:06d}")
        case _:
            return rows.filter(accepting=hand.authority)


def queue(hand: Hand, stage: Stage, act: Act, *, at: datetime, after: int = 0) -> list[Row]:
    """待办清单: one page of a queue, priority first, then the earliest limit. Two queries."""
    rows = mine(hand, act).filter(stage=stage).select_related("person")
    page = list(rows.order_by("-priority", F("due").asc(nulls_last=True), "number")[after : after + PAGE])
    return _rows(page, at)


def late(hand: Hand, *, at: datetime) -> list[Row]:
    """逾期与临近: the open cases of either side of this authority that are near or late, the latest first;
    for a county's administration those of every point in the county."""
    near = clocks.near_from(clocks.day_of(at))
    side = Q(accepting=hand.authority) | Q(home=hand.authority)
    if hand.post in (Post.SUPERVISOR, Post.MINISTRY, Post.AUDITOR):
        side = Q()
    if hand.post == Post.COUNTY_ADMIN:
        side |= Q(accepting__gte=hand.division, accepting__lt=f"{int(hand.division) + 1:06d}")
    rows = Case.objects.filter(side, open=True, due__isnull=False, due_raw__lte=near).select_related("person")
    return [row for row in _rows(list(rows.order_by("due", "number")[:PAGE]), at) if row.standing != Standing.IN_TIME]


def counts(hand: Hand, *, at: datetime) -> list[Queue]:
    """待办统计: how many stand in each queue of this post, near and late among them. One query."""
    desks = DESKS.get(Post(hand.post), ()) if hand.post in set(Post) else ()
    if not desks:
        return []
    today = clocks.day_of(at)
    rows = (
        mine(hand, desks[0][1])
        .filter(stage__in=[stage for stage, _ in desks])
        .values("stage")
        .annotate(
            n=Count("number"),
            late=Count(When(Whenever(due__lt=today, then=1))),
            near=Count(When(Whenever(due__gte=today, due_raw__lte=clocks.near_from(today), then=1))),
        )
    )
    found = {row["stage"]: row for row in rows}
    none = {"n": 0, "near": 0, "late": 0}
    return [
        Queue(stage, act, found.get(stage, none)["n"], found.get(stage, none)["near"], found.get(stage, none)["late"])
        for stage, act in desks
    ]


def _rows(page: list[Case], at: datetime) -> list[Row]:
    keys = Application.objects.filter(bucket__in={case.bucket for case in page}, id__in=[case.id for case in page])
    requests = dict(keys.values_list("id", "request"))
    on = clocks.day_of(at)
    return [
        Row(
            case=case.id,
            number=case.number,
            name=mask(case.person.name),
            request=requests.get(case.id, ""),
            stage=Stage(case.stage),
            filed_on=clocks.day_of(case.filed_at),
            stage_at=case.stage_at,
            waited=(on - clocks.day_of(case.stage_at)).days,
            due=case.due,
            left=None if case.due is None else (case.due - on).days,
            standing=clocks.standing(case, on),
            sign_by=case.sign_by,
            priority=case.priority,
            version=case.version,
            taken_in_by=case.taken_in_by,
            accepting=case.accepting,
            home=case.home,
        )
        for case in page
    ]


def acts(case: Case, hand: Hand) -> tuple[Act, ...]:
    """可办事项: the acts this hand may do on this case now."""
    return may.acts_for(case, hand)
