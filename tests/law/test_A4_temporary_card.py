"""A4 临时居民身份证 (norm art. 87): within three days of the sign-off, for three months, for ten yuan."""

from datetime import date
from typing import Any

import pytest
from tests.law.asked import CHILD, advised, ask, found, whole

from guizheng.law import temporary_card
from guizheng.law.facts import FactsError

SIGNED = {"state": "signed", "signed_on": "2024-03-05"}
AT_HOME = {"counter": {"division": "410102"}}
BLANK = {"issue_by": None, "valid": None}


def norm(facts: dict[str, Any], on: date = date(2024, 3, 6)) -> dict[str, Any]:
    answer = ask("temporary-card", facts, on=on, rules="norm-2021")
    whole(answer)
    return answer


def parts(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: answer[key] for key in BLANK}


def test_the_policy_of_2015_has_none_away_from_home() -> None:
    answer = ask("temporary-card", {"application": SIGNED})
    assert found(answer) == ("refuse", {"not_provided_away"})
    assert (answer["fee"], parts(answer)) == (None, BLANK)
    early = ask("temporary-card", on=date(2021, 9, 30), rules="norm-2021")
    assert found(early) == ("refuse", {"not_provided_away"})
    assert found(ask("temporary-card", on=date(2021, 10, 1), rules="norm-2021")) == ("accept", set())


def test_before_the_sign_off_the_day_is_open() -> None:
    answer = norm({})
    assert found(answer) == ("accept", set())
    assert answer["fee"] == {"amount": "10.00", "kind": "temporary_card", "source": "发改价格[2003]2322号"}
    assert parts(answer) == BLANK
    assert advised(answer) == {"after_sign_off"}


def test_three_days_from_the_sign_off_rolled_to_a_working_day() -> None:
    answer = norm({"application": SIGNED})
    assert answer["issue_by"] == "2024-03-08"
    assert answer["valid"] == {"from": "2024-03-06", "until": "2024-06-06"}
    assert advised(answer) == set()
    assert norm({"application": {"state": "signed", "signed_on": "2024-03-06"}})["issue_by"] == "2024-03-11"
    assert norm({"application": {"state": "signed"}})["issue_by"] == "2024-03-11"
    assert parts(norm({"application": {"state": "signed", "signed_on": None}})) == BLANK


def test_three_months_end_on_the_months_last_day() -> None:
    answer = norm({"application": {"state": "signed", "signed_on": "2023-11-30"}}, on=date(2023, 11, 30))
    assert answer["valid"]["until"] == "2024-02-29"


def test_at_home_the_three_days_run_from_the_application() -> None:
    answer = ask("temporary-card", AT_HOME)
    assert found(answer) == ("accept", set())
    assert answer["issue_by"] == "2024-03-11"
    assert advised(answer) == set()
    early = ask("temporary-card", AT_HOME, on=date(2024, 3, 4))
    assert early["issue_by"] == "2024-03-07"


@pytest.mark.parametrize(
    ("facts", "outcome", "codes"),
    [
        ({"application": {"state": "refused"}}, "refuse", {"no_open_application"}),
        ({"application": {"state": "collected"}}, "refuse", {"no_open_application"}),
        ({"application": {"state": None}}, "pending", {"application_check"}),
        ({"application": {"same_counter": False}}, "refuse", {"other_counter"}),
        ({"application": {"same_counter": None}}, "pending", {"application_check"}),
        ({"person": {"status": "deceased"}}, "refuse", {"holder_not_standing"}),
        ({"person": {"status": None}}, "pending", {"register_check"}),
        ({"person": {"active_service": True}}, "refuse", {"active_service"}),
        ({"person": {"active_service": None}}, "pending", {"register_check"}),
        ({"presence": "relative"}, "refuse", {"sent_somebody_else"}),
        ({"presence": "guardian", "person": CHILD}, "accept", set()),
        ({"presence": "self", "person": CHILD}, "notify", {"guardian_needed"}),
        ({"presence": "guardian", "person": CHILD, "guardian": {"proved": False}}, "notify", {"guardian_proof"}),
        ({"presence": "guardian", "person": CHILD, "guardian": {"proved": None}}, "pending", {"guardian_check"}),
        ({"person": {"capacity": None}}, "pending", {"age_check"}),
    ],
)
def test_who_gets_one(facts: dict[str, Any], outcome: str, codes: set[str]) -> None:
    facts = {"application": SIGNED, **facts}
    if "state" not in facts["application"]:
        facts["application"] = {**SIGNED, **facts["application"]}
    answer = norm(facts)
    assert found(answer) == (outcome, codes)
    assert (answer["fee"] is not None) == (outcome in ("accept", "notify"))
    assert (answer["issue_by"] is not None) == (outcome == "accept")
    assert (answer["valid"] is not None) == (outcome == "accept")


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"application": {"state": "signed", "signed_on": "2024-03-07"}}, "application.signed_on"),
        ({"application": {"state": "signed", "signed_on": "2005-09-30"}}, "application.signed_on"),
        ({"counter": {"division": "999999"}}, "counter.division"),
        ({"person": {"home": "999999"}}, "person.home"),
    ],
)
def test_a_contradiction_names_its_place(facts: dict[str, Any], place: str) -> None:
    with pytest.raises(FactsError) as caught:
        norm(facts)
    assert caught.value.place == place


def test_at_home_since_the_order_on_temporary_cards() -> None:
    adult = {**AT_HOME, "person": {"birth_date": "1980-01-01"}}
    assert found(ask("temporary-card", adult, on=date(2005, 9, 30))) == ("refuse", {"not_provided_away"})
    answer = ask("temporary-card", adult, on=date(2005, 10, 1))
    assert (answer["outcome"], answer["valid"]["until"]) == ("accept", "2006-01-01")


def test_the_first_signed_day_there_can_be() -> None:
    answer = norm({"application": {"state": "signed", "signed_on": "2005-10-01"}})
    assert found(answer) == ("accept", set())


def test_the_dated_values() -> None:
    days, months = temporary_card.ISSUE_DAYS, temporary_card.VALID_MONTHS
    assert [(row.value, row.since.isoformat(), row.source, row.layer) for row in days.rows] == [
        (3, "2005-10-01", "temporary-12", "opinions-2015"),
        (3, "2021-10-01", "norm-87", "norm-2021"),
    ]
    assert [(row.value, row.since.isoformat(), row.source) for row in months.rows] == [(3, "2005-10-01", "temporary-7")]
