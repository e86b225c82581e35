"""制证 A4: ordered from the accepting province's centre, recorded as made or rejected, checked on arrival."""

import uuid
from datetime import date, datetime
from typing import Any

from guizheng.cases import spine
from guizheng.cases.application import notices, signature
from guizheng.cases.application.acts_home import done
from guizheng.cases.application.forms import Done
from guizheng.cases.application.models import Application
from guizheng.cases.errors import BadInput, Forbidden, Says
from guizheng.cases.spine import Case
from guizheng.gateways.production import Feedback, Order
from guizheng.law.procedure import Act, Move, Post, Stage
from guizheng.law.terms import LONG_TERM
from guizheng.ledger import jobs
from guizheng.ledger.hands import Hand
from guizheng.organs.authorities import production_centre
from guizheng.registers import cards, persons
from guizheng.registers.cards import Card, Ended


def machine(case: Case) -> Hand:
    """制证接口: the hand under which the system orders cards and records what the centre says."""
    return Hand(officer="worker", name="制证接口", rank="system", post=Post.PRODUCTION, division=case.accepting_county)


def order_production(case_id: uuid.UUID, *, by: Hand, at: datetime) -> Done:
    """下达制证 A4: one order number an attempt; the order is sent after the commit and may be sent again safely."""

    def write(case: Case, _: Move) -> dict[str, Any]:
        application = Application.objects.at(case.id)
        if not signature.holds(application.signed, application.signature):
            raise Forbidden(
                Says("签发签名无效,不得制证。", "The signature of the sign-off doesn't hold; no card is made.")
            )
        application.attempt += 1
        application.order = f"ZZ{case.number}{application.attempt:02d}"
        application.save(update_fields=["order", "attempt"])
        jobs.enqueue("send_order", {"case": str(case.id)}, run_at=at, unique=f"send:{application.order}")
        return {"order": application.order}

    return done("order_production", spine.move(case_id, Act.ORDER_PRODUCTION, by=by, at=at, write=write))


def order_of(case: Case, application: Application) -> Order:
    """The order as the centre takes it; the same case and attempt give the same order for ever."""
    person, signed = case.person, application.signed or {}
    return Order(
        number=application.order,
        centre=production_centre(case.accepting_county).code,
        id_number=persons.id_number(person),
        name=signed["name"],
        sex=signed["sex"],
        ethnicity=signed["ethnicity"],
        birth_date=date.fromisoformat(signed["birth_date"]),
        address=signed["address"],
        issuer=case.home,
        valid_from=date.fromisoformat(signed["valid_from"]),
        valid_to=_end(signed["valid_to"]),
        portrait=application.portrait,
        fingerprint=bool(application.prints),
        script=person.script,
    )


def record_made(case_id: uuid.UUID, feedback: Feedback, *, by: Hand, at: datetime) -> Done:
    """制证入库 A4: the card is made and not in force. The same feedback twice is one card; other dates are a reject."""
    case, application = _of(case_id)
    if application.order != feedback.number or case.stage != Stage.ORDERED:
        return done("known", case)
    if not _as_signed(application, feedback):
        return record_rejected(case_id, feedback.number, "卡面有效期与签发数据不符", by=by, at=at)

    def write(locked: Case, _: Move) -> dict[str, Any]:
        held = Application.objects.at(locked.id)
        _must_be(held, feedback.number)
        signed = held.signed or {}
        card = cards.make(
            locked.person,
            valid_from=date.fromisoformat(signed["valid_from"]),
            valid_to=_end(signed["valid_to"]),
            dn=feedback.dn,
            issuer=locked.home,
            fingerprint=bool(held.prints),
            bilingual=bool(locked.person.script),
            case=locked.id,
            by=by,
            at=at,
        )
        held.new_card_uid = card.id
        held.save(update_fields=["new_card_uid"])
        return {"order": held.order, "card": str(card.id)}

    return done("record_made", spine.move(case_id, Act.RECORD_MADE, by=by, at=at, write=write))


def record_rejected(case_id: uuid.UUID, order: str, reason: str, *, by: Hand, at: datetime) -> Done:
    """质量不合格退回 A4: a faulty card is destroyed and made again under the same sign-off; said twice is once."""
    case, application = _of(case_id)
    if application.order != order or case.stage not in (Stage.ORDERED, Stage.MADE, Stage.READY):
        return done("known", case)
    if not reason.strip():
        raise BadInput("reason", Says("请写明不合格的原因。", "Say what is wrong with the card."))

    def write(locked: Case, _: Move) -> dict[str, Any]:
        held = Application.objects.at(locked.id)
        _must_be(held, order)
        faulty = held.new_card
        if faulty is not None:
            cards.end(faulty, Ended.DESTROYED, by=by, at=at, case=locked.id)
            held.new_card_uid = None
            held.save(update_fields=["new_card_uid"])
        jobs.enqueue(
            "order_production", {"case": str(locked.id)}, run_at=at, unique=f"order:{locked.id}:{locked.version}"
        )
        return {"order": order, "reason": reason, "destroyed": None if faulty is None else str(faulty.id)}

    return done("record_rejected", spine.move(case_id, Act.RECORD_REJECTED, by=by, at=at, write=write))


def record_arrival(case_id: uuid.UUID, *, by: Hand, at: datetime, version: int | None = None) -> Done:
    """到达核验 A4: the card lies at the point, its print and chip agree with the data signed; the applicant is told."""

    def write(case: Case, _: Move) -> dict[str, Any]:
        card = Application.objects.select_related("new_card").at(case.id).new_card
        return {"card": None if card is None else str(card.id)}

    case = spine.move(case_id, Act.RECORD_ARRIVAL, by=by, at=at, version=version, write=write)
    notices.send(case, "ready", at)
    return done("record_arrival", case)


def new_card(case: Case) -> Card | None:
    """The card made for this case and not destroyed."""
    return Application.objects.select_related("new_card").at(case.id).new_card


def _of(case_id: uuid.UUID) -> tuple[Case, Application]:
    return Case.objects.at(case_id), Application.objects.at(case_id)


def _must_be(application: Application, order: str) -> None:
    if application.order != order:
        raise Forbidden(Says("制证单已更换,反馈作废。", "Another order stands; this feedback is void."))


def _as_signed(application: Application, feedback: Feedback) -> bool:
    signed = application.signed or {}
    return (
        feedback.valid_from == date.fromisoformat(signed["valid_from"])
        and feedback.valid_to == _end(signed["valid_to"])
        and bool(feedback.dn)
    )


def _end(text: str) -> date | None:
    return None if text == LONG_TERM else date.fromisoformat(text)
