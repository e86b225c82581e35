"""异议复核 (B3): a unit that doubts an answer has the registers themselves asked, which also know who and what exists.

A node answers from its own file and must never wait for the case plane, so a dispute is taken in, asked by a thread of
its own, and fetched later. The question is held in memory alone: what lies in the folder names a record and an answer.
"""

import logging
import queue
import re
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import msgspec

from guizheng.verify.spoken import iso

MOST_WAITING = 100
LOST_SECONDS = 120.0
KEPT_SECONDS = 86_400.0
_ID = re.compile(r"[0-9a-f]{16}-[0-9a-f]{1,8}")

log = logging.getLogger("guizheng.verify.disputes")


class Rechecked(msgspec.Struct, frozen=True):
    """What the registers say."""

    answer: str
    checked: tuple[str, ...]


class Dispute(msgspec.Struct, omit_defaults=True):
    """A dispute by the id of the question's record. state: waiting, answered, or failed: ask again."""

    dispute: str
    state: str
    at: str
    answer: str | None = None
    checked: tuple[str, ...] | None = None


class _Kept(msgspec.Struct):
    unit: str
    since: float
    dispute: Dispute


class Disputes:
    """One worker's disputes; all workers of a node share the folder. `send` asks the case plane."""

    def __init__(self, folder: Path, send: Callable[[bytes], bytes]) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._send = send
        self._waiting: queue.Queue[tuple[str, str, bytes]] = queue.Queue(MOST_WAITING)

    def take_in(self, record: str, unit: str, question: bytes, now: float) -> bool:
        """False where too many wait already."""
        self._keep(unit, now, Dispute(record, "waiting", iso(now)))
        try:
            self._waiting.put_nowait((record, unit, question))
        except queue.Full:
            (self._folder / record).unlink(missing_ok=True)
            return False
        return True

    def look_up(self, record: str, unit: str, now: float) -> Dispute | None:
        """A unit's own dispute; one that waits too long was lost with its process."""
        try:
            kept = (
                msgspec.json.decode((self._folder / record).read_bytes(), type=_Kept) if _ID.fullmatch(record) else None
            )
        except FileNotFoundError:
            return None
        if kept is None or kept.unit != unit:
            return None
        if kept.dispute.state == "waiting" and now - kept.since > LOST_SECONDS:
            kept.dispute.state = "failed"
        return kept.dispute

    def work(self, clock: Callable[[], float] = time.time) -> None:
        """Ask for what waits, one after another; for a thread of its own."""
        while True:
            self.work_one(*self._waiting.get(), clock)

    def work_one(self, record: str, unit: str, question: bytes, clock: Callable[[], float]) -> None:
        try:
            said = msgspec.json.decode(self._send(question), type=Rechecked)
            dispute = Dispute(record, "answered", iso(clock()), said.answer, said.checked)
        except (httpx.HTTPError, msgspec.DecodeError) as error:
            log.warning("dispute not answered: %s", type(error).__name__)
            dispute = Dispute(record, "failed", iso(clock()))
        self._keep(unit, clock(), dispute)
        self._clear(clock() - KEPT_SECONDS)

    def _keep(self, unit: str, now: float, dispute: Dispute) -> None:
        draft = self._folder / f"{dispute.dispute}.new"
        draft.write_bytes(msgspec.json.encode(_Kept(unit, now, dispute)))
        draft.replace(self._folder / dispute.dispute)

    def _clear(self, before: float) -> None:
        for path in self._folder.iterdir():
            if path.stat().st_mtime < before:
                path.unlink(missing_ok=True)
