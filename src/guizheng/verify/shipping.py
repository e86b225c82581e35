"""核查记录送交: closed segments go to the case plane, oldest first, and leave the node when it has them."""

import fcntl
import logging
import os
from collections.abc import Callable
from pathlib import Path

import httpx

from guizheng.verify.records import CLOSED, OPEN, finish, read_records

log = logging.getLogger("guizheng.verify.shipping")


def recover(folder: Path) -> int:
    """Close what ended processes left open: whoever writes a segment holds its lock. Returns how many were closed."""
    closed = 0
    for path in sorted(folder.glob("*" + OPEN)):
        file = os.open(path, os.O_RDWR)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Its owner may have closed it between the listing and the lock.
            if path.exists():
                finish(file, path, sum(1 for _ in read_records(path.read_bytes())))
                closed += 1
        except BlockingIOError:
            continue
        finally:
            os.close(file)
    return closed


def ship(folder: Path, send: Callable[[str, bytes], None]) -> int:
    """Send every closed segment; stop at the first that can't be sent. Returns how many were sent."""
    sent = 0
    for path in sorted(folder.glob("*" + CLOSED), key=lambda path: path.stat().st_mtime):
        try:
            send(path.stem, path.read_bytes())
        except httpx.HTTPError as error:
            log.warning("segment kept: %s", type(error).__name__)
            break
        path.unlink()
        sent += 1
    return sent
