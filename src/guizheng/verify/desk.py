"""核查台: who may ask now, of which register, and the record of what was asked. Knows no server and no JSON."""

import time
from collections.abc import Callable
from datetime import datetime
from struct import Struct

import lmdb
import msgspec

from guizheng.verify import problems
from guizheng.verify.digests import PERSON_BYTES
from guizheng.verify.entry import pack_date
from guizheng.verify.outcome import OUTCOME_CODES as CODES
from guizheng.verify.outcome import Outcome
from guizheng.verify.problems import Answer, Problem, refusal
from guizheng.verify.reader import Reader, Snapshot
from guizheng.verify.receipts import Signer
from guizheng.verify.records import Records, RecordsFullError
from guizheng.verify.retries import NO_RETRY, Kept, Retries, ReusedKeyError, retry_mark
from guizheng.verify.sessions import Session, Sessions
from guizheng.verify.spoken import SHANGHAI, Spoken
from guizheng.verify.store import NodeState

NOBODY = bytes(PERSON_BYTES)
NO_DATES = (b"\0\0\0", b"\0\0\0")
NOT_READY = (LookupError, OSError, lmdb.Error)
ASKER = Struct(">16sQQ")
ENDING = Struct(">8sBBBB18s")
JSON = [("Content-Type", "application/json")]


class Request(msgspec.Struct, gc=False):
    """What a server hands over. Header values as sent, "" where absent."""

    authorization: str
    content_type: str
    language: str
    retry_key: str
    body: bytes


class Asked(msgspec.Struct, gc=False):
    """A known unit's request on its way to its answer. now in epoch seconds, today packed; earlier: what was answered
    when it was sent before."""

    now: float
    session: Session
    snapshot: Snapshot
    english: bool
    today: bytes
    retry: bytes = NO_RETRY
    body: bytes = b""
    earlier: Kept | None = None


class Desk:
    """One worker's desk. `clock` gives epoch seconds; it is read once a request."""

    def __init__(
        self,
        reader: Reader,
        records: Records,
        *,
        stale_seconds: float,
        workers: int = 1,
        signer: Signer | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.signer = signer
        self.spoken = Spoken()
        self.reader = reader
        self.records = records
        self.stale_ms = int(stale_seconds * 1000)
        self.sessions = Sessions(workers)
        self._retries = Retries()
        self.clock = clock
        self.midnight = 0.0
        self.today = b""

    def attend(self, request: Request, largest: int, answer: Callable[["Desk", Asked, bytes], Answer]) -> Answer:
        """Admit a request and let it be answered, or say why not. Requests without a known key and requests over the
        quota leave no record: else anybody could fill the room for those who may ask."""
        language = request.language
        english = language != "" and language[:2].lower() == "en"
        if not request.content_type.startswith("application/json"):
            return refusal(problems.NOT_JSON, english=english)
        if len(request.body) > largest:
            return refusal(problems.TOO_LARGE, english=english)
        now = self.clock()
        try:
            snapshot = self.reader.snapshot()
        except NOT_READY:
            return refusal(problems.STARTING, english=english)
        try:
            session = self.sessions.find(request.authorization, snapshot)
            if session is None:
                return refusal(problems.NO_KEY, english=english)
            if not session.admits(int(now)):
                return refusal(problems.TOO_MANY, english=english)
            asked = Asked(now, session, snapshot, english, self.day(now))
            if session.revoked:
                return self.refuse(asked, Outcome.REFUSED_KEY, problems.REVOKED)
            if request.retry_key and (problem := self._sent_before(asked, request)):
                return self.refuse(asked, Outcome.REFUSED_QUESTION, problem)
            if age_ms(snapshot.state, now) > self.stale_ms:
                return self.refuse(asked, Outcome.REFUSED_STALE, problems.STALE)
            return answer(self, asked, request.body)
        except RecordsFullError:
            return refusal(problems.RECORDS_FULL, english=english)
        finally:
            snapshot.txn.abort()

    def refuse(self, asked: Asked, outcome: Outcome, problem: Problem, detail: str = "") -> Answer:
        """A known unit's request that is not answered leaves its record too."""
        self.record(asked, outcome, NOBODY, NO_DATES, b"")
        return refusal(problem, english=asked.english, detail=detail)

    def record(self, asked: Asked, outcome: Outcome, person: bytes, dates: tuple[bytes, bytes], purpose: bytes) -> str:
        """核查留痕 (B4): one record a card, written before the answer leaves; returns its id."""
        rest = person + asker(asked) + dates[0] + dates[1] + ending(asked, outcome, purpose)
        return self.records.write(int(asked.now * 1_000_000), rest)

    def said_before(self, asked: Asked, told: bytes) -> Answer | None:
        """The answer this question got when it was sent before, if it would be the same now."""
        earlier = asked.earlier
        return Answer("200 OK", JSON, earlier.body) if earlier is not None and earlier.told == told else None

    def keep(self, asked: Asked, told: bytes, body: bytes) -> None:
        """Remember what was answered, for the case that the question is sent again."""
        self._retries.keep(asked.session.key_hash + asked.retry, asked.body, told, body, asked.now)

    def unit(self, authorization: str) -> str | None:
        """The unit whose key this is; None of a key that is unknown or revoked."""
        try:
            snapshot = self.reader.snapshot()
        except NOT_READY:
            return None
        session = self.sessions.find(authorization, snapshot)
        snapshot.txn.abort()
        return session.unit if session is not None and not session.revoked else None

    def standing(self) -> dict[str, object]:
        """Whether a question would be answered now, and if not, why."""
        try:
            state = self._state()
        except NOT_READY:
            return {"ready": False, "why": "starting"}
        stale = age_ms(state, self.clock()) > self.stale_ms
        why = "stale" if stale else "" if self.records.has_room() else "records_full"
        return {"ready": not why, **({"why": why} if why else {}), "position": state.position, "epoch": state.epoch}

    def gauges(self) -> dict[str, float]:
        """Figures for whoever watches the node."""
        try:
            state = self._state()
        except NOT_READY:
            return {"position": 0}
        age = age_ms(state, self.clock())
        return {"position": state.position, "age_seconds": age / 1000, "epoch": state.epoch}

    def _state(self) -> NodeState:
        snapshot = self.reader.snapshot()
        snapshot.txn.abort()
        return snapshot.state

    def _sent_before(self, asked: Asked, request: Request) -> Problem | None:
        """Look up what was answered under this key; a problem where the key is none or was another question's."""
        mark = retry_mark(request.retry_key)
        if mark is None:
            return problems.BAD_RETRY_KEY
        asked.retry, asked.body = mark, request.body
        try:
            asked.earlier = self._retries.answered(asked.session.key_hash + mark, request.body, asked.now)
        except ReusedKeyError:
            return problems.REUSED_RETRY_KEY
        return None

    def day(self, now: float) -> bytes:
        """Today in Asia/Shanghai, packed."""
        if not self.midnight - 86_400 <= now < self.midnight:
            local = datetime.fromtimestamp(now, SHANGHAI)
            self.midnight = datetime(local.year, local.month, local.day, tzinfo=SHANGHAI).timestamp() + 86_400
            self.today = pack_date(local.year * 10_000 + local.month * 100 + local.day)
        return self.today


def asker(asked: Asked) -> bytes:
    """The part of a record that says who asked, of which state."""
    state = asked.snapshot.state
    return ASKER.pack(asked.session.key_hash, state.position, state.as_of)


def ending(asked: Asked, outcome: Outcome, purpose: bytes) -> bytes:
    """The part of a record that says what was answered, to which purpose."""
    codes = asked.snapshot.state.epoch, CODES[outcome], asked.session.channel, asked.english
    return ENDING.pack(asked.retry, *codes, purpose)


def age_ms(state: NodeState, now: float) -> float:
    """By the publisher's clock or by this node's own, whichever is older: a wrong clock on one side can't hide it."""
    as_of, heard = state.as_of, state.heard
    return now * 1000 - (as_of if as_of < heard else heard)
