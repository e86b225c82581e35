"""A case plane for tests: a feed in memory behind a real loopback server, and a node's folder with its secrets."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from guizheng.law.id_number import check_digit
from guizheng.verify.digests import name_digest, new_unit_key, person_digest, unit_key_digest
from guizheng.verify.entry import CardState, Entry, encode_entry
from guizheng.verify.page import Kind, Row
from guizheng.verify.publisher import polling_wait, publisher_app
from guizheng.verify.settings import NodeSettings
from guizheng.verify.unit_keys import Channel, UnitKey, encode_unit

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEYS = {1: bytes(range(32)), 2: bytes(range(32, 64))}
TOKEN = "token-of-the-node"


def number(sequence: int, division: str = "410105", born: str = "19900307") -> str:
    """A demo number: sequences 900 to 999 are nobody's."""
    stem = f"{division}{born}{900 + sequence % 100}"
    return stem + check_digit(stem)


def demo_number(count: int) -> str:
    """One of many demo numbers."""
    day = 10_000 * (1950 + count // 100 // 28 % 60) + 100 * (1 + count // 168_000 % 12) + 1 + count // 100 % 28
    return number(count, born=str(day))


def entry_row(
    position: int, id_number: str, name: str, *cards: CardState, revision: int | None = None, epoch: int = 1
) -> Row:
    key = KEYS[epoch]
    person = person_digest(id_number, key)
    entry = Entry(epoch, person, revision or position, name_digest(name, key), cards)
    return Row(position, Kind.PERSON, encode_entry(entry))


class Feed:
    """Rows in order; cut off and tampering at will."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.epoch = 1
        self.cut = False
        self.flip = False
        self.segments: dict[str, bytes] = {}
        self.received: list[str] = []
        self.app = publisher_app(
            self.source,
            signer=SIGNER,
            admits=lambda token: token == TOKEN,
            epoch=lambda: self.epoch,
            wait=polling_wait(self.head, 0.005),
            receive=self.receive,
        )

    def head(self) -> int:
        return self.rows[-1].position if self.rows else 0

    def source(self, after: int, limit: int) -> tuple[list[Row], int, int]:
        as_of = time.time_ns() // 1_000_000
        head = self.head()
        return [row for row in self.rows if after < row.position <= head][:limit], head, as_of

    def receive(self, name: str, body: bytes) -> None:
        self.received.append(name)
        self.segments.setdefault(name, body)

    def add(self, id_number: str, name: str, *cards: CardState, revision: int | None = None, epoch: int = 1) -> int:
        position = self.head() + 1
        self.rows.append(entry_row(position, id_number, name, *cards, revision=revision, epoch=epoch))
        return position

    def add_unit(
        self,
        key: str,
        *,
        purposes: tuple[str, ...] = ("account_opening",),
        quota: int = 100_000,
        revoked: bool = False,
        channel: Channel = Channel.COMPANY,
        unit: str = "bank-0001",
        time_for: tuple[str, ...] = (),
        test: bool = False,
    ) -> int:
        position = self.head() + 1
        row = UnitKey(unit_key_digest(key), unit, channel, purposes, quota, revoked, position, time_for, test)
        self.rows.append(Row(position, Kind.UNIT, encode_unit(row)))
        return position

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        if self.cut:
            start_response("503 Service Unavailable", [])
            return [b""]
        body = b"".join(self.app(environ, start_response))
        if self.flip:
            body = body[:-1] + bytes([body[-1] ^ 1])
        return [body]


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def served(feed: Feed) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, feed, _Server, _Quiet)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def node_settings(folder: Path, publisher: str, **more: Any) -> NodeSettings:
    """A node's folder: data apart from keys and token, which only their owner may read."""
    keys = folder / "keys"
    keys.mkdir(exist_ok=True)
    for epoch, key in KEYS.items():
        secret(keys / f"epoch-{epoch}.key", key.hex())
    secret(folder / "token", TOKEN)
    secret(folder / "publisher.pub", SIGNER.public_key().public_bytes_raw().hex())
    (folder / "data").mkdir(exist_ok=True)
    return NodeSettings(
        data=folder / "data",
        keys=keys,
        token=folder / "token",
        publisher=publisher,
        publisher_key=folder / "publisher.pub",
        **{"map_bytes": 64 << 20, "segment_bytes": 1 << 16, "wait_seconds": 0.5, **more},
    )


def secret(path: Path, text: str) -> None:
    path.touch(0o600)
    path.write_text(text)


__all__ = ["Feed", "demo_number", "entry_row", "new_unit_key", "node_settings", "number", "served"]
