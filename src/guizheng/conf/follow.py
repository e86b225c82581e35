"""A part of the house never outlives the process that started it, however that one ended."""

import os
import signal
import threading
import time

PARENT = "GUIZHENG_PARENT"


def follow(parent: int) -> None:
    """End this process, as if asked to, when `parent` is no longer its parent."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="follow", daemon=True).start()


def follow_supervisor() -> None:
    """Follow the supervisor, if it was one that started this process."""
    parent = os.environ.pop(PARENT, "")
    if parent:
        follow(int(parent))
