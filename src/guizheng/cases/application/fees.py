"""工本费 A7: owed exactly as the law answered, paid at the accepting side, cancelled or refunded with its ground.

A row is never deleted, its amount never changes, and no other amount can be taken. Receipt numbers have no holes.
"""

import uuid
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from guizheng.cases import spine
from guizheng.cases.application import content, till
from guizheng.cases.application.forms import Done, PaperRef
from guizheng.cases.application.models import Application, Fee
from guizheng.cases.clocks import day_of
from guizheng.cases.errors import BadInput, CaseError, Conflict, Forbidden, Says
from guizheng.cases.issue import paper
from guizheng.cases.once import answered, once
from guizheng.cases.spine import Case
from guizheng.law.procedure import Act, Issued, Move, Post
from guizheng.law.rulings import Answer
from guizheng.ledger import papers
from guizheng.ledger.contents import FEE_RECEIPT
from guizheng.ledger.hands import Hand
from guizheng.ledger.keys import new_id


def owe(case: Case, answer: Answer) -> Fee | None:
    """应缴 A7: the fee of an accepted case, as the tariff of the day says; None where the law names none."""
    if answer.fee is None:
        return None
    fee = Fee(
        bucket=case.bucket,
        id=new_id(case.bucket),
        case=case,
        kind=answer.fee.kind,
        amount=Decimal(answer.fee.amount),
        source=answer.fee.source[:60],
        authority=case.accepting,
    )
    fee.save(force_insert=True)
    return fee


def of(case: Case) -> list[Fee]:
    """Every fee of a case, cancelled ones too."""
    return list(Fee.objects.filter(bucket=case.bucket, case_uid=case.id).order_by("paid_at"))


def standing(case: Case) -> Fee | None:
    """The fee that stands: not cancelled."""
    return next((fee for fee in of(case) if fee.cancelled_at is None), None)


def settled(fee: Fee | None) -> bool:
    """Paid, or nothing to pay."""
    return fee is None or fee.amount == 0 or (fee.paid_at is not None and fee.refunded_at is None)


def pay_fee(case_id: uuid.UUID, means: str, *, by: Hand, at: datetime, key: uuid.UUID | None = None) -> Done:
    """缴费 A7: the fee is taken, exactly what is owed; the receipt has its number. Paid already: Conflict.

    The treasury is asked before the case is locked, under the fee's own key; what it took for nothing goes back.
    """
    kind = next((one for one in till.MEANS if one == means), None)
    if kind is None:
        raise BadInput("means", Says("请选择缴费方式。", "Choose how it is paid."))

    def act(slip: str = "") -> Done:
        case = Case.objects.lock(case_id)
        fee = _payable(case, by)
        fee.means, fee.paid_at, fee.taken_by, fee.slip = means, at, by.officer, slip
        words = content.fee_receipt(case, Application.objects.at(case.id), fee, by)
        issued = papers.issue(FEE_RECEIPT, case=case.id, content=words, by=by, at=at, clause="A7")
        fee.receipt = issued.number
        fee.save(update_fields=["receipt", "means", "paid_at", "taken_by", "slip"])
        told = {"receipt": fee.receipt, "amount": str(fee.amount), "means": means, "slip": slip,
                "papers": [issued.number]}  # fmt: skip
        spine.note(case, "fee_paid", by=by, at=at, clause="A7", body=told)
        return _done("pay_fee", case, PaperRef(kind=FEE_RECEIPT, number=issued.number, id=issued.id))

    asked = ("pay_fee", case_id, means)
    if answered(by, key) is not None:
        return once(by, key, asked, at, act)
    fee = _payable(Case.objects.at(case_id), by)
    slip = till.charge(fee, kind, at)
    try:
        return once(by, key, asked, at, lambda: act(slip))
    except CaseError:
        if slip and not Fee.objects.filter(bucket=fee.bucket, id=fee.id, paid_at__isnull=False).exists():
            till.give_back(fee, slip, at)
        raise


def _payable(case: Case, by: Hand) -> Fee:
    """The fee that this hand can take now."""
    _at_the_till(case, by)
    fee = standing(case)
    if fee is None or fee.amount == 0:
        raise Conflict(Says("本办件无须缴费。", "Nothing is to be paid for this case."))
    if fee.paid_at is not None:
        raise Conflict(Says(f"已缴费,收据号{fee.receipt}。", f"Paid already; receipt {fee.receipt}."))
    if not case.open:
        raise Conflict(Says("办件已终结,不再收费。", "The case has ended; nothing is taken any more."))
    return fee


def cancel_fee(case_id: uuid.UUID, ground: str, *, by: Hand, at: datetime) -> Done:
    """作废收据 A7: a receipt written in error the same day is cancelled, never deleted; the same fee is owed again."""
    _needs(ground)
    with transaction.atomic():
        case = Case.objects.lock(case_id)
        _at_the_till(case, by)
        fee = standing(case)
        if fee is None or fee.paid_at is None or fee.refunded_at is not None:
            raise Conflict(Says("没有可作废的收据。", "There is no receipt to cancel."))
        if day_of(fee.paid_at) != day_of(at):
            raise Conflict(Says("只能作废当日收据,隔日请办理退费。", "Only a receipt of today; refund it instead."))
        back = till.give_back(fee, fee.slip, at)
        fee.cancelled_at, fee.cancel_ground, fee.cancelled_by = at, ground[:40], by.officer
        fee.save(update_fields=["cancelled_at", "cancel_ground", "cancelled_by"])
        again = Fee(
            bucket=case.bucket, id=new_id(case.bucket), case=case, kind=fee.kind, amount=fee.amount,
            source=fee.source, authority=fee.authority,
        )  # fmt: skip
        again.save(force_insert=True)
        told = {"receipt": fee.receipt, "ground": fee.cancel_ground, "slip": back}
        spine.note(case, "fee_cancelled", by=by, at=at, clause="A7", body=told)
        return _done("cancel_fee", case)


def let_go(case: Case, ground: str, at: datetime) -> str:
    """免收或待退 A7: the case ends without a card: what was not paid is owed no more, what was paid goes back."""
    fee = standing(case)
    if fee is None or fee.amount == 0 or fee.refunded_at is not None:
        return "none"
    if fee.paid_at is None:
        fee.cancelled_at, fee.cancel_ground = at, ground[:40]
        fee.save(update_fields=["cancelled_at", "cancel_ground"])
        return "cancelled"
    fee.refund_due, fee.refund_ground = True, ground[:40]
    fee.save(update_fields=["refund_due", "refund_ground"])
    return "to_refund"


def refund(case_id: uuid.UUID, ground: str, *, by: Hand, at: datetime, key: uuid.UUID | None = None) -> Done:
    """退费 A7: what was charged wrongly, or for a card that will not be made, is given back, once, with its ground."""

    def act() -> Done:
        issued: list[PaperRef] = []

        def write(case: Case, row: Move) -> dict[str, object]:
            fee = standing(case)
            if fee is None or fee.paid_at is None or fee.refunded_at is not None:
                raise Conflict(Says("没有可退的费用,或已退。", "There is nothing to refund, or it was refunded."))
            if not fee.refund_due:
                _needs(ground)
                fee.refund_ground = ground[:40]
            back = till.give_back(fee, fee.slip, at)
            fee.refunded_at, fee.refund_due, fee.refunded_by = at, False, by.officer
            fee.save(update_fields=["refunded_at", "refund_due", "refund_ground", "refunded_by"])
            issued.append(paper(case, Issued.REFUND_SLIP, content.refund_slip(case, fee), row, by, at))
            return {"receipt": fee.receipt, "amount": str(fee.amount), "ground": fee.refund_ground,
                    "slip": back, "papers": [issued[0].number]}  # fmt: skip

        case = spine.move(case_id, Act.REFUND, by=by, at=at, write=write)
        return _done("refund", case, *issued)

    return once(by, key, ("refund", case_id), at, act)


def _needs(ground: str) -> None:
    if not ground.strip():
        raise BadInput("ground", Says("请写明理由。", "Give the ground."))


def _at_the_till(case: Case, by: Hand) -> None:
    """Only a hand at the accepting side takes money."""
    if by.post != Post.RECEPTION or by.authority != case.accepting:
        raise Forbidden(Says("缴费由受理地受理岗办理。", "The reception of the accepting side takes the fee."))


def _done(outcome: str, case: Case, *issued: PaperRef) -> Done:
    return Done(
        outcome=outcome, case=case.id, number=case.number, stage=case.stage, version=case.version, papers=issued
    )
