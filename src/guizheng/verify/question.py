"""提问: the body of a question, read and checked. No word of an error repeats what was sent."""

from datetime import date
from functools import lru_cache
from typing import Annotated

import msgspec

from guizheng.law.id_number import fault
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
    number = raw.upper()
    if why := fault(number):
        raise BadQuestionError(f"id_number: {why}")
    return number


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


@lru_cache(maxsize=100_000)
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
