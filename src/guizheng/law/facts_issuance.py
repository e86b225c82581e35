"""签发与发放的事实: what decides a sign-off and a hand-over (A4)."""

from datetime import date

from msgspec import UNSET, UnsetType

from guizheng.law.facts import Facts, Person
from guizheng.law.facts_found import Collector
from guizheng.law.terms import Request, Term


class SecondApplication(Term):
    NONE = "none", "无"
    OPEN_ELSEWHERE = "open_elsewhere", "他处有在办申请", "open elsewhere"


class ReceiptState(Term):
    HELD = "held", "持有"
    LOST = "lost", "遗失"


class OldCard(Term):
    RETURNED = "returned", "已交回"
    LOST_SINCE = "lost_since", "受理后丢失", "lost since"
    WITHHELD = "withheld", "未交回"
    NONE = "none", "无原证", "there is none"


class SignOutcome(Term):
    SIGN = "sign", "签发"
    SEND_BACK = "send_back", "退回补正"
    DECLINE = "decline", "不予签发"


class SignOffFacts(Facts, frozen=True, kw_only=True):
    """审核签发: what the home county found when it looked at the case."""

    on: date | UnsetType = UNSET
    register_unchanged: bool | None = True
    identity_confirmed: bool | None = True
    photo_fit: bool | None = True
    prints_fit: bool | None = True
    particulars_right: bool | None = True
    second_application: SecondApplication | None = SecondApplication.NONE
    same_officer: bool | None = False


class HandOverFacts(Facts, frozen=True, kw_only=True):
    """核验发放: who came, with what, for which card."""

    on: date | UnsetType = UNSET
    request: Request = Request.RENEWAL
    receipt: ReceiptState = ReceiptState.HELD
    collector: Collector = Collector.SELF
    authorisation: bool | None = False
    person: Person = Person()
    identity_confirmed: bool | None = True
    old_card: OldCard | UnsetType | None = UNSET
    new_card_checked: bool | None = True
