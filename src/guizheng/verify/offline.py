"""离线核查 (《意见》二(二)3): a daily list of lost cards for named purposes without a network, and how to check by it.

The list holds no numbers: each card is a keyed digest of number, name and both dates, under a key made for this issue
alone. Who has list and key can try cards whose four items he knows, which is what the list is for; a number alone gives
nothing, since name and dates would have to be guessed with it. An issue ends after a day.

A HIT is confirmed on line: one card in 65,536 that is not on the list looks as if it were.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from hashlib import blake2b, sha256

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from guizheng.verify import fuse
from guizheng.verify.digests import normal_name
from guizheng.verify.question import NOT_GIVEN, BadQuestionError, Item, checked_dates, checked_name, checked_number

LIFE_SECONDS = 86_400
KEY_BYTES = 32


class ListAnswer(StrEnum):
    """CLEAR and HIT are about the list as of its last delta; STALE: too old to answer from; UNKNOWN: can't be asked."""

    CLEAR = "clear"
    HIT = "hit"
    STALE = "stale"
    UNKNOWN = "unknown"


class Manifest(msgspec.Struct, frozen=True):
    """What a list is. made and expires in epoch seconds; key: digest of the issue's key, to tell keys apart."""

    issue: int
    made: int
    expires: int
    purposes: tuple[str, ...]
    count: int
    sha256: str
    key: str


class Delta(msgspec.Struct, frozen=True):
    """What changed since the issue or its last delta, numbered 1, 2, 3 …"""

    issue: int
    number: int
    made: int
    added: tuple[int, ...]
    removed: tuple[int, ...]


class BadListError(ValueError):
    """A list, manifest or delta that was not signed, was altered, or does not follow."""


def card_key(item: Item, key: bytes) -> int:
    """64 bits of a keyed digest over the full tuple. BadQuestionError where number, name or dates can't be."""
    valid_from, valid_to = checked_dates(item)
    if valid_from == NOT_GIVEN:
        raise BadQuestionError("valid_from, valid_to: both are needed")
    name = normal_name(checked_name(item.name)).encode()
    whole = checked_number(item.id_number).encode() + valid_from + valid_to + name
    return int.from_bytes(blake2b(whole, digest_size=8, key=key, person=b"gz-list").digest(), "big")


def make_list(
    lost: Iterable[int], *, issue: int, at: int, purposes: tuple[str, ...], key: bytes
) -> tuple[bytes, Manifest]:
    """Today's list over the card keys of all cards reported lost, made at epoch second `at`."""
    made = fuse.build(lost)
    body = made.encode()
    return body, Manifest(
        issue, at, at + LIFE_SECONDS, purposes, made.count, sha256(body).hexdigest(), sha256(key).hexdigest()[:16]
    )


def seal(what: Manifest | Delta, signer: Ed25519PrivateKey) -> bytes:
    """Signature (64 bytes), then the thing signed."""
    body = msgspec.json.encode(what)
    return signer.sign(body) + body


class OfflineChecker:
    """The reference checker: everything it needs is in these files and the issue's key."""

    def __init__(self, manifest: bytes, body: bytes, key: bytes, signer: Ed25519PublicKey) -> None:
        self._signer = signer
        self.manifest = msgspec.json.decode(self._opened(manifest), type=Manifest)
        if sha256(body).hexdigest() != self.manifest.sha256:
            raise BadListError("list: not the manifest's")
        if sha256(key).hexdigest()[:16] != self.manifest.key:
            raise BadListError("list: another issue's key")
        self._key = key
        self._fuse = fuse.decode(body)
        self._added: set[int] = set()
        self._removed: set[int] = set()
        self.deltas = 0
        self.as_of = self.manifest.made

    def take(self, sealed: Sequence[bytes]) -> None:
        """Take deltas in, in order; what was taken in already is passed over."""
        for raw in sealed:
            delta = msgspec.json.decode(self._opened(raw), type=Delta)
            if delta.issue != self.manifest.issue or delta.number > self.deltas + 1:
                raise BadListError("delta: does not follow")
            if delta.number == self.deltas + 1:
                self._added = (self._added - set(delta.removed)) | set(delta.added)
                self._removed = (self._removed - set(delta.added)) | set(delta.removed)
                self.deltas, self.as_of = delta.number, delta.made

    def check(self, item: Item, purpose: str, *, now: int) -> ListAnswer:
        """离线核查: CLEAR says that this card is not among those reported lost as of `as_of`, and no more."""
        if not self.manifest.made <= now < self.manifest.expires:
            return ListAnswer.STALE
        if purpose not in self.manifest.purposes:
            return ListAnswer.UNKNOWN
        try:
            key = card_key(item, self._key)
        except BadQuestionError:
            return ListAnswer.UNKNOWN
        if key in self._added or (key in self._fuse and key not in self._removed):
            return ListAnswer.HIT
        return ListAnswer.CLEAR

    def _opened(self, sealed: bytes) -> bytes:
        try:
            self._signer.verify(sealed[:64], sealed[64:])
        except InvalidSignature as error:
            raise BadListError("signature: not this publisher's") from error
        return sealed[64:]
