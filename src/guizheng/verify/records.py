"""核查留痕: every question leaves a record before its answer leaves (《意见》二(二)4).

A worker writes fixed records into a memory-mapped segment of its own. What is in the map survives the end of the
process, however it ends; a thread brings it to disk. A full or old segment is closed and handed to the case plane;
nothing is ever overwritten, and where no room is left the question is refused.

Segment: header of 64 bytes (magic, record size, node's segment id), then records. A record's sequence is its place,
and its CRC covers the rest, so that a reader tells a whole record from a torn or empty one.
"""

import fcntl
import mmap
import os
import secrets
import struct
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

MAGIC = b"GZQR0001"
HEADER_BYTES = 64
ID_BYTES = 8
RECORD = struct.Struct(">QQ16s16sQQ3s3s8sBBBB18s")
RECORD_BYTES = RECORD.size + 4
HEAD = struct.Struct(">QQ")
REST = struct.Struct(">16s16sQQ3s3s8sBBBB18s")
"""A record's place and time, and what follows: person to purpose, as a writer hands it over."""
_head, _crc = HEAD.pack, struct.Struct(">I").pack
OPEN, CLOSED = ".open", ".segment"


class RecordsFullError(Exception):
    """No room for another record: the question must be refused."""


class Record(NamedTuple):
    """One question. Times in epoch microseconds (at) and milliseconds (as_of); dates packed; retry marks a question
    sent again under one Idempotency-Key, 0 where none was given; answer and channel are the codes of `outcome`."""

    sequence: int
    at: int
    person: bytes
    unit_key: bytes
    position: int
    as_of: int
    valid_from: bytes
    valid_to: bytes
    retry: bytes
    epoch: int
    answer: int
    channel: int
    language: int
    purpose: bytes


class Segment:
    """An open segment: one writer, marked by a lock that ends with its process."""

    def __init__(self, folder: Path, size: int) -> None:
        self.id = secrets.token_hex(ID_BYTES)
        self.path = folder / (self.id + OPEN)
        draft = folder / (self.id + ".new")
        self._file = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        # Room is taken up front: a full disk is found here, not as a signal in the middle of a record.
        os.posix_fallocate(self._file, 0, size)
        self.map = mmap.mmap(self._file, size)
        self.map[:HEADER_BYTES] = (MAGIC + struct.pack(">I", RECORD_BYTES) + bytes.fromhex(self.id)).ljust(HEADER_BYTES)
        draft.rename(self.path)
        self.room = (size - HEADER_BYTES) // RECORD_BYTES
        self.count = 0
        self.began = 0.0
        self._on_disk = 0

    def append(self, at: int, rests: Sequence[bytes]) -> list[str]:
        """Records of all of them, brought into the map at once; there is room."""
        first = self.count
        bodies = [_head(sequence, at) + rest for sequence, rest in enumerate(rests, first)]
        raw = b"".join([body + _crc(crc32(body)) for body in bodies])
        start = HEADER_BYTES + first * RECORD_BYTES
        self.map[start : start + len(raw)] = raw
        self.count = first + len(rests)
        return [f"{self.id}-{sequence:x}" for sequence in range(first, self.count)]

    def sync(self) -> None:
        """What is new to disk, with the interpreter lock released."""
        if (count := self.count) != self._on_disk:
            os.fdatasync(self._file)
            self._on_disk = count

    def close(self) -> None:
        """Cut to what was written, bring to disk, and rename: from here on it may be shipped."""
        self.map.close()
        finish(self._file, self.path, self.count)
        os.close(self._file)


class Records:
    """A worker's records. One thread calls `write`; `tend` is called by a thread of its own."""

    def __init__(self, folder: Path, *, segment_bytes: int, segment_seconds: float, most_segments: int) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._size = segment_bytes
        self._seconds = segment_seconds
        self._most = most_segments
        self._swap = threading.Lock()
        self._done: list[Segment] = []
        self._spare: Segment | None = None
        self._current: Segment | None = None
        # Where nothing could be shipped before the restart, there is no more room after it.
        self.tend(0.0)

    def write(self, at: int, rest: bytes) -> str:
        """Write a record and return its id, by which unit, holder and police find it. RecordsFullError where there is
        no room."""
        with self._swap:
            segment = self._current
            if segment is None or segment.count >= segment.room:
                segment = self._next()
            sequence = segment.count
            body = _head(sequence, at) + rest
            start = HEADER_BYTES + sequence * RECORD_BYTES
            segment.map[start : start + RECORD_BYTES] = body + _crc(crc32(body))
            segment.count = sequence + 1
            return f"{segment.id}-{sequence:x}"

    def write_all(self, at: int, rests: Sequence[bytes]) -> list[str]:
        """As `write`, of many at once: where there is no room for all none is answered, though some may stand
        recorded."""
        ids: list[str] = []
        with self._swap:
            while len(ids) < len(rests):
                segment = self._current
                if segment is None or segment.count >= segment.room:
                    segment = self._next()
                ids += segment.append(at, rests[len(ids) : len(ids) + segment.room - segment.count])
        return ids

    def tend(self, now: float) -> None:
        """Bring to disk what was written, close what is full or old, and have a spare ready."""
        with self._swap:
            done, self._done = self._done, []
            segment = self._current
        for full in done:
            full.close()
        if segment is not None and segment.count:
            segment.sync()
            segment.began = segment.began or now
        if self._spare is None and self._waiting() < self._most:
            spare = Segment(self._folder, self._size)
            with self._swap:
                self._spare = spare
        if segment is not None and segment.began and now - segment.began >= self._seconds:
            with self._swap:
                if self._current is segment and self._spare is not None:
                    self._current, self._spare = self._spare, None
                    self._done.append(segment)

    def has_room(self) -> bool:
        with self._swap:
            segment = self._current
            return self._spare is not None or (segment is not None and segment.count < segment.room)

    def close(self) -> None:
        with self._swap:
            left = [*self._done, *(s for s in (self._current, self._spare) if s is not None)]
            self._current = self._spare = None
            self._done = []
        for segment in left:
            segment.close()

    def _next(self) -> Segment:
        if self._spare is None:
            raise RecordsFullError
        if self._current is not None:
            self._done.append(self._current)
        self._current, self._spare = self._spare, None
        return self._current

    def _waiting(self) -> int:
        return sum(1 for _ in self._folder.glob("*" + CLOSED))


def read_records(raw: bytes) -> Iterator[Record]:
    """The whole records of a segment, in order. What follows the first torn or empty place was never answered."""
    if raw[:8] != MAGIC or struct.unpack(">I", raw[8:12])[0] != RECORD_BYTES:
        raise ValueError("not a segment of question records")
    for sequence, start in enumerate(range(HEADER_BYTES, len(raw) - RECORD_BYTES + 1, RECORD_BYTES)):
        body = raw[start : start + RECORD.size]
        record = Record(*RECORD.unpack(body))
        if record.sequence != sequence or crc32(body) != int.from_bytes(
            raw[start + RECORD.size : start + RECORD_BYTES], "big"
        ):
            return
        yield record


def finish(file: int, path: Path, count: int) -> None:
    """Cut a segment to its whole records, bring it to disk and rename it; one without records goes."""
    os.ftruncate(file, HEADER_BYTES + count * RECORD_BYTES)
    os.fdatasync(file)
    if count:
        path.rename(path.with_suffix(CLOSED))
    else:
        path.unlink()


def segment_id(raw: bytes) -> str:
    return raw[12 : 12 + ID_BYTES].hex()
