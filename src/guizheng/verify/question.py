"""提问: the body of a question, read and checked. No word of an error repeats what was sent."""

from collections.abc import Callable
from datetime import date
from operator import mul

import msgspec

from guizheng.law.id_number import CHECK, WEIGHTS, birth_date, fault
from guizheng.verify.entry import pack_date

LARGEST_BODY = 4096
LONGEST_NAME = 100
LONG_TERM = "long_term"
NOT_GIVEN = b"\0\0\0"

_ZERO = ord("0") * sum(WEIGHTS)
_CHECK = CHECK.encode()


class BadQuestionError(ValueError):
    """A question that can't be answered; says which field and why, never its value."""


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """POST /v1/verify. Dates YYYY-MM-DD as on the card; valid_to may be "long_term" (长期)."""

    id_number: str
    name: str
    purpose: str
    valid_from: str | None = None
    valid_to: str | None = None


def checked_number(raw: str) -> str:
    """The number with a capital X; BadQuestionError when it can't be one."""
    number = raw.upper()
    try:
        digits = number.encode("ascii")
        if (
            len(digits) == 18
            and digits[:17].isdigit()
            and digits[17] == _CHECK[(sum(map(mul, digits, WEIGHTS)) - _ZERO) % 11]
            and _is_birth_date(number[6:14])
        ):
            return number
    except UnicodeEncodeError:
        pass
    raise BadQuestionError(f"id_number: {fault(number)}")


def checked_dates(question: Question) -> tuple[bytes, bytes]:
    """Packed valid-from and valid-to: both or neither; the long-term end is 0, as in an entry."""
    if question.valid_from is None and question.valid_to is None:
        return NOT_GIVEN, NOT_GIVEN
    if question.valid_from is None or question.valid_to is None:
        raise BadQuestionError("valid_from, valid_to: give both or neither")
    valid_from = packed_day(question.valid_from, "valid_from")
    if question.valid_to == LONG_TERM:
        return valid_from, NOT_GIVEN
    valid_to = packed_day(question.valid_to, "valid_to")
    if valid_to < valid_from:
        raise BadQuestionError("valid_to: before valid_from")
    return valid_from, valid_to


def _remembered(make: Callable[[str], bytes]) -> Callable[[str], bytes]:
    """A cache that can't grow past the calendar, since only real days are kept."""
    seen: dict[str, bytes] = {}

    def look_up(text: str) -> bytes:
        if (found := seen.get(text)) is None:
            found = seen[text] = make(text)
        return found

    return look_up


@_remembered
def _packed_day(text: str) -> bytes:
    day = date.fromisoformat(text)
    if len(text) != 10 or not 1984 <= day.year <= 2200:
        raise ValueError
    return pack_date(day.year * 10_000 + day.month * 100 + day.day)


def packed_day(text: str, field: str) -> bytes:
    try:
        return _packed_day(text)
    except ValueError:
        raise BadQuestionError(f"{field}: not a date from 1984 to 2200 (YYYY-MM-DD)") from None


@_remembered
def _birth_day(text: str) -> bytes:
    if birth_date("000000" + text) is None:
        raise ValueError
    return b""


def _is_birth_date(text: str) -> bool:
    try:
        _birth_day(text)
    except ValueError:
        return False
    return True
