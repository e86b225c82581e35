"""核查记录归档 B4: records of questions sorted by person digest, in immutable blocks with a sparse index.

A file is an object that names its blocks: for each, the digest of its first person, how many records, and the block's
own digest in the object store. Who asks about one person reads the index and the one block, seldom two, that may hold
them. A block begins with its file's mark: what two files hold alike are two objects, so that one can go and one stay.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from heapq import merge as merged
from itertools import islice
from struct import Struct
from typing import NamedTuple

from guizheng.ledger import objects
from guizheng.registers.verification import RECORD, Record

MAGIC = b"GZQF0001"
MARK_BYTES = 16
BLOCK = 4096
_BLOCK = Struct(">16sI32s")
_ITEM = Struct(f">8s{RECORD.size}s")


class Item(NamedTuple):
    """A record and the segment it came in: together they make the id by which unit, holder and police name it."""

    segment: str
    record: Record

    @property
    def id(self) -> str:
        return f"{self.segment}-{self.record.sequence:x}"


class BadFileError(ValueError):
    """An object that is no file of records."""


def order(item: Item) -> tuple[bytes, int, str, int]:
    """By person, then by time."""
    return item.record.person, item.record.at, item.segment, item.record.sequence


def write(items: Iterable[Item], name: str) -> tuple[str, int]:
    """Keep records that come in order; the digest of the file's index and how many there are. `name`: of what it was
    made; made again of the same, it is the same file."""
    mark = blake2b(name.encode(), digest_size=MARK_BYTES).digest()
    stream, index, count = iter(items), [MAGIC, mark], 0
    while block := list(islice(stream, BLOCK)):
        rows = [_ITEM.pack(bytes.fromhex(one.segment), RECORD.pack(*one.record)) for one in block]
        held = objects.put(b"".join([mark, *rows]))
        index.append(_BLOCK.pack(block[0].record.person, len(block), bytes.fromhex(held)))
        count += len(block)
    return objects.put(b"".join(index)), count


def read(index: str) -> Iterator[Item]:
    """Every record in order, one block in memory at a time."""
    for _, _, block in _blocks(index):
        yield from _items(block)


def find(index: str, person: bytes) -> Iterator[Item]:
    """The records of one person."""
    blocks = _blocks(index)
    # A person may begin in the block before the first one that starts with them.
    start = max(0, bisect_left([first for first, _, _ in blocks], person) - 1)
    for first, _, block in blocks[start:]:
        if first > person:
            return
        yield from (item for item in _items(block) if item.record.person == person)


def merge(indexes: Sequence[str]) -> tuple[str, int]:
    """One file of several; these stay as they are."""
    return write(merged(*(read(index) for index in indexes), key=order), ":".join(indexes))


def drop(index: str) -> None:
    """Let go of a file and its blocks."""
    for _, _, block in _blocks(index):
        objects.drop(block)
    objects.drop(index)


def _blocks(index: str) -> list[tuple[bytes, int, str]]:
    raw = objects.get(index)
    rows = raw[len(MAGIC) + MARK_BYTES :]
    if raw[: len(MAGIC)] != MAGIC or len(rows) % _BLOCK.size:
        raise BadFileError("not a file of question records")
    return [(first, count, held.hex()) for first, count, held in _BLOCK.iter_unpack(rows)]


def _items(block: str) -> Iterator[Item]:
    for segment, record in _ITEM.iter_unpack(objects.get(block)[MARK_BYTES:]):
        yield Item(segment.hex(), Record(*RECORD.unpack(record)))
