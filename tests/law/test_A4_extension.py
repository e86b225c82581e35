"""A4 延长: once, at most thirty days, poor transport, a named approver, in time, and the applicant told."""

from typing import Any

import pytest
from tests.law.asking import accepted, owed, rule, wrong

from guizheng.law import holidays
from guizheng.law.rulings import Answer

LAST_DAY, DAY_AFTER = "2018-05-07", "2018-05-08"


def ask(**given: Any) -> Answer:
    return rule("extension", **{"filed_on": "2018-03-06", "on": LAST_DAY, **given})


def test_a_plain_extension_on_the_last_day() -> None:
    answer = ask()
    assert accepted(answer)
    assert answer.due
    assert (str(answer.due.extended_raw), str(answer.due.extended_limit)) == ("2018-06-04", "2018-06-04")
    assert (str(answer.due.raw), str(answer.due.limit), answer.due.provisional) == ("2018-05-05", LAST_DAY, False)


def test_fewer_days_count_from_the_raw_limit_and_roll_once() -> None:
    due = ask(days=1, ground="poor_transport_at_home").due
    assert due
    assert (str(due.extended_raw), str(due.extended_limit)) == ("2018-05-06", "2018-05-07")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"days": 31}, "extension_days"),
        ({"days": 0}, "extension_days"),
        ({"extended_before": True}, "extended_before"),
        ({"ground": None}, "extension_ground"),
        ({"approver_named": False}, "extension_approver"),
        ({"on": DAY_AFTER}, "extension_too_late"),
        ({"applicant_told": False}, "extension_notice"),
    ],
)
def test_each_condition(given: dict[str, Any], code: str) -> None:
    answer = ask(**given)
    assert answer.outcome == "refuse"
    assert [(ground.code, ground.clause, ground.citation) for ground in answer.grounds] == [
        (code, "A4", "《意见》二(一)4")
    ]
    assert answer.due is None


@pytest.mark.parametrize("fact", ["approver_named", "applicant_told", "extended_before"])
def test_what_is_not_known_is_owed(fact: str) -> None:
    answer = ask(**{fact: None})
    assert answer.outcome == "pending"
    assert len(owed(answer, "office")) == 1


def test_all_that_stands_against_it_at_once() -> None:
    answer = ask(days=31, ground=None, approver_named=False)
    assert [ground.code for ground in answer.grounds] == ["extension_days", "extension_ground", "extension_approver"]
    assert "30" in answer.grounds[0].says.zh


def test_ninety_raw_days_in_all_and_provisional_beyond_the_calendar() -> None:
    due = ask().due
    assert due
    assert due.extended_raw
    assert (due.extended_raw - due.raw).days == 30
    late = rule("extension", on=holidays.LOADED_TO.isoformat()).due
    assert late
    assert late.provisional


def test_facts_that_can_not_be() -> None:
    wrong("filed_on", "no term in force", "extension", filed_on="2003-12-31")
    wrong("filed_on", "after the day", "extension", filed_on="2018-03-07")
    assert accepted(rule("extension", filed_on="2018-03-06"))
    assert accepted(rule("extension"))
