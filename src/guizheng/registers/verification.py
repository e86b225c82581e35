"""核查之门: the one door from the registers to the verification plane: what an entry holds, how a page carries it, and
what a question's record says."""

from collections.abc import Sequence
from datetime import date, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from guizheng.verify.digests import name_digest, new_unit_key, normal_name, person_digest, unit_key_digest
from guizheng.verify.entry import CardState, Entry, State, decode_entry, encode_entry, unpack_date
from guizheng.verify.outcome import OUTCOMES, SAYS, Outcome
from guizheng.verify.page import Kind, Row
from guizheng.verify.publisher import Source, polling_wait, publisher_app
from guizheng.verify.question import Question
from guizheng.verify.receipts import BadReceiptError, Receipt, check_receipt, key_id
from guizheng.verify.records import RECORD, Record, read_records, segment_id
from guizheng.verify.settings import read_epoch_key
from guizheng.verify.unit_keys import Channel, UnitKey, encode_unit

__all__ = ["OUTCOMES", "RECORD", "SAYS", "Channel", "Kind", "Outcome", "Record", "Row", "Source", "State", "UnitKey"]
__all__ += ["BadReceiptError", "Question", "Receipt", "checked_receipt", "digest_under", "encode_unit", "lost_person"]
__all__ += ["new_unit_key", "normal_name", "packed_day", "payload", "polling_wait", "publisher_app", "read_records"]
__all__ += ["segment_id", "unit_key_digest"]

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


def digest_under(id_number: str, epoch: int) -> bytes:
    """人员摘要 B4: how the nodes knew this person in an epoch, whose key is kept as long as its records. Raises
    ValueError where the key is missing."""
    key = settings.DIGEST_KEY if epoch == settings.DIGEST_EPOCH else read_epoch_key(settings.SECRETS, epoch)
    return person_digest(id_number, key)


def lost_person(payload: bytes) -> tuple[int, bytes] | None:
    """Epoch and digest of the person of a feed row, when a card of theirs is reported lost in it."""
    entry = decode_entry(payload)
    lost = any(card.state is State.REPORTED_LOST for card in entry.cards)
    return (entry.epoch, entry.person) if lost else None


def packed_day(packed: bytes) -> date | None:
    """A day as a record carries it; None for one that was not given, or 长期."""
    day = unpack_date(packed)
    return date(day // 10_000, day // 100 % 100, day % 100) if day else None


def checked_receipt(jws: str) -> Receipt:
    """核查回执 B4: what a receipt says, if a node of this house signed it. BadReceiptError otherwise."""
    if not settings.RECEIPT_KEY:
        raise BadReceiptError("receipt: this house issues none")
    public = Ed25519PrivateKey.from_private_bytes(settings.RECEIPT_KEY).public_key()
    return check_receipt(jws.strip(), {key_id(public): public})
