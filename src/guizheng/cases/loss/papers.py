"""挂失文书 B2: what the form, the receipt, the refusals and the slips of a loss report say."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from guizheng.cases.clocks import ZONE
from guizheng.cases.loss import prints
from guizheng.cases.loss.forms import LossForm
from guizheng.cases.loss.gather import Reporting
from guizheng.cases.spine import Case
from guizheng.law.acceptance import CONTEST
from guizheng.law.rulings import Answer, Ground, Missing, applicant_owes
from guizheng.law.terms import FingerprintCheck
from guizheng.ledger import contents
from guizheng.ledger.contents import CardDates, Office
from guizheng.ledger.hands import Hand
from guizheng.organs.authorities import Authority, authority
from guizheng.registers.cards import Card
from guizheng.registers.persons import id_number, masked_number_of


def form(case: Case, entered: LossForm, gathered: Reporting, lost_on: date | None, by: Hand) -> contents.LossForm:
    """《居民身份证挂失申报登记表》: kept by the office, with the number whole and every card in scope."""
    person, check = case.person, gathered.facts.identity.fingerprint
    return contents.LossForm(
        **{**_head(case), "id_number": id_number(person)},
        event=entered.event,
        reported_at=_minute(case.filed_at),
        sex=person.sex,
        ethnicity=person.ethnicity,
        birth_date=person.birth_date.isoformat(),
        home_address=person.address,
        cards=tuple(dates(card) for card in gathered.cards if card.collected_at is not None and not card.ended),
        phone=entered.contact,
        lost_on=str(lost_on or ""),
        lost_where=entered.lost_where,
        lost_how=entered.lost_how,
        fingerprint_result=prints.said(entered.tries, check if isinstance(check, FingerprintCheck) else None),
        confirmed_how=entered.confirmed_how,
        guardian_name=entered.guardian_name,
        guardian_relation=entered.guardian_relation,
        reissue_too=entered.reissue_too,
        officer=f"{by.name}({by.officer})" if by.is_officer else "",
        clerk=by.name,
    )


def receipt(case: Case, entered: LossForm, marked: Iterable[Card], lost_on: date | None) -> contents.LossReceipt:
    """挂失申报回执: proves the report and nothing else."""
    return contents.LossReceipt(
        **_head(case),
        event=entered.event.zh,
        reported_at=_minute(case.filed_at),
        cards=tuple(dates(card) for card in marked),
        lost_on=str(lost_on or ""),
        lost_where=entered.lost_where,
    )


def notice(case: Case, answer: Answer) -> contents.Record:
    """一次性告知书: everything that is still owed, at once; nothing may be added later."""
    return contents.Record(
        **_head(case),
        rows=(("申报事项", "居民身份证挂失申报"), ("申报日期", f"{case.filed_at.astimezone(ZONE):%Y-%m-%d}")),
        paragraphs=("请补齐下列内容后再来,补齐的当场受理,不再另提要求:", *_lines(applicant_owes(answer.missing))),
        signs=("申报人签收", "受理民警"),
    )


def refusal(case: Case, what: str, answer: Answer) -> contents.Record:
    """不予受理、不予解除: every ground, its clause and its remedy, and how to contest it."""
    return contents.Record(
        **_head(case),
        rows=(("申请事项", what), ("日期", f"{case.filed_at.astimezone(ZONE):%Y-%m-%d}")),
        paragraphs=("经核验,存在下列情形:", *_lines([*answer.grounds, *answer.missing]), CONTEST.zh),
        signs=("申报人签收", "受理民警"),
    )


def lifted(case: Case, number: str, back: Iterable[Card], why: str) -> contents.Record:
    """解除挂失回执: which cards work again, and why."""
    spans = "、".join(f"{card.valid_from}至{card.valid_to or '长期'}" for card in back)
    return contents.Record(
        **_head(case),
        rows=(("原挂失编号", number), ("解除原因", why), ("证件有效期", spans)),
        paragraphs=("所列证件自解除之时起恢复使用。",),
        signs=("本人", "受理民警"),
    )


def dates(card: Card) -> CardDates:
    return CardDates(
        valid_from=card.valid_from.isoformat(),
        valid_to=card.valid_to.isoformat() if card.valid_to else "",
        issuer=authority_name(card.issuer),
        fingerprint=card.fingerprint,
    )


def authority_name(code: str) -> str:
    found = Authority.objects.filter(code=code).first()
    return found.name if found else code


def _lines(found: Iterable[Ground | Missing]) -> tuple[str, ...]:
    return tuple(f"{at}. {one.says.zh}(依据:{one.citation})。{_remedy(one)}" for at, one in enumerate(found, start=1))


def _remedy(one: Ground | Missing) -> str:
    return f"办法:{one.remedy.zh}" if isinstance(one, Ground) and one.remedy.zh else ""


def _minute(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}"


def _head(case: Case) -> dict[str, Any]:
    here = authority(case.accepting)
    return {
        "office": Office(name=here.name, code=here.code, address=here.address, phone=here.phone),
        "name": case.person.name,
        "id_number": masked_number_of(case.person),
        "case_number": case.number,
    }
