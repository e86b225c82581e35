"""The stores of the verification benchmarks, filled with the same entries: LMDB, PostgreSQL, Redis."""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from guizheng.verify.digests import Digests
from guizheng.verify.entry import CardState, Entry, State, encode_value
from guizheng.verify.store import NodeState, Register, put_in_force

KEY = bytes(range(32))
NAME = "李秀英"
OLD = CardState(20100101, 20300101, State.REPORTED_LOST, 1_500_000_000)
NEW = CardState(20180201, 20380201, State.IN_FORCE, 1_517_000_000)


def entries(count: int, known: list[str]) -> Iterator[tuple[bytes, bytes]]:
    """`count` entries sorted by digest, half of them with a second card; the known numbers' among them."""
    digests, random = Digests(KEY), Random(20180306)
    name = digests.name(NAME)
    one, two = (encode_value(Entry(1, bytes(16), 1, name, cards)) for cards in ((OLD,), (OLD, NEW)))
    own = sorted(digests.person(number) for number in known)
    step = (1 << 128) // max(1, count - len(own))
    at = 0
    for index in range(count - len(own)):
        digest = (index * step + random.randrange(step)).to_bytes(16, "big")
        while at < len(own) and own[at] < digest:
            yield own[at], two
            at += 1
        yield digest, one if index & 1 else two
    for digest in own[at:]:
        yield digest, two


def fill_lmdb(data: Path, count: int, known: list[str], units: dict[bytes, bytes]) -> float:
    """A node's register; as fresh as if it had been heard of for the next hours. Returns seconds."""
    began = time.perf_counter()
    path = data / "register-000001"
    register = Register(path, map_bytes=64 << 30, writable=True)
    later = (time.time_ns() // 1_000_000) + 6 * 3_600_000
    register.fill(entries(count, known), units, NodeState(1, later, later, 1, 1, 0))
    register.env.sync(True)
    register.env.close()
    put_in_force(data, path)
    return time.perf_counter() - began


class Postgres:
    """A PostgreSQL of one's own: socket only, fsync on, synchronous_commit off."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.dsn = f"postgresql://postgres@/postgres?host={folder}"
        self.django = {"NAME": "postgres", "USER": "postgres", "HOST": str(folder)}

    def run(self, *command: str, text: Iterator[bytes] | None = None) -> str:
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        process = subprocess.Popen(
            [*as_user, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        assert process.stdin is not None
        assert process.stdout is not None
        for chunk in text or ():
            process.stdin.write(chunk)
        process.stdin.close()
        out = process.stdout.read().decode()
        if process.wait():
            raise RuntimeError(out)
        return out

    def sql(self, words: str, text: Iterator[bytes] | None = None) -> str:
        return self.run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", self.dsn, "-c", words, text=text)


@contextmanager
def postgres(folder: Path) -> Iterator[Postgres]:
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, pwd.getpwnam("postgres").pw_uid)
    database = Postgres(folder)
    database.run("initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "--no-sync")
    tuned = "-c listen_addresses= -c shared_buffers=512MB -c synchronous_commit=off -c max_wal_size=4GB"
    options = f"-k {folder} {tuned}"
    database.run("pg_ctl", "-D", str(folder / "data"), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield database
    finally:
        database.run("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(folder)


def fill_postgres(database: Postgres, count: int, known: list[str]) -> float:
    """COPY and primary key, in seconds; then the table of questions."""
    lines = b"".join(b"\\\\x%b\t\\\\x%b\n" % (k.hex().encode(), v.hex().encode()) for k, v in entries(count, known))
    database.sql("CREATE TABLE person (digest bytea NOT NULL, value bytea NOT NULL)")
    began = time.perf_counter()
    database.sql("COPY person FROM STDIN", text=iter([lines]))
    database.sql("ALTER TABLE person ADD PRIMARY KEY (digest)")
    seconds = time.perf_counter() - began
    database.sql("VACUUM ANALYZE person")
    database.sql("CREATE TABLE asked (id bigserial PRIMARY KEY, at float8, digest bytea, answer text)")
    return seconds


@contextmanager
def redis(folder: Path, count: int, known: list[str]) -> Iterator[str]:
    folder.mkdir(mode=0o700)
    path = str(folder / "socket")
    process = subprocess.Popen(
        [
            "redis-server",
            "--port",
            "0",
            "--unixsocket",
            path,
            "--dir",
            str(folder),
            "--save",
            "",
            "--appendonly",
            "yes",
        ],
        stdout=subprocess.DEVNULL,
    )
    try:
        while not Path(path).exists():
            time.sleep(0.02)
        pipe = subprocess.Popen(["redis-cli", "-s", path, "--pipe"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        assert pipe.stdin is not None
        for digest, value in entries(count, known):
            pipe.stdin.write(b"*3\r\n$3\r\nSET\r\n$16\r\n%b\r\n$%d\r\n%b\r\n" % (digest, len(value), value))
        pipe.stdin.close()
        pipe.wait()
        yield path
    finally:
        process.terminate()
        process.wait()
