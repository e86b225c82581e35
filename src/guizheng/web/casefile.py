"""案卷: one case as its pages show it, read once, with a fixed number of queries."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404

from guizheng.cases import clocks, may
from guizheng.cases.application import contests, fees
from guizheng.cases.application.acts_extension import EXTENSION
from guizheng.cases.application.contests import Contest
from guizheng.cases.application.models import Application, Fee
from guizheng.cases.clocks import Clock
from guizheng.cases.errors import Forbidden, Says
from guizheng.cases.spine import Case
from guizheng.law.procedure import Act, Matter, Move, Post, Stage, is_end, moves_from
from guizheng.ledger import events
from guizheng.ledger.events import Event
from guizheng.ledger.hands import Hand
from guizheng.ledger.models import Paper, Proposal
from guizheng.organs.authorities import Authority
from guizheng.registers import persons
from guizheng.registers.cards import Card
from guizheng.web.access import DeskRequest


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with what hangs on it. `next_moves`: who answers for the step now; `broken`: where the chain breaks."""

    case: Case
    application: Application
    old_card: Card | None
    new_card: Card | None
    accepting: Authority | None
    home: Authority | None
    fees: list[Fee]
    papers: list[Paper]
    trace: list[Event]
    broken: int | None
    clock: Clock | None
    acts: tuple[Act, ...]
    next_moves: tuple[Move, ...]
    proposals: list[Proposal]
    contests: list[Contest]
    may_contest: bool
    masked: bool

    @property
    def name(self) -> str:
        name = self.case.person.name
        return persons.masked_name(name) if self.masked else name

    @property
    def number(self) -> str:
        number = persons.id_number(self.case.person)
        return persons.masked_number(number) if self.masked else number

    @property
    def stage(self) -> Stage:
        return Stage(self.case.stage)


def find(request: DeskRequest, case_id: uuid.UUID) -> Case:
    """The case, when it is this hand's business at all. Http404; Forbidden, on record."""
    try:
        case = Case.objects.select_related("person").at(case_id)
    except Case.DoesNotExist:
        raise Http404 from None
    if not may.sees(case, request.hand):
        raise Forbidden(
            Says(
                "本办件不在您单位的受理、户籍或制证范围内,不能查看。",
                "This case is not at your authority's accepting, home or production side; it can't be opened.",
            )
        )
    return case


def read(request: DeskRequest, case_id: uuid.UUID, *, masked: bool = True) -> CaseFile:
    """案卷: everything of one case that a page may show; the look is recorded."""
    case = find(request, case_id)
    request.shown.add([case.id], masked=masked)
    application = Application.objects.select_related("old_card", "new_card").at(case.id)
    trace = events.trace(case.id)
    authorities = Authority.objects.in_bulk([case.accepting, case.home])
    papers = Paper.objects.filter(bucket=case.bucket, case=case.id).order_by("issued_at")
    matter, stage = Matter(case.matter), Stage(case.stage)
    return CaseFile(
        case=case,
        application=application,
        old_card=application.old_card,
        new_card=application.new_card,
        accepting=authorities.get(case.accepting),
        home=authorities.get(case.home),
        fees=fees.of(case),
        papers=list(papers),
        trace=trace,
        broken=events.broken_at(trace),
        clock=clocks.clock(case, clocks.day_of(request.at), settings.RULES) if case.open else None,
        acts=may.acts_for(case, request.hand),
        next_moves=() if is_end(matter, stage) else tuple(row for row in moves_from(matter, stage) if row.to != stage),
        proposals=_proposals(case) if Act.EXTEND in may.acts_for(case, request.hand) else [],
        contests=contests.of(case) if stage in contests.CONTESTED else [],
        may_contest=contests.can_record(case, request.hand),
        masked=masked,
    )


def _proposals(case: Case) -> list[Proposal]:
    """提请中的延长 A4: what one person proposed for this case and another has to confirm."""
    still_open = Proposal.objects.filter(act=EXTENSION, confirmed_at__isnull=True, refused_at__isnull=True)
    return [one for one in still_open.order_by("proposed_at") if one.payload["case"] == str(case.id)]


def fee_due(held: CaseFile, hand: Hand) -> Fee | None:
    """待收工本费 A7: what this counter still has to take for an open case."""
    if hand.post != Post.RECEPTION or hand.authority != held.case.accepting or not held.case.open:
        return None
    return next((fee for fee in held.fees if fee.cancelled_at is None and fee.paid_at is None and fee.amount), None)
