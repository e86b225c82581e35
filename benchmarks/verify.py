"""The verification plane against its goals: one JSON line a goal, peers started and measured in the same run.

    python benchmarks/verify.py [--entries 1000000] [--large 10000000] [--rounds 5] [--seconds 2] [--only NAME …]

Ratios are of CPU seconds a request (server and its store together, read from the kernel), since the load shares the
machine; rates are printed beside them. Loopback only. Peers need PostgreSQL, redis-server, fastapi, asyncpg and redis.
"""

import argparse
import base64
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import verify_goals as goals
from verify_load import Load, drive, post
from verify_stores import KEY, NAME, fill_lmdb, fill_postgres, postgres, redis

from guizheng.law.id_number import check_digit
from guizheng.verify.digests import unit_key_digest
from guizheng.verify.unit_keys import Channel, UnitKey, encode_unit

HERE = Path(__file__).parent
UNIT = "gzk_" + base64.urlsafe_b64encode(bytes(32)).rstrip(b"=").decode()


def demo_numbers(count: int) -> list[str]:
    """Numbers of nobody: sequences from 900 to 999."""
    days = [f"{year}{month:02}{day:02}" for year in range(1950, 2010) for month in range(1, 13) for day in range(1, 29)]
    stems = (f"410105{day}{sequence}" for day in days for sequence in range(900, 1000))
    return [stem + check_digit(stem) for stem, _ in zip(stems, range(count), strict=False)]


KNOWN = demo_numbers(12_000)[:2_000]
UNKNOWN = demo_numbers(12_000)[2_000:]


def questions() -> list[bytes]:
    """One in ten has an entry; the dates are those of a lost card, so that nothing is cut short."""
    numbers = [KNOWN[i // 10] if i % 10 == 0 else UNKNOWN[i % len(UNKNOWN)] for i in range(10_000)]
    card = {"name": NAME, "valid_from": "2010-01-01", "valid_to": "2030-01-01", "purpose": "account_opening"}
    bodies = (json.dumps({"id_number": number, **card}, ensure_ascii=False).encode() for number in numbers)
    return [post("/v1/verify", body, UNIT) for body in bodies]


def batch_numbers() -> list[str]:
    """A hundred batches; one card in fifty is of a person with an entry."""
    numbers = demo_numbers(112_000)[12_000:]
    numbers[::50] = KNOWN
    return numbers


class Bench:
    """The run's folder, stores and servers."""

    def __init__(self, folder: Path, asked: argparse.Namespace) -> None:
        self.folder = folder
        self.asked = asked
        self.questions = questions()
        self.config: dict[str, Any] = {"keys": [f"Bearer {UNIT}"]}

    def node(self, count: int) -> list[str]:
        """A node's folder with `count` entries; its options."""
        home = self.folder / f"node-{count}"
        if not home.exists():
            (home / "keys").mkdir(parents=True)
            for path, text in (("keys/epoch-1.key", KEY.hex()), ("token", "t"), ("publisher.pub", KEY.hex())):
                (home / path).touch(0o600)
                (home / path).write_text(text)
            unit = UnitKey(unit_key_digest(UNIT), "bank-0001", Channel.COMPANY, ("account_opening",), 10**9, False, 1)
            (home / "data").mkdir()
            fill_lmdb(home / "data", count, KNOWN, {unit.key_hash: encode_unit(unit)})
        options = {"data": home / "data", "keys": home / "keys", "token": home / "token"}
        more = {"publisher": "http://127.0.0.1:1", "publisher-key": home / "publisher.pub"}
        room = {"map-bytes": 64 << 30, "segment-bytes": 64 << 20, "most-segments": 64}
        return [f"--{name}={value}" for name, value in {**options, **more, **room}.items()]

    @contextmanager
    def server(self, kind: str, **config: Any) -> Iterator["Server"]:
        path = self.folder / f"{kind}.json"
        path.write_text(json.dumps({**self.config, **config}))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        command = [sys.executable, str(HERE / "verify_servers.py"), kind, str(port), str(path)]
        process = subprocess.Popen(command, start_new_session=True)
        try:
            server = Server(process.pid, port)
            server.wait(self.questions[:1])
            yield server
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            for left in self.folder.glob("node-*/data/records/*"):
                left.unlink()

    def compare(self, servers: dict[str, "Server"]) -> dict[str, list["Measured"]]:
        """Every server in turn, as many rounds as asked."""
        found: dict[str, list[Measured]] = {name: [] for name in servers}
        for server in servers.values():
            drive(server.port, self.questions, 0.5)
        for _ in range(self.asked.rounds):
            for name, server in servers.items():
                found[name].append(server.measure(self.questions, self.asked.seconds))
        return found


class Measured:
    def __init__(self, load: Load, cpu: float) -> None:
        if load.refused:
            raise RuntimeError(f"{load.refused} of {load.requests} refused")
        self.cpu_us = cpu / load.requests * 1e6
        self.rate = load.requests / load.seconds
        self.load = load


class Server:
    def __init__(self, pid: int, port: int) -> None:
        self.pid = pid
        self.port = port
        self.stores: list[int] = []

    def wait(self, question: list[bytes]) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                if not drive(self.port, question, 0.01, 1).refused:
                    return
            except (OSError, IndexError):
                time.sleep(0.05)
        raise RuntimeError("a server did not come up")

    def measure(self, asked: list[bytes], seconds: float) -> Measured:
        before = self.cpu()
        load = drive(self.port, asked, seconds)
        return Measured(load, self.cpu() - before)

    def cpu(self) -> float:
        return sum(goals.cpu_of_tree(pid) for pid in (self.pid, *self.stores))


def ratio(measured: dict[str, list[Measured]], one: str, other: str) -> dict[str, Any]:
    """Median of the paired ratios `one` : `other` of CPU a request, with what stands behind it."""
    pairs = list(zip(measured[one], measured[other], strict=True))
    return {
        "value": round(statistics.median(a.cpu_us / b.cpu_us for a, b in pairs), 3),
        "rounds": [round(a.cpu_us / b.cpu_us, 3) for a, b in pairs],
        "rate_ratio": round(statistics.median(b.rate / a.rate for a, b in pairs), 3),
        **{f"{n}_cpu_us": round(statistics.median(m.cpu_us for m in measured[n]), 1) for n in (one, other)},
        **{f"{n}_per_second": round(statistics.median(m.rate for m in measured[n])) for n in (one, other)},
        f"{other}_p50_ms": round(statistics.median(m.load.p50_ms for m in measured[other]), 2),
        f"{other}_p99_ms": round(statistics.median(m.load.p99_ms for m in measured[other]), 2),
    }


def line(goal: str, limit: str, met: bool, **said: Any) -> None:
    print(json.dumps({"goal": goal, "limit": limit, "met": met, **said}, ensure_ascii=False), flush=True)


def check(bench: Bench) -> None:
    options = bench.node(bench.asked.entries)
    with ExitStack() as stack:
        kinds = ("hello", "node", "node_without_records")
        servers = {kind: stack.enter_context(bench.server(kind, node=options)) for kind in kinds}
        measured = bench.compare(servers)
    found = ratio(measured, "hello", "node")
    line("check : POST-hello", ">= 0.60", found["value"] >= 0.6, entries=bench.asked.entries, **found)
    audit = ratio(measured, "node_without_records", "node")
    line("audit on : audit off", ">= 0.9", audit["value"] >= 0.9, **audit)


def peers(bench: Bench) -> None:
    with ExitStack() as stack:
        database = stack.enter_context(postgres(Path(tempfile.gettempdir()) / f"gzpg-peers-{os.getpid()}"))
        fill_postgres(database, bench.asked.entries, KNOWN)
        socket_path = stack.enter_context(redis(bench.folder / "redis", bench.asked.entries, KNOWN))
        bench.config.update(dsn=database.dsn, django=database.django, redis=socket_path)
        servers = {"node": stack.enter_context(bench.server("node", node=bench.node(bench.asked.entries)))}
        for kind in ("django", "fastapi_asyncpg", "fastapi_redis"):
            servers[kind] = stack.enter_context(bench.server(kind))
        postmaster = int((database.folder / "data" / "postmaster.pid").read_text().split()[0])
        servers["django"].stores = servers["fastapi_asyncpg"].stores = [postmaster]
        servers["fastapi_redis"].stores = goals.processes_with(socket_path.rsplit("/", 1)[0])
        measured = bench.compare(servers)
    for kind, least in (("django", 20), ("fastapi_asyncpg", 10), ("fastapi_redis", 6)):
        found = ratio(measured, kind, "node")
        line(f"check : {kind}", f">= {least}x", found["value"] >= least, entries=bench.asked.entries, **found)


def size(bench: Bench) -> None:
    small, large = bench.asked.entries, bench.asked.large
    with ExitStack() as stack:
        servers = {}
        for name, count in (("small", small), ("large", large)):
            servers[name] = stack.enter_context(bench.server("node", node=bench.node(count)))
        measured = bench.compare(servers)
    found = ratio(measured, "large", "small")
    file = bench.folder / f"node-{large}" / "data" / "register-000001" / "data.mdb"
    about = {"small": small, "large": large, "bytes_an_entry": round(file.stat().st_size / large, 1)}
    line("check CPU large : small", "<= 1.3", found["value"] <= 1.3, **about, **found)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--large", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--only", nargs="*")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="guizheng-bench-"))
    bench = Bench(folder, asked)
    parts: dict[str, Callable[[Bench], None]] = {
        "check": check,
        "peers": peers,
        "size": size,
        "batch": lambda b: goals.batch(b.node(asked.entries), batch_numbers(), UNIT, 2 * asked.rounds + 1, line),
        "visible": lambda b: goals.visible(b.folder, line),
        "offline": lambda _: goals.offline(asked.entries, line),
        "rebuild": lambda b: goals.rebuild(b.folder, asked.entries, KNOWN, line),
    }
    try:
        for name in asked.only or parts:
            try:
                parts[name](bench)
            except (ImportError, FileNotFoundError, RuntimeError) as error:
                line(name, "runs", False, why=f"{type(error).__name__}: {error}"[:300])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
