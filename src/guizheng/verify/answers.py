"""答复: the body of a question into the body of an answer, with a record for each question in between."""

import msgspec

from guizheng.verify import problems
from guizheng.verify.desk import NO_DATES, NOBODY, Asked, Desk, Request, iso
from guizheng.verify.digests import NAME_BYTES
from guizheng.verify.outcome import SAYS, Outcome, decide, lost_since
from guizheng.verify.problems import Answer
from guizheng.verify.question import (
    LARGEST_BATCH,
    LARGEST_BODY,
    BadQuestionError,
    Batch,
    Item,
    Question,
    checked_dates,
    checked_name,
    checked_number,
)
from guizheng.verify.receipts import Receipt, Signer, card_digest, new_salt

HEADERS = [("Content-Type", "application/json")]

_question = msgspec.json.Decoder(Question)
_batch = msgspec.json.Decoder(Batch)
_encode = msgspec.json.Encoder().encode


class Found(msgspec.Struct, omit_defaults=True, gc=False):
    """The answer to one card. since: day of the loss report, told to departments whose purpose may know it."""

    answer: Outcome
    checked: tuple[str, ...]
    record: str
    since: str | None = None
    receipt: str | None = None


class Said(Found, kw_only=True, gc=False):
    """The answer to POST /v1/verify."""

    says: str
    as_of: str
    position: int


class Failed(msgspec.Struct, gc=False):
    """A card of a batch that can't be looked up as written."""

    error: str
    record: str


def verify(desk: Desk, request: Request) -> Answer:
    """挂失信息核查 (B3): POST /v1/verify."""

    def answer(asked: Asked, body: bytes) -> Answer:
        try:
            question = _question.decode(body)
            purpose = asked.session.purposes.get(question.purpose)
            if purpose is None:
                return desk.refuse(asked, Outcome.REFUSED_PURPOSE, problems.WRONG_PURPOSE)
            if question.receipt and desk.signer is None:
                return desk.refuse(asked, Outcome.REFUSED_QUESTION, problems.NO_RECEIPTS)
            found = look_up(desk, asked, question, question.purpose, purpose)
        except (msgspec.DecodeError, UnicodeDecodeError, BadQuestionError) as error:
            return not_a_question(desk, asked, error)
        says, state = SAYS[found.answer][asked.english], asked.snapshot.state
        said = Said(
            found.answer,
            found.checked,
            found.record,
            found.since,
            says=says,
            as_of=desk.as_of(asked.snapshot),
            position=state.position,
        )
        if question.receipt and desk.signer is not None:
            said.receipt = receipt(desk.signer, asked, question, said)
        return Answer("200 OK", HEADERS, _encode(said))

    return desk.attend(request, LARGEST_BODY, answer)


def verify_batch(desk: Desk, request: Request) -> Answer:
    """批量核查 (B3): POST /v1/verify/batch: up to 1,000 cards of one purpose, each answered and recorded on its own."""

    def answer(asked: Asked, body: bytes) -> Answer:
        try:
            batch = _batch.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            return not_a_question(desk, asked, error)
        purpose = asked.session.purposes.get(batch.purpose)
        if purpose is None:
            return desk.refuse(asked, Outcome.REFUSED_PURPOSE, problems.WRONG_PURPOSE)
        if not asked.session.admits(int(asked.now), len(batch.questions) - 1):
            return problems.refusal(problems.TOO_MANY, english=asked.english)
        answers = [one_of_many(desk, asked, item, batch.purpose, purpose) for item in batch.questions]
        met = {found.answer for found in answers if isinstance(found, Found)}
        state = asked.snapshot.state
        head = {"as_of": desk.as_of(asked.snapshot), "position": state.position}
        says = {outcome: SAYS[outcome][asked.english] for outcome in sorted(met)}
        return Answer("200 OK", HEADERS, _encode({**head, "says": says, "answers": answers}))

    return desk.attend(request, LARGEST_BATCH, answer)


def one_of_many(desk: Desk, asked: Asked, item: Item, purpose: str, padded: bytes) -> Found | Failed:
    try:
        return look_up(desk, asked, item, purpose, padded)
    except BadQuestionError as error:
        return Failed(str(error), desk.record(asked, Outcome.REFUSED_QUESTION, NOBODY, NO_DATES, padded))


def look_up(desk: Desk, asked: Asked, item: Item, purpose: str, padded: bytes) -> Found:
    """One card's answer, with its record written. BadQuestionError where the question can't be asked."""
    number, dates, given_name = checked_number(item.id_number), checked_dates(item), checked_name(item.name)
    digests = asked.snapshot.digests
    person = digests.person(number)
    value = asked.snapshot.entry(person)
    # Most people have no entry: then there is no name to compare with either.
    name = digests.name(given_name) if value is not None else NO_NAME
    outcome = decide(value, name, *dates, asked.today)
    record = desk.record(asked, outcome, person, dates, padded)
    if outcome is Outcome.REPORTED_LOST and purpose in asked.session.time_for:
        return Found(outcome, STATUS, record, iso(lost_since(value or b"", *dates))[:10])
    return Found(outcome, STATUS, record)


STATUS = ("status",)
NO_NAME = bytes(NAME_BYTES)


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
