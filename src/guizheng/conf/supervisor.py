"""`guizheng run`: the whole house under one command, in one process group, ended by one Ctrl-C."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.request import urlopen

import django

from guizheng.conf.follow import PARENT

END_SECONDS = 8.0
READY_SECONDS = 60.0
STEADY_SECONDS = 30.0
MOST_FAILURES = 5


@dataclass(slots=True)
class Part:
    """One process of the house: started, watched, started again after a pause that grows, ended."""

    name: str
    words: list[str]
    env: Mapping[str, str]
    after: str = ""
    """An address that has to answer before this process is started."""
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    again: float = 0.0
    failures: int = 0

    def keep(self, now: float) -> None:
        """Start the process if it is not there and its pause is over."""
        if self.process is not None and (code := self.process.poll()) is not None:
            self.failures = 1 if now - self.began > STEADY_SECONDS else self.failures + 1
            self.again = now + min(5.0, 0.25 * 2**self.failures)
            print(f"guizheng run: {self.name} ended with {code}; starting it again", file=sys.stderr, flush=True)
            self.process = None
        if self.process is None and now >= self.again and (not self.after or _answers(self.after)):
            self.began = now
            command = [sys.executable, "-m", "guizheng.conf.cli", *self.words]
            self.process = subprocess.Popen(command, env={**self.env, PARENT: str(os.getpid())})  # noqa: S603

    @property
    def hopeless(self) -> bool:
        return self.failures >= MOST_FAILURES

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def gone(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def main(argv: list[str]) -> int:
    """Exit 0 when asked to end, 1 when a part can't be kept up, 2 when the house can't be opened as asked."""
    began = time.monotonic()
    parser = argparse.ArgumentParser(prog="guizheng run")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--persons", type=int, default=20_000, help="size of the demo nation on the first start")
    asked = parser.parse_args(argv)
    stop = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: stop.set())
    taken = [port for port in range(asked.port, asked.port + 4) if _is_taken(asked.host, port)]
    if taken:
        return _refuse(f"port {taken[0]} is taken; another: guizheng run --port {asked.port + 100}")
    django.setup()
    from guizheng.conf import opening

    wrong = opening.prepare(asked.persons, asked.host, stop)
    if wrong or stop.is_set():
        return _refuse(wrong) if wrong else 0
    parts = [Part(*one) for one in opening.parts(asked.host, asked.port)]
    announce = threading.Thread(target=_announce, args=(asked.host, asked.port, began, stop), daemon=True)
    announce.start()
    return _keep_up(parts, stop)


def _keep_up(parts: list[Part], stop: threading.Event) -> int:
    code = 0
    while not stop.wait(0.1):
        for part in parts:
            part.keep(time.monotonic())
        lost = next((part for part in parts if part.hopeless), None)
        if lost is not None:
            code = _refuse(f"{lost.name} ended {MOST_FAILURES} times in a row; the house is closed", 1)
            break
    for part in parts:
        part.end()
    deadline = time.monotonic() + END_SECONDS
    for part in parts:
        part.gone(deadline)
    print("guizheng run: closed", flush=True)
    return code


def _announce(host: str, port: int, began: float, stop: threading.Event) -> None:
    """Says that the house is open when every part answers, and not before."""
    from guizheng.conf import opening

    url = f"http://{host}:{port}"
    while not stop.wait(0.2):
        if time.monotonic() - began > READY_SECONDS and not int(time.monotonic()) % 30:
            print("guizheng run: not ready yet", file=sys.stderr, flush=True)
            stop.wait(1.0)
        if _answers(f"{url}/readyz"):
            break
    if not stop.is_set():
        print(opening.welcome(url, time.monotonic() - began), flush=True)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2.0):  # noqa: S310
            return True
    except OSError:
        return False


def _is_taken(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _refuse(why: str, code: int = 2) -> int:
    print(f"guizheng run: {why}", file=sys.stderr, flush=True)
    return code
