"""重建: the whole feed into a new register, sorted, without holding it in memory.

Rows are spread over 256 files by the first byte of the digest; each is then reduced to the greatest revision of each
person, sorted and appended. An entry and its revision mean the same here as in a running register.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from struct import Struct

from guizheng.verify.digests import PERSON_BYTES
from guizheng.verify.entry import check_entry, revision_of
from guizheng.verify.page import Kind, Page
from guizheng.verify.store import EMPTY, Register, advance
from guizheng.verify.unit_keys import decode_unit

SPREAD = 256
_FLUSH = 1 << 18
_LENGTH = Struct(">H").pack
_PEEK = Struct(">H").unpack_from


class Rebuild:
    """Takes pages in order, then writes the register. A context: its scratch files go when it ends."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._buffers = [bytearray() for _ in range(SPREAD)]
        self._units: dict[bytes, bytes] = {}
        self._state = EMPTY

    def __enter__(self) -> "Rebuild":
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._scratch.mkdir(mode=0o700, parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._scratch, ignore_errors=True)

    def take(self, page: Page, *, heard: int) -> None:
        buffers = self._buffers
        for row in page.rows:
            payload = row.payload
            if row.kind is Kind.UNIT:
                self._take_unit(payload)
                continue
            check_entry(payload)
            buffer = buffers[payload[0]]
            buffer += _LENGTH(len(payload)) + payload
            if len(buffer) >= _FLUSH:
                self._flush(payload[0])
        self._state = advance(self._state, page, heard)

    def write(self, path: Path, *, map_bytes: int) -> int:
        """The finished register at `path`, on disk; returns how many persons it holds."""
        for part in range(SPREAD):
            self._flush(part)
        register = Register(path, map_bytes=map_bytes, writable=True)
        register.fill(self._sorted(), self._units, self._state)
        register.env.sync(True)
        with register.env.begin() as txn:
            count = txn.stat(register.persons)["entries"]
        register.env.close()
        return int(count)

    def _sorted(self) -> Iterator[tuple[bytes, bytes]]:
        for part in range(SPREAD):
            # Entries of an epoch that is over can't be asked for any more; those of the next may stand here already.
            yield from sorted(item for item in self._latest(part).items() if item[1][0] >= self._state.epoch)

    def _latest(self, part: int) -> dict[bytes, bytes]:
        file = self._scratch / str(part)
        raw = file.read_bytes() if file.exists() else b""
        latest: dict[bytes, bytes] = {}
        at, end = 0, len(raw)
        while at < end:
            cut = at + 2 + PERSON_BYTES
            stop = at + 2 + _PEEK(raw, at)[0]
            person, value = raw[at + 2 : cut], raw[cut:stop]
            held = latest.get(person)
            if held is None or revision_of(held) < revision_of(value):
                latest[person] = value
            at = stop
        return latest

    def _flush(self, part: int) -> None:
        if self._buffers[part]:
            with (self._scratch / str(part)).open("ab") as file:
                file.write(self._buffers[part])
            self._buffers[part].clear()

    def _take_unit(self, payload: bytes) -> None:
        unit = decode_unit(payload)
        held = self._units.get(unit.key_hash)
        if held is None or decode_unit(held).revision < unit.revision:
            self._units[unit.key_hash] = payload
