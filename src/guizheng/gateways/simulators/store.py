"""What the simulated systems know: one SQLite file of their own, never the house's database."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from guizheng.gateways.credit import CreditRecord
from guizheng.gateways.population import PersonOnFile

BATCH = 5_000
SCHEMA = """
CREATE TABLE IF NOT EXISTS people (id_number TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS credit (id_number TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS credit_of ON credit (id_number);
CREATE TABLE IF NOT EXISTS orders (number TEXT PRIMARY KEY, body BLOB NOT NULL, arrived REAL NOT NULL,
    fate TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS notices (key TEXT PRIMARY KEY, channel TEXT NOT NULL, recipient TEXT NOT NULL,
    text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS payments (key TEXT PRIMARY KEY, refund_of TEXT NOT NULL, receipt TEXT NOT NULL,
    amount TEXT NOT NULL, authority TEXT NOT NULL, means TEXT NOT NULL, on_day TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, laid TEXT NOT NULL, card_of TEXT NOT NULL,
    card INTEGER NOT NULL, finger_of TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS faults (id INTEGER PRIMARY KEY, gateway TEXT NOT NULL, kind TEXT NOT NULL,
    id_number TEXT NOT NULL, times INTEGER NOT NULL, value TEXT NOT NULL);
"""


class Store:
    """One connection that the threads of the process share, one statement or transaction at a time."""

    def __init__(self, path: Path | str) -> None:
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(SCHEMA)

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    def write(self, statement: str, *values: Any) -> int:
        """Runs one statement; how many rows it touched."""
        with self._lock:
            return self._connection.execute(statement, values).rowcount

    def write_many(self, statement: str, values: Iterable[tuple[Any, ...]]) -> None:
        with self._lock:
            self._connection.executemany(statement, values)

    def put_people(self, people: Iterable[PersonOnFile]) -> int:
        """Add or replace persons, in batches, so that any number streams through; how many."""
        count, stream = 0, iter(people)
        while batch := [(one.id_number, msgspec.json.encode(one)) for one in islice(stream, BATCH)]:
            with self.transaction():
                self.write_many("INSERT OR REPLACE INTO people VALUES (?, ?)", batch)
            count += len(batch)
        return count

    def person(self, id_number: str) -> PersonOnFile | None:
        found = self.rows("SELECT body FROM people WHERE id_number = ?", id_number.upper())
        return msgspec.json.decode(found[0][0], type=PersonOnFile) if found else None

    def put_credit(self, records: Iterable[tuple[str, CreditRecord]]) -> None:
        """Add credit records: (ID number, record)."""
        with self.transaction():
            values = ((id_number, msgspec.json.encode(record)) for id_number, record in records)
            self.write_many("INSERT INTO credit VALUES (?, ?)", values)

    def fault(self, gateway: str, kind: str, id_number: str = "") -> str | None:
        """The value of a fault that is to show now, which uses it up once; None when there is none."""
        find = (
            "SELECT id, value FROM faults WHERE gateway = ? AND kind = ? AND id_number IN ('', ?) AND times > 0 LIMIT 1"
        )
        with self.transaction():
            found = self.rows(find, gateway, kind, id_number)
            if not found:
                return None
            self.write("UPDATE faults SET times = times - 1 WHERE id = ?", found[0][0])
            return str(found[0][1])


def open_store(path: Path | str) -> Store:
    """The store in this file, made if it is not there; `:memory:` for tests."""
    if str(path) != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    return Store(path)
