"""批量答复: up to 1,000 cards of one purpose in one request, each answered and recorded on its own."""

import msgspec

from guizheng.verify import problems
from guizheng.verify.answers import NO_NAME, not_a_question, since, told
from guizheng.verify.desk import JSON, NO_DATES, NOBODY, Asked, Desk, Request, asker, ending
from guizheng.verify.outcome import SAYS, Outcome, decide
from guizheng.verify.problems import Answer
from guizheng.verify.question import (
    LARGEST_BATCH,
    BadQuestionError,
    Batch,
    Item,
    checked_dates,
    checked_name,
    checked_number,
)
from guizheng.verify.retries import NO_RETRY
from guizheng.verify.spoken import AFTER, BEFORE, STATUS, Found

_decode = msgspec.json.Decoder(Batch).decode
_encode = msgspec.json.Encoder().encode

Card = tuple[bytes, tuple[bytes, bytes], str]
"""Person digest, packed dates, name as given; of a card that can't be asked: nobody, no dates, and why."""
Told = tuple[Outcome, bytes, tuple[bytes, bytes]]


class Failed(msgspec.Struct, gc=False):
    """A card of a batch that can't be looked up as written."""

    error: str
    record: str


def verify_batch(desk: Desk, request: Request) -> Answer:
    """批量核查 (B3): POST /v1/verify/batch."""
    return desk.attend(request, LARGEST_BATCH, answer)


def answer(desk: Desk, asked: Asked, body: bytes) -> Answer:
    try:
        batch = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return not_a_question(desk, asked, error)
    purpose = asked.session.purposes.get(batch.purpose)
    if purpose is None:
        return desk.refuse(asked, Outcome.REFUSED_PURPOSE, problems.WRONG_PURPOSE)
    if not asked.session.admits(int(asked.now), len(batch.questions) - 1):
        return problems.refusal(problems.TOO_MANY, english=asked.english)
    cards = [card(asked, item) for item in batch.questions]
    values = asked.snapshot.entries([each[0] for each in cards])
    looked = look_up(asked, cards, values)
    retry = asked.retry is not NO_RETRY
    outcomes = told(asked, *(each[0] for each in looked)) if retry else b""
    if retry and (before := desk.said_before(asked, outcomes)):
        return before
    records = record(desk, asked, looked, purpose)
    # Whoever may know the day of a loss is told it; all other answers differ in their record alone.
    told_more = Outcome.REPORTED_LOST if batch.purpose in asked.session.time_for else None
    said = [
        BEFORE[each[0]] + record.encode() + AFTER
        if each[0] is not told_more and each[1] is not NOBODY
        else in_full(asked, batch.purpose, each, record, why, values)
        for each, record, (_, _, why) in zip(looked, records, cards, strict=True)
    ]
    desk.spoken.after(asked.snapshot.state, asked.english)
    says = {outcome: SAYS[outcome][asked.english] for outcome in sorted({each[0] for each in looked} & SAYS.keys())}
    head = {"as_of": desk.spoken.as_of, "position": asked.snapshot.state.position, "says": says}
    whole = _encode(head)[:-1] + b',"answers":[' + b",".join(said) + b"]}"
    if retry:
        desk.keep(asked, outcomes, whole)
    return Answer("200 OK", JSON, whole)


def card(asked: Asked, item: Item) -> Card:
    try:
        number, dates, name = checked_number(item.id_number), checked_dates(item), checked_name(item.name)
    except BadQuestionError as error:
        return NOBODY, NO_DATES, str(error)
    return asked.snapshot.digests.person(number), dates, name


def look_up(asked: Asked, cards: list[Card], values: dict[bytes, bytes]) -> list[Told]:
    """What the register says of each card."""
    digest, today, entry = asked.snapshot.digests.name, asked.today, values.get
    looked: list[Told] = []
    for person, dates, name in cards:
        if person is NOBODY:
            outcome = Outcome.REFUSED_QUESTION
        else:
            value = entry(person)
            outcome = decide(value, NO_NAME if value is None else digest(name), dates[0], dates[1], today)
        looked.append((outcome, person, dates))
    return looked


def record(desk: Desk, asked: Asked, looked: list[Told], purpose: bytes) -> list[str]:
    """核查留痕 (B4): a record of every card, all before the answer leaves."""
    who = asker(asked)
    end = {outcome: ending(asked, outcome, purpose) for outcome in {each[0] for each in looked}}
    rests = [person + who + dates[0] + dates[1] + end[outcome] for outcome, person, dates in looked]
    return desk.records.write_all(int(asked.now * 1_000_000), rests)


def in_full(asked: Asked, purpose: str, each: Told, record: str, why: str, values: dict[bytes, bytes]) -> bytes:
    """The answer to a card that can't be asked, or with its day of loss."""
    outcome, person, dates = each
    if person is NOBODY:
        return _encode(Failed(why, record))
    return _encode(Found(outcome, STATUS, record, since(asked, purpose, values.get(person), dates)))
