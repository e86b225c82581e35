"""A bank's counter in a story: asks the verification node as a relying unit does, and watches for a changed answer."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from guizheng.conf.browsing import StoryError

PAUSE = 0.008


@dataclass(frozen=True)
class Presented:
    """A card as it is shown: number, name and the two dates printed on it."""

    id_number: str
    name: str
    valid_from: str
    valid_to: str


class Bank:
    """One relying unit with its key. A node that is busy or stale is an error: the story needs an answer."""

    def __init__(self, url: str, key: str, purpose: str) -> None:
        self.purpose = purpose
        headers = {"Authorization": f"Bearer {key}"}
        self.client = httpx.Client(base_url=url, headers=headers, timeout=5.0, trust_env=False)

    def ask(self, card: Presented) -> str:
        body = {
            "id_number": card.id_number,
            "name": card.name,
            "valid_from": card.valid_from,
            "valid_to": card.valid_to,
            "purpose": self.purpose,
        }
        response = self.client.post("/v1/verify", json=body)
        if response.status_code != 200:
            raise StoryError(f"verification node: {response.status_code}")
        return str(response.json()["answer"])

    def expect(self, card: Presented, answer: str, what: str) -> None:
        """The answer, or the end of the story."""
        heard = self.ask(card)
        if heard != answer:
            raise StoryError(f"{what}: {heard}, not {answer}")


@dataclass
class Watch:
    """What was heard of one card while something happened: the answers in order, and when the last one came first."""

    answers: list[str] = field(default_factory=list)
    changed_at: float = 0.0
    control_wrong: str = ""
    failed: str = ""
    stop: threading.Event = field(default_factory=threading.Event)

    def hear(self, answer: str) -> None:
        if not self.answers or self.answers[-1] != answer:
            self.answers.append(answer)
            self.changed_at = time.monotonic()


@contextmanager
def watching(bank: Bank, card: Presented, control: Presented) -> Iterator[Watch]:
    """Ask about the card and the control again and again, a hundred times a second, until the block ends."""
    watch = Watch()

    def look() -> None:
        try:
            while not watch.stop.is_set():
                watch.hear(bank.ask(card))
                answer = bank.ask(control)
                watch.control_wrong = watch.control_wrong or (answer if answer != "clear" else "")
                time.sleep(PAUSE)
        except (StoryError, httpx.HTTPError) as error:
            watch.failed = str(error) or type(error).__name__

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        watch.stop.set()
        thread.join()


def until(watch: Watch, answer: str, seconds: float) -> None:
    """Wait until this is the last answer heard. StoryError when it does not come, or the control changed."""
    end = time.monotonic() + seconds
    while watch.answers[-1:] != [answer]:
        if watch.failed:
            raise StoryError(f"verification node: {watch.failed}")
        if time.monotonic() > end:
            raise StoryError(f"the answer stays {watch.answers[-1:]}, not {answer}, after {seconds:.0f} s")
        time.sleep(0.002)
