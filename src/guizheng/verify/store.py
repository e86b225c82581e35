"""本地状态库: one LMDB register a node, kept by one applier and read by every worker.

A rebuild makes a new register beside the old one. CURRENT names the one in force and is replaced by rename; the old
register's last word is that it is superseded, so that its readers move over.
"""

import os
import shutil
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import lmdb

from guizheng.verify.digests import PERSON_BYTES
from guizheng.verify.entry import check_entry, revision_of
from guizheng.verify.page import Kind, Page, Row
from guizheng.verify.unit_keys import UnitKey, decode_unit

STATE_KEY = b"state"
_STATE = struct.Struct(">QQQQBB")


class NodeState(NamedTuple):
    """How far the register is, and as of when: changed in the transaction that changes the register.

    as_of is the publisher's clock, heard this node's, both in ms, for the last page that reached the feed's head.
    units is the position of the last change to a unit's key.
    """

    position: int = 0
    as_of: int = 0
    heard: int = 0
    units: int = 0
    epoch: int = 0
    superseded: int = 0


EMPTY = NodeState()


class NoRegisterError(LookupError):
    """This node has no register yet."""


class Register:
    """One LMDB environment with its three tables. Never carried over a fork: open it in the process that uses it."""

    def __init__(self, path: Path, *, map_bytes: int, writable: bool) -> None:
        if writable:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = path
        self.env = lmdb.open(str(path), map_size=map_bytes, max_dbs=3, readonly=not writable, max_readers=512)
        self.persons = self.env.open_db(b"persons", create=writable)
        self.units = self.env.open_db(b"units", create=writable)
        self.meta = self.env.open_db(b"meta", create=writable)

    def state(self) -> NodeState:
        with self.env.begin() as txn:
            return unpack_state(txn.get(STATE_KEY, db=self.meta))

    def apply(self, page: Page, *, heard: int) -> NodeState:
        """Take a verified page in, whole or not at all. Applying a row twice, or late, changes nothing."""
        while True:
            try:
                with self.env.begin(write=True) as txn:
                    state = advance(unpack_state(txn.get(STATE_KEY, db=self.meta)), page, heard)
                    for row in page.rows:
                        self._take(txn, row)
                    txn.put(STATE_KEY, _STATE.pack(*state), db=self.meta)
                return state
            except lmdb.MapFullError:
                self.env.set_mapsize(self.env.info()["map_size"] * 2)

    def fill(self, persons: Iterable[tuple[bytes, bytes]], units: dict[bytes, bytes], state: NodeState) -> None:
        """Fill an empty register with entries sorted by digest."""
        with self.env.begin(write=True) as txn:
            with txn.cursor(self.persons) as cursor:
                cursor.putmulti(persons, append=True)
            for key_hash, payload in units.items():
                txn.put(key_hash, payload, db=self.units)
            txn.put(STATE_KEY, _STATE.pack(*state), db=self.meta)

    def supersede(self) -> None:
        with self.env.begin(write=True) as txn:
            state = unpack_state(txn.get(STATE_KEY, db=self.meta))
            txn.put(STATE_KEY, _STATE.pack(*state._replace(superseded=1)), db=self.meta)

    def unit(self, key_hash: bytes) -> UnitKey | None:
        with self.env.begin() as txn:
            payload = txn.get(key_hash, db=self.units)
        return decode_unit(bytes(payload)) if payload is not None else None

    def _take(self, txn: lmdb.Transaction, row: Row) -> None:
        if row.kind is Kind.UNIT:
            unit = decode_unit(row.payload)
            known = txn.get(unit.key_hash, db=self.units)
            if known is None or decode_unit(bytes(known)).revision < unit.revision:
                txn.put(unit.key_hash, row.payload, db=self.units)
            return
        check_entry(row.payload)
        person, value = row.payload[:PERSON_BYTES], row.payload[PERSON_BYTES:]
        held = txn.get(person, db=self.persons)
        if held is None or revision_of(bytes(held)) < revision_of(value):
            txn.put(person, value, db=self.persons)


def unpack_state(raw: bytes | memoryview | None) -> NodeState:
    return NodeState(*_STATE.unpack(raw)) if raw is not None else EMPTY


def advance(state: NodeState, page: Page, heard: int) -> NodeState:
    """The state after a page. Freshness and the digest epoch change only where the page reaches the feed's head:
    before that, entries of the new epoch may still be on their way, and `clear` would be false."""
    units = max((row.position for row in page.rows if row.kind is Kind.UNIT), default=state.units)
    state = state._replace(position=page.last, units=units)
    if page.last >= page.head:
        state = state._replace(as_of=page.as_of, heard=heard, epoch=page.epoch)
    return state


def current(data: Path) -> Path:
    """The register in force."""
    try:
        return data / (data / "CURRENT").read_text("ascii")
    except FileNotFoundError:
        raise NoRegisterError("no register yet") from None


def beside(data: Path) -> Path:
    """A place for the next register."""
    taken = [int(path.name.removeprefix("register-")) for path in data.glob("register-*")]
    return data / f"register-{max(taken, default=0) + 1:06d}"


def put_in_force(data: Path, register: Path) -> None:
    """Make this the register in force and clear away all but it and the one before."""
    before = (data / "CURRENT").read_text("ascii") if (data / "CURRENT").exists() else None
    draft = data / "CURRENT.new"
    with draft.open("w", encoding="ascii") as file:
        file.write(register.name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(data / "CURRENT")
    for path in data.glob("register-*"):
        if path.name not in {register.name, before}:
            shutil.rmtree(path, ignore_errors=True)
