"""异议 A3 A6: who contests a refusal or a declined sign-off is recorded, and answered in writing by the county."""

import uuid
from datetime import datetime

from django.db import IntegrityError, models, transaction

from guizheng.cases import may, spine
from guizheng.cases.application import content
from guizheng.cases.done import PaperRef
from guizheng.cases.errors import BadInput, Conflict, Forbidden, Says
from guizheng.cases.spine import Case
from guizheng.law.procedure import Issued, Post, Stage
from guizheng.ledger import papers, serials
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import Bucketed, Within, new_id
from guizheng.ledger.models import Paper

CONTESTED = {Stage.REFUSED: Issued.REFUSAL, Stage.DECLINED: Issued.DECLINE}
OUTCOMES = ("stands", "undone")


class Contest(Bucketed):
    """One contest of a decision. `county` (six digits) is that of the authority which decided: it answers."""

    case = Within(Case, related_name="contests")
    case_uid: uuid.UUID
    county = models.CharField(max_length=6)
    paper = models.CharField(max_length=40)
    said = models.CharField(max_length=400)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=16)
    outcome = models.CharField(max_length=8, blank=True)
    answer = models.CharField(max_length=400, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bucket", "case_uid"], condition=models.Q(answered_at__isnull=True), name="contest_open_once"
            )
        ]
        indexes = [
            models.Index(fields=["county"], condition=models.Q(answered_at__isnull=True), name="contest_by_county")
        ]


def record(case_id: uuid.UUID, said: str, *, by: Hand, at: datetime) -> Contest:
    """登记异议 A3: what the applicant says against the decision, with the number of the paper that carries it."""
    if len(said.strip()) < 4:
        raise BadInput("said", Says("请写明申请人的异议。", "Write down what the applicant objects to."))
    with transaction.atomic():
        case = Case.objects.lock(case_id)
        if by.post not in (Post.RECEPTION, Post.COUNTY_ADMIN) or not may.sees(case, by):
            raise Forbidden(Says("异议由受理岗登记。", "The reception records a contest."))
        kind = CONTESTED.get(Stage(case.stage))
        if kind is None:
            raise Conflict(Says("本办件没有可提出异议的决定。", "Nothing was decided here that can be contested."))
        row = Contest(
            bucket=case.bucket,
            id=new_id(case.bucket),
            case=case,
            county=(case.home if case.stage == Stage.DECLINED else case.accepting)[:6],
            paper=_number(case, kind),
            said=said.strip()[:400],
            recorded_at=at,
            recorded_by=by.officer,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Conflict(
                Says("已有一项异议待答复。", "One contest of this case still waits for its answer.")
            ) from error
        spine.note(case, "contest_recorded", by=by, at=at, clause="A3", body={"contest": str(row.id), "of": row.paper})
        return row


def answer(contest_id: uuid.UUID, outcome: str, words: str, *, by: Hand, at: datetime) -> PaperRef:
    """答复异议 A3: in writing, by the county of the authority that decided, never by who recorded or decided it.

    A decision undone reopens nothing: the applicant files again, and the trace says why.
    """
    if outcome not in OUTCOMES:
        raise BadInput("outcome", Says("请选择维持或者撤销。", "Choose whether the decision stands."))
    if len(words.strip()) < 5:
        raise BadInput("words", Says("请写明答复的理由。", "Give the reason of the answer."))
    with transaction.atomic():
        case = Case.objects.lock(Contest.objects.at(contest_id).case_uid)
        row = Contest.objects.lock(contest_id)
        if row.answered_at is not None:
            raise Conflict(Says("该异议已答复。", "This contest was answered already."))
        if by.post != Post.COUNTY_ADMIN or by.division != row.county or by.officer == row.recorded_by:
            raise Forbidden(
                Says(
                    "异议由作出决定的县级公安机关另一名民警答复。",
                    "Another officer of the county that decided answers a contest.",
                )
            )
        row.outcome, row.answer, row.answered_at, row.answered_by = outcome, words.strip()[:400], at, by.officer
        row.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
        said = content.contest_answer(case, row.paper, row.said, outcome, row.answer)
        made = papers.issue(Issued.CONTEST_ANSWER, case=case.id, content=said, by=by, at=at, clause="A3")
        serials.enter(made.number, "paper_case", case.id)
        told = {"contest": str(row.id), "outcome": outcome, "papers": [made.number]}
        spine.note(case, "contest_answered", by=by, at=at, clause="A3", body=told)
        return PaperRef(kind=Issued.CONTEST_ANSWER, number=made.number, id=made.id)


def open_in(county: str) -> list[Contest]:
    """待答复的异议: of this county's decisions, the oldest first."""
    rows = Contest.objects.filter(county=county, answered_at__isnull=True).select_related("case__person")
    return list(rows.order_by("recorded_at")[:200])


def of(case: Case) -> list[Contest]:
    """Every contest of a case."""
    return list(Contest.objects.filter(bucket=case.bucket, case_uid=case.id).order_by("recorded_at"))


def can_record(case: Case, hand: Hand) -> bool:
    """Whether this hand may record a contest of this case now."""
    posts = (Post.RECEPTION, Post.COUNTY_ADMIN)
    return Stage(case.stage) in CONTESTED and hand.post in posts and may.sees(case, hand)


def _number(case: Case, kind: Issued) -> str:
    rows = Paper.objects.filter(bucket=case.bucket, case=case.id, kind=kind).order_by("-issued_at")
    return rows.values_list("number", flat=True).first() or ""
