"""时限 A4: the clock over any case: day n of 60, its limits, near or late, and the sum line by line.

Dates are days in Shanghai. The law counts (`law.time_limits`); a case keeps the limits it was given on its first day,
so that a later rule set never shortens or lengthens what was promised.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from guizheng.law import time_limits
from guizheng.law.clauses import citation
from guizheng.law.holidays import is_known, rolled
from guizheng.law.rulings import Asked, Due
from guizheng.law.time_limits import Standing
from guizheng.law.values import rule_set

ZONE = ZoneInfo("Asia/Shanghai")


class Timed(Protocol):
    """What a clock looks at in a case."""

    filed_at: datetime
    due_raw: date | None
    due: date | None
    sign_by: date | None
    due_provisional: bool
    extended_by: int


@dataclass(frozen=True, slots=True)
class Clock:
    """Day `day` of `term`; `left` days to the limit (negative: late); `lines`: the sum, each line with its source."""

    day: int
    term: int
    raw: date
    limit: date
    sign_by: date | None
    left: int
    standing: Standing
    provisional: bool
    lines: tuple[Asked, ...]


def day_of(at: datetime) -> date:
    """The day in Shanghai of a moment."""
    return at.astimezone(ZONE).date()


def start(case: Timed, rules: str, *, away: bool) -> None:
    """起算 A4: the limits of a case from the day its form was filed complete."""
    limits = time_limits.due(day_of(case.filed_at), rule_set(rules), away=away)
    if limits is None:
        return
    case.due_raw, case.due, case.sign_by = limits.raw, limits.limit, limits.sign_by
    case.due_provisional = limits.provisional


def extend(case: Timed, days: int) -> None:
    """延长 A4: counted from the raw limit, rolled once. The caller has checked ground, place and days."""
    assert case.due_raw is not None
    case.due_raw += timedelta(days=days)
    case.due = rolled(case.due_raw)
    case.due_provisional = not is_known(case.due)
    case.extended_by = days


def clock(case: Timed, on: date, rules: str) -> Clock | None:
    """时限: how a case stands on a day; None where no clock runs."""
    if case.due is None or case.due_raw is None:
        return None
    filed_on = day_of(case.filed_at)
    return Clock(
        day=(on - filed_on).days,
        term=(case.due_raw - filed_on).days,
        raw=case.due_raw,
        limit=case.due,
        sign_by=case.sign_by,
        left=(case.due - on).days,
        standing=standing(case, on) or Standing.IN_TIME,
        provisional=case.due_provisional,
        lines=_lines(case, filed_on, rules),
    )


def standing(case: Timed, on: date) -> Standing | None:
    """在期、临近、逾期: as `law.time_limits` says it; None where no clock runs."""
    limits = _limits(case)
    return None if limits is None else time_limits.standing(limits, on)


def near_from(on: date) -> date:
    """The latest raw limit that is near on a day, for a query over many cases."""
    return on + timedelta(days=time_limits.NEAR_DAYS.rows[-1].value)


def _limits(case: Timed) -> Due | None:
    if case.due is None or case.due_raw is None:
        return None
    return Due(
        raw=case.due_raw,
        limit=case.due,
        extended_raw=None,
        extended_limit=None,
        promise=None,
        sign_by=case.sign_by,
        provisional=case.due_provisional,
        source=citation("A4"),
    )


def _lines(case: Timed, filed_on: date, rules: str) -> tuple[Asked, ...]:
    limits = time_limits.due(filed_on, rule_set(rules), away=case.sign_by is not None)
    if limits is None:
        return ()
    lines = time_limits.lines(filed_on, limits, rule_set(rules))
    if not case.extended_by or case.due_raw is None or case.due is None:
        return lines
    saw = {"from": limits.raw.isoformat(), "days": case.extended_by, "source": citation("A4")}
    rolled_from = {"from": case.due_raw.isoformat(), "source": citation("civil-203")}
    return (
        *lines,
        Asked("extended_raw", "A4", saw, case.due_raw.isoformat()),
        Asked("extended_limit", "A4", rolled_from, case.due.isoformat()),
    )
