"""读库: a worker's view of the register in force, one consistent snapshot a question."""

from collections.abc import Callable, Sequence
from pathlib import Path

import lmdb
import msgspec

from guizheng.verify.digests import Digests
from guizheng.verify.store import STATE_KEY, NodeState, NoRegisterError, Register, current, unpack_state
from guizheng.verify.unit_keys import UnitKey, decode_unit


class SupersededError(Exception):
    """Another register is in force."""


class Reader:
    """Opens the register when first asked, and the next one when it is superseded. One thread.

    `opens` opens a register for reading; `epoch_key` gives the digest key of an epoch or raises ValueError, OSError.
    """

    def __init__(self, data: Path, epoch_key: Callable[[int], bytes], opens: Callable[[Path], Register]) -> None:
        self._data = data
        self._epoch_key = epoch_key
        self._opens = opens
        self._register: Register | None = None
        self._raw: bytes | memoryview | None = None
        self._read = -1
        self.state = unpack_state(None)
        self._digests = Digests(bytes(32))
        self._epoch = -1

    def snapshot(self) -> "Snapshot":
        """The register as of now; NoRegisterError (a LookupError) or OSError while there is none to read."""
        register = self._register or self._open()
        txn = self._begin(register)
        # What is committed under one number never changes: the state is read again only where the number is another.
        if txn.id() != self._read:
            try:
                self._take(txn, register)
            except SupersededError:
                txn.abort()
                self.close()
                return self.snapshot()
            except (ValueError, OSError) as error:
                txn.abort()
                raise NoRegisterError("no digest key for this epoch") from error
        return Snapshot(txn, register, self.state, self._digests)

    def close(self) -> None:
        self._read = -1
        if self._register is not None:
            self._register.env.close()
            self._register = None

    def _take(self, txn: lmdb.Transaction, register: Register) -> None:
        self._read = -1
        raw = txn.get(STATE_KEY, None, register.meta)
        if raw != self._raw:
            state = unpack_state(raw)
            if state.superseded:
                raise SupersededError
            if state.epoch != self._epoch:
                self._digests, self._epoch = Digests(self._epoch_key(state.epoch)), state.epoch
            self._raw, self.state = raw, state
        self._read = txn.id()

    def _open(self) -> Register:
        self._register = self._opens(current(self._data))
        return self._register

    def _begin(self, register: Register) -> lmdb.Transaction:
        try:
            return register.env.begin()
        except lmdb.MapResizedError:
            # The applier made room for more entries: follow it.
            register.env.set_mapsize(0)
            return register.env.begin()


class Snapshot(msgspec.Struct, gc=False):
    """One question's reads; `end` ends them."""

    txn: lmdb.Transaction
    register: Register
    state: NodeState
    digests: Digests

    def end(self) -> None:
        self.txn.abort()

    def entry(self, person: bytes) -> bytes | None:
        return self.txn.get(person, None, self.register.persons)  # type: ignore[return-value]

    def entries(self, digests: Sequence[bytes]) -> list[bytes | None]:
        """As `entry`, of many."""
        get, persons = self.txn.get, self.register.persons
        return [get(digest, None, persons) for digest in digests]  # type: ignore[misc]

    def unit(self, key_hash: bytes) -> UnitKey | None:
        payload = self.txn.get(key_hash, None, self.register.units)
        return decode_unit(bytes(payload)) if payload is not None else None
