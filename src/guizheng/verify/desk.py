"""核查台: who may ask now, of which register, and the record of what was asked. Knows no server and no JSON."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from hashlib import blake2b

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
from guizheng.verify.sessions import Session, Sessions
from guizheng.verify.store import NodeState

SHANGHAI = timezone(timedelta(hours=8))
NO_RETRY = bytes(8)
NOBODY = bytes(PERSON_BYTES)
NO_DATES = (b"\0\0\0", b"\0\0\0")
NOT_READY = (LookupError, OSError, lmdb.Error)


class Request(msgspec.Struct, gc=False):
    """What a server hands over. Header values as sent, "" where absent."""

    authorization: str
    content_type: str
    language: str
    retry_key: str
    body: bytes


class Asked(msgspec.Struct, gc=False):
    """A known unit's request on its way to its answer. now in epoch seconds, at in microseconds, today packed."""

    now: float
    at: int
    session: Session
    snapshot: Snapshot
    retry: bytes
    english: bool
    today: bytes


class Looked(msgspec.Struct, gc=False):
    """A card that was looked up: the outcome, and what stands behind it."""

    outcome: Outcome
    person: bytes
    dates: tuple[bytes, bytes]
    value: bytes | None


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
        self._reader = reader
        self._records = records
        self._stale_ms = int(stale_seconds * 1000)
        self._sessions = Sessions(workers)
        self._clock = clock
        self._as_of = (-1, "")
        self._midnight = 0.0
        self._today = b""

    def attend(self, request: Request, largest: int, answer: Callable[[Asked, bytes], Answer]) -> Answer:
        """Admit a request and let it be answered, or say why not. Requests without a known key and requests over the
        quota leave no record: else anybody could fill the room for those who may ask."""
        english = request.language[:2].lower() == "en"
        if not request.content_type.startswith("application/json"):
            return refusal(problems.NOT_JSON, english=english)
        if len(request.body) > largest:
            return refusal(problems.TOO_LARGE, english=english)
        now = self._clock()
        try:
            snapshot = self._reader.snapshot()
        except NOT_READY:
            return refusal(problems.STARTING, english=english)
        with snapshot:
            session = self._sessions.find(request.authorization, snapshot)
            if session is None:
                return refusal(problems.NO_KEY, english=english)
            if not session.admits(int(now)):
                return refusal(problems.TOO_MANY, english=english)
            retry = retry_mark(request.retry_key)
            asked = Asked(now, int(now * 1_000_000), session, snapshot, retry or NO_RETRY, english, self._day(now))
            try:
                if session.revoked:
                    return self.refuse(asked, Outcome.REFUSED_KEY, problems.REVOKED)
                if retry is None:
                    return self.refuse(asked, Outcome.REFUSED_QUESTION, problems.BAD_RETRY_KEY)
                if self._stale(snapshot, now):
                    return self.refuse(asked, Outcome.REFUSED_STALE, problems.STALE)
                return answer(asked, request.body)
            except RecordsFullError:
                return refusal(problems.RECORDS_FULL, english=english)

    def refuse(self, asked: Asked, outcome: Outcome, problem: Problem, detail: str = "") -> Answer:
        """A known unit's request that is not answered leaves its record too."""
        self.record(asked, (Looked(outcome, NOBODY, NO_DATES, None),), b"")
        return refusal(problem, english=asked.english, detail=detail)

    def record(self, asked: Asked, looked: Sequence[Looked], purpose: bytes) -> list[str]:
        """核查留痕 (B4): one record a card, written before the answer leaves; returns their ids."""
        state, session = asked.snapshot.state, asked.session
        at, key_hash, position, as_of = asked.at, session.key_hash, state.position, state.as_of
        rest = (session.channel, int(asked.english), purpose)
        retry, epoch = asked.retry, state.epoch
        return self._records.write(
            [
                (at, each.person, key_hash, position, as_of, *each.dates, retry, epoch, CODES[each.outcome], *rest)
                for each in looked
            ]
        )

    def as_of(self, snapshot: Snapshot) -> str:
        """The publisher's time at which the register was whole, as ISO 8601 of Asia/Shanghai."""
        if self._as_of[0] != snapshot.state.as_of:
            self._as_of = (snapshot.state.as_of, iso(snapshot.state.as_of / 1000))
        return self._as_of[1]

    def standing(self) -> dict[str, object]:
        """Whether a question would be answered now, and if not, why."""
        try:
            with self._reader.snapshot() as snapshot:
                stale = self._stale(snapshot, self._clock())
                about = {"position": snapshot.state.position, "epoch": snapshot.state.epoch}
        except NOT_READY:
            return {"ready": False, "why": "starting"}
        why = "stale" if stale else "" if self._records.has_room() else "records_full"
        return {"ready": not why, **({"why": why} if why else {}), **about}

    def gauges(self) -> dict[str, float]:
        """Figures for whoever watches the node."""
        try:
            with self._reader.snapshot() as snapshot:
                state = snapshot.state
        except NOT_READY:
            return {"position": 0}
        age = age_ms(state, self._clock())
        return {"position": state.position, "age_seconds": age / 1000, "epoch": state.epoch}

    def _stale(self, snapshot: Snapshot, now: float) -> bool:
        return age_ms(snapshot.state, now) > self._stale_ms

    def _day(self, now: float) -> bytes:
        """Today in Asia/Shanghai, packed."""
        if not self._midnight - 86_400 <= now < self._midnight:
            local = datetime.fromtimestamp(now, SHANGHAI)
            self._midnight = datetime(local.year, local.month, local.day, tzinfo=SHANGHAI).timestamp() + 86_400
            self._today = pack_date(local.year * 10_000 + local.month * 100 + local.day)
        return self._today


def age_ms(state: NodeState, now: float) -> float:
    """By the publisher's clock or by this node's own, whichever is older: a wrong clock on one side can't hide it."""
    return now * 1000 - min(state.as_of, state.heard)


def iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone(SHANGHAI).isoformat("T", "milliseconds")


def retry_mark(key: str) -> bytes | None:
    """Eight bytes by which records of one question sent twice are counted once; None for a key that is none.

    Asking changes nothing, so a question sent again is answered anew, from the newest state.
    """
    if not key:
        return NO_RETRY
    if len(key) > 64 or not key.isascii() or not key.isprintable():
        return None
    return blake2b(key.encode(), digest_size=8, person=b"gz-retry").digest()
