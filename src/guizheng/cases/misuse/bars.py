"""不良记录 A6: the bar sits on the one who did it; two officers enter it, with the decision's number and date.

The actor lives in another bucket than the case: the case and the two officers' word stand first, and a job in the same
transaction enters the bar, as often as it takes.
"""

import dataclasses
import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction

from guizheng.cases import may, spine
from guizheng.cases.clocks import day_of
from guizheng.cases.done import Done
from guizheng.cases.errors import BadInput, Forbidden, Says
from guizheng.cases.misuse.acts import done
from guizheng.cases.misuse.forms import DecisionForm
from guizheng.cases.misuse.models import MisuseReport
from guizheng.cases.spine import Case
from guizheng.law.facts_misuse import MisuseAct
from guizheng.law.procedure import Act, Move
from guizheng.ledger import jobs, two_person
from guizheng.ledger.hands import Hand
from guizheng.ledger.two_person import Proposal, TwoPersonError
from guizheng.organs.authorities import authority
from guizheng.registers import barred, persons

RECORD, WITHDRAW = "misuse_record_bar", "misuse_withdraw_bar"
KINDS = {
    MisuseAct.USED: "use_of_anothers",
    MisuseAct.BOUGHT: "trade",
    MisuseAct.SOLD: "trade",
    MisuseAct.FORGED: "forge",
    MisuseAct.ALTERED: "alter",
    MisuseAct.OBTAINED_BY_FRAUD: "obtain_by_fraud",
}
"""What A6 calls each act. Lending is not among them."""


def propose(case_id: uuid.UUID, form: DecisionForm, *, by: Hand, at: datetime) -> Proposal:
    """提请登记不良记录 A6: the first of two officers; Forbidden where the law bars nobody."""
    case, report = Case.objects.at(case_id), MisuseReport.objects.at(case_id)
    _allowed(case, Act.RECORD_BAR, by)
    if report.ruling.get("bars") != "yes" or not report.actor_number_sealed:
        raise Forbidden(
            Says("依法不登记不良记录:出借、使用本人证件或者未查实的不在其列。", "The law bars nobody for this.")
        )
    if report.decision:
        raise Forbidden(Says("本案已登记不良记录。", "The bar of this case is on record already."))
    if not form.decision.strip():
        raise BadInput("decision", Says("请填写处罚决定文号。", "Give the number of the decision."))
    if form.decided_on > day_of(at):
        raise BadInput("decided_on", Says("决定日期不能晚于今天。", "The decision can't be dated after today."))
    payload = {"case": str(case.id), "decision": form.decision.strip(), "decided_on": form.decided_on.isoformat()}
    return two_person.propose(RECORD, payload, reason=form.decision.strip(), by=by, at=at)


def propose_withdrawal(case_id: uuid.UUID, why: str, *, by: Hand, at: datetime) -> Proposal:
    """提请撤销不良记录 A6: the decision fell; the record of it stays."""
    case, report = Case.objects.at(case_id), MisuseReport.objects.at(case_id)
    _allowed(case, Act.WITHDRAW_BAR, by)
    if not report.decision:
        raise Forbidden(Says("本案没有登记不良记录。", "No bar of this case is on record."))
    if not why.strip():
        raise BadInput("why", Says("请写明撤销依据。", "Say why it is withdrawn."))
    payload = {"case": str(case.id), "decision": report.decision, "why": why.strip()}
    return two_person.propose(WITHDRAW, payload, reason=why.strip()[:200], by=by, at=at)


def standing(case_id: uuid.UUID) -> Proposal | None:
    """What waits for the second officer."""
    rows = Proposal.objects.filter(
        act__in=(RECORD, WITHDRAW), payload__case=str(case_id), confirmed_at__isnull=True, refused_at__isnull=True
    )
    return rows.order_by("-pk").first()


def confirm(proposal_id: int, digest: str, *, by: Hand, at: datetime) -> Done:
    """登记、撤销不良记录 A6: the second officer, another person under another appointment."""
    with transaction.atomic():
        try:
            proposal = two_person.confirm(proposal_id, digest, by=by, at=at)
        except TwoPersonError as error:
            raise Forbidden(Says("须由另一名民警以另一任职确认。", "Another officer must confirm.")) from error
        asked, enters = proposal.payload, proposal.act == RECORD

        def write(case: Case, _: Move) -> dict[str, Any]:
            report = MisuseReport.objects.lock(case.id)
            if enters and report.decision:
                raise Forbidden(Says("本案已登记不良记录。", "The bar of this case is on record already."))
            report.decision = asked["decision"] if enters else ""
            report.decided_on = date.fromisoformat(asked["decided_on"]) if enters else None
            report.save(update_fields=["decision", "decided_on"])
            return {"decision": asked["decision"], "proposal": proposal_id}

        act = Act.RECORD_BAR if enters else Act.WITHDRAW_BAR
        case = spine.move(uuid.UUID(asked["case"]), act, by=by, at=at, write=write)
        payload = {**asked, "by": dataclasses.asdict(by), "at": at.isoformat()}
        jobs.enqueue(proposal.act, payload, run_at=at, unique=f"{proposal.act}:{proposal_id}")
        return done(act, case)


def enter(payload: dict[str, Any], at: datetime) -> None:
    """登记不良记录 A6: what two officers confirmed; entered once however often it is run."""
    case, report = Case.objects.at(payload["case"]), MisuseReport.objects.at(payload["case"])
    barred.enter(
        persons.unseal(report.actor_number_sealed),
        act=KINDS[MisuseAct(report.act)],
        decision=payload["decision"],
        decided_on=date.fromisoformat(payload["decided_on"]),
        source=authority(case.accepting).name,
        by=Hand(**payload["by"]),
        at=datetime.fromisoformat(payload["at"]),
    )


def withdraw(payload: dict[str, Any], at: datetime) -> None:
    """撤销不良记录 A6: from the day of the second officer's word."""
    number = persons.unseal(MisuseReport.objects.at(payload["case"]).actor_number_sealed)
    moment = datetime.fromisoformat(payload["at"])
    for row in barred.records_for(number):
        if row.decision == payload["decision"]:
            barred.withdraw(row, on=day_of(moment), by=Hand(**payload["by"]), at=moment)


def _allowed(case: Case, act: Act, by: Hand) -> None:
    why = may.step(case, act, by)
    if why is not None:
        raise Forbidden(why)
