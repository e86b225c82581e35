"""临时居民身份证 (2021 norm art. 87): bridges the time until the card is made; not the certificate of A8."""

from datetime import date, timedelta

import msgspec
from msgspec import UNSET

from guizheng.law import common
from guizheng.law.acceptance import CONTEST
from guizheng.law.common import answered, on_day
from guizheng.law.facts import DEFAULT_COUNTER, FactsError, check_division, check_person
from guizheng.law.facts_temporary import ApplicationState, TemporaryCardFacts
from guizheng.law.fees import fee
from guizheng.law.holidays import rolled
from guizheng.law.matter import Ask, Matter
from guizheng.law.periods import add_months
from guizheng.law.rules import Book, Kind, Unknown, Verdict, rule
from guizheng.law.rulings import Answer
from guizheng.law.terms import Outcome, Relief
from guizheng.law.values import NORM, NORM_SINCE, Row, Value

CARD = Book("temporary-card", CONTEST)

ORDER_SINCE = date(2005, 10, 1)

ISSUE_DAYS: Value[int] = Value(
    "temporary_card_days",
    (Row(3, ORDER_SINCE, "temporary-12"), Row(3, NORM_SINCE, "norm-87", layer=NORM)),
    shorten_only=True,
)
"""Days to the temporary card: from the application at home, from the sign-off away from home."""

VALID_MONTHS: Value[int] = Value("temporary_card_months", (Row(3, ORDER_SINCE, "temporary-7"),))

AGE_UNKNOWN = Unknown("age_check", "年龄或行为能力尚未核查。", "Age or capacity has not been checked.")
STATE_UNREAD = Unknown("application_check", "申请的进度尚未查询。", "The state of the application has not been read.")


class CardView(msgspec.Struct, frozen=True):
    """The facts, with whether the counter is at home, and whether the norm and the order on temporary cards hold."""

    facts: TemporaryCardFacts
    at_home: bool
    norm: bool
    in_force: bool


@rule("A4", "not_provided_away", Kind.GROUND, CARD, source="norm-87")
def provided(view: CardView) -> Verdict:
    """异地尚不办理临时居民身份证(2021年10月1日起按规范办理)。
    Temporary identity cards are not issued away from home under these rules (under the norm, from 2021-10-01).
    急需用证的,请到常住户口所在地派出所申领。
    If it is urgent, apply at the home police station."""
    return view.norm or (view.at_home and view.in_force)


@rule("A4", "other_counter", Kind.GROUND, CARD, source="practice", unknown=STATE_UNREAD)
def same_counter(view: CardView) -> Verdict:
    """临时居民身份证只在受理本申请的窗口办理。
    A temporary card is issued only at the counter that accepted the application.
    请到原受理窗口办理。
    Turn to the counter that accepted the application."""
    return view.facts.application.same_counter


@rule("A4", "no_open_application", Kind.GROUND, CARD, source="temporary-2", unknown=STATE_UNREAD)
def application_stands(view: CardView) -> Verdict:
    """没有在办的领证申请,不能申领临时居民身份证。
    There is no application under way that a temporary card could bridge.
    未被受理的,请先申请领取、换领、补领;已领新证的,使用新证。
    If refused, apply first; if the new card was collected, use it."""
    state = view.facts.application.state
    return None if state is None else state in (ApplicationState.ACCEPTED, ApplicationState.SIGNED)


PERSON_UNREAD = Unknown("register_check", "人口系统尚未核查。", "The population register has not been consulted.")


@rule("A4", "holder_not_standing", Kind.GROUND, CARD, unknown=PERSON_UNREAD)
def card_standing(view: CardView) -> Verdict:
    """人口系统显示该人已死亡、被宣告失踪或户口已注销,不能办理。
    By the population register the person is deceased, declared missing, or no longer registered.
    登记有误的,请到常住户口所在地公安机关更正。
    If the entry is wrong, have it corrected by the home authority."""
    return common.standing(view.facts)


@rule("A4", "active_service", Kind.GROUND, CARD, source="military-510", unknown=PERSON_UNREAD)
def card_civilian(view: CardView) -> Verdict:
    """现役军人、武警的证件由所在单位办理。
    Cards of soldiers and armed police are handled by their unit.
    请向所在团级以上单位申请。
    Apply through the unit (regiment or above)."""
    service = view.facts.person.active_service
    return None if service is None else not service


@rule("A4", "sent_somebody_else", Kind.GROUND, CARD, source="temporary-9", unknown=AGE_UNKNOWN)
def card_in_person(view: CardView) -> Verdict:
    """应当由本人申领,他人不能代办。
    The applicant must come in person; nobody else can do it.
    请本人到原受理窗口;不满十六周岁的由监护人代为申领。
    Come in person; a guardian applies for a child under sixteen."""
    return common.in_person(view.facts)


@rule("A4", "guardian_needed", Kind.APPLICANT, CARD, source="temporary-9", unknown=AGE_UNKNOWN)
def card_guardian(view: CardView) -> Verdict:
    """不满十六周岁或者无完全行为能力的,由监护人申领。
    A guardian applies for a child under sixteen or a person without full capacity."""
    return common.guardian_present(view.facts)


@rule(
    "A4",
    "guardian_proof",
    Kind.APPLICANT,
    CARD,
    source="temporary-9",
    unknown=Unknown("guardian_check", "监护关系尚未核查。", "The guardian's relation has not been checked."),
)
def card_guardian_proof(view: CardView) -> Verdict:
    """须提供监护关系的证明。
    Proof of the guardian's relation is needed."""
    return common.guardian_proved(view.facts)


@rule("A4", "after_sign_off", Kind.ADVICE, CARD, source="norm-87")
def signed_already(view: CardView) -> Verdict:
    """异地的,户籍地签发后三日内发放。
    Away from home it is issued within three days of the sign-off."""
    return view.at_home or view.facts.application.state is not ApplicationState.ACCEPTED


def decide(facts: TemporaryCardFacts, ask: Ask) -> Answer:
    """临时居民身份证:签发后三日内发放,有效期三个月,工本费十元 (规范第八十七条)。"""
    facts = on_day(facts, ask)
    check_person(facts.person, ask.on)
    division = DEFAULT_COUNTER if facts.counter.division is UNSET else facts.counter.division
    check_division("counter.division", division)
    at_home = division == facts.person.home
    begins = begun_on(facts, ask.on, at_home)
    view = CardView(facts, at_home, ask.rules.has_norm(ask.on), ask.on >= ORDER_SINCE)
    findings = CARD.ask(view, ask.explain)
    if findings.outcome not in (Outcome.ACCEPT, Outcome.NOTIFY):
        return answered(ask, findings, parts={"issue_by": None, "valid": None})
    owed = fee("temporary_card", Relief.NONE, ask.on, ask.rules)
    if findings.outcome is Outcome.NOTIFY or begins is None:
        return answered(ask, findings, fee=owed, parts={"issue_by": None, "valid": None})
    issue_by = rolled(begins + timedelta(days=ISSUE_DAYS.must(begins, ask.rules)))
    until = add_months(ask.on, VALID_MONTHS.must(ask.on, ask.rules))
    # The term runs from the day of issue; shown as if the card were issued on the day ruled on.
    return answered(ask, findings, fee=owed, parts={"issue_by": issue_by, "valid": {"from": ask.on, "until": until}})


def begun_on(facts: TemporaryCardFacts, on: date, at_home: bool) -> date | None:
    """The day the three days run from: the application at home, the sign-off away from home; None while unsigned."""
    signed_on = facts.application.signed_on
    if isinstance(signed_on, date) and signed_on > on:
        raise FactsError("application.signed_on", "after the day ruled on")
    if isinstance(signed_on, date) and signed_on < ORDER_SINCE:
        raise FactsError("application.signed_on", "before there were temporary cards")
    if at_home:
        return on
    if facts.application.state is not ApplicationState.SIGNED:
        return None
    return on if signed_on is UNSET else signed_on


MATTERS = (Matter("temporary-card", "临时居民身份证", "temporary identity card", TemporaryCardFacts, decide),)
