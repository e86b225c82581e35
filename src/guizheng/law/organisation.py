"""组织实施 (D1-D4): what a point needs before it opens, what a late case is owed, what the public can read."""

from datetime import date, timedelta
from math import ceil

from guizheng.law.facts import Facts
from guizheng.law.holidays import rolled
from guizheng.law.matter import Matter
from guizheng.law.rules import Book, Kind, Said, Verdict, rule
from guizheng.law.rulings import Findings
from guizheng.law.values import OPINIONS, RULE_SETS, Row, RuleSet, Value

OPENING = Book("opening")
FOLLOW_UP = Book("follow-up")
PUBLICATION = Book("publication")

POLICY_SINCE = date(2015, 7, 1)

USE_PERCENT: Value[tuple[int, int]] = Value("use_percent", (Row((4, 9), POLICY_SINCE, "design"),))
"""Of a hundred people living away from home, so many apply in a year: lowest and highest seen."""

COMPLAINT_DAYS: Value[int] = Value("complaint_days", (Row(15, POLICY_SINCE, "design"),), shorten_only=True)
"""Days to answer a concern, a complaint or a suggestion; no text sets a number."""

UNCLAIMED_REMINDERS: Value[tuple[int, ...]] = Value(
    "unclaimed_reminders", (Row((30, 90, 180), POLICY_SINCE, "design"),)
)
"""Days after arrival on which the holder is reminded to collect."""

UNCLAIMED_MONTHS: Value[int] = Value("unclaimed_months", (Row(12, POLICY_SINCE, "design"),))
"""A finished card is never destroyed as unclaimed before so many months."""


class PlanFacts(Facts, frozen=True, kw_only=True):
    """实施方案: which parts of the local plan are written down."""

    goals: bool = True
    measures: bool = True
    steps: bool = True
    owner: bool = True
    day: bool = True
    evidence: bool = True
    equipment: bool = True
    people: bool = True
    money: bool = True


class FollowUpFacts(Facts, frozen=True, kw_only=True):
    """问责: what is recorded about a late or wrong handling."""

    cause: bool = True
    person: bool = True
    measure: bool = True
    decided_by: bool = True
    decided_on: bool = True


class PublicationFacts(Facts, frozen=True, kw_only=True):
    """公开: what the public can read at a point."""

    services: bool = True
    places: bool = True
    papers: bool = True
    fee: bool = True
    term: bool = True
    found_cards: bool = True


PLAN_PARTS = {
    "goals": ("工作目标", "goals"),
    "measures": ("工作措施", "measures"),
    "steps": ("方法步骤", "steps"),
    "owner": ("责任人", "owner"),
    "day": ("完成日期", "date"),
    "evidence": ("落实证据", "evidence"),
}
MEANS = {"equipment": ("设备", "equipment"), "people": ("人员", "people"), "money": ("经费", "money")}
FOLLOW_UP_PARTS = {
    "cause": ("原因", "cause"),
    "person": ("责任人", "person"),
    "measure": ("处理措施", "measure"),
    "decided_by": ("决定人", "who decided"),
    "decided_on": ("决定日期", "when"),
}
PUBLISHED = {
    "services": ("办什么", "services"),
    "places": ("在哪里办", "places"),
    "papers": ("带什么材料", "papers"),
    "fee": ("多少钱", "fee"),
    "term": ("多长时间", "term"),
    "found_cards": ("捡到证件交到哪里", "where to hand in a found card"),
}


def _all_there(facts: Facts, parts: dict[str, tuple[str, str]]) -> Verdict:
    absent = [words for name, words in parts.items() if not getattr(facts, name)]
    if not absent:
        return True
    return Said(absent="、".join(zh for zh, _ in absent), absent_en=", ".join(en for _, en in absent))


@rule("D1", "plan_incomplete", Kind.OFFICE, OPENING)
def plan_complete(facts: PlanFacts) -> Verdict:
    """实施方案还缺:{absent};补齐之前受理点不得开放。
    The local plan still lacks: {absent_en}; until then the point does not open."""
    return _all_there(facts, PLAN_PARTS)


@rule("D2", "means_unplanned", Kind.OFFICE, OPENING)
def means_planned(facts: PlanFacts) -> Verdict:
    """保障计划还缺:{absent}。
    The plan of means still lacks: {absent_en}."""
    return _all_there(facts, MEANS)


@rule("D3", "follow_up_incomplete", Kind.OFFICE, FOLLOW_UP)
def follow_up_complete(facts: FollowUpFacts) -> Verdict:
    """逾期或者差错的处理还缺:{absent};补齐之前不能办结。
    The follow-up of a late or wrong handling still lacks: {absent_en}; until then it stays open."""
    return _all_there(facts, FOLLOW_UP_PARTS)


@rule("D4", "notice_incomplete", Kind.OFFICE, PUBLICATION)
def notice_complete(facts: PublicationFacts) -> Verdict:
    """对外公布的内容还缺:{absent}。
    What the public can read still lacks: {absent_en}."""
    return _all_there(facts, PUBLISHED)


def may_open(plan: PlanFacts) -> Findings:
    """开点前提:实施方案和保障计划齐全 (D1 D2)。"""
    return OPENING.ask(plan)


def may_close(follow_up: FollowUpFacts) -> Findings:
    """问责办结前提 (D3)。"""
    return FOLLOW_UP.ask(follow_up)


def may_publish(notice: PublicationFacts) -> Findings:
    """公开内容齐全 (D4)。"""
    return PUBLICATION.ask(notice)


def answer_by(received_on: date, rules: RuleSet = RULE_SETS[OPINIONS]) -> date:
    """群众关切、投诉、建议的答复期限 (D4)."""
    return rolled(received_on + timedelta(days=COMPLAINT_DAYS.must(received_on, rules)))


def workload(living_away: int, on: date, rules: RuleSet = RULE_SETS[OPINIONS]) -> tuple[int, int]:
    """测算 (D2): applications a year to be expected, from and to."""
    lowest, highest = USE_PERCENT.must(on, rules)
    return ceil(living_away * lowest / 100), ceil(living_away * highest / 100)


def counters_needed(applications: int, each_day: int, working_days: int) -> int:
    """测算 (D2): counters for so many applications a year, at so many a counter and day."""
    return ceil(applications / (each_day * working_days))


MATTERS: tuple[Matter, ...] = ()
"""None that the contract asks from outside; the desks ask the functions above."""
