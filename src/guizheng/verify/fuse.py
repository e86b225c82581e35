"""Binary fuse filter with 16-bit fingerprints (Graf and Lemire 2022): 2.25 bytes a key, 1 in 65,536 false positives.

It answers whether a key may be in a set it was built from; a key of the set is always found.
"""

import math
import struct
from array import array
from collections.abc import Iterable, Sequence

MAGIC = b"GZFUSE16"
_HEAD = struct.Struct("<8sQIIII")
_MASK = (1 << 64) - 1
_TRIES = 100


class BadFilterError(ValueError):
    """Bytes that are no filter, or keys none can be built from."""


class Fuse:
    """A filter over 64-bit keys. Keys must be spread evenly already (digests are)."""

    def __init__(self, count: int, seed: int, segment: int, segments: int, prints: "array[int]") -> None:
        self.count = count
        self._seed = seed
        self._segment = segment
        self._span = segments * segment
        self._prints = prints

    def __contains__(self, key: int) -> bool:
        mixed = mix(key, self._seed)
        one, two, three = places(mixed, self._segment, self._span)
        prints = self._prints
        return prints[one] ^ prints[two] ^ prints[three] == fingerprint(mixed)

    def encode(self) -> bytes:
        """Little-endian: header, then two bytes a place."""
        head = _HEAD.pack(MAGIC, self._seed, self.count, self._segment, self._span // self._segment, len(self._prints))
        return head + struct.pack(f"<{len(self._prints)}H", *self._prints)


def decode(raw: bytes) -> Fuse:
    try:
        magic, seed, count, segment, segments, length = _HEAD.unpack_from(raw)
        prints = array("H", struct.unpack_from(f"<{length}H", raw, _HEAD.size))
    except struct.error as error:
        raise BadFilterError("filter: too short") from error
    if magic != MAGIC or len(raw) != _HEAD.size + 2 * length or length != (segments + 2) * segment:
        raise BadFilterError("filter: not one")
    return Fuse(count, seed, segment, segments, prints)


def build(keys: Iterable[int]) -> Fuse:
    """The filter of these keys; equal keys count once. Same keys, same filter."""
    distinct = sorted(set(keys))
    segment, segments = shape(len(distinct))
    for seed in range(_TRIES):
        mixed = [mix(key, seed) for key in distinct]
        order = peel(mixed, segment, segments)
        if order is not None:
            return Fuse(len(distinct), seed, segment, segments, assign(order, segment, segments))
    raise BadFilterError("filter: these keys don't come apart")


def shape(count: int) -> tuple[int, int]:
    """Length of a segment and number of segments for so many keys."""
    if count <= 1:
        return 4, 1
    segment = min(1 << 18, 1 << int(math.log(count) / math.log(3.33) + 2.25))
    factor = max(1.125, 0.875 + 0.25 * math.log(1_000_000) / math.log(count))
    return segment, max(1, -(-round(count * factor) // segment) - 2)


def mix(key: int, seed: int) -> int:
    """MurmurHash3's finaliser over key and seed."""
    h = (key + seed * 0x9E3779B97F4A7C15) & _MASK
    h = (h ^ h >> 33) * 0xFF51AFD7ED558CCD & _MASK
    h = (h ^ h >> 33) * 0xC4CEB9FE1A85EC53 & _MASK
    return h ^ h >> 33


def places(mixed: int, segment: int, span: int) -> tuple[int, int, int]:
    """Three places in three neighbouring segments."""
    first = mixed * span >> 64
    return first, first + segment ^ mixed >> 18 & segment - 1, first + 2 * segment ^ mixed & segment - 1


def fingerprint(mixed: int) -> int:
    return (mixed ^ mixed >> 32) & 0xFFFF


def peel(mixed: Sequence[int], segment: int, segments: int) -> list[tuple[int, int]] | None:
    """Take away, again and again, a key that is alone at one of its places; None where some never are."""
    span, length = segments * segment, (segments + 2) * segment
    counts, sums = array("I", bytes(4 * length)), array("Q", bytes(8 * length))
    for key in mixed:
        for place in places(key, segment, span):
            counts[place] += 1
            sums[place] ^= key
    alone = [place for place in range(length) if counts[place] == 1]
    order: list[tuple[int, int]] = []
    while alone:
        place = alone.pop()
        if counts[place] != 1:
            continue
        key = sums[place]
        order.append((key, place))
        for other in places(key, segment, span):
            counts[other] -= 1
            sums[other] ^= key
            if counts[other] == 1:
                alone.append(other)
    return order if len(order) == len(mixed) else None


def assign(order: Sequence[tuple[int, int]], segment: int, segments: int) -> "array[int]":
    """Backwards, each key's own place makes its three add up to its fingerprint."""
    span = segments * segment
    prints = array("H", bytes(2 * (segments + 2) * segment))
    for key, own in reversed(order):
        one, two, three = places(key, segment, span)
        prints[own] ^= fingerprint(key) ^ prints[one] ^ prints[two] ^ prints[three]
    return prints
