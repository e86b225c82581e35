"""核查: one question in, one answer out, with its record in between. Knows no server: bytes in, bytes out."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from hashlib import blake2b
from typing import NamedTuple

import lmdb
import msgspec

from guizheng.verify import problems
from guizheng.verify.digests import NAME_BYTES, PERSON_BYTES, name_digest, person_digest, unit_key_digest
from guizheng.verify.entry import pack_date
from guizheng.verify.outcome import OUTCOME_CODES, SAYS, Outcome, decide
from guizheng.verify.problems import Answer, Problem, refusal
from guizheng.verify.question import (
    LARGEST_BODY,
    LONGEST_NAME,
    BadQuestionError,
    Question,
    checked_dates,
    checked_number,
)
from guizheng.verify.reader import Reader, Snapshot
from guizheng.verify.records import Records, RecordsFullError
from guizheng.verify.unit_keys import PURPOSE_BYTES, Channel, UnitKey

SHANGHAI = timezone(timedelta(hours=8))
NO_RETRY = bytes(8)
_NOBODY = bytes(PERSON_BYTES)
_NO_NAME = bytes(NAME_BYTES)
_NO_DATES = (b"\0\0\0", b"\0\0\0")
_CHANNELS = {channel: code for code, channel in enumerate(Channel)}

_question = msgspec.json.Decoder(Question)


class Request(NamedTuple):
    """What a server hands over. Header values as sent, "" where absent."""

    authorization: str
    content_type: str
    language: str
    retry_key: str
    body: bytes


class Session:
    """A unit's key as this worker knows it until the feed brings a change of any key."""

    __slots__ = ("channel", "count", "key_hash", "purposes", "quota", "revoked", "second")

    def __init__(self, unit: UnitKey, workers: int) -> None:
        self.key_hash = unit.key_hash
        self.channel = _CHANNELS[unit.channel]
        self.purposes = {purpose: purpose.encode().ljust(PURPOSE_BYTES, b"\0") for purpose in unit.purposes}
        self.revoked = unit.revoked
        # Each worker admits its share, so the quota is approximate and per node.
        self.quota = -(-unit.quota_per_second // workers)
        self.second = 0
        self.count = 0

    def admits(self, second: int) -> bool:
        if second != self.second:
            self.second, self.count = second, 0
        self.count += 1
        return self.count <= self.quota


class Desk:
    """One worker's desk. `clock` gives epoch seconds as a float; called once a question."""

    def __init__(
        self,
        reader: Reader,
        records: Records,
        *,
        stale_seconds: float,
        workers: int = 1,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._reader = reader
        self._records = records
        self._stale_ms = int(stale_seconds * 1000)
        self._workers = workers
        self._clock = clock
        self._sessions: dict[str, Session] = {}
        self._units_at = -1
        self._tail_of = (-1, -1)
        self._tail = b""
        self._midnight = 0.0
        self._today = b""

    def verify(self, request: Request) -> Answer:
        """挂失信息核查 (B3): POST /v1/verify."""
        english = request.language[:2].lower() == "en"
        if not request.content_type.startswith("application/json"):
            return refusal(problems.NOT_JSON, english=english)
        if len(request.body) > LARGEST_BODY:
            return refusal(problems.TOO_LARGE, english=english)
        now = self._clock()
        try:
            snapshot = self._reader.snapshot()
        except (LookupError, OSError, lmdb.Error):
            return refusal(problems.STARTING, english=english)
        with snapshot:
            session = self._session(request.authorization, snapshot)
            if session is None:
                return refusal(problems.NO_KEY, english=english)
            if not session.admits(int(now)):
                return refusal(problems.TOO_MANY, english=english)
            try:
                return self._answer(request, snapshot, session, now, english)
            except RecordsFullError:
                return refusal(problems.RECORDS_FULL, english=english)

    def standing(self) -> dict[str, object]:
        """Whether a question would be answered now, and if not, why."""
        now = self._clock()
        try:
            with self._reader.snapshot() as snapshot:
                why = "stale" if self._stale(snapshot, now) else "" if self._records.has_room() else "records_full"
                about = {"position": snapshot.state.position, "epoch": snapshot.state.epoch}
        except (LookupError, OSError, lmdb.Error):
            return {"ready": False, "why": "starting"}
        return {"ready": not why, **({"why": why} if why else {}), **about}

    def gauges(self) -> dict[str, float]:
        """Figures for the one who watches the node."""
        now = self._clock()
        try:
            with self._reader.snapshot() as snapshot:
                state = snapshot.state
                age = now - min(state.as_of, state.heard) / 1000
                return {"position": state.position, "age_seconds": age, "epoch": state.epoch}
        except (LookupError, OSError, lmdb.Error):
            return {"position": 0}

    def _answer(self, request: Request, snapshot: Snapshot, session: Session, now: float, english: bool) -> Answer:
        retry = retry_mark(request.retry_key)
        asked = Asked(int(now * 1_000_000), session, snapshot, retry or NO_RETRY, english)
        if session.revoked:
            return self._refuse(asked, Outcome.REFUSED_KEY, problems.REVOKED)
        if retry is None:
            return self._refuse(asked, Outcome.REFUSED_QUESTION, problems.BAD_RETRY_KEY)
        try:
            question = _question.decode(request.body)
            number = checked_number(question.id_number)
            dates = checked_dates(question)
            if not 0 < len(question.name) <= LONGEST_NAME:
                raise BadQuestionError(f"name: 1 to {LONGEST_NAME} characters")
        except msgspec.ValidationError as error:
            return self._refuse(asked, Outcome.REFUSED_QUESTION, problems.BAD_QUESTION, field_of(error))
        except (msgspec.DecodeError, UnicodeDecodeError):
            return self._refuse(asked, Outcome.REFUSED_QUESTION, problems.BAD_JSON)
        except BadQuestionError as error:
            return self._refuse(asked, Outcome.REFUSED_QUESTION, problems.BAD_QUESTION, str(error))
        purpose = session.purposes.get(question.purpose)
        if purpose is None:
            return self._refuse(asked, Outcome.REFUSED_PURPOSE, problems.WRONG_PURPOSE)
        if self._stale(snapshot, now):
            return self._refuse(asked, Outcome.REFUSED_STALE, problems.STALE)
        key = snapshot.key
        person, name = person_digest(number, key), name_digest(question.name, key)
        outcome = decide(snapshot.entry(person), name, *dates, self._day(now))
        record = self._record(asked, outcome, person, name, dates, purpose)
        return Answer(
            "200 OK", HEADERS, b'%b%b%b"}' % (HEADS[outcome, english], self._as_of(snapshot), record.encode())
        )

    def _refuse(self, asked: "Asked", outcome: Outcome, problem: Problem, detail: str = "") -> Answer:
        """A known unit's question that is not answered leaves its record too."""
        self._record(asked, outcome, _NOBODY, _NO_NAME, _NO_DATES, b"")
        return refusal(problem, english=asked.english, detail=detail)

    def _record(
        self, asked: "Asked", outcome: Outcome, person: bytes, name: bytes, dates: tuple[bytes, bytes], purpose: bytes
    ) -> str:
        state, session = asked.snapshot.state, asked.session
        where = (asked.at, person, session.key_hash, state.position, state.as_of)
        what = (*dates, name, asked.retry, state.epoch, OUTCOME_CODES[outcome])
        return self._records.write((*where, *what, session.channel, asked.english, purpose))

    def _session(self, authorization: str, snapshot: Snapshot) -> Session | None:
        if snapshot.state.units != self._units_at:
            self._sessions.clear()
            self._units_at = snapshot.state.units
        session = self._sessions.get(authorization)
        if session is None and authorization.startswith("Bearer "):
            unit = snapshot.unit(unit_key_digest(authorization.removeprefix("Bearer ")))
            if unit is not None:
                session = self._sessions[authorization] = Session(unit, self._workers)
        return session

    def _stale(self, snapshot: Snapshot, now: float) -> bool:
        """Too old by the publisher's clock or by this node's own: a wrong clock on one side can't hide it."""
        state = snapshot.state
        return now * 1000 - min(state.as_of, state.heard) > self._stale_ms

    def _day(self, now: float) -> bytes:
        """Today in Asia/Shanghai, packed."""
        if not self._midnight - 86_400 <= now < self._midnight:
            local = datetime.fromtimestamp(now, SHANGHAI)
            self._midnight = datetime(local.year, local.month, local.day, tzinfo=SHANGHAI).timestamp() + 86_400
            self._today = pack_date(local.year * 10_000 + local.month * 100 + local.day)
        return self._today

    def _as_of(self, snapshot: Snapshot) -> bytes:
        state = snapshot.state
        if self._tail_of != (state.as_of, state.position):
            as_of = datetime.fromtimestamp(state.as_of / 1000, UTC).astimezone(SHANGHAI).isoformat("T", "milliseconds")
            self._tail = f'{as_of}","position":{state.position},"record":"'.encode()
            self._tail_of = (state.as_of, state.position)
        return self._tail


class Asked(NamedTuple):
    """A known unit's question on its way to its record."""

    at: int
    session: Session
    snapshot: Snapshot
    retry: bytes
    english: bool


def retry_mark(key: str) -> bytes | None:
    """Eight bytes by which records of one question sent twice are counted once; None for a key that is none.

    Asking changes nothing, so a question sent again is answered anew, from the newest state.
    """
    if not key:
        return NO_RETRY
    if len(key) > 64 or not key.isascii() or not key.isprintable():
        return None
    return blake2b(key.encode(), digest_size=8, person=b"gz-retry").digest()


def field_of(error: msgspec.ValidationError) -> str:
    """The decoder's words name field and type, and repeat an unknown field's name: that is the caller's, so it goes."""
    words = str(error)
    return "unknown field" if "unknown field" in words else words


def _head(outcome: Outcome, english: bool) -> bytes:
    checked = [] if outcome is Outcome.STATE_NOT_CHECKED else ["status"]
    head = msgspec.json.encode({"answer": outcome, "checked": checked, "says": SAYS[outcome][english]})
    return head[:-1] + b',"as_of":"'


HEADS = {(outcome, english): _head(outcome, english) for outcome in SAYS for english in (False, True)}
HEADERS = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
