"""The web server, the feed's publisher and the simulators, each as a process of its own under Granian."""

import argparse
import os
from importlib import import_module
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from guizheng.conf import env
from guizheng.conf.follow import follow, follow_supervisor


def web(argv: list[str]) -> int:
    """The pages and the partner interface."""
    return _serve(
        "web", argv, "guizheng.conf.wsgi", 8000, workers=env.number("GUIZHENG_WEB_WORKERS", 1), threads=8, patience=5
    )


def publisher(argv: list[str]) -> int:
    """The feed. A node holds a thread while it waits; when the house closes nobody waits for that to end."""
    return _serve("publisher", argv, "guizheng.conf.publisher", 8001, workers=1, threads=16, patience=1)


def simulators(argv: list[str]) -> int:
    """All outside systems of the demo."""
    return _serve("simulators", argv, "guizheng.gateways.simulators.wsgi", 8003, workers=1, threads=8, patience=1)


def _serve(name: str, argv: list[str], module: str, port: int, *, workers: int, threads: int, patience: int) -> int:
    parser = argparse.ArgumentParser(prog=f"guizheng {name}")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=port)
    asked = parser.parse_args(argv)
    server = Server(
        f"{module}:application",
        address=asked.host,
        port=asked.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=patience,
        websockets=False,
        log_access=False,
        log_level=LogLevels.error,
        process_name=f"guizheng-{name}",
    )
    own = os.getpid()

    def load(*_: Any) -> Any:
        """In the worker: nothing that was opened before the fork is used after it."""
        follow(own)
        return import_module(module).application

    follow_supervisor()
    server.serve(target_loader=load, wrap_loader=False)
    return 0
