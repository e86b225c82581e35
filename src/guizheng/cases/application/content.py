"""文书内容 A3 A4 A7: what each paper of an application says, frozen when it is issued.

Plain values under the trade's names; the number of a person only masked, or sealed (`*_sealed`) where the form needs it
whole. Which template prints them is the ledger's business.
"""

from datetime import date, datetime
from typing import Any

from guizheng.cases.application.forms import Collection
from guizheng.cases.application.gather import Seen
from guizheng.cases.application.models import Application, Fee
from guizheng.cases.clocks import ZONE
from guizheng.cases.spine import Case
from guizheng.law.rulings import Answer, applicant_owes
from guizheng.law.terms import Cause, Evidence, Paper, PrintsTaken, Request, StayGround
from guizheng.ledger.hands import Hand
from guizheng.organs.authorities import Authority
from guizheng.registers.cards import Card
from guizheng.registers.persons import Person, masked_number_of

Content = dict[str, Any]


def receipt(case: Case, application: Application, seen: Seen | None = None, answer: Answer | None = None) -> Content:
    """领证回执: what the applicant brings back to collect the card."""
    renewal = application.request == Request.RENEWAL
    return {
        **_head(case, application),
        "due": _day(case.due),
        "fee": None if answer is None or answer.fee is None else answer.fee.amount,
        "bring": ["领证回执", "原居民身份证"] if renewal else ["领证回执"],
        "query_code": case.id.hex[-8:].upper(),
    }


def acceptance_form(case: Case, application: Application, seen: Seen, answer: Answer, by: Hand) -> Content:
    """《居民身份证异地受理登记表》: the whole filing as it was accepted."""
    person = case.person
    form = application.form
    return {
        **_head(case, application),
        "filed_at": _moment(case.filed_at),
        "person": _person(person),
        "home_station": person.home_station,
        "present_address": application.present_address,
        "contact": application.contact,
        "old_card": _card(seen.old_card),
        "papers": [Paper(code).zh for code in application.papers],
        "stay_ground": StayGround(application.stay_ground).zh if application.stay_ground else "",
        "evidence": [Evidence(code).zh for code in application.evidence],
        "fingers": application.prints,
        "prints_taken": PrintsTaken(form.get("prints_taken", "taken")).zh,
        "fingerprint_check": seen.fingerprint.zh if seen.fingerprint else "",
        "searches": {"loss": seen.loss.zh, "found": "已捡拾待领" if seen.found else "无捡拾记录"},
        "guardian": {"name": form.get("guardian_name", ""), "relation": form.get("guardian_relation", "")},
        "portrait": application.portrait,
        "entrustment": application.entrustment,
        "fee": None if answer.fee is None else {"amount": answer.fee.amount, "source": answer.fee.source},
        "due": _day(case.due),
        "clerk": {"officer": by.officer, "name": by.name},
        "law_version": application.law_version,
        "rules": application.rules,
    }


def one_time_notice(case: Case, application: Application, seen: Seen, answer: Answer) -> Content:
    """一次性告知书: everything the applicant still owes, each with its ground; nothing of what the office owes."""
    missing = [
        {"says": thing.says.zh, "citation": thing.citation, "any_of": [_named(code) for code in thing.any_of]}
        for thing in applicant_owes(answer.missing)
    ]
    fee = None if answer.fee is None else answer.fee.amount
    return {**_head(case, application), "missing": missing, "fee": fee}


def refusal(case: Case, application: Application, seen: Seen, answer: Answer) -> Content:
    """不予受理通知书: every ground with its clause and remedy; the credit record itself is not printed."""
    grounds = [
        {"says": ground.says.zh, "citation": ground.citation, "remedy": ground.remedy.zh} for ground in answer.grounds
    ]
    return {**_head(case, application), "grounds": grounds}


def decline(case: Case, application: Application, reason: str, contact: str, fee: str) -> Content:
    """不予签发通知书: the reason in detail, whom to ask, what becomes of the fee, and how to contest."""
    refunds = {"to_refund": "已缴工本费到受理点退还", "cancelled": "工本费不再收取", "none": "未收取工本费"}
    return {**_head(case, application), "reason": reason, "contact": contact, "fee": refunds[fee]}


def withdrawal(case: Case, application: Application, reason: str, fee: str) -> Content:
    """撤回申请确认书."""
    refunds = {"to_refund": "已缴工本费可当场退还", "cancelled": "工本费不再收取", "none": "未收取工本费"}
    lost = "原证挂失继续有效,需要解除的另行办理" if application.request == Request.REISSUE else ""
    return {**_head(case, application), "reason": reason, "fee": refunds[fee], "loss": lost}


def extension(case: Case, application: Application, days: int, ground: str) -> Content:
    """延长办理期限告知书."""
    return {**_head(case, application), "days": days, "ground": ground, "due": _day(case.due)}


def fee_receipt(case: Case, fee: Fee) -> Content:
    """收费收据 A7: the amount, and the tariff it rests on."""
    return {
        **_parties(case),
        "number": case.number,
        "name": case.person.name,
        "receipt": fee.receipt,
        "amount": str(fee.amount),
        "kind": fee.kind,
        "source": fee.source,
        "means": fee.means,
        "paid_at": _moment(fee.paid_at),
    }


def refund_slip(case: Case, application: Application, fee: Fee) -> Content:
    """退费凭证 A7."""
    return {
        **_head(case, application),
        "receipt": fee.receipt,
        "amount": str(fee.amount),
        "ground": fee.refund_ground,
        "refunded_at": _moment(fee.refunded_at),
    }


def handover_record(case: Case, application: Application, collection: Collection, fingerprint: str) -> Content:
    """居民身份证领取登记: who collected which card, how identity was checked, what became of the old one."""
    return {
        **_head(case, application),
        "card": _card(application.new_card),
        "collector": collection.collector,
        "collector_name": collection.collector_name or case.person.name,
        "fingerprint": fingerprint,
        "confirmed_how": collection.confirmed_how,
        "old_card": collection.old_card or ("returned" if application.request == Request.RENEWAL else "none"),
        "receipt": collection.receipt,
    }


def _head(case: Case, application: Application) -> Content:
    return {
        **_parties(case),
        "number": case.number,
        "name": case.person.name,
        "number_masked": masked_number_of(case.person),
        "request": Request(application.request).zh,
        "cause": Cause(application.cause).zh,
    }


def _parties(case: Case) -> Content:
    rows = Authority.objects.in_bulk([case.accepting, case.home])
    return {"accepting": _authority(rows.get(case.accepting)), "home": _authority(rows.get(case.home))}


def _authority(row: Authority | None) -> Content:
    if row is None:
        return {"code": "", "name": "", "address": "", "phone": ""}
    return {"code": row.code, "name": row.name, "address": row.address, "phone": row.phone}


def _person(person: Person) -> Content:
    return {
        "name": person.name,
        "sex": {"1": "男", "2": "女"}.get(person.sex, person.sex),
        "ethnicity": person.ethnicity,
        "birth_date": person.birth_date.isoformat(),
        "number_sealed": person.number_sealed,
        "address": person.address,
    }


def _card(card: Card | None) -> Content | None:
    if card is None:
        return None
    return {
        "valid_from": card.valid_from.isoformat(),
        "valid_to": card.valid_to.isoformat() if card.valid_to else "长期",
        "issuer": card.issuer,
        "fingerprint": card.fingerprint,
        "dn": card.dn,
    }


def _named(code: str) -> str:
    for words in (Paper, Evidence):
        if code in list(words):
            return words(code).zh
    return code


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}" if at else ""
