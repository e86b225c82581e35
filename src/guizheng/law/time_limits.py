"""办理期限 (A4): an interval calculus, shown line by line. The same answer on every machine: days only, no clock."""

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import msgspec

from guizheng.law.clauses import citation
from guizheng.law.facts import Facts, FactsError
from guizheng.law.holidays import is_known, last_working_day_before, rolled
from guizheng.law.matter import Ask, Matter
from guizheng.law.rulings import Answer, Asked, Due
from guizheng.law.values import NORM, NORM_SINCE, Lengthens, Row, RuleSet, Value, shortened

LAW_SINCE = date(2004, 1, 1)
POLICY_SINCE = date(2015, 7, 1)

LIMIT_DAYS: Value[int] = Value(
    "limit_days",
    (Row(60, LAW_SINCE, "law-12", date(2015, 6, 30)), Row(60, POLICY_SINCE, "A4")),
    shorten_only=True,
)
"""Days from the filing of the form to the card in hand."""

TERM_DAYS: Value[int] = Value(
    "term_days",
    (Row(60, LAW_SINCE, "law-12"), Row(45, NORM_SINCE, "norm-84", layer=NORM)),
    shorten_only=True,
)
"""The longest term anyone may promise."""

EXTENSION_DAYS: Value[int] = Value("extension_days", (Row(30, LAW_SINCE, "law-12"),), shorten_only=True)

SIGN_DAYS: Value[int] = Value(
    "sign_days",
    (Row(5, POLICY_SINCE, "ten-6"), Row(5, NORM_SINCE, "norm-84", layer=NORM)),
    shorten_only=True,
)
"""Calendar days within which the home county signs or declines."""

NEAR_DAYS: Value[int] = Value("near_days", (Row(7, LAW_SINCE, "design"),))
"""So many days before the raw limit a case is shown as near."""

ROLL_BASIS: Value[bool] = Value(
    "roll_basis",
    (
        Row(True, date(1987, 1, 1), "civil-general-154", date(2017, 9, 30)),
        Row(True, date(2017, 10, 1), "civil-general-2017", date(2020, 12, 31)),
        Row(True, date(2021, 1, 1), "civil-203"),
    ),
)
"""Which text rolls a limit that falls on a rest day."""


START_BASIS: Value[bool] = Value(
    "start_basis",
    (Row(True, date(1987, 1, 1), "civil-general-154", date(2020, 12, 31)), Row(True, date(2021, 1, 1), "civil-201")),
)
"""Which text leaves the first day uncounted."""


class Standing(StrEnum):
    IN_TIME = "in_time"
    NEAR = "near"
    LATE = "late"


class DueFacts(Facts, frozen=True, kw_only=True):
    """期限: the day the form was filed complete, a place with poor transport, and the region's own promise."""

    filed_on: date | msgspec.UnsetType = msgspec.UNSET
    poor_transport: bool = False
    promise_days: int | None = None


@lru_cache(maxsize=8192)
def due(
    filed_on: date, rules: RuleSet, poor_transport: bool = False, promise_days: int | None = None, away: bool = True
) -> Due | None:
    """期限: the first day is not counted; a limit on a rest day moves to the next working day.

    `away` False: an application at home, to which the norm's shorter term for applications away does not extend.
    None before any term was in force. Lengthens when a region promises more than the term in force.
    """
    days = LIMIT_DAYS.at(filed_on, rules)
    if days is None:
        return None
    raw = filed_on + timedelta(days=days.value)
    limit = rolled(raw)
    extension = EXTENSION_DAYS.must(filed_on, rules)
    extended_raw = raw + timedelta(days=extension) if poor_transport else None
    extended_limit = rolled(extended_raw) if extended_raw else None
    norm = away and rules.has_norm(filed_on)
    promised = _promised(filed_on, rules, promise_days, norm)
    return Due(
        raw=raw,
        limit=limit,
        extended_raw=extended_raw,
        extended_limit=extended_limit,
        promise=rolled(filed_on + timedelta(days=promised)) if promised else None,
        sign_by=sign_by(filed_on, rules) if norm else None,
        provisional=not is_known(extended_limit or limit),
        source=days.citation,
    )


def _promised(filed_on: date, rules: RuleSet, promise_days: int | None, norm: bool) -> int | None:
    if promise_days is not None:
        return shortened("term_days" if norm else "limit_days", promise_days, filed_on, rules)
    return TERM_DAYS.must(filed_on, rules) if norm else None


def sign_by(received_on: date, rules: RuleSet) -> date | None:
    """五日内审核签发: the last day on which the home county signs or declines; None where no text sets one."""
    days = SIGN_DAYS.at(received_on, rules)
    return rolled(received_on + timedelta(days=days.value)) if days else None


def standing(limits: Due, on: date, extended: bool = False) -> Standing:
    """在期、临近、逾期: near from `NEAR_DAYS` before the raw limit, at the latest on the last working day before it."""
    raw, limit = limits.raw, limits.limit
    if extended and limits.extended_raw and limits.extended_limit:
        raw, limit = limits.extended_raw, limits.extended_limit
    if on > limit:
        return Standing.LATE
    near = raw - timedelta(days=NEAR_DAYS.rows[-1].value)
    return Standing.NEAR if on >= min(near, last_working_day_before(raw)) else Standing.IN_TIME


def days_left(limits: Due, on: date, extended: bool = False) -> int:
    """剩余日数: days to the limit; negative when it has passed."""
    limit = limits.extended_limit if extended and limits.extended_limit else limits.limit
    return (limit - on).days


def lines(filed_on: date, limits: Due, rules: RuleSet) -> tuple[Asked, ...]:
    """逐行: every interval of a limit, with what it counts from, and the text it rests on."""
    said: list[Asked] = [
        _line("start", {"filed_on": filed_on, "counted": False}, filed_on, _basis(START_BASIS, filed_on, rules)),
        _line("raw", {"from": filed_on, "days": (limits.raw - filed_on).days}, limits.raw, limits.source),
        _line("limit", {"from": limits.raw}, limits.limit, _basis(ROLL_BASIS, limits.raw, rules)),
    ]
    if limits.extended_raw and limits.extended_limit:
        counted = {"from": limits.raw, "days": (limits.extended_raw - limits.raw).days}
        said.append(_line("extended_raw", counted, limits.extended_raw, citation("A4")))
        basis = _basis(ROLL_BASIS, limits.extended_raw, rules)
        said.append(_line("extended_limit", {"from": limits.extended_raw}, limits.extended_limit, basis))
    if limits.promise:
        said.append(_line("promise", {"from": filed_on}, limits.promise, citation("A4")))
    if limits.sign_by:
        said.append(_line("sign_by", {"from": filed_on}, limits.sign_by, citation("norm-84")))
    if limits.provisional:
        said.append(Asked("provisional", "A4", {"limit": limits.limit.isoformat()}, "provisional"))
    return tuple(said)


def _line(rule: str, saw: dict[str, object], said: date, source: str) -> Asked:
    return Asked(rule, "A4", msgspec.to_builtins({**saw, "source": source}), said.isoformat())


def _basis(texts: Value[bool], day: date, rules: RuleSet) -> str:
    row = texts.at(day, rules)
    return row.citation if row else citation("law-12")


def decide(facts: DueFacts, ask: Ask) -> Answer:
    """自提交登记表之日起六十日内发放;交通不便地区可延长,不超过三十日(A4)。"""
    filed_on = ask.on if facts.filed_on is msgspec.UNSET else facts.filed_on
    try:
        limits = due(filed_on, ask.rules, facts.poor_transport, facts.promise_days)
    except Lengthens as error:
        raise FactsError("promise_days", str(error)) from None
    if limits is None:
        raise FactsError("filed_on", "no term in force on that day")
    return Answer(
        ask.matter,
        filed_on,
        ask.rules.name,
        parts={"due": msgspec.to_builtins(limits)},
        trace=lines(filed_on, limits, ask.rules) if ask.explain else None,
    )


MATTERS = (Matter("due", "办理期限", "time limits", DueFacts, decide),)
