"""期间: years and months on the calendar (民法典 202): the same-numbered day, or the month's last."""

from calendar import monthrange
from datetime import date


def add_years(day: date, years: int) -> date:
    """29 February and no such day: 28 February."""
    return add_months(day, 12 * years)


def add_months(day: date, months: int) -> date:
    """The same-numbered day `months` later (earlier when negative), or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age(born: date, on: date) -> int:
    """周岁: whole years reached on the day; negative before birth."""
    years = on.year - born.year
    if born.month == 2 and born.day == 29:
        return years if add_years(born, years) <= on else years - 1
    return years if (born.month, born.day) <= (on.month, on.day) else years - 1
