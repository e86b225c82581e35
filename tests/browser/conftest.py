"""The running house, as `make run` opens it, and Chromium in front of it. Screenshots are kept as test output."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PERSONS = 400
PATIENCE = 240.0


def free_port() -> int:
    """The first of four neighbouring ports that nobody listens on."""
    for port in range(18_400, 19_400, 10):
        with socket.socket() as probe:
            if all(probe.connect_ex(("127.0.0.1", port + place)) for place in range(4)):
                return port
    raise AssertionError("no free ports")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a house with a small nation, opened for this session alone."""
    home, port = tmp_path_factory.mktemp("house"), free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("GUIZHENG_", "DATABASE_"))}
    env["GUIZHENG_HOME"] = str(home / "var")
    command = [sys.executable, "-m", "guizheng.conf.cli", "run", "--port", str(port), "--persons", str(PERSONS)]
    with (home / "log").open("wb") as log:
        running = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    url, end = f"http://127.0.0.1:{port}", time.monotonic() + PATIENCE
    try:
        while not ready(url):
            assert running.poll() is None, (home / "log").read_text()[-3000:]
            assert time.monotonic() < end, (home / "log").read_text()[-3000:]
            time.sleep(0.3)
        yield url
    finally:
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0


def ready(url: str) -> bool:
    try:
        with urlopen(f"{url}/readyz", timeout=5):
            return True
    except OSError:
        return False


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert program, "Chromium is missing: sh scripts/test-tools.sh"
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()
