"""核查之门: the one door from the registers to the verification plane: what an entry holds, how a page carries it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings

from guizheng.verify.digests import name_digest, new_unit_key, normal_name, person_digest, unit_key_digest
from guizheng.verify.entry import CardState, Entry, State, encode_entry
from guizheng.verify.page import Kind, Row
from guizheng.verify.publisher import Source, keep_in, polling_wait, publisher_app
from guizheng.verify.unit_keys import Channel, UnitKey, encode_unit

__all__ = ["Channel", "Kind", "Row", "Source", "State", "UnitKey", "encode_unit", "keep_in", "new_unit_key", "payload"]
__all__ += ["normal_name", "polling_wait", "publisher_app", "unit_key_digest"]

Told = tuple[date, date | None, State, datetime | None]
"""Of one card: valid from, valid to (None: 长期), state, since when."""


def _day(day: date | None) -> int:
    return 0 if day is None else day.year * 10_000 + day.month * 100 + day.day


def _card(told: Told) -> CardState:
    valid_from, valid_to, state, since = told
    return CardState(_day(valid_from), _day(valid_to), state, max(0, int(since.timestamp())) if since else 0)


def payload(id_number: str, name: str, revision: int, cards: Sequence[Told]) -> bytes:
    """挂失信息 B3: the bytes of a person's entry as a feed row carries them; without cards, nothing is on record."""
    key = settings.DIGEST_KEY
    entry = Entry(
        epoch=settings.DIGEST_EPOCH,
        person=person_digest(id_number, key),
        revision=revision,
        name=name_digest(name, key),
        cards=tuple(_card(card) for card in cards),
    )
    return encode_entry(entry)
