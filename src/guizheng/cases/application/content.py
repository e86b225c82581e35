"""文书内容 A3 A4 A7: what each paper of an application says, in the shapes of `ledger.contents`.

Codes where a box is ticked, else text as printed. The credit record behind a refusal is never printed, only its ground.
"""

from datetime import date, datetime
from typing import Any

from guizheng.cases.application.forms import Collection
from guizheng.cases.application.gather import Seen
from guizheng.cases.application.models import Application, Fee
from guizheng.cases.clocks import ZONE, day_of
from guizheng.cases.spine import Case
from guizheng.law.facts_found import Collector
from guizheng.law.facts_issuance import OldCard
from guizheng.law.rulings import Answer, applicant_owes
from guizheng.law.terms import Cause, Evidence, Paper, Request, StayGround
from guizheng.ledger import contents
from guizheng.ledger.contents import CardDates, Item, Office
from guizheng.ledger.hands import Hand
from guizheng.organs.authorities import Authority
from guizheng.registers.cards import Card
from guizheng.registers.persons import id_number, masked_number_of

CONTEST = "对本决定不服的,可自收到本通知书之日起六十日内依法申请行政复议,或者六个月内提起行政诉讼。"
MEANS = {"cash": "现金", "card": "银行卡", "code": "扫码"}
FEE_AFTER = {"to_refund": "已缴工本费到受理点退还", "cancelled": "工本费不再收取", "none": "未收取工本费"}


def receipt(case: Case, application: Application, fee: Fee | None) -> contents.Receipt:
    """领证回执: what the applicant brings back to collect the card."""
    renewal = application.request == Request.RENEWAL
    return contents.Receipt(
        **_head(case, masked=True),
        request=Request(application.request),
        accepted_on=_day(day_of(case.filed_at)),
        due=_day(case.due),
        fee=_amount(fee),
        fee_source=fee.source if fee else "",
        bring=("本回执", "原居民身份证(领取新证时交回)") if renewal else ("本回执",),
    )


def acceptance_form(
    case: Case, application: Application, seen: Seen, fee: Fee | None, by: Hand
) -> contents.AcceptanceForm:
    """《居民身份证异地受理登记表》, at home 《居民身份证申领登记表》 B1: the whole filing as it was accepted."""
    person, form = case.person, application.form
    kind = contents.HomeForm if seen.at_home else contents.AcceptanceForm
    return kind(
        **_head(case, masked=False),
        filed_at=_moment(case.filed_at),
        request=Request(application.request),
        cause=Cause(application.cause),
        sex={"1": "男", "2": "女"}.get(person.sex, person.sex),
        ethnicity=person.ethnicity,
        birth_date=person.birth_date.isoformat(),
        home_address=person.address,
        home_authority=_name(case.home),
        home_station=_name(person.home_station),
        present_address=application.present_address,
        phone=application.contact,
        portrait=application.portrait,
        old_card=_card(seen.old_card),
        papers=tuple(Paper(code) for code in application.papers),
        stay_ground=StayGround(application.stay_ground or "none"),
        evidence=tuple(Evidence(code) for code in application.evidence),
        fingers=tuple(application.prints),
        fingerprint_result=seen.fingerprint.zh if seen.fingerprint else "",
        guardian_name=form.get("guardian_name", ""),
        guardian_relation=form.get("guardian_relation", ""),
        fee=_amount(fee),
        fee_note=form.get("relief_proof", ""),
        entrustment=application.entrustment,
        due=_day(case.due),
        clerk=by.name,
        officer=f"{by.name}({by.officer})",
    )


def one_time_notice(case: Case, application: Application, answer: Answer) -> contents.OneTimeNotice:
    """一次性告知书: everything the applicant still owes, each with its ground; nothing of what the office owes."""
    return contents.OneTimeNotice(
        **_head(case, masked=True),
        request=Request(application.request),
        filed_on=_day(day_of(case.filed_at)),
        items=tuple(
            Item(says=thing.says.zh, citation=thing.citation, any_of=_known(thing.any_of))
            for thing in applicant_owes(answer.missing)
        ),
        fee=answer.fee.amount if answer.fee else "",
    )


def refusal(case: Case, application: Application, answer: Answer) -> contents.Refusal:
    """不予受理通知书: every ground with its clause and remedy, and who still serves the person."""
    return contents.Refusal(
        **_head(case, masked=True),
        request=Request(application.request),
        filed_on=_day(day_of(case.filed_at)),
        grounds=tuple(
            Item(says=ground.says.zh, citation=ground.citation, remedy=ground.remedy.zh) for ground in answer.grounds
        ),
        elsewhere=_name(case.home),
        contest=CONTEST,
    )


def decline(case: Case, application: Application, reason: str, contact: str, fee: str) -> contents.Decline:
    """不予签发通知书: the home authority declines; the accepting side hands the paper out."""
    return contents.Decline(
        **{**_head(case, masked=True), "office": _office(case.home)},
        request=Request(application.request),
        accepted_on=_day(day_of(case.filed_at)),
        grounds=(Item(says=reason, citation="《意见》二(一)4", remedy=f"联系:{contact}"),),
        accepting=_office(case.accepting),
        refund=FEE_AFTER[fee],
        contest=CONTEST,
    )


def fee_receipt(case: Case, application: Application, fee: Fee, by: Hand) -> contents.FeeReceipt:
    """居民身份证工本费收据 A7: the amount, and the tariff it rests on."""
    return contents.FeeReceipt(
        **_head(case, masked=True),
        request=Request(application.request),
        amount=str(fee.amount),
        source=fee.source,
        paid_at=_moment(fee.paid_at),
        means=MEANS.get(fee.means, fee.means),
        taken_by=f"{by.name}({by.officer})",
    )


def withdrawal(case: Case, application: Application, reason: str, fee: str) -> contents.Record:
    """撤回申请确认书 A3."""
    reissue = application.request == Request.REISSUE
    lost = ("原证的挂失继续有效;需要解除的,请本人持原证到窗口办理。",) if reissue else ()
    rows = (("申请事项", Request(application.request).zh), ("撤回理由", reason), ("工本费", FEE_AFTER[fee]))
    return _record(case, rows, lost, ("申请人", "受理民警"))


def extension(case: Case, days: int, ground: str) -> contents.Record:
    """延长办理期限告知书 A4."""
    rows = (("延长日数", f"{days}日"), ("理由", ground), ("延长后的期限", _day(case.due)))
    return _record(case, rows, (), ("申请人",))


def refund_slip(case: Case, fee: Fee) -> contents.Record:
    """退费凭证 A7."""
    rows = (
        ("原收据号", fee.receipt),
        ("退费金额(元)", str(fee.amount)),
        ("退费理由", fee.refund_ground),
        ("退费时间", _moment(fee.refunded_at)),
    )
    return _record(case, rows, (), ("申请人", "经办人"))


def contest_answer(case: Case, of: str, said: str, outcome: str, answer: str) -> contents.Record:
    """异议答复书 A3: what was objected to, what is decided now, and why."""
    decided = {"stands": "维持原决定", "undone": "撤销原决定,请申请人重新申请"}[outcome]
    rows = (("原文书编号", of), ("申请人的异议", said), ("答复", decided), ("理由", answer))
    return _record(case, rows, () if outcome == "undone" else (CONTEST,), ("申请人", "答复民警"))


def handover_record(case: Case, application: Application, collection: Collection, fingerprint: str) -> contents.Record:
    """居民身份证领取登记 A4: who collected which card, how identity was checked, what became of the old one."""
    new = application.new_card
    old = OldCard(collection.old_card or ("returned" if application.request == Request.RENEWAL else "none"))
    checks = {
        "match": "指纹比对一致",
        "mismatch": "指纹比对不一致",
        "none_on_file": "未登记指纹",
        "unknown": "指纹未能比对",
    }
    identity = "、".join(part for part in (checks.get(fingerprint, "人工核验"), collection.confirmed_how) if part)
    dates = f"{new.valid_from} 至 {new.valid_to or '长期'}" if new else ""
    rows = (
        ("新证有效期", dates),
        ("领证人", collection.collector_name or case.person.name),
        ("与申请人关系", Collector(collection.collector).zh),
        ("身份核验", identity),
        ("原证", old.zh),
        ("新证视读机读核对", "一致" if collection.new_card_checked else "未核对"),
    )
    return _record(case, rows, (), ("领证人", "发放民警"))


def _record(
    case: Case, rows: tuple[tuple[str, str], ...], paragraphs: tuple[str, ...], signs: tuple[str, ...]
) -> contents.Record:
    return contents.Record(**_head(case, masked=True), rows=rows, paragraphs=paragraphs, signs=signs)


def _head(case: Case, *, masked: bool) -> dict[str, Any]:
    number = masked_number_of(case.person) if masked else id_number(case.person)
    return {
        "office": _office(case.accepting),
        "name": case.person.name,
        "id_number": number,
        "case_number": case.number,
    }


def _office(code: str) -> Office:
    row = Authority.objects.filter(code=code).first()
    return Office(name=row.name, code=row.code, address=row.address, phone=row.phone) if row else Office(name=code)


def _name(code: str) -> str:
    return _office(code).name if code else ""


def _card(card: Card | None) -> CardDates | None:
    if card is None:
        return None
    return CardDates(
        valid_from=card.valid_from.isoformat(),
        valid_to=card.valid_to.isoformat() if card.valid_to else "",
        issuer=_name(card.issuer),
        fingerprint=card.fingerprint,
    )


def _known(codes: tuple[str, ...]) -> tuple[Paper | Evidence, ...]:
    """The codes that name a paper or an evidence; «residence_permit» is both, and a paper first."""
    found: list[Paper | Evidence] = []
    for code in codes:
        if code in set(Paper):
            found.append(Paper(code))
        elif code in set(Evidence):
            found.append(Evidence(code))
    return tuple(found)


def _amount(fee: Fee | None) -> str:
    return str(fee.amount) if fee else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}" if at else ""
