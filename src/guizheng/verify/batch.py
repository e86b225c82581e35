"""批量答复: up to 1,000 cards of one purpose in one request, each answered and recorded on its own."""

from collections.abc import Sequence

import msgspec

from guizheng.verify import problems
from guizheng.verify.answers import NO_NAME, not_a_question, since, told
from guizheng.verify.desk import JSON, NO_DATES, NOBODY, Asked, Desk, Request, asker, ending
from guizheng.verify.digests import Digests
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
    packed_dates,
)
from guizheng.verify.rehearsal import rehearse_batch
from guizheng.verify.retries import NO_RETRY
from guizheng.verify.spoken import AFTER, BEFORE, STATUS, Failed, Found

_decode = msgspec.json.Decoder(Batch).decode
_encode = msgspec.json.Encoder().encode


class Cards:
    """The cards of a batch, column by column; why: what is wrong with those that can't be asked, by place."""

    def __init__(self, digests: Digests, items: Sequence[Item]) -> None:
        self.why: dict[int, str] = {}
        # Thing by thing, not card by card: what is done a thousand times in a row is done twice as fast.
        try:
            numbers = [checked_number(item.id_number) for item in items]
            self.dates = [packed_dates(item.valid_from, item.valid_to) for item in items]
            self.names = [checked_name(item.name) for item in items]
            self.persons = [digests.person(number) for number in numbers]
        except BadQuestionError:
            self._one_by_one(digests, items)

    def _one_by_one(self, digests: Digests, items: Sequence[Item]) -> None:
        self.dates, self.names, self.persons = [], [], []
        for place, item in enumerate(items):
            try:
                person, dates = digests.person(checked_number(item.id_number)), checked_dates(item)
                name = checked_name(item.name)
            except BadQuestionError as error:
                self.why[place], person, dates, name = str(error), NOBODY, NO_DATES, ""
            self.persons.append(person)
            self.dates.append(dates)
            self.names.append(name)


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
    if asked.session.test:
        return rehearse_batch(desk, asked, batch.questions)
    cards = Cards(asked.snapshot.digests, batch.questions)
    values = asked.snapshot.entries(cards.persons)
    outcomes = look_up(asked, cards, values)
    retry = asked.retry is not NO_RETRY
    before = told(asked, *outcomes) if retry else b""
    if retry and (answered := desk.said_before(asked, before)):
        return answered
    records = record(desk, asked, cards, outcomes, purpose)
    # Whoever may know the day of a loss is told it.
    days: dict[int, str | None] = {}
    if batch.purpose in asked.session.time_for:
        lost = (place for place, outcome in enumerate(outcomes) if outcome is Outcome.REPORTED_LOST)
        days = {place: since(asked, batch.purpose, values[place], cards.dates[place]) for place in lost}
    said = in_words(desk, asked, outcomes, records, cards.why, days)
    if retry:
        desk.keep(asked, before, said)
    return Answer("200 OK", JSON, said)


def look_up(asked: Asked, cards: Cards, values: Sequence[bytes | None]) -> list[Outcome]:
    """What the register says of each card."""
    today, digest = asked.today, asked.snapshot.digests.name
    outcomes = [
        decide(value, NO_NAME if value is None else digest(name), dates[0], dates[1], today)
        for value, dates, name in zip(values, cards.dates, cards.names, strict=True)
    ]
    for place in cards.why:
        outcomes[place] = Outcome.REFUSED_QUESTION
    return outcomes


def record(desk: Desk, asked: Asked, cards: Cards, outcomes: list[Outcome], purpose: bytes) -> list[str]:
    """核查留痕 (B4): a record of every card, all before the answer leaves."""
    who = asker(asked)
    end = {outcome: ending(asked, outcome, purpose) for outcome in set(outcomes)}
    rests = [
        person + who + dates[0] + dates[1] + end[outcome]
        for person, dates, outcome in zip(cards.persons, cards.dates, outcomes, strict=True)
    ]
    return desk.records.write_all(int(asked.now * 1_000_000), rests)


def in_words(
    desk: Desk,
    asked: Asked,
    outcomes: list[Outcome],
    records: list[str],
    why: dict[int, str],
    days: dict[int, str | None],
) -> bytes:
    """The body of the answer. Most cards' answers differ in their record alone, so they are not encoded one by one."""
    first = {outcome: before.decode() for outcome, before in BEFORE.items()}
    first[Outcome.REFUSED_QUESTION] = ""
    after = AFTER.decode()
    said = [first[outcome] + record + after for outcome, record in zip(outcomes, records, strict=True)]
    for place, words in why.items():
        said[place] = _encode(Failed(words, records[place])).decode()
    for place, day in days.items():
        said[place] = _encode(Found(Outcome.REPORTED_LOST, STATUS, records[place], day)).decode()
    desk.spoken.after(asked.snapshot.state, asked.english)
    says = {outcome: SAYS[outcome][asked.english] for outcome in sorted(set(outcomes) & SAYS.keys())}
    head = {"as_of": desk.spoken.as_of, "position": asked.snapshot.state.position, "says": says}
    return _encode(head)[:-1] + b',"answers":[' + ",".join(said).encode() + b"]}"
