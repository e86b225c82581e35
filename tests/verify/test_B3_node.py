"""B3: a whole node over loopback HTTP: its processes, its files, and a publisher that can fail."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from fake_feed import Feed, demo_number, node_settings, number, served

from guizheng.verify.digests import new_unit_key
from guizheng.verify.entry import CardState, State
from guizheng.verify.node import main, options
from guizheng.verify.records import read_records, segment_id
from guizheng.verify.settings import NodeSettings

LOST = CardState(20100101, 20300101, State.REPORTED_LOST, 1_500_000_000)
NAME = "李秀英"
PATIENCE = 60.0
# On a machine that does much else besides; the benchmark measures the milliseconds.
SOON = 5.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], Any], what: str) -> Any:
    """What `true` gives once it is truthy."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.01)
    raise AssertionError(f"waited in vain: {what}")


class Node:
    """A node's process and a client of a unit."""

    def __init__(self, settings: NodeSettings, key: str, *command: str) -> None:
        self.settings = settings
        self.key = key
        self.http = httpx.Client(base_url=f"http://{settings.host}:{settings.port}", timeout=5)
        own = (sys.executable, "-m", "guizheng.verify.node", *options(settings))
        self.process = subprocess.Popen(command or own)

    def get(self, path: str) -> httpx.Response | None:
        try:
            return self.http.get(path)
        except httpx.HTTPError:
            return None

    def ready(self) -> bool:
        answer = self.get("/readyz")
        return answer is not None and answer.status_code == 200

    def position(self) -> int:
        answer = self.get("/readyz")
        return int(answer.json().get("position", 0)) if answer is not None else 0

    def ask(self, id_number: str, key: str = "") -> httpx.Response:
        body = {"id_number": id_number, "name": NAME, "purpose": "account_opening"}
        dates = {"valid_from": "2010-01-01", "valid_to": "2030-01-01"}
        headers = {"Authorization": f"Bearer {key or self.key}"}
        return self.http.post("/v1/verify", json={**body, **dates}, headers=headers)

    def parts(self) -> dict[str, int]:
        """Process ids of applier and server."""
        found = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                    parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                except (OSError, IndexError):
                    continue
                if parent == self.process.pid:
                    found["applier" if b"guizheng.verify.applier_process" in words else "server"] = int(entry.name)
        return found

    def end(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@contextmanager
def running(settings: NodeSettings, key: str, *command: str) -> Iterator[Node]:
    node = Node(settings, key, *command)
    try:
        until(node.ready, "ready")
        yield node
    finally:
        node.end()
        node.http.close()


@pytest.fixture
def feed() -> Feed:
    feed = Feed()
    feed.add(number(1), NAME, LOST)
    return feed


@pytest.fixture
def key(feed: Feed) -> str:
    key = new_unit_key()
    feed.add_unit(key)
    return key


@pytest.fixture
def settings(feed: Feed, tmp_path: Path) -> Iterator[NodeSettings]:
    with served(feed) as url:
        yield node_settings(tmp_path, url, port=free_port(), stale_seconds=3.0, segment_seconds=0.2)


def test_the_way_of_a_loss_report(feed: Feed, key: str, settings: NodeSettings) -> None:
    with running(settings, key) as node:
        assert node.ask(number(1)).json()["answer"] == "reported_lost"
        assert node.ask(number(2)).json()["answer"] == "clear"
        began = time.monotonic()
        feed.add(number(2), NAME, LOST)
        until(lambda: node.ask(number(2)).json()["answer"] == "reported_lost", "the report")
        assert time.monotonic() - began < SOON
        feed.add(number(2), NAME)
        until(lambda: node.ask(number(2)).json()["answer"] == "clear", "the report lifted")
        assert node.ask(number(1), key=new_unit_key()).status_code == 401
        feed.add_unit(key, revoked=True)
        began = time.monotonic()
        until(lambda: node.ask(number(1)).status_code == 403, "the key revoked")
        assert time.monotonic() - began < SOON


def test_every_answer_has_its_record_at_the_case_plane(feed: Feed, key: str, settings: NodeSettings) -> None:
    with running(settings, key) as node:
        answered = {node.ask(demo_number(count)).json()["record"] for count in range(700)}

        def kept() -> set[str]:
            segments = list(feed.segments.values())
            return {f"{segment_id(raw)}-{record.sequence:x}" for raw in segments for record in read_records(raw)}

        until(lambda: kept() >= answered, "the records")
        assert len(answered) == 700
        assert kept() == answered


def test_cut_off_node_answers_until_its_limit_then_says_so(feed: Feed, key: str, settings: NodeSettings) -> None:
    with running(settings, key) as node:
        feed.cut = True
        assert node.ask(number(1)).status_code == 200
        answer = until(lambda: (found := node.ask(number(1))).status_code == 503 and found, "stale")
        assert answer.json()["code"] == "stale"
        assert answer.headers["retry-after"] == "5"
        until(lambda: not node.ready(), "not ready")
        feed.cut = False
        until(lambda: node.ask(number(1)).status_code == 200, "fresh again")


def test_page_with_a_flipped_bit_never_comes_in(feed: Feed, key: str, settings: NodeSettings) -> None:
    with running(settings, key) as node:
        before = node.position()
        feed.flip = True
        feed.add(number(2), NAME, LOST)
        until(lambda: node.ask(number(2)).status_code == 503, "stale rather than wrong")
        feed.flip = False
        until(lambda: node.position() == before + 1, "the sound page")
        assert node.ask(number(2)).json()["answer"] == "reported_lost"


def test_restart_keeps_its_place(feed: Feed, key: str, settings: NodeSettings) -> None:
    with running(settings, key) as node:
        place = node.position()
    rows, feed.rows = feed.rows, [row for row in feed.rows if row.position == place]
    with running(settings, key) as node:
        assert node.ask(number(1)).json()["answer"] == "reported_lost"
        assert node.position() == place
    feed.rows = rows


def test_far_behind_is_rebuilt(feed: Feed, key: str, settings: NodeSettings) -> None:
    for count in range(60_000):
        feed.add(demo_number(count % 50_000), NAME, LOST)
    with running(replace(settings, rebuild_over=1_000), key) as node:
        assert node.position() == feed.head()
        assert node.ask(demo_number(777)).json()["answer"] == "reported_lost"
        assert node.ask(demo_number(50_001)).json()["answer"] == "clear"
        feed.add(demo_number(777), NAME)
        until(lambda: node.ask(demo_number(777)).json()["answer"] == "clear", "a change after the rebuild")
    assert not (settings.data / "rebuild").exists()


def test_parts_that_fall_are_started_again(feed: Feed, key: str, settings: NodeSettings) -> None:
    with running(settings, key) as node:
        parts = until(lambda: len(found := node.parts()) == 2 and found, "both parts")
        os.kill(parts["applier"], signal.SIGKILL)
        feed.add(number(2), NAME, LOST)
        until(lambda: node.ask(number(2)).json()["answer"] == "reported_lost", "the applier again")
        os.kill(parts["server"], signal.SIGKILL)
        until(lambda: node.parts().get("server") not in (None, parts["server"]), "another server")
        until(node.ready, "ready again")
        assert node.ask(number(1)).json()["answer"] == "reported_lost"


def test_parts_follow_their_parent(key: str, settings: NodeSettings) -> None:
    with running(settings, key) as node:
        parts = until(lambda: len(found := node.parts()) == 2 and found, "both parts")
        os.kill(node.process.pid, signal.SIGKILL)
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in parts.values()), "no part left")
        until(lambda: node.get("/healthz") is None, "no worker left")


def test_node_follows_a_supervisor_that_says_so(key: str, settings: NodeSettings) -> None:
    program = (
        "import os, subprocess, sys, time\n"
        "environ = {**os.environ, 'GUIZHENG_PARENT': str(os.getpid())}\n"
        "subprocess.Popen([sys.executable, '-m', 'guizheng.verify.node', *sys.argv[1:]], env=environ)\n"
        "time.sleep(60)\n"
    )
    with running(settings, key, sys.executable, "-c", program, *options(settings)) as node:
        os.kill(node.process.pid, signal.SIGKILL)
        until(lambda: node.get("/healthz") is None, "no worker left")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ends_cleanly(key: str, settings: NodeSettings, how: signal.Signals) -> None:
    with running(settings, key) as node:
        parts = until(lambda: len(found := node.parts()) == 2 and found, "both parts")
        node.process.send_signal(how)
        assert node.process.wait(PATIENCE) == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in parts.values())


def test_the_few_addresses(key: str, settings: NodeSettings) -> None:
    with running(settings, key) as node:
        node.ask(number(1))
        metrics = until(
            lambda: (found := node.http.get("/metrics").text).find('status="200"') > 0 and found, "counts on file"
        )
        assert "guizheng_verify_position" in metrics
        assert node.http.get("/healthz").json() == {"ok": True}
        assert node.http.get("/v1/verify").status_code == 405
        assert node.http.post("/healthz").status_code == 405
        assert node.http.get("/elsewhere").status_code == 404
        assert number(1) not in metrics


def test_settings_that_are_unsafe_or_missing_are_refused(
    key: str, settings: NodeSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = settings.data / "token"
    inside.touch(0o600)
    assert main(options(replace(settings, token=inside))) == 2
    assert "token: a secret never lies beside the data" in capsys.readouterr().err
    settings.token.chmod(0o644)
    assert main(options(settings)) == 2
    assert "readable by its owner alone" in capsys.readouterr().err
    settings.token.chmod(0o600)
    assert main(options(replace(settings, publisher_key=settings.data / "none"))) == 2
    assert main(options(replace(settings, segment_bytes=100))) == 2


def test_revocation_reaches_every_node_within_a_second(
    feed: Feed, key: str, settings: NodeSettings, tmp_path: Path
) -> None:
    (tmp_path / "second").mkdir()
    other = node_settings(tmp_path / "second", settings.publisher, port=free_port())
    with running(settings, key) as one, running(other, key) as two:
        assert [node.ask(number(1)).json()["answer"] for node in (one, two)] == ["reported_lost", "reported_lost"]
        feed.add_unit(key, revoked=True)
        began = time.monotonic()
        for node in (one, two):
            until(lambda node=node: node.ask(number(1)).status_code == 403, "refused")
        assert time.monotonic() - began < SOON
