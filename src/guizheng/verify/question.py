"""提问: the body of a question, read and checked. No word of an error repeats what was sent."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, TypeVar

import msgspec

from guizheng.law.id_number import CHECK, DIGITS, WEIGHTS, birth_date, fault
from guizheng.verify.entry import pack_date

LARGEST_BODY = 4096
LARGEST_BATCH = 1 << 20
LONGEST_NAME = 100
LONG_TERM = "long_term"
NOT_GIVEN = b"\0\0\0"


class BadQuestionError(ValueError):
    """A question that can't be answered; says which field and why, never its value."""


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A card as presented. Dates YYYY-MM-DD as on the card; valid_to may be "long_term" (长期)."""

    id_number: str
    name: str
    valid_from: str | None = None
    valid_to: str | None = None


class Question(Item, frozen=True, forbid_unknown_fields=True, gc=False, kw_only=True):
    """POST /v1/verify: a card, the purpose it is checked for, and whether a signed receipt is wanted."""

    purpose: str
    receipt: bool = False


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """POST /v1/verify/batch."""

    purpose: str
    questions: Annotated[tuple[Item, ...], msgspec.Meta(min_length=1, max_length=1000)]


def checked_number(raw: str) -> str:
    """The number with a capital X; BadQuestionError when it can't be one.

    The law's rule (`guizheng.law.id_number.fault`) from three small tables: region, day and sequence each add their
    part to the check sum.
    """
    number = raw.upper()
    try:
        total = _REGION[number[:6]] + _DAY[number[6:14]] + _SEQUENCE[number[14:17]]
        if CHECK[total % 11] == number[17:]:
            return number
    except ValueError:
        pass
    raise BadQuestionError(f"id_number: {fault(number)}")


def checked_dates(question: Item) -> tuple[bytes, bytes]:
    """Packed valid-from and valid-to; the long-term end is 0, as in an entry. Where one is missing a card can't be
    told from another, so neither counts as given."""
    valid_from = NOT_GIVEN if question.valid_from is None else packed_day(question.valid_from, "valid_from")
    if question.valid_to is None:
        return NOT_GIVEN, NOT_GIVEN
    if question.valid_to == LONG_TERM:
        return valid_from, NOT_GIVEN
    valid_to = packed_day(question.valid_to, "valid_to")
    if valid_from == NOT_GIVEN:
        return NOT_GIVEN, NOT_GIVEN
    if valid_to < valid_from:
        raise BadQuestionError("valid_to: before valid_from")
    return valid_from, valid_to


def checked_name(name: str) -> str:
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadQuestionError(f"name: 1 to {LONGEST_NAME} characters")
    return name


T = TypeVar("T")
_MOST_REMEMBERED = 100_000


class _Remembered(dict[str, T]):
    """What is asked over and over, made once. ValueErrors are not kept, and it can't grow without end."""

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> T:
        made = self._make(text)
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[text] = made
        return made


def _pack_day(text: str) -> bytes:
    day = date.fromisoformat(text)
    if len(text) != 10 or not 1984 <= day.year <= 2200:
        raise ValueError
    return pack_date(day.year * 10_000 + day.month * 100 + day.day)


def packed_day(text: str, field: str) -> bytes:
    try:
        return _PACKED[text]
    except ValueError:
        raise BadQuestionError(f"{field}: not a date from 1984 to 2200 (YYYY-MM-DD)") from None


def _weighed(digits: str, length: int, weights: tuple[int, ...]) -> int:
    if len(digits) != length or not DIGITS.issuperset(digits):
        raise ValueError
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _weigh_day(digits: str) -> int:
    if birth_date(f"000000{digits}") is None:
        raise ValueError
    return _weighed(digits, 8, WEIGHTS[6:14])


_PACKED = _Remembered(_pack_day)
_REGION = _Remembered(lambda digits: _weighed(digits, 6, WEIGHTS[:6]))
_DAY = _Remembered(_weigh_day)
_SEQUENCE = _Remembered(lambda digits: _weighed(digits, 3, WEIGHTS[14:]))
