"""公民身份号码 (GB 11643): structure, check digit, birth date, sex, mask. A sound number proves no person."""

from datetime import date
from functools import lru_cache

from guizheng.law.divisions import is_division

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"


def check_digit(first_seventeen: str) -> str:
    """校验码: ISO 7064 MOD 11-2 of the first seventeen digits."""
    return CHECK[sum(int(digit) * weight for digit, weight in zip(first_seventeen, WEIGHTS, strict=True)) % 11]


def fault(number: str) -> str:
    """What is wrong with a number, without repeating it; empty when it is well formed and its check digit fits."""
    if len(number) != 18:
        return "not 18 characters"
    if not (number.isascii() and number[:17].isdecimal() and number[17] in FITS):
        return "not 17 digits and a digit or capital X"
    if _born(number[6:14]) is None:
        return "no such birth date"
    return "" if _sum(0, number[:6]) + _sum(6, number[6:14]) + _sum(14, number[14:17]) in FITS[number[17]] else MISFIT


MISFIT = "check digit does not fit"
FITS = {digit: frozenset(range(CHECK.index(digit), 11 * 9 * 17, 11)) for digit in CHECK}
"""The weighted sums that a check digit fits."""


@lru_cache(maxsize=65536)
def _sum(start: int, digits: str) -> int:
    return sum(int(digit) * WEIGHTS[start + at] for at, digit in enumerate(digits))


def birth_date(number: str) -> date | None:
    """The date in the number, or None when there is no such day."""
    return _born(number[6:14])


@lru_cache(maxsize=65536)
def _born(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def sex(number: str) -> str:
    """性别: odd sequence male, even female."""
    return "male" if int(number[16]) % 2 else "female"


def division_known(number: str) -> bool:
    """Whether the first six digits ever were a division. A warning at most: codes change."""
    return is_division(number[:6])


def mask(number: str) -> str:
    """遮蔽: the first three and the last two characters, as printed on papers that leave the counter."""
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}" if len(number) > 5 else "*" * len(number)
