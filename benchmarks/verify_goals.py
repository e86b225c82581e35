"""Goals of the verification plane that need no server: batch, commit-to-visible, rebuild; and what the kernel knows."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from verify_stores import KEY, NAME, OLD, Postgres, entries, postgres

from guizheng.verify import fuse
from guizheng.verify.batch import verify_batch
from guizheng.verify.desk import Desk, Request
from guizheng.verify.digests import name_digest, person_digest
from guizheng.verify.entry import Entry, encode_entry
from guizheng.verify.page import Kind, Row, encode_page, sign, verify_page
from guizheng.verify.publisher import polling_wait, publisher_app
from guizheng.verify.reader import Reader
from guizheng.verify.rebuild import Rebuild
from guizheng.verify.records import Records
from guizheng.verify.settings import read_settings
from guizheng.verify.store import Register, current

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
TICK = os.sysconf("SC_CLK_TCK")
Line = Callable[..., None]


def cpu_of_tree(pid: int) -> float:
    """CPU seconds of a process and all that stand below it, ended children included."""
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            used[int(entry.name)] = sum(map(int, fields[11:13])) / TICK
    below = {pid}
    while more := {each for each, parent in parents.items() if parent in below} - below:
        below |= more
    return sum(used.get(each, 0.0) for each in below)


def processes_with(word: str) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if command.startswith(b"redis-server") and word.encode() in command:
                found.append(int(entry.name))
    return found


def batch(options: list[str], numbers: list[str], key: str, rounds: int, line: Line) -> None:
    """1,000 cards in a request against 1,000 digests and gets in one transaction of the same file."""
    settings = read_settings(options)
    register = Register(current(settings.data), map_bytes=settings.map_bytes, writable=False)
    records = Records(settings.data / "bench", segment_bytes=1 << 30, segment_seconds=1e9, most_segments=4)
    desk = Desk(Reader(settings.data, lambda _: KEY, lambda _: register), records, stale_seconds=1e9)
    # Other people in every batch: entries that were just read would be in the processor's memory already.
    batches = [numbers[at : at + 1_000] for at in range(0, len(numbers), 1_000)]
    card = {"name": NAME, "valid_from": "2010-01-01", "valid_to": "2030-01-01"}
    bodies = [
        json.dumps({"purpose": "account_opening", "questions": [{"id_number": n, **card} for n in each]}).encode()
        for each in batches
    ]
    requests = [Request(f"Bearer {key}", "application/json", "", "", body) for body in bodies]

    def ours() -> None:
        for request in requests:
            assert verify_batch(desk, request).status == "200 OK"

    def raw() -> None:
        for each in batches:
            with register.env.begin() as txn:
                for number in each:
                    txn.get(person_digest(number, KEY), None, register.persons)

    def cpu(what: Callable[[], None]) -> float:
        began = time.thread_time()
        what()
        return (time.thread_time() - began) / len(numbers) * 1e6

    cpu(raw), cpu(ours)
    pairs = [(cpu(raw), cpu(ours)) for _ in range(rounds)]
    value = statistics.median(a / b for a, b in pairs)
    line(
        "batch : raw LMDB batch",
        ">= 0.5",
        value >= 0.5,
        value=round(value, 3),
        rounds=[round(a / b, 3) for a, b in pairs],
        raw_us=round(statistics.median(a for a, _ in pairs), 2),
        batch_us=round(statistics.median(b for _, b in pairs), 2),
    )
    records.close()
    register.env.close()


class Feed:
    """A publisher over rows in memory: what the case plane's sequencer has numbered."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def head(self) -> int:
        return len(self.rows)

    def source(self, after: int, limit: int) -> tuple[list[Row], int, int]:
        as_of, head = time.time_ns() // 1_000_000, self.head()
        return self.rows[after : min(head, after + limit)], head, as_of


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass


def visible(folder: Path, line: Line) -> None:
    """From the moment a numbered row can be published to the moment a node's register answers from it."""
    feed = Feed()
    app = publisher_app(
        feed.source, signer=SIGNER, admits=lambda _: True, epoch=lambda: 1, wait=polling_wait(feed.head)
    )
    server = make_server("127.0.0.1", 0, app, WSGIServer, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = folder / "visible"
    (home / "keys").mkdir(parents=True)
    (home / "data").mkdir()
    public = SIGNER.public_key().public_bytes_raw().hex()
    for path, text in (("keys/epoch-1.key", KEY.hex()), ("token", "t"), ("publisher.pub", public)):
        (home / path).touch(0o600)
        (home / path).write_text(text)
    options = {"data": home / "data", "keys": home / "keys", "token": home / "token"}
    more = {"publisher": f"http://127.0.0.1:{server.server_port}", "publisher-key": home / "publisher.pub"}
    command = [sys.executable, "-m", "guizheng.verify.applier_process", str(os.getpid())]
    process = subprocess.Popen([*command, *(f"--{name}={value}" for name, value in {**options, **more}.items())])
    try:
        while not (home / "data" / "CURRENT").exists():
            time.sleep(0.02)
        time.sleep(0.5)
        register = Register(current(home / "data"), map_bytes=16 << 30, writable=False)
        for rate in (100, 1_000):
            times, missed = follow(feed, register, rate, seconds=5.0)
            p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
            line(
                f"commit to visible at {rate}/s",
                "p99 <= 50 ms, 0 missed",
                p99 <= 50 and not missed,
                value=round(p99, 1),
                p50_ms=round(p50, 1),
                max_ms=round(times[-1], 1),
                changes=len(times),
                missed=missed,
            )
    finally:
        process.terminate()
        process.wait()
        server.shutdown()


def follow(feed: Feed, register: Register, rate: int, seconds: float) -> tuple[list[float], int]:
    """Write at a steady rate from a thread; look at the register all the time. Milliseconds, sorted."""
    born: dict[int, float] = {}
    first = feed.head()
    total = int(rate * seconds)

    def write() -> None:
        began = time.perf_counter()
        for index in range(total):
            time.sleep(max(0.0, began + index / rate - time.perf_counter()))
            feed.rows.append(feed_row(feed.head() + 1))
            born[feed.head()] = time.perf_counter()

    writer = threading.Thread(target=write)
    writer.start()
    times: list[float] = []
    seen = first
    end = time.perf_counter() + seconds + 5
    while seen < first + total and time.perf_counter() < end:
        position = register.state().position
        now = time.perf_counter()
        times += [(now - born[at]) * 1e3 for at in range(seen + 1, position + 1) if at in born]
        seen = max(seen, position)
        time.sleep(0.0005)
    writer.join()
    with register.env.begin() as txn:
        held = sum(
            txn.get(feed.rows[at].payload[:16], db=register.persons) is not None for at in range(first, first + total)
        )
    return sorted(times), total - held


def feed_row(position: int) -> Row:
    digest = person_digest(str(position), KEY)
    return Row(position, Kind.PERSON, encode_entry(Entry(1, digest, position, name_digest(NAME, KEY), (OLD,))))


def rebuild(folder: Path, count: int, known: list[str], line: Line) -> None:
    """The whole feed, page by page as it came in, against COPY and primary key of the same rows in the same order."""
    rows = list(entries(count, known))
    Random(20180306).shuffle(rows)
    pages = list(signed_pages(rows))
    began = time.perf_counter()
    with Rebuild(folder / "runs") as work:
        after = 0
        for body, signature in pages:
            page = verify_page(body, signature, SIGNER.public_key(), after=after)
            work.take(page, heard=0)
            after = page.last
        held = work.write(folder / "rebuilt", map_bytes=64 << 30)
    ours = time.perf_counter() - began
    assert held == count
    with postgres(Path(tempfile.gettempdir()) / f"gzpg-rebuild-{os.getpid()}") as database:
        theirs = copy_and_key(database, rows)
    line("rebuild : COPY + primary key", "<= 1.4x", ours / theirs <= 1.4, value=round(ours / theirs, 2),
         entries=count, rebuild_seconds=round(ours, 1), copy_seconds=round(theirs, 1))  # fmt: skip


def signed_pages(rows: list[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, str]]:
    for start in range(0, len(rows), 50_000):
        part = rows[start : start + 50_000]
        numbered = tuple(Row(start + at + 1, Kind.PERSON, person + value) for at, (person, value) in enumerate(part))
        body = encode_page(numbered, after=start, head=len(rows), as_of=0, epoch=1)
        yield body, sign(body, SIGNER)


def copy_and_key(database: Postgres, rows: list[tuple[bytes, bytes]]) -> float:
    lines = b"".join(b"\\\\x%b\t\\\\x%b\n" % (k.hex().encode(), v.hex().encode()) for k, v in rows)
    database.sql("CREATE TABLE person (digest bytea NOT NULL, value bytea NOT NULL)")
    began = time.perf_counter()
    database.sql("COPY person FROM STDIN", text=iter([lines]))
    database.sql("ALTER TABLE person ADD PRIMARY KEY (digest)")
    return time.perf_counter() - began


def offline(count: int, line: Line) -> None:
    """The daily list over `count` lost cards: its size, the time to make it, and how often it is wrong."""
    random = Random(20180306)
    keys = [random.getrandbits(64) for _ in range(count)]
    began = time.perf_counter()
    made = fuse.build(keys)
    seconds = time.perf_counter() - began
    size = len(made.encode()) / count
    missed = sum(key not in made for key in keys[:100_000])
    false = sum(random.getrandbits(64) in made for _ in range(1_000_000))
    line(
        "offline list",
        "<= 2.3 B a card, 0 missed",
        size <= 2.3 and not missed,
        value=round(size, 3),
        cards=count,
        seconds=round(seconds, 1),
        missed=missed,
        false_positives=false / 1_000_000,
    )
