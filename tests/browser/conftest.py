"""A real house on loopback in an empty folder, and a real browser. No Django here: everything goes over HTTP."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "test-output" / "screens"
START_SECONDS = 120
PARTS = 4
"""Web, publisher, verification node, simulators: one port after the other."""


@dataclass(frozen=True)
class House:
    url: str
    verify: str
    log: Path


def _free_ports() -> int:
    """The first of four neighbouring free ports."""
    for first in range(18400, 19400, 10):
        try:
            taken = [socket.create_server(("127.0.0.1", first + at)) for at in range(PARTS)]
        except OSError:
            continue
        for one in taken:
            one.close()
        return first
    raise AssertionError("no four neighbouring ports are free")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """`guizheng run` with a small nation, ready, and ended with its children."""
    home = tmp_path_factory.mktemp("house")
    port = _free_ports()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GUIZHENG_", "DATABASE_"))}
    command = [sys.executable, "-m", "guizheng.conf.cli", "run", "--port", str(port), "--persons", "300"]
    log = home / "run.log"
    with log.open("wb") as out:
        running = subprocess.Popen(
            command,
            env=kept | {"GUIZHENG_HOME": str(home)},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/readyz", running, log)
            yield House(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 2}", log)
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(timeout=30)


def _wait(ready: str, running: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert running.poll() is None, log.read_text()[-2000:]
        try:
            if httpx.get(ready, timeout=2, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    raise AssertionError(f"not ready after {START_SECONDS} s: {log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[BrowserContext]:
    """Chromium as Debian packs it, in Chinese, 1280 wide."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "Chromium is not installed: apt-get install chromium fonts-noto-cjk"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
        context.set_default_timeout(60_000)
        yield context
        chromium.close()
