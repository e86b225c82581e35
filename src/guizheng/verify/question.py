"""提问: the body of a question, read and checked. No word of an error repeats what was sent."""

from datetime import date
from functools import lru_cache
from typing import Annotated

import msgspec

from guizheng.law.id_number import CHECK, WEIGHTS, fault
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
    """The number with a capital X; BadQuestionError when the law finds fault with it."""
    try:
        # A sound number met in parts before: the check digit fits where the parts add up to a multiple of 11.
        if not (_SIXES[raw[:6]] + _BIRTHS[raw[6:14]] + _LASTS[raw[14:]]) % 11:
            return raw
    except KeyError:
        pass
    number = raw.upper()
    if why := fault(number):
        raise BadQuestionError(f"id_number: {why}")
    for known, start, end in ((_SIXES, 0, 6), (_BIRTHS, 6, 14)):
        if len(known) < MOST_PARTS:
            known[number[start:end]] = _weighed(number[start:end], start)
    return number


def _weighed(digits: str, start: int) -> int:
    return sum(int(digit) * WEIGHTS[start + at] for at, digit in enumerate(digits)) % 11


MOST_PARTS = 65_536
_SIXES: dict[str, int] = {}
_BIRTHS: dict[str, int] = {}
"""Remainders of divisions and of birth dates, each of a number that the law found sound."""
_LASTS = {
    f"{three:03}{check}": (_weighed(f"{three:03}", 14) - value) % 11
    for three in range(1000)
    for value, check in enumerate(CHECK)
}


def checked_dates(question: Item) -> tuple[bytes, bytes]:
    """Packed valid-from and valid-to; the long-term end is 0, as in an entry. Where one is missing a card can't be
    told from another, so neither counts as given."""
    return packed_dates(question.valid_from, question.valid_to)


@lru_cache(maxsize=100_000)
def packed_dates(begins: str | None, ends: str | None) -> tuple[bytes, bytes]:
    valid_from = NOT_GIVEN if begins is None else packed_day(begins, "valid_from")
    if ends is None:
        return NOT_GIVEN, NOT_GIVEN
    if ends == LONG_TERM:
        return valid_from, NOT_GIVEN
    valid_to = packed_day(ends, "valid_to")
    if valid_from == NOT_GIVEN:
        return NOT_GIVEN, NOT_GIVEN
    if valid_to < valid_from:
        raise BadQuestionError("valid_to: before valid_from")
    return valid_from, valid_to


def checked_name(name: str) -> str:
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadQuestionError(f"name: 1 to {LONGEST_NAME} characters")
    return name


def _pack_day(text: str) -> bytes:
    day = date.fromisoformat(text)
    if len(text) != 10 or not 1984 <= day.year <= 2200:
        raise ValueError
    return pack_date(day.year * 10_000 + day.month * 100 + day.day)


def packed_day(text: str, field: str) -> bytes:
    try:
        return _pack_day(text)
    except ValueError:
        raise BadQuestionError(f"{field}: not a date from 1984 to 2200 (YYYY-MM-DD)") from None
