"""签发与发放 (A4): the home county signs off, sends back or declines; the accepting side hands over."""

import msgspec
from msgspec import UNSET

from guizheng.law import common
from guizheng.law.acceptance import CONTEST
from guizheng.law.common import answered, on_day
from guizheng.law.facts import check_person
from guizheng.law.facts_found import Collector
from guizheng.law.facts_issuance import (
    HandOverFacts,
    OldCard,
    ReceiptState,
    SecondApplication,
    SignOffFacts,
    SignOutcome,
)
from guizheng.law.matter import Ask, Matter
from guizheng.law.rules import Book, Kind, Unknown, Verdict, rule
from guizheng.law.rulings import Answer, Words
from guizheng.law.terms import Outcome, Request

SIGN_OFF = Book(
    "sign-off",
    Words("已缴工本费退还。", "The fee is refunded.").then(CONTEST),
)
HAND_OVER = Book("hand-over", CONTEST)


class HandOverView(msgspec.Struct, frozen=True):
    """The facts of a hand-over, with what the day and the rule set add to them."""

    facts: HandOverFacts
    old_card: OldCard | None
    relatives_may: bool


@rule(
    "A5",
    "identity_not_confirmed",
    Kind.GROUND,
    SIGN_OFF,
    unknown=Unknown("identity_review", "户籍地尚未核对身份。", "The home side has not yet confirmed identity."),
)
def identity_reviewed(facts: SignOffFacts) -> Verdict:
    """经户籍地审核,不能确认是申请人本人。
    The home authority cannot confirm that the applicant is the person registered.
    请持户口簿到常住户口所在地公安机关当面核实身份后申请。
    Apply to the home authority in person with the household register."""
    return facts.identity_confirmed


@rule(
    "G2",
    "second_application",
    Kind.GROUND,
    SIGN_OFF,
    unknown=Unknown("application_search", "尚未查询有无其他在办申请。", "Other applications have not been searched."),
)
def only_application(facts: SignOffFacts) -> Verdict:
    """该人在他处还有在办的申请,为防止骗领、冒领不予签发。
    Another application of the same person is open elsewhere; declined to prevent a card obtained by fraud.
    请在先前的受理点办结或者撤回后再申请。
    Have the earlier application completed or withdrawn, then apply again."""
    return None if facts.second_application is None else facts.second_application is SecondApplication.NONE


@rule("A5", "register_changed", Kind.OFFICE, SIGN_OFF)
def register_as_filed(facts: SignOffFacts) -> Verdict:
    """受理后人口系统的登记有变动或者尚未复核,须按现登记更正受理信息。
    The register changed since the filing, or was not read again; mend the filing by what it says now."""
    return facts.register_unchanged is True


@rule("A4", "photo_unfit", Kind.OFFICE, SIGN_OFF, source="ten-5")
def photo_usable(facts: SignOffFacts) -> Verdict:
    """人像不合标准或者尚未查看,须重新采集。
    The photograph does not meet the standard, or was not looked at; take it again."""
    return facts.photo_fit is True


@rule("A4", "prints_unfit", Kind.OFFICE, SIGN_OFF, source="ten-5")
def prints_usable(facts: SignOffFacts) -> Verdict:
    """指纹不合标准或者尚未查看,须重新采集或者注明未登记原因。
    The fingerprints do not meet the standard, or were not looked at; take them again or note why there are none."""
    return facts.prints_fit is True


@rule("A4", "particulars_wrong", Kind.OFFICE, SIGN_OFF)
def particulars_agree(facts: SignOffFacts) -> Verdict:
    """受理信息有误或者尚未核对,须更正。
    The particulars are wrong, or were not checked; mend them."""
    return facts.particulars_right is True


@rule("D3", "another_signer", Kind.OFFICE, SIGN_OFF)
def signed_by_another(facts: SignOffFacts) -> Verdict:
    """受理、审核与签发不得是同一名民警,须由另一名民警签发。
    Whoever accepted or reviewed may not sign; another officer must."""
    return facts.same_officer is False


@rule(
    "A4",
    "holder_not_standing",
    Kind.GROUND,
    HAND_OVER,
    unknown=Unknown("register_check", "人口系统尚未核查。", "The population register has not been consulted."),
)
def holder_stands(view: HandOverView) -> Verdict:
    """人口系统显示该人已死亡、被宣告失踪或户口已注销,证件不予发放。
    By the population register the person is deceased, declared missing or no longer registered; nothing is handed over.
    登记有误的,请到常住户口所在地公安机关更正。
    If the entry is wrong, have it corrected by the home authority."""
    return common.standing(view.facts)


@rule(
    "A4",
    "sent_somebody_else",
    Kind.GROUND,
    HAND_OVER,
    unknown=Unknown("age_check", "年龄或行为能力尚未核查。", "Age or capacity has not been checked."),
)
def collector_entitled(view: HandOverView) -> Verdict:
    """证件由申请人本人领取,此人不能代领。
    The applicant collects the card; this person cannot.
    请本人凭领证回执领取;不满十六周岁或者无完全行为能力的由监护人领取。
    Come in person with the receipt; a guardian collects for a child under sixteen or a person without full capacity."""
    match view.facts.collector:
        case Collector.SELF:
            return True
        case Collector.GUARDIAN:
            return common.needs_guardian(view.facts.person, view.facts.on)  # type: ignore[arg-type]
        case Collector.RELATIVE:
            return view.relatives_may
        case _:
            return False


@rule(
    "A4",
    "authorisation",
    Kind.APPLICANT,
    HAND_OVER,
    source="norm-81",
    unknown=Unknown("authorisation_check", "委托书尚未查看。", "The authorisation has not been seen."),
)
def relative_authorised(view: HandOverView) -> Verdict:
    """亲属代领的,须带本人的委托书和亲属关系证明。
    A relative who collects must bring the applicant's authorisation and proof of kinship."""
    if view.facts.collector is not Collector.RELATIVE or not view.relatives_may:
        return True
    return view.facts.authorisation


@rule(
    "A4",
    "collector_not_verified",
    Kind.GROUND,
    HAND_OVER,
    unknown=Unknown("identity_check", "领证人身份尚未核验。", "The collector's identity has not been verified."),
)
def collector_verified(view: HandOverView) -> Verdict:
    """领证人身份不能核实,为防止冒领不予发放。
    The collector's identity cannot be verified; nothing is handed over, to prevent collection in another's name.
    请持户口簿或者其他能证明身份的证件再来。
    Come again with the household register or another proof of identity."""
    return view.facts.identity_confirmed


@rule(
    "A4",
    "old_card",
    Kind.APPLICANT,
    HAND_OVER,
    source="law-11",
    any_of=("id_card",),
    unknown=Unknown("old_card_check", "原证是否交回尚未查明。", "Whether the old card was returned is not known."),
)
def old_card_back(view: HandOverView) -> Verdict:
    """领取新证时必须交回原证;已经丢失的,当场申报挂失。
    The old card must be handed back on collection; if it was lost, report that now."""
    if view.old_card is None:
        return None
    if view.old_card is OldCard.NONE:
        return view.facts.request is not Request.RENEWAL
    return view.old_card is not OldCard.WITHHELD


@rule("A4", "new_card_check", Kind.OFFICE, HAND_OVER, source="norm-82")
def new_card_verified(view: HandOverView) -> Verdict:
    """发放前须与领证人一同核对新证的视读和机读内容。
    The new card's printed and chip data must be checked with the collector before it is handed over."""
    return view.facts.new_card_checked is True


@rule("A4", "receipt_replaced", Kind.ADVICE, HAND_OVER)
def receipt_shown(view: HandOverView) -> Verdict:
    """领证回执遗失的,核实身份后补发,不影响领取。
    A lost receipt is replaced once identity is verified; it does not stand in the way."""
    return view.facts.receipt is not ReceiptState.LOST


def sign_off(facts: SignOffFacts, ask: Ask) -> Answer:
    """审核签发:有不予签发理由的不予签发,有须补正的退回补正,否则签发 (A4)。"""
    findings = SIGN_OFF.ask(on_day(facts, ask), ask.explain)
    if findings.grounds:
        outcome = SignOutcome.DECLINE
    else:
        outcome = SignOutcome.SEND_BACK if findings.missing else SignOutcome.SIGN
    return answered(ask, findings, outcome=outcome, parts={"refund": outcome is SignOutcome.DECLINE})


def hand_over(facts: HandOverFacts, ask: Ask) -> Answer:
    """核验发放:凭回执、核身份、收原证 (A4)。"""
    facts = on_day(facts, ask)
    check_person(facts.person, ask.on)
    usual = OldCard.RETURNED if facts.request is Request.RENEWAL else OldCard.NONE
    old_card = usual if facts.old_card is UNSET else facts.old_card
    findings = HAND_OVER.ask(HandOverView(facts, old_card, ask.rules.has_norm(ask.on)), ask.explain)
    lost = findings.outcome is Outcome.ACCEPT and old_card is OldCard.LOST_SINCE
    return answered(ask, findings, parts={"also": ["loss-report"] if lost else []})


MATTERS = (
    Matter("sign-off", "审核签发", "sign-off", SignOffFacts, sign_off),
    Matter("hand-over", "核验发放", "hand-over", HandOverFacts, hand_over),
)
