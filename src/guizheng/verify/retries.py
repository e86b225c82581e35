"""重发: what was answered under an Idempotency-Key, kept by a worker for ten minutes.

A question sent again gets the answer it got, with its record, as long as that is still what the register says: an
answer must never outlive a loss report. Where the register says otherwise by now, it is answered anew.
"""

from collections import OrderedDict
from hashlib import blake2b
from typing import NamedTuple

KEPT_SECONDS = 600.0
MOST_BYTES = 16 << 20
NO_RETRY = bytes(8)


class ReusedKeyError(Exception):
    """This key came with another question before."""


class Kept(NamedTuple):
    """told: what the register said, card by card, and in which language; until: epoch seconds."""

    asked: bytes
    told: bytes
    body: bytes
    until: float


class Retries:
    """Answers by unit key and retry mark, the oldest forgotten first when they grow too large."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, Kept] = OrderedDict()
        self._bytes = 0

    def answered(self, key: bytes, asked: bytes, now: float) -> Kept | None:
        """What this question was answered; ReusedKeyError where it was another one."""
        kept = self._kept.get(key)
        if kept is None or now >= kept.until:
            return None
        if kept.asked != digest(asked):
            raise ReusedKeyError
        return kept

    def keep(self, key: bytes, asked: bytes, told: bytes, body: bytes, now: float) -> None:
        self._forget(key)
        self._kept[key] = Kept(digest(asked), told, body, now + KEPT_SECONDS)
        self._bytes += len(body)
        while self._bytes > MOST_BYTES:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: bytes) -> None:
        if (kept := self._kept.pop(key, None)) is not None:
            self._bytes -= len(kept.body)


def digest(asked: bytes) -> bytes:
    return blake2b(asked, digest_size=16, person=b"gz-asked").digest()


def retry_mark(key: str) -> bytes | None:
    """Eight bytes by which records of one question sent twice are counted once; None for a key that is none."""
    if not key:
        return NO_RETRY
    if len(key) > 64 or not key.isascii() or not key.isprintable():
        return None
    return blake2b(key.encode(), digest_size=8, person=b"gz-retry").digest()
