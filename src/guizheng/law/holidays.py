"""休假日: rest days and working days, with the State Council's yearly tables; and how far those tables reach.

Beyond the loaded tables only weekends and the holidays with a fixed date are known, so a limit there is provisional.
"""

from datetime import date, timedelta

from chinese_calendar import constants  # type: ignore[import-untyped]

LOADED_FROM = date(min(constants.holidays).year, 1, 1)
LOADED_TO = date(max(constants.holidays).year, 12, 31)
FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Month and day of the statutory holidays that don't follow the moon or the sun."""

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_known(day: date) -> bool:
    """Whether the table of that year is loaded."""
    return LOADED_FROM <= day <= LOADED_TO


def is_rest_day(day: date) -> bool:
    """休假日: weekend or holiday, but not a working day in exchange (调休)."""
    if is_known(day):
        return day in constants.holidays or (day.weekday() >= SATURDAY and day not in constants.workdays)
    return day.weekday() >= SATURDAY or (day.month, day.day) in FIXED


def rolled(day: date) -> date:
    """顺延: the day itself, or the first working day after a run of rest days (民法典 203)."""
    while is_rest_day(day):
        day += ONE_DAY
    return day


def last_working_day_before(day: date) -> date:
    """The last working day earlier than `day`."""
    day -= ONE_DAY
    while is_rest_day(day):
        day -= ONE_DAY
    return day
