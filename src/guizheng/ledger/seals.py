"""封存: numbered events as the leaves of one Merkle tree (RFC 9162), whose roots are signed from time to time.

A seal fixes the order and the content of every act up to its size. An inclusion proof shows one act to anyone who
holds a seal, without showing another; a consistency check is that the older root can be computed again.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import models

from guizheng.ledger.events import Event

EMPTY_ROOT = hashlib.sha256(b"").digest()
_BATCH = 5_000


class Seal(models.Model):
    """The root over events 1..size, signed. `peaks` are the roots of the full subtrees: the next seal starts there."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    peaks = models.JSONField()
    at = models.DateTimeField()
    algorithm = models.CharField(max_length=24)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=256)

    append_only = True


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Root over leaf hashes (RFC 9162, 2.1.1)."""
    peaks: list[tuple[int, bytes]] = []
    for leaf in leaves:
        grow(peaks, leaf)
    return bag(peaks)


def grow(peaks: list[tuple[int, bytes]], leaf: bytes) -> None:
    """Add a leaf hash to the row of full subtrees (height, root), highest first."""
    height, node = 0, leaf
    while peaks and peaks[-1][0] == height:
        node = node_hash(peaks.pop()[1], node)
        height += 1
    peaks.append((height, node))


def bag(peaks: Sequence[tuple[int, bytes]]) -> bytes:
    """The root of the whole tree from its full subtrees."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1][1]
    for _, peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def inclusion_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Audit path of leaf `index`, 0-based (RFC 9162, 2.1.3.1)."""
    if len(leaves) <= 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_path(index, leaves[:split]), merkle_root(leaves[split:])]
    return [*inclusion_path(index - split, leaves[split:]), merkle_root(leaves[:split])]


def root_from_path(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes:
    """The root that a leaf and its path give (RFC 9162, 2.1.3.2); ValueError when the path has the wrong length."""
    if index >= size:
        raise ValueError("no such leaf")
    at, last, node = index, size - 1, leaf
    for step in path:
        if last == 0:
            raise ValueError("path: too long")
        if at & 1 or at == last:
            node = node_hash(step, node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, step)
        at, last = at >> 1, last >> 1
    if last:
        raise ValueError("path: too short")
    return node


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _leaves(after: int, upto: int) -> list[bytes]:
    rows = Event.objects.filter(position__gt=after, position__lte=upto).order_by("position")
    return [leaf_hash(bytes.fromhex(digest)) for digest in rows.values_list("digest", flat=True)]


def _signed_text(size: int, root: str, at: datetime) -> bytes:
    return f"guizheng-seal\n{size}\n{root}\n{at.astimezone(UTC).isoformat(timespec='microseconds')}".encode()


def _ed25519(text: bytes) -> tuple[str, str]:
    key = Ed25519PrivateKey.from_private_bytes(settings.PAPER_SIGNING_KEY)
    return key.public_key().public_bytes_raw().hex(), key.sign(text).hex()


def _ed25519_holds(text: bytes, key: str, signature: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True


# Another algorithm is another entry here and another word in SEAL_ALGORITHM; old seals keep their own.
SIGNERS: dict[str, tuple[Callable[[bytes], tuple[str, str]], Callable[[bytes, str, str], bool]]] = {
    "Ed25519-SHA256": (_ed25519, _ed25519_holds)
}


def seal(upto: int, *, at: datetime) -> Seal | None:
    """封存 D3: sign the root over events 1..upto; None when a seal of that size stands or numbers are still missing.

    It reads outside any transaction: what is numbered does not change.
    """
    last = Seal.objects.order_by("-size").first()
    size, peaks = (last.size, [(h, bytes.fromhex(node)) for h, node in last.peaks]) if last else (0, [])
    if upto <= size:
        return None
    while size < upto:
        leaves = _leaves(size, min(upto, size + _BATCH))
        if len(leaves) != min(upto, size + _BATCH) - size:
            return None
        for leaf in leaves:
            grow(peaks, leaf)
        size += len(leaves)
    root = bag(peaks).hex()
    algorithm = getattr(settings, "SEAL_ALGORITHM", "Ed25519-SHA256")
    key, signature = SIGNERS[algorithm][0](_signed_text(size, root, at))
    words = {"root": root, "at": at, "algorithm": algorithm, "key": key, "signature": signature}
    words |= {"peaks": [(height, node.hex()) for height, node in peaks]}
    return Seal.objects.get_or_create(size=size, defaults=words)[0]


def holds(one: Seal) -> bool:
    """Does the seal's signature hold, and do the events up to its size still give its root?"""
    if not SIGNERS[one.algorithm][1](_signed_text(one.size, one.root, one.at), one.key, one.signature):
        return False
    peaks: list[tuple[int, bytes]] = []
    for after in range(0, one.size, _BATCH):
        leaves = _leaves(after, min(one.size, after + _BATCH))
        for leaf in leaves:
            grow(peaks, leaf)
    return bag(peaks).hex() == one.root


def proof(event: Event, one: Seal) -> list[str]:
    """The audit path of an event under a seal, as hexadecimal."""
    if event.position is None or event.position > one.size:
        raise ValueError("the event is younger than the seal")
    return [node.hex() for node in inclusion_path(event.position - 1, _leaves(0, one.size))]


def proof_holds(event: Event, one: Seal, path: Sequence[str]) -> bool:
    """Does the path lead from this event to the seal's root?"""
    if event.position is None:
        return False
    leaf = leaf_hash(bytes.fromhex(event.digest))
    try:
        root = root_from_path(event.position - 1, one.size, leaf, [bytes.fromhex(node) for node in path])
    except ValueError:
        return False
    return root.hex() == one.root
