"""直答: the plain question answered in one go.

What nearly every question is (a known key, a granted purpose, no receipt, nothing out of the ordinary) needs no more
than one look into the register and one record, so it is done here without a step aside. Everything else, and whatever
changed since the last look, is left to `answers`, which gives the same answer; a property test holds the two together.
"""

from collections.abc import Callable

import lmdb
import msgspec

from guizheng.verify.answers import NO_NAME
from guizheng.verify.desk import ASKER, ENDING, NOT_READY, Desk
from guizheng.verify.outcome import OUTCOME_CODES, SAYS, Outcome, decide
from guizheng.verify.question import (
    LARGEST_BODY,
    LONGEST_NAME,
    BadQuestionError,
    Question,
    checked_number,
    packed_dates,
)
from guizheng.verify.records import RecordsFullError
from guizheng.verify.retries import NO_RETRY
from guizheng.verify.sessions import Session
from guizheng.verify.spoken import BEFORE, iso

Quick = Callable[[str, bytes], bytes | None]
_LOST = Outcome.REPORTED_LOST
_decode = msgspec.json.Decoder(Question).decode


class Ready:
    """What of a state, a unit and a purpose is the same in every record and answer, made ready when first needed."""

    __slots__ = ("admits", "asker", "endings", "tells_more")

    def __init__(self, session: Session, purpose: str, position: int, as_of: int, epoch: int) -> None:
        self.admits = session.admits
        self.tells_more = purpose in session.time_for
        self.asker = ASKER.pack(session.key_hash, position, as_of)
        rest = session.channel, 0, session.purposes[purpose]
        self.endings = {each: ENDING.pack(NO_RETRY, epoch, OUTCOME_CODES[each], *rest) for each in SAYS}


class View:
    """The register as it was last seen: what `quick` may rely on while nothing is committed and no limit has passed."""

    def __init__(self, desk: Desk, now: float) -> None:
        snapshot = desk.reader.snapshot()
        self.commit = snapshot.txn.id()
        snapshot.txn.abort()
        state, register = snapshot.state, snapshot.register
        desk.sessions.forget_changed(state)
        self.begin, self.persons = register.env.begin, register.persons
        self.digests, self.today = snapshot.digests, desk.day(now)
        self.position, self.as_of, self.epoch = state.position, state.as_of, state.epoch
        end = f'","as_of":"{iso(state.as_of / 1000)}","position":{state.position}}}'.encode()
        self.after = {outcome: b'","says":"' + says[0].encode() + end for outcome, says in SAYS.items()}
        self.until = min(desk.midnight, (min(state.as_of, state.heard) + desk.stale_ms) / 1000)
        self.ready: dict[tuple[str, str], Ready] = {}


def make_quick(desk: Desk) -> Quick:
    """A function of Authorization header and body: the body of the answer, or None: ask `answers`."""
    clock, write, known = desk.clock, desk.records.write, desk.sessions.known
    view: View | None = None

    def look_again(now: float) -> None:
        nonlocal view
        try:
            view = View(desk, now)
        except NOT_READY:
            view = None

    def prepare(seen: View, authorization: str, purpose: str) -> Ready | None:
        session = known.get(authorization)
        if session is None or session.revoked or session.test or purpose not in session.purposes:
            return None
        ready = Ready(session, purpose, seen.position, seen.as_of, seen.epoch)
        seen.ready[authorization, purpose] = ready
        return ready

    def quick(authorization: str, body: bytes) -> bytes | None:
        now = clock()
        seen = view
        if seen is None or now >= seen.until or len(body) > LARGEST_BODY:
            look_again(now)
            return None
        try:
            question = _decode(body)
            number, name = checked_number(question.id_number), question.name
            begins, ends = packed_dates(question.valid_from, question.valid_to)
        except (msgspec.DecodeError, UnicodeDecodeError, BadQuestionError):
            return None
        if question.receipt or not 0 < len(name) <= LONGEST_NAME:
            return None
        try:
            txn: lmdb.Transaction = seen.begin()
        except lmdb.Error:
            look_again(now)
            return None
        if txn.id() != seen.commit:
            txn.abort()
            look_again(now)
            return None
        # From here on the register stands still until the answer is made.
        try:
            ready = seen.ready.get((authorization, question.purpose)) or prepare(seen, authorization, question.purpose)
            if ready is None:
                return None
            person = seen.digests.person(number)
            value = txn.get(person, None, seen.persons)
            if value is None:
                outcome = decide(None, NO_NAME, begins, ends, seen.today)
            else:
                outcome = decide(bytes(value), seen.digests.name(name), begins, ends, seen.today)
                if outcome is _LOST and ready.tells_more:
                    return None
            if not ready.admits(int(now)):
                return None
            rest = person + ready.asker + begins + ends + ready.endings[outcome]
            return BEFORE[outcome] + write(int(now * 1_000_000), rest).encode() + seen.after[outcome]
        except RecordsFullError:
            return None
        finally:
            txn.abort()

    return quick
