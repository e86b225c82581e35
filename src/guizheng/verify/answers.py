"""答复: the body of a question into the body of an answer, with the question's record in between."""

import msgspec

from guizheng.verify import problems
from guizheng.verify.desk import JSON, Asked, Desk, Request
from guizheng.verify.digests import NAME_BYTES
from guizheng.verify.outcome import OUTCOME_CODES, SAYS, Outcome, decide, lost_since
from guizheng.verify.problems import Answer
from guizheng.verify.question import (
    LARGEST_BODY,
    BadQuestionError,
    Question,
    checked_dates,
    checked_name,
    checked_number,
)
from guizheng.verify.receipts import Receipt, Signer, card_digest, new_salt
from guizheng.verify.rehearsal import rehearse
from guizheng.verify.retries import NO_RETRY
from guizheng.verify.spoken import BEFORE, STATUS, Said, iso

_decode = msgspec.json.Decoder(Question).decode
_encode = msgspec.json.Encoder().encode
_LOST = Outcome.REPORTED_LOST
NO_NAME = bytes(NAME_BYTES)


def verify(desk: Desk, request: Request) -> Answer:
    """挂失信息核查 (B3): POST /v1/verify."""
    return desk.attend(request, LARGEST_BODY, answer)


def answer(desk: Desk, asked: Asked, body: bytes) -> Answer:
    session, snapshot = asked.session, asked.snapshot
    try:
        question = _decode(body)
        purpose = session.purposes.get(question.purpose)
        if purpose is None:
            return desk.refuse(asked, Outcome.REFUSED_PURPOSE, problems.WRONG_PURPOSE)
        if session.test:
            return rehearse(desk, asked, question)
        if question.receipt and desk.signer is None:
            return desk.refuse(asked, Outcome.REFUSED_QUESTION, problems.NO_RECEIPTS)
        digests = snapshot.digests
        person = digests.person(checked_number(question.id_number))
        dates, name = checked_dates(question), checked_name(question.name)
    except (msgspec.DecodeError, UnicodeDecodeError, BadQuestionError) as error:
        return not_a_question(desk, asked, error)
    value = snapshot.entry(person)
    # Most people have no entry: then there is no name to compare with either.
    outcome = decide(value, NO_NAME if value is None else digests.name(name), dates[0], dates[1], asked.today)
    retry = asked.retry is not NO_RETRY
    if retry and (before := desk.said_before(asked, told(asked, outcome))):
        return before
    record = desk.record(asked, outcome, person, dates, purpose)
    after = desk.spoken.after(snapshot.state, asked.english)
    if question.receipt or (outcome is _LOST and question.purpose in session.time_for):
        said = in_full(desk, asked, question, outcome, record, since(asked, question.purpose, value, dates))
    else:
        said = BEFORE[outcome] + record.encode() + after[outcome]
    if retry:
        desk.keep(asked, told(asked, outcome), said)
    return Answer("200 OK", JSON, said)


def told(asked: Asked, *outcomes: Outcome) -> bytes:
    """What the register said and in which language, to compare with what it says when asked again."""
    return bytes([asked.english, *map(OUTCOME_CODES.__getitem__, outcomes)])


def in_full(desk: Desk, asked: Asked, question: Question, outcome: Outcome, record: str, lost: str | None) -> bytes:
    """An answer that says more than its fellows: the day of loss, or a receipt."""
    said = Said(
        outcome,
        STATUS,
        record,
        lost,
        says=SAYS[outcome][asked.english],
        as_of=desk.spoken.as_of,
        position=asked.snapshot.state.position,
    )
    if question.receipt and desk.signer is not None:
        said.receipt = receipt(desk.signer, asked, question, said)
    return _encode(said)


def since(asked: Asked, purpose: str, value: bytes | None, dates: tuple[bytes, bytes]) -> str | None:
    """Day of the loss report, for those who may know it."""
    if value is None or purpose not in asked.session.time_for or not (at := lost_since(value, *dates)):
        return None
    return iso(at)[:10]


def receipt(signer: Signer, asked: Asked, question: Question, said: Said) -> str:
    """核查回执 (B4): the answer signed, with the card as a salted digest."""
    salt = new_salt()
    return signer.sign(
        Receipt(
            unit=asked.session.unit,
            purpose=question.purpose,
            card=card_digest(question, salt),
            salt=salt.hex(),
            answer=said.answer,
            at=iso(asked.now),
            as_of=said.as_of,
            position=said.position,
            record=said.record,
        )
    )


def not_a_question(desk: Desk, asked: Asked, error: Exception) -> Answer:
    """The decoder's words name field and type only, but repeat an unknown field's name: that is the caller's own."""
    if isinstance(error, BadQuestionError):
        words = str(error)
    elif isinstance(error, msgspec.ValidationError):
        words = "unknown field" if "unknown field" in str(error) else str(error)
    else:
        return desk.refuse(asked, Outcome.REFUSED_QUESTION, problems.BAD_JSON)
    return desk.refuse(asked, Outcome.REFUSED_QUESTION, problems.BAD_QUESTION, words)
