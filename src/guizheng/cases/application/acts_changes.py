"""变动 A3 A4 A5: withdrawal, correction, and what ends a case from outside."""

import uuid
from datetime import datetime
from typing import Any

from guizheng.cases import spine
from guizheng.cases.application import content, fees
from guizheng.cases.application.acts_home import done
from guizheng.cases.application.forms import Done, PaperRef
from guizheng.cases.application.models import Application
from guizheng.cases.errors import BadInput, Says
from guizheng.cases.issue import paper
from guizheng.cases.spine import Case
from guizheng.law.procedure import Act, Issued, Move
from guizheng.ledger.hands import Hand
from guizheng.registers import cards
from guizheng.registers.cards import Ended

CORRECTABLE = ("contact", "present_address")


def withdraw(case_id: uuid.UUID, reason: str, *, by: Hand, at: datetime, version: int | None = None) -> Done:
    """撤回申请 A3: before signing only; the fee goes back, a loss report stays until it is lifted."""
    issued: list[PaperRef] = []

    def write(case: Case, row: Move) -> dict[str, Any]:
        application = Application.objects.at(case.id)
        fee = fees.let_go(case, "申请人撤回", at)
        issued.append(
            paper(case, Issued.WITHDRAWAL_SLIP, content.withdrawal(case, application, reason, fee), row, by, at)
        )
        return {"reason": reason, "fee": fee, "papers": [issued[0].number]}

    case = spine.move(case_id, Act.WITHDRAW, by=by, at=at, version=version, write=write)
    return done("withdraw", case, *issued)


def correct(case_id: uuid.UUID, entries: dict[str, str], why: str, *, by: Hand, at: datetime) -> Done:
    """更正录入 A5: a contact or present address; what the register says is corrected at the register, not here."""
    wrong = [name for name in entries if name not in CORRECTABLE]
    if wrong or not entries:
        raise BadInput(
            "entries", Says("只能更正联系方式和现住址。", "Only contact and present address are corrected here.")
        )
    if not why.strip():
        raise BadInput("why", Says("请写明更正原因。", "Say why it is corrected."))

    def write(case: Case, _: Move) -> dict[str, Any]:
        application = Application.objects.at(case.id)
        for name, value in entries.items():
            setattr(application, name, value)
        application.save(update_fields=list(entries))
        return {"corrected": sorted(entries), "why": why}

    return done("correct", spine.move(case_id, Act.CORRECT, by=by, at=at, write=write))


def record_death(case_id: uuid.UUID, source: str, *, by: Hand, at: datetime) -> Done:
    """登记死亡 A5: the applicant died; the case ends, a card made is cancelled, the fee goes back."""
    return _end(case_id, Act.RECORD_DEATH, "申请人死亡", source, by, at)


def record_cancellation(case_id: uuid.UUID, source: str, *, by: Hand, at: datetime) -> Done:
    """登记户口注销 A5: the household registration is cancelled; the case ends likewise."""
    return _end(case_id, Act.RECORD_CANCELLATION, "户口注销", source, by, at)


def _end(case_id: uuid.UUID, act: Act, ground: str, source: str, by: Hand, at: datetime) -> Done:
    if not source.strip():
        raise BadInput("source", Says("请写明依据。", "Name the source."))

    def write(case: Case, _: Move) -> dict[str, Any]:
        application = Application.objects.select_related("new_card").at(case.id)
        made = application.new_card
        if made is not None:
            cards.end(made, Ended.CANCELLED, by=by, at=at, case=case.id)
        return {"source": source, "fee": fees.let_go(case, ground, at), "cancelled": str(made.id) if made else None}

    return done(act, spine.move(case_id, act, by=by, at=at, write=write))
