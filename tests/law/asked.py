"""How the tests of the law ask it: facts as the contract writes them, and the codes of what comes back."""

import json
from datetime import date
from typing import Any

from guizheng.law import matters

ON = date(2024, 3, 6)
CHILD = {"birth_date": "2010-03-07"}
CARD = {"valid_from": "2014-05-01", "valid_to": "2034-05-01"}


def ask(
    matter: str, facts: dict[str, Any] | None = None, /, on: date = ON, rules: str = "opinions-2015"
) -> dict[str, Any]:
    answer = matters.answer_json(matter, json.dumps(facts or {}), on=on, rules=rules, explain=True)
    asked: dict[str, Any] = json.loads(json.dumps(answer))
    return asked


def found(answer: dict[str, Any]) -> tuple[str, set[str]]:
    """The outcome, and the codes of all grounds and missing things."""
    return answer["outcome"], {thing["code"] for thing in (*answer["grounds"], *answer["missing"])}


def advised(answer: dict[str, Any]) -> set[str]:
    return {advice["code"] for advice in answer["advice"]}


def whole(answer: dict[str, Any]) -> None:
    """Every ground tells what cures it; every finding has a clause, a citation and words."""
    for ground in answer["grounds"]:
        assert ground["remedy"]
    for thing in (*answer["grounds"], *answer["missing"]):
        assert thing["says"]
        assert thing["citation"]
        assert "{" not in thing["says"]
