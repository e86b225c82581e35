"""联调: what a test key is answered, so that integrators meet every answer and every fault before the first real card.

A test key is never answered from the register and takes the numbers below alone, which are nobody's: there is no
division 999900. Its answers are marked, never signed, and leave no record, since nobody was asked about.
"""

from collections.abc import Sequence

import msgspec

from guizheng.law.id_number import check_digit
from guizheng.verify import problems
from guizheng.verify.desk import JSON, Asked, Desk
from guizheng.verify.outcome import SAYS, Outcome
from guizheng.verify.problems import Answer, Problem, refusal
from guizheng.verify.question import BadQuestionError, Item, Question, checked_dates, checked_name, checked_number
from guizheng.verify.spoken import STATUS, Failed, Found, Said

RECORD = "test"
_encode = msgspec.json.Encoder().encode


def magic(place: int) -> str:
    """The test number at a place of the list; the same at the sandbox of the case plane."""
    stem = f"99990019900101{900 + place}"
    return stem + check_digit(stem)


ANSWERS = {
    magic(place): outcome
    for place, outcome in enumerate(
        (
            Outcome.CLEAR,
            Outcome.REPORTED_LOST,
            Outcome.NO_LONGER_VALID,
            Outcome.EXPIRED,
            Outcome.MISMATCH,
            Outcome.STATE_NOT_CHECKED,
        )
    )
}
FAULTS = {
    magic(place): problem
    for place, problem in enumerate(
        (
            problems.TOO_MANY,
            problems.STALE,
            problems.RECORDS_FULL,
            problems.STARTING,
            problems.REVOKED,
            problems.WRONG_PURPOSE,
        ),
        start=len(ANSWERS),
    )
}


def rehearse(desk: Desk, asked: Asked, question: Question) -> Answer:
    """The answer to a test number, or the fault it stands for; BadQuestionError as for a real question."""
    outcome = meant(question)
    if isinstance(outcome, Problem):
        return refusal(outcome, english=asked.english)
    if question.receipt:
        return refusal(problems.NO_RECEIPTS, english=asked.english)
    desk.spoken.after(asked.snapshot.state, asked.english)
    said = Said(
        outcome,
        STATUS,
        RECORD,
        test=True,
        says=SAYS[outcome][asked.english],
        as_of=desk.spoken.as_of,
        position=asked.snapshot.state.position,
    )
    return Answer("200 OK", JSON, _encode(said))


def rehearse_batch(desk: Desk, asked: Asked, items: Sequence[Item]) -> Answer:
    """The same of a batch: a fault among its cards is the whole batch's."""
    answers: list[Found | Failed] = []
    met: set[Outcome] = set()
    for item in items:
        try:
            outcome = meant(item)
        except BadQuestionError as error:
            answers.append(Failed(str(error), RECORD))
            continue
        if isinstance(outcome, Problem):
            return refusal(outcome, english=asked.english)
        met.add(outcome)
        answers.append(Found(outcome, STATUS, RECORD, test=True))
    desk.spoken.after(asked.snapshot.state, asked.english)
    says = {outcome: SAYS[outcome][asked.english] for outcome in sorted(met)}
    head = {"as_of": desk.spoken.as_of, "position": asked.snapshot.state.position}
    return Answer("200 OK", JSON, _encode({**head, "says": says, "answers": answers}))


def meant(item: Item) -> Outcome | Problem:
    """What the number of this card stands for."""
    number = checked_number(item.id_number)
    checked_dates(item)
    checked_name(item.name)
    found = ANSWERS.get(number) or FAULTS.get(number)
    if found is None:
        raise BadQuestionError("id_number: a test key takes the test numbers alone")
    return found
