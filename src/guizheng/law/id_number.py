"""公民身份号码 (GB 11643): structure, check digit, birth date, sex, mask. A sound number proves no person."""

from datetime import date

from guizheng.law.divisions import is_division

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"
DIGITS = frozenset("0123456789")


def check_digit(first_seventeen: str) -> str:
    """校验码: ISO 7064 MOD 11-2 of the first seventeen digits."""
    return CHECK[sum(int(digit) * weight for digit, weight in zip(first_seventeen, WEIGHTS, strict=True)) % 11]


def fault(number: str) -> str:
    """What is wrong with a number, without repeating it; empty when it is well formed and its check digit fits."""
    if len(number) != 18:
        return "not 18 characters"
    if not DIGITS.issuperset(number[:17]) or not (number[17] in DIGITS or number[17] == "X"):
        return "not 17 digits and a digit or capital X"
    if birth_date(number) is None:
        return "no such birth date"
    return "" if check_digit(number[:17]) == number[17] else "check digit does not fit"


def birth_date(number: str) -> date | None:
    """The date in the number, or None when there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
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
