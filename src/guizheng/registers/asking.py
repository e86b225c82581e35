"""办件侧核查: the same question as at a node, asked of the registers themselves: they also know who and what exists."""

from datetime import date

import msgspec

from guizheng.law import matters
from guizheng.law.rulings import Answer
from guizheng.law.verification import NOT_GIVEN, Presented, VerificationFacts
from guizheng.registers import cards, persons
from guizheng.registers.verification import Question, normal_name


def ask(id_number: str, *, name: str, on: date, valid_from: str = NOT_GIVEN, valid_to: str = NOT_GIVEN) -> Answer:
    """挂失信息核查 B3: the law's answer on the card presented, with existence; `parts` hold `answer` and `checked`.

    Dates as ISO text, `long_term`, or `not_given`. A number the registers do not know answers no_record.
    """
    person = persons.find(id_number)
    held = cards.as_law(cards.of(person)) if person else ()
    matches = person is not None and normal_name(name) == normal_name(person.name)
    presented = Presented(valid_from=valid_from, valid_to=valid_to, name_matches=matches)
    return matters.decide("verification", VerificationFacts(on=on, presented=presented, cards=held))


def recheck(body: bytes, *, on: date) -> bytes:
    """异议复核 B3: a question that a unit disputes, as a node passes it on; the registers' own answer as JSON.

    ValueError (msgspec.DecodeError, FactsError) where it is no question.
    """
    asked = msgspec.json.decode(body, type=Question)
    given = {"valid_from": asked.valid_from or NOT_GIVEN, "valid_to": asked.valid_to or NOT_GIVEN}
    said = ask(asked.id_number.upper(), name=asked.name, on=on, **given)
    return msgspec.json.encode({"answer": said.parts["answer"], "checked": said.parts["checked"]})
