"""更新: one process a node pulls signed pages from the publisher and applies them. It is the register's only writer."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import msgspec

from guizheng.verify.page import SIGNATURE_HEADER, BadPageError, Page, verify_page
from guizheng.verify.rebuild import Rebuild
from guizheng.verify.settings import NodeSettings, read_public_key, read_secret
from guizheng.verify.store import NoRegisterError, Register, beside, current, put_in_force

PAGE_ROWS = 5_000
BULK_ROWS = 50_000
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 5.0

log = logging.getLogger("guizheng.verify.applier")


class Publisher:
    """The publisher as a node sees it. What can't be trusted is refused here: it never reaches the register."""

    def __init__(self, settings: NodeSettings) -> None:
        self._key = read_public_key(settings.publisher_key)
        token = read_secret(settings.token).decode("ascii")
        self._http = httpx.Client(
            base_url=settings.publisher,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(10.0, read=settings.wait_seconds + 15.0),
        )

    def page(self, after: int, limit: int, wait: float) -> Page:
        answer = self._http.get("/feed", params={"after": after, "limit": limit, "wait": wait})
        answer.raise_for_status()
        return verify_page(answer.content, answer.headers.get(SIGNATURE_HEADER, ""), self._key, after=after)

    def take_segment(self, name: str, body: bytes) -> None:
        """Hand a closed segment of question records over; the publisher keeps one of a name once."""
        self._http.post(f"/records/{name}", content=body).raise_for_status()

    def recheck(self, question: bytes) -> bytes:
        """What the registers themselves say to a disputed question."""
        answer = self._http.post("/recheck", content=question)
        answer.raise_for_status()
        return answer.content

    def close(self) -> None:
        self._http.close()


class Applier:
    """Keeps the register up with the feed. `clock` gives epoch milliseconds."""

    def __init__(self, settings: NodeSettings, publisher: Publisher, clock: Callable[[], int]) -> None:
        self._settings = settings
        self._publisher = publisher
        self._clock = clock
        self._register = self._open()
        self._pause = 0.0
        self._behind = True

    def step(self) -> bool:
        """Ask for one page and apply it; True if it brought anything or the feed was reached without an error."""
        state = self._register.state()
        heard = self._clock()
        try:
            limit, wait = (BULK_ROWS, 0.0) if self._behind else (PAGE_ROWS, self._settings.wait_seconds)
            page = self._publisher.page(state.position, limit, wait)
            if state.position == 0 and page.head - page.last > self._settings.rebuild_over:
                self._rebuild(page)
                return True
            self._register.apply(page, heard=heard)
        except (httpx.HTTPError, BadPageError, msgspec.DecodeError, ValueError) as error:
            self._pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, self._pause * 2))
            log.warning("page refused or not to be had after %d: %s", state.position, type(error).__name__)
            return False
        self._behind = page.last < page.head
        self._pause = 0.0
        return True

    def run(self, stopped: Callable[[float], bool]) -> None:
        """Step until `stopped(seconds)`, which sleeps that long at most, says so."""
        while not stopped(self._pause):
            self.step()
        self.close()

    def close(self) -> None:
        self._register.env.close()

    def _open(self) -> Register:
        data = self._settings.data
        try:
            path = current(data)
        except NoRegisterError:
            path = beside(data)
            register = Register(path, map_bytes=self._settings.map_bytes, writable=True)
            put_in_force(data, path)
            return register
        return Register(path, map_bytes=self._settings.map_bytes, writable=True)

    def _rebuild(self, first: Page) -> None:
        """Bring the whole feed into a new register, then put it in force."""
        path = beside(self._settings.data)
        started = time.monotonic()
        with Rebuild(self._settings.data / "rebuild") as rebuild:
            page = first
            while True:
                heard = self._clock()
                rebuild.take(page, heard=heard)
                if page.last >= page.head:
                    break
                page = self._publisher.page(page.last, BULK_ROWS, 0.0)
            count = rebuild.write(path, map_bytes=self._settings.map_bytes)
        self._move_to(path)
        log.info("rebuilt %d entries in %.1f s", count, time.monotonic() - started)

    def _move_to(self, path: Path) -> None:
        old = self._register
        self._register = Register(path, map_bytes=self._settings.map_bytes, writable=True)
        put_in_force(self._settings.data, path)
        old.supersede()
        old.env.close()
