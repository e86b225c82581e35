"""The applier as a process: pulls the feed, and ships what the workers recorded."""

import contextlib
import logging
import signal
import sys
import threading
import time
from types import FrameType

from guizheng.verify.applier import Applier, Publisher
from guizheng.verify.node import follow_parent
from guizheng.verify.settings import NodeSettings, read_settings
from guizheng.verify.shipping import recover, ship

SHIP_SECONDS = 1.0

log = logging.getLogger("guizheng.verify.applier")


def ship_for_ever(settings: NodeSettings) -> None:
    """A thread of its own, so that a slow publisher of one kind doesn't hold up the other."""
    publisher = Publisher(settings)
    folder = settings.data / "records"
    while True:
        try:
            recover(folder)
            ship(folder, publisher.take_segment)
        except OSError as error:
            log.warning("records not shipped: %s", type(error).__name__)
        time.sleep(SHIP_SECONDS)


def end(_: int, __: FrameType | None) -> None:
    """Leave a long poll at once; a transaction under way is undone or done, never half."""
    raise SystemExit(0)


def main(argv: list[str]) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, end)
    follow_parent(int(argv[0]))
    settings = read_settings(argv[1:])
    threading.Thread(target=ship_for_ever, args=(settings,), name="ship", daemon=True).start()
    applier = Applier(settings, Publisher(settings), lambda: time.time_ns() // 1_000_000)
    with contextlib.closing(applier):
        applier.run(pause)


def pause(seconds: float) -> bool:
    time.sleep(seconds)
    return False


if __name__ == "__main__":
    main(sys.argv[1:])
