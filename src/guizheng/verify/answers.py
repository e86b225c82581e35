"""答复: the body of a question into the body of an answer, with a record for each question in between."""

import msgspec

from guizheng.verify import problems
from guizheng.verify.desk import NO_DATES, NOBODY, Asked, Desk, Looked, Request, iso
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
            looked = look_up(asked, question)
        except (msgspec.DecodeError, UnicodeDecodeError, BadQuestionError) as error:
            return not_a_question(desk, asked, error)
        (record,) = desk.record(asked, (looked,), purpose)
        told = found(asked, looked, record, question.purpose)
        said = Said(
            told.answer,
            told.checked,
            told.record,
            told.since,
            says=SAYS[told.answer][asked.english],
            as_of=desk.as_of(asked.snapshot),
            position=asked.snapshot.state.position,
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
        answers = many(desk, asked, batch, purpose)
        met = {told.answer for told in answers if isinstance(told, Found)}
        state = asked.snapshot.state
        head = {"as_of": desk.as_of(asked.snapshot), "position": state.position}
        says = {outcome: SAYS[outcome][asked.english] for outcome in sorted(met)}
        return Answer("200 OK", HEADERS, _encode({**head, "says": says, "answers": answers}))

    return desk.attend(request, LARGEST_BATCH, answer)


def many(desk: Desk, asked: Asked, batch: Batch, padded: bytes) -> list[Found | Failed]:
    """Every card looked up in one snapshot, then all recorded at once, then answered in order."""
    looked: list[Looked | str] = []
    for item in batch.questions:
        try:
            looked.append(look_up(asked, item))
        except BadQuestionError as error:
            looked.append(str(error))
    failed = Looked(Outcome.REFUSED_QUESTION, NOBODY, NO_DATES, None)
    records = desk.record(asked, [failed if isinstance(each, str) else each for each in looked], padded)
    return [
        Failed(each, record) if isinstance(each, str) else found(asked, each, record, batch.purpose)
        for each, record in zip(looked, records, strict=True)
    ]


def look_up(asked: Asked, item: Item) -> Looked:
    """What the register says of one card. BadQuestionError where the question can't be asked."""
    number, dates, given_name = checked_number(item.id_number), checked_dates(item), checked_name(item.name)
    digests = asked.snapshot.digests
    person = digests.person(number)
    value = asked.snapshot.entry(person)
    # Most people have no entry: then there is no name to compare with either.
    name = digests.name(given_name) if value is not None else NO_NAME
    return Looked(decide(value, name, *dates, asked.today), person, dates, value)


def found(asked: Asked, looked: Looked, record: str, purpose: str) -> Found:
    if looked.outcome is Outcome.REPORTED_LOST and purpose in asked.session.time_for:
        return Found(looked.outcome, STATUS, record, iso(lost_since(looked.value or b"", *looked.dates))[:10])
    return Found(looked.outcome, STATUS, record)


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
