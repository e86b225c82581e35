"""撤销冒名挂失 B2 G2: "this was not me": in person with the card, by one officer and a second one, never on line.

The cards of the contested report are back in force at once; a misuse case is opened by whoever calls this, in the same
transaction. Where a reissue was asked for or issued meanwhile the law says no, and that comes first.
"""

import uuid
from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction

from guizheng.cases import may, spine
from guizheng.cases.done import Done, PaperRef
from guizheng.cases.errors import Conflict, Forbidden, Says, joined
from guizheng.cases.issue import paper
from guizheng.cases.loss import acts, notices, papers
from guizheng.cases.loss.file import case_of, new_case, record_lifting
from guizheng.cases.loss.forms import LiftForm
from guizheng.cases.loss.gather import reissue_running
from guizheng.cases.spine import Case
from guizheng.law.procedure import Act, Issued, Matter, Move, Stage
from guizheng.law.rulings import plain
from guizheng.law.terms import Outcome
from guizheng.ledger import two_person
from guizheng.ledger.hands import Hand
from guizheng.ledger.two_person import Proposal, TwoPersonError
from guizheng.registers import losses
from guizheng.registers.cards import Card
from guizheng.registers.losses import LossEntry
from guizheng.registers.persons import Person

RESTORE = "restore_loss"


def propose(number: str, form: LiftForm, reason: str, *, by: Hand, at: datetime) -> Proposal:
    """提请撤销 B2: the first officer compared the prints and saw the card. Forbidden says what stands against it."""
    answer, gathered = acts.preview_lift(number, form, at=at)
    if answer.outcome != Outcome.ACCEPT:
        zh, en = joined([*answer.grounds, *answer.missing])
        raise Forbidden(Says(f"不能撤销挂失:{zh}", f"The report can't be undone: {en}"))
    _may(by)
    payload = {
        "person": str(gathered.person.id),
        "report": gathered.entry.number,
        "entries": sorted(str(entry.id) for entry in _of_report(gathered.person, gathered.entry.number)),
        "form": plain(form),
    }
    return two_person.propose(RESTORE, payload, reason=reason.strip()[:200], by=by, at=at)


def restore(proposal_id: int, digest: str, *, by: Hand, at: datetime) -> Done:
    """撤销冒名挂失 B2 G2: the second officer confirms; every card of that report is as it was before, at once."""
    with transaction.atomic():
        try:
            proposal = two_person.confirm(proposal_id, digest, by=by, at=at)
        except TwoPersonError:
            raise Forbidden(
                Says(
                    "须由另一名民警在其岗位上确认,且提请内容未变、尚未办结。",
                    "Another officer under another appointment confirms, and what was proposed must still be open.",
                )
            ) from None
        held: dict[str, Any] = proposal.payload
        entries = [LossEntry.objects.at(one) for one in held["entries"]]
        if any(entry.lifted_at is not None for entry in entries):
            raise Conflict(Says("该挂失已被解除。", "This report was lifted meanwhile."))
        person = Person.objects.at(held["person"])
        if reissue_running(person):
            raise Forbidden(Says("补领申请正在办理,请先撤回补领。", "A reissue is under way; withdraw it first."))
        issued: list[PaperRef] = []
        back = [Card.objects.at(entry.card_uid) for entry in entries]

        def write(case: Case, row: Move) -> dict[str, Any]:
            for entry in entries:
                losses.lift(entry, why="contested", case=case.id, by=by, at=at, clause="G2")
            words = papers.lifted(case, held["report"], back, "非本人申报,经两名民警核实")
            issued.append(paper(case, Issued.LIFTING_RECEIPT, words, row, by, at))
            officers = [proposal.proposed_by, by.officer]
            told = {"report": held["report"], "cards": [str(card.id) for card in back], "officers": officers}
            return told | {"proposal": proposal.pk, "papers": [issued[0].number]}

        case = spine.begin(new_case(person, by, at), Act.RESTORE, by=by, at=at, write=write)
        record_lifting(case_of(entries[0]), case, at)
        notices.send(case, "restored", at)
        return acts.done(Act.RESTORE, case, issued)


def refuse(proposal_id: int, digest: str, *, by: Hand, at: datetime) -> None:
    """不同意撤销: the proposal ends and the report stands."""
    try:
        two_person.refuse(proposal_id, digest, by=by, at=at)
    except TwoPersonError:
        raise Conflict(Says("提请已办结或内容已变。", "The proposal is closed, or is another one.")) from None


def open_at(authority: str) -> list[Proposal]:
    """待确认: what this counter's officers proposed and a second one has not answered yet."""
    rows = Proposal.objects.filter(act=RESTORE, authority=authority, confirmed_at__isnull=True, refused_at__isnull=True)
    return list(rows.order_by("proposed_at"))


def form_of(proposal: Proposal) -> LiftForm:
    return msgspec.convert(proposal.payload["form"], LiftForm)


def person_of(proposal: Proposal) -> Person:
    return Person.objects.at(uuid.UUID(proposal.payload["person"]))


def _may(by: Hand) -> None:
    """The same question as the act will ask, before anything is proposed."""
    begins = Case(matter=Matter.LOSS, stage=Stage.START, accepting=by.authority, accepting_county=by.division)
    why = may.step(begins, Act.RESTORE, by)
    if why is not None:
        raise Forbidden(why)


def _of_report(person: Person, number: str) -> list[LossEntry]:
    return [entry for entry in losses.open_for(person) if entry.number == number]
