"""读库: a worker's view of the register in force, one consistent snapshot a question."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import lmdb

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
        self._state = unpack_state(None)
        self._digests = Digests(bytes(32))
        self._epoch = -1

    def snapshot(self) -> "Snapshot":
        """The register as of now; NoRegisterError (a LookupError) or OSError while there is none to read."""
        register = self._register or self._open()
        txn = self._begin(register)
        raw = txn.get(STATE_KEY, None, register.meta)
        if raw != self._raw:
            try:
                self._take(raw)
            except SupersededError:
                txn.abort()
                register.env.close()
                self._register = None
                return self.snapshot()
            except (ValueError, OSError) as error:
                txn.abort()
                raise NoRegisterError("no digest key for this epoch") from error
        return Snapshot(txn, register, self._state, self._digests)

    def close(self) -> None:
        if self._register is not None:
            self._register.env.close()
            self._register = None

    def _take(self, raw: bytes | memoryview | None) -> None:
        state = unpack_state(raw)
        if state.superseded:
            raise SupersededError
        if state.epoch != self._epoch:
            self._digests, self._epoch = Digests(self._epoch_key(state.epoch)), state.epoch
        self._raw, self._state = raw, state

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


class Snapshot:
    """One question's reads. A context: its transaction ends with it."""

    __slots__ = ("_get", "_register", "_txn", "digests", "state")

    def __init__(self, txn: lmdb.Transaction, register: Register, state: NodeState, digests: Digests) -> None:
        self._txn = txn
        self._get = txn.get
        self._register = register
        self.state = state
        self.digests = digests

    def __enter__(self) -> "Snapshot":
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._txn.abort()

    def entry(self, person: bytes) -> bytes | None:
        return self._get(person, None, self._register.persons)  # type: ignore[return-value]

    def unit(self, key_hash: bytes) -> UnitKey | None:
        payload = self._get(key_hash, None, self._register.units)
        return decode_unit(bytes(payload)) if payload is not None else None
