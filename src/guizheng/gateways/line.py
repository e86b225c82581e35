"""The line to one outside system: JSON over HTTP, short patience. Personal data travels in bodies, never in URLs."""

import logging
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

import httpx
import msgspec

from guizheng.gateways.answers import Silence, Unknown

T = TypeVar("T")
log = logging.getLogger("guizheng.gateways")

PATIENCE = httpx.Timeout(4.0, connect=1.0)
TRIES_TO_READ = 2


@dataclass(slots=True)
class Line:
    """One client a gateway, shared by threads and opened at first use (so after a fork)."""

    name: str
    url: str
    _client: httpx.Client | None = None
    _lock: Lock = field(default_factory=Lock)

    def read(self, action: str, asked: Any, answer: type[T]) -> T | Unknown:
        """Ask; asking twice changes nothing over there, so a lost answer is asked for once more."""
        for _ in range(TRIES_TO_READ - 1):
            heard = self._ask(action, asked, answer)
            if not (isinstance(heard, Unknown) and heard.why is Silence.NO_ANSWER):
                return heard
        return self._ask(action, asked, answer)

    def write(self, action: str, asked: Any, answer: type[T]) -> T | Unknown:
        """Tell, once. Whether it arrived is unknown when no answer comes; the body's own number makes a repeat safe."""
        return self._ask(action, asked, answer)

    def _ask(self, action: str, asked: Any, answer: type[T]) -> T | Unknown:
        try:
            response = self._http().post(f"{self.url}/{action}", content=msgspec.json.encode(asked))
        except httpx.HTTPError as error:
            return self._silent(action, Silence.NO_ANSWER, type(error).__name__)
        if response.status_code >= 500:
            return self._silent(action, Silence.NO_ANSWER, str(response.status_code))
        if response.status_code != 200:
            return self._silent(action, Silence.REFUSED, str(response.status_code))
        try:
            return msgspec.json.decode(response.content, type=answer)
        except msgspec.MsgspecError:
            return self._silent(action, Silence.GARBLED, "")

    def _silent(self, action: str, why: Silence, detail: str) -> Unknown:
        log.warning("gateway silent: %s/%s: %s %s", self.name, action, why.value, detail)
        return Unknown(self.name, why)

    def _http(self) -> httpx.Client:
        with self._lock:
            if self._client is None:
                headers = {"Content-Type": "application/json"}
                self._client = httpx.Client(timeout=PATIENCE, headers=headers, trust_env=False)
            return self._client
