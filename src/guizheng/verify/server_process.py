"""The server as a process: Granian with one blocking thread a worker."""

import contextlib
import os
import sys
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from guizheng.verify.app import Application, make_worker
from guizheng.verify.node import follow_parent
from guizheng.verify.settings import NodeSettings, read_settings
from guizheng.verify.store import NoRegisterError, current
from guizheng.verify.warm import warm


def load(settings: NodeSettings, parent: int) -> Application:
    """In the worker: nothing that was opened before the fork is used after it."""
    follow_parent(parent)
    # On a first start the register is still on its way, and comes from memory anyway.
    with contextlib.suppress(NoRegisterError, OSError):
        warm(current(settings.data) / "data.mdb")
    return make_worker(settings)


def main(argv: list[str]) -> None:
    settings = read_settings(argv[1:])
    # The server copies its environment into that of every request: what isn't there costs nothing.
    for name in list(os.environ):
        if name not in ("PATH", "LANG", "TZ"):
            del os.environ[name]
    server = Server(
        "guizheng.verify.app:make_worker",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=1,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=5,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        process_name="guizheng-verify",
    )
    # Answering means two threads that wake one another: taking turns in runs, not at every wake-up, is a third cheaper.
    with contextlib.suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    parent, own = int(argv[0]), os.getpid()

    def loader(*_: Any) -> Application:
        return load(settings, own)

    follow_parent(parent)
    server.serve(target_loader=loader, wrap_loader=False)


if __name__ == "__main__":
    main(sys.argv[1:])
