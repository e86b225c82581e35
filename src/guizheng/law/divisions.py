"""行政区划: what the law asks of a division code. The codes themselves are generated into `division_codes`."""

from guizheng.law.division_codes import EVER, NAMES, NOW

NO_HOME_UNITS = frozenset({"71", "81", "82"})
"""Province-level units in which nobody has a 常住户口 in the sense of the identity card law."""

HOME_UNITS = frozenset(NAMES) - NO_HOME_UNITS


HOME_DIVISIONS = frozenset(code for code in EVER if code[:2] in HOME_UNITS)
"""Every code, now or ever, in which a 常住户口 can be or have been."""


def is_division(code: str) -> bool:
    """Whether the six digits are, or ever were, a division code."""
    return code in EVER


def is_current(code: str) -> bool:
    return code in NOW


def province_of(code: str) -> str:
    """The two digits of the province-level unit."""
    return code[:2]


def province_name(code: str) -> str:
    """The name of the province-level unit a code or its first two digits belong to. KeyError when there is none."""
    return NAMES[code[:2]]


def is_home_unit(code: str) -> bool:
    """Whether a person can have 常住户口 there (31 province-level units)."""
    return code[:2] in HOME_UNITS
