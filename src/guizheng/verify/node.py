"""核查节点: `guizheng verify-node`. Starts the applier and the server as processes of their own and keeps them up.

The parent does nothing else, so that it can't fall. A part that ends is started again, after a pause that grows while
it keeps ending. When the parent goes, however it goes, its parts follow.
"""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import FrameType

from guizheng.verify.receipts import read_signer
from guizheng.verify.settings import BadSettingError, NodeSettings, read_public_key, read_secret, read_settings

# Set by a supervisor that this node is to follow when it goes.
PARENT = "GUIZHENG_PARENT"
PARTS = ("applier", "server")
LONGEST_PAUSE = 10.0
STEADY_SECONDS = 30.0
END_SECONDS = 5.0

log = logging.getLogger("guizheng.verify.node")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a node until SIGINT or SIGTERM. Exit 2 with one line where a setting is wrong."""
    argv = list(sys.argv[1:] if argv is None else argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    try:
        settings = read_settings(argv)
        read_secret(settings.token)
        read_public_key(settings.publisher_key)
        if settings.receipt_key is not None:
            read_signer(settings.receipt_key)
    except (BadSettingError, OSError, ValueError) as error:
        print(f"verify-node: {error}", file=sys.stderr)
        return 2
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in (settings.data / "metrics").glob("*"):
        left.unlink()
    for draft in (settings.data / "records").glob("*.new"):
        draft.unlink()
    stop = threading.Event()

    def end(_: int, __: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    if parent := os.environ.pop(PARENT, ""):
        follow_parent(int(parent))
    keep_up([Part(name, settings) for name in PARTS], stop)
    return 0


class Part:
    """One process of the node."""

    def __init__(self, name: str, settings: NodeSettings) -> None:
        self.name = name
        self._options = options(settings)
        self._process: subprocess.Popen[bytes] | None = None
        self._pause = 0.0
        self._again = 0.0
        self._began = 0.0

    def keep(self, now: float) -> None:
        """Start the process if it isn't there and its pause is over."""
        if self._process is not None and self._process.poll() is not None:
            log.warning("%s ended with %s", self.name, self._process.returncode)
            self._process = None
            steady = now - self._began > STEADY_SECONDS
            self._pause = 0.1 if steady else min(LONGEST_PAUSE, self._pause * 2 or 0.1)
            self._again = now + self._pause
        if self._process is None and now >= self._again:
            self._began = now
            # A session of its own: Ctrl-C reaches the parent alone, which then ends its parts in order.
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", f"guizheng.verify.{self.name}_process", str(os.getpid()), *self._options],
                start_new_session=True,
            )

    def end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def gone(self, seconds: float) -> None:
        if self._process is None:
            return
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def keep_up(parts: Sequence[Part], stop: threading.Event) -> None:
    while not stop.wait(0.1):
        for part in parts:
            part.keep(time.monotonic())
    for part in parts:
        part.end()
    for part in parts:
        part.gone(END_SECONDS)


def options(settings: NodeSettings) -> list[str]:
    """The settings as the command line of a part."""
    pairs = ((name.replace("_", "-"), getattr(settings, name)) for name in NodeSettings.__annotations__)
    return [f"--{name}={value}" for name, value in pairs if value is not None]


def follow_parent(parent: int) -> None:
    """End this process when `parent` is no longer its parent."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="follow", daemon=True).start()


if __name__ == "__main__":
    sys.exit(main())
