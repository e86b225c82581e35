"""What a node knows of a person: the whole current entry, and the compact form in which it is stored and sent.

Value: epoch (1) | revision (6) | name digest (8) | cards, 11 bytes each: valid-from (3), valid-to (3), state (1),
since (4). All integers big-endian. An entry without cards is a tombstone: nothing is on record any more, but the
revision stays, so that a late older entry can't bring a lifted report back.
"""

from enum import StrEnum

import msgspec

from guizheng.verify.digests import NAME_BYTES, PERSON_BYTES

HEAD_BYTES = 1 + 6 + NAME_BYTES
CARD_BYTES = 11
DATES_BYTES = 6


class State(StrEnum):
    IN_FORCE = "in_force"
    REPORTED_LOST = "reported_lost"
    REPLACED = "replaced"
    HANDED_IN = "handed_in"
    DESTROYED = "destroyed"
    CANCELLED = "cancelled"
    MADE = "made"


# Stored codes: append, never renumber.
STATE_CODES = {state: code for code, state in enumerate(State)}
STATES = tuple(State)


class CardState(msgspec.Struct, frozen=True, array_like=True):
    """A card of the person: dates as yyyymmdd, valid_to 0 = 长期; since in epoch seconds, 0 where nothing happened."""

    valid_from: int
    valid_to: int
    state: State
    since: int = 0


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A person's current entry: all cards while any is not in order, none once all are.

    A superseded card that has expired is no reason for an entry (its dates alone answer `expired`), but stays listed
    while another card is: a card that is not listed is a mismatch.
    """

    epoch: int
    person: bytes
    revision: int
    name: bytes
    cards: tuple[CardState, ...] = ()


class BadEntryError(ValueError):
    """Bytes that are no entry."""


def pack_date(yyyymmdd: int) -> bytes:
    """Three bytes that sort as the dates do; 0 stays 0."""
    year, rest = divmod(yyyymmdd, 10_000)
    month, day = divmod(rest, 100)
    return (year << 9 | month << 5 | day).to_bytes(3, "big")


def unpack_date(raw: bytes) -> int:
    packed = int.from_bytes(raw, "big")
    return (packed >> 9) * 10_000 + (packed >> 5 & 15) * 100 + (packed & 31)


def encode_value(entry: Entry) -> bytes:
    """What the register file holds under the person's digest."""
    if len(entry.name) != NAME_BYTES:
        raise BadEntryError("name digest: not 8 bytes")
    head = entry.epoch.to_bytes(1, "big") + entry.revision.to_bytes(6, "big") + entry.name
    return head + b"".join(_card_bytes(card) for card in entry.cards)


def decode_value(person: bytes, value: bytes) -> Entry:
    if len(value) < HEAD_BYTES or (len(value) - HEAD_BYTES) % CARD_BYTES:
        raise BadEntryError("entry: wrong length")
    cards = tuple(_card(value[at : at + CARD_BYTES]) for at in range(HEAD_BYTES, len(value), CARD_BYTES))
    return Entry(value[0], person, int.from_bytes(value[1:7], "big"), value[7:HEAD_BYTES], cards)


def encode_entry(entry: Entry) -> bytes:
    """The payload of a feed row: person digest, then the value."""
    if len(entry.person) != PERSON_BYTES:
        raise BadEntryError("person digest: not 16 bytes")
    return entry.person + encode_value(entry)


def decode_entry(payload: bytes) -> Entry:
    return decode_value(payload[:PERSON_BYTES], payload[PERSON_BYTES:])


_LEAST = PERSON_BYTES + HEAD_BYTES
_FIRST_STATE = _LEAST + DATES_BYTES


def check_entry(payload: bytes) -> None:
    """BadEntryError where decode_entry would raise it, without taking the entry apart."""
    if len(payload) < _LEAST or (len(payload) - _LEAST) % CARD_BYTES:
        raise BadEntryError("entry: wrong length")
    if max(payload[_FIRST_STATE::CARD_BYTES], default=0) >= len(STATES):
        raise BadEntryError("card state: unknown code")


def revision_of(value: bytes) -> int:
    return int.from_bytes(value[1:7], "big")


def _card_bytes(card: CardState) -> bytes:
    code = STATE_CODES[card.state].to_bytes(1, "big")
    return pack_date(card.valid_from) + pack_date(card.valid_to) + code + card.since.to_bytes(4, "big")


def _card(raw: bytes) -> CardState:
    if raw[6] >= len(STATES):
        raise BadEntryError("card state: unknown code")
    since = int.from_bytes(raw[7:11], "big")
    return CardState(unpack_date(raw[0:3]), unpack_date(raw[3:6]), STATES[raw[6]], since)
