"""Put facts to the law in one line: `rule(request="reissue")` is a remote intake on 2018-03-06."""

from datetime import date
from typing import Any

import pytest

from guizheng.law import facts, matters
from guizheng.law.facts import FactsError
from guizheng.law.rulings import Answer

ON = date(2018, 3, 6)
NORM = "norm-2021"


def rule(matter: str = "remote-intake", *, on: str = "", rules: str = "opinions-2015", **given: Any) -> Answer:
    day = date.fromisoformat(on) if on else ON
    return matters.decide(matter, facts.convert(matters.MATTERS[matter].facts, given), on=day, rules=rules)


def home(**given: Any) -> Answer:
    return rule("home-intake", **given)


def grounds(answer: Answer) -> list[str]:
    return [ground.code for ground in answer.grounds]


def owed(answer: Answer, by: str = "applicant") -> list[str]:
    return [thing.code for thing in answer.missing if thing.by == by]


def advised(answer: Answer) -> list[str]:
    return [advice.code for advice in answer.advice]


def accepted(answer: Answer) -> bool:
    assert answer.outcome != "accept" or not (answer.grounds or answer.missing)
    return answer.outcome == "accept"


def refused(answer: Answer, code: str, clause: str) -> None:
    """Refused for this one ground, under this clause, with words in both languages."""
    assert answer.outcome == "refuse"
    assert grounds(answer) == [code]
    ground = answer.grounds[0]
    assert ground.clause == clause
    assert all((ground.citation, *ground.says, *ground.remedy))
    assert answer.fee is None
    assert answer.due is None
    assert answer.marks == ()


def notified(answer: Answer, *codes: str) -> None:
    """One notice with exactly these things; the fee is shown, no limit runs yet."""
    assert answer.outcome == "notify"
    assert owed(answer) == list(codes)
    assert answer.fee is not None
    assert answer.due is None
    assert answer.marks == ()


def waits(answer: Answer, *codes: str) -> None:
    """Pending for exactly these things that the office owes."""
    assert answer.outcome == "pending"
    assert owed(answer) == []
    assert owed(answer, "office") == list(codes)
    assert answer.fee is None
    assert answer.due is None


def wrong(place: str, message: str = "", matter: str = "remote-intake", **given: Any) -> FactsError:
    """The facts are refused at this place."""
    with pytest.raises(FactsError) as raised:
        rule(matter, **given)
    assert raised.value.place == place
    assert message in raised.value.message
    return raised.value
