"""B2 挂失申报: by the holder in person, identity verified, prints compared, accepted on the spot; cards are marked."""

import json
from typing import Any

import pytest
from tests.law.asked import CARD, CHILD, ON, advised, ask, found, whole

from guizheng.law import matters
from guizheng.law.facts import FactsError

NO_PRINTS = {"fingerprint": False}


def held(**facts: Any) -> dict[str, Any]:
    return {**CARD, **facts}


@pytest.mark.parametrize(
    ("facts", "outcome", "codes"),
    [
        ({}, "accept", set()),
        ({"presence": "relative"}, "refuse", {"sent_somebody_else"}),
        ({"presence": "guardian"}, "refuse", {"sent_somebody_else"}),
        ({"presence": "self_with_guardian"}, "accept", set()),
        ({"presence": "relative", "person": CHILD}, "notify", {"guardian_needed"}),
        ({"presence": "self", "person": CHILD}, "notify", {"guardian_needed"}),
        ({"presence": "guardian", "person": CHILD}, "accept", set()),
        ({"presence": "self_with_guardian", "person": CHILD}, "accept", set()),
        (
            {"presence": "self_with_guardian", "person": CHILD, "guardian": {"proved": False}},
            "notify",
            {"guardian_proof"},
        ),
        ({"presence": "guardian", "person": CHILD, "guardian": {"proved": True}}, "accept", set()),
        ({"presence": "guardian", "person": CHILD, "guardian": {"proved": False}}, "notify", {"guardian_proof"}),
        ({"presence": "guardian", "person": CHILD, "guardian": {"proved": None}}, "pending", {"guardian_check"}),
        ({"presence": "guardian", "person": CHILD, "guardian": None}, "pending", {"guardian_check"}),
        ({"presence": "self_with_guardian", "guardian": {"proved": False}}, "accept", set()),
        ({"presence": "self", "guardian": {"proved": False}}, "accept", set()),
        ({"presence": "guardian", "person": {"capacity": "none"}}, "accept", set()),
        ({"presence": "guardian", "person": {"capacity": "full"}}, "refuse", {"sent_somebody_else"}),
        ({"presence": "guardian", "person": {"capacity": None}}, "pending", {"age_check"}),
        ({"presence": "self", "person": {"capacity": None}}, "pending", {"age_check"}),
        ({"presence": "self", "person": {"birth_date": None}}, "pending", {"age_check"}),
        ({"presence": "self", "person": CHILD | {"capacity": None}}, "notify", {"guardian_needed"}),
        ({"person": {"status": "deceased"}}, "refuse", {"holder_not_standing"}),
        ({"person": {"status": "missing"}}, "refuse", {"holder_not_standing"}),
        ({"person": {"status": "cancelled"}}, "refuse", {"holder_not_standing"}),
        ({"person": {"status": None}}, "pending", {"register_check"}),
        ({"register": {"found": False}}, "refuse", {"not_in_register"}),
        ({"register": {"found": None}}, "pending", {"register_check"}),
        ({"cards": None}, "pending", {"cards_unread"}),
        ({"cards": []}, "refuse", {"no_card"}),
    ],
)
def test_who_reports(facts: dict[str, Any], outcome: str, codes: set[str]) -> None:
    answer = ask("loss-report", facts)
    assert found(answer) == (outcome, codes)
    whole(answer)


@pytest.mark.parametrize(
    ("register", "confirmed", "outcome", "codes"),
    [
        ({"main_items_match": False}, True, "accept", set()),
        ({"main_items_match": False}, False, "refuse", {"main_items_differ"}),
        ({"main_items_match": False}, None, "pending", {"register_check"}),
        ({"main_items_match": False, "change_on_register": True}, False, "accept", set()),
        ({"main_items_match": False, "change_on_register": None}, False, "pending", {"register_check"}),
        ({"main_items_match": False, "change_on_register": False}, False, "refuse", {"main_items_differ"}),
        ({"main_items_match": None}, False, "pending", {"register_check"}),
        ({"main_items_match": None}, True, "accept", set()),
    ],
)
def test_a_main_item_differs_without_a_recorded_change(
    register: dict[str, Any], confirmed: bool | None, outcome: str, codes: set[str]
) -> None:
    facts = {"register": register, "identity": {"otherwise_confirmed": confirmed}}
    assert found(ask("loss-report", facts)) == (outcome, codes)


@pytest.mark.parametrize(
    ("fingerprint", "confirmed", "outcome", "codes"),
    [
        ("match", False, "accept", set()),
        ("match", None, "accept", set()),
        ("mismatch", True, "accept", set()),
        ("mismatch", False, "refuse", {"identity_not_verified"}),
        ("mismatch", None, "pending", {"identity_check"}),
        ("not_taken", True, "pending", {"fingerprint_comparison"}),
        (None, True, "pending", {"fingerprint_comparison"}),
        ("none_on_file", True, "accept", set()),
        ("none_on_file", False, "refuse", {"identity_not_verified"}),
    ],
)
def test_prints_on_the_card_are_compared(
    fingerprint: str | None, confirmed: bool | None, outcome: str, codes: set[str]
) -> None:
    facts = {"cards": [held()], "identity": {"fingerprint": fingerprint, "otherwise_confirmed": confirmed}}
    assert found(ask("loss-report", facts)) == (outcome, codes)


@pytest.mark.parametrize(
    ("identity", "outcome", "codes"),
    [
        ({}, "accept", set()),
        ({"fingerprint": "not_taken"}, "accept", set()),
        ({"otherwise_confirmed": False}, "refuse", {"identity_not_verified"}),
        ({"otherwise_confirmed": None}, "pending", {"identity_check"}),
    ],
)
def test_a_card_without_prints_is_decided_by_other_means(
    identity: dict[str, Any], outcome: str, codes: set[str]
) -> None:
    assert found(ask("loss-report", {"cards": [held(**NO_PRINTS)], "identity": identity})) == (outcome, codes)


def test_a_match_with_a_card_that_carries_no_prints_is_a_contradiction() -> None:
    facts = {"cards": [held(**NO_PRINTS)], "identity": {"fingerprint": "match"}}
    with pytest.raises(FactsError, match=r"^identity\.fingerprint: "):
        ask("loss-report", facts)
    assert found(ask("loss-report", {"cards": [held(**NO_PRINTS), held(valid_from="2012-05-01")]}))[0] == "accept"


@pytest.mark.parametrize(
    ("card", "marked"),
    [
        ({}, True),
        ({"reported_lost": True}, True),
        ({"fingerprint": False}, True),
        ({"collected": False}, False),
        ({"ended": "replaced"}, False),
        ({"ended": "handed_in"}, False),
        ({"ended": "destroyed"}, False),
        ({"ended": "cancelled"}, False),
    ],
)
def test_every_card_in_the_holders_hands_is_marked(card: dict[str, Any], marked: bool) -> None:
    current = {"valid_from": "2020-01-01", "valid_to": "long_term"}
    answer = ask("loss-report", {"cards": [current, held(**card)]})
    assert answer["marks"] == [current, *([CARD] if marked else [])]


def test_nothing_is_marked_unless_accepted() -> None:
    assert ask("loss-report", {"cards": [CARD], "presence": "relative"})["marks"] == []
    assert ask("loss-report", {"cards": [CARD], "identity": {"fingerprint": "not_taken"}})["marks"] == []


def test_a_card_not_yet_collected_alone_cannot_be_reported() -> None:
    assert found(ask("loss-report", {"cards": [held(collected=False)]})) == ("refuse", {"no_card"})


def test_a_report_made_before_stands() -> None:
    answer = ask("loss-report", {"cards": [held(reported_lost=True)]})
    assert (answer["outcome"], advised(answer)) == ("accept", {"already_reported"})
    assert advised(ask("loss-report", {"cards": [held()]})) == set()
    assert advised(ask("loss-report", {"cards": None})) == set()


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"person": {"home": "999999"}}, "person.home"),
        ({"person": {"birth_date": "2024-03-07"}}, "person.birth_date"),
        ({"person": {"id_number": "110101199003070000"}}, "person.id_number"),
        ({"counter": {"division": "999999"}}, "counter.division"),
        ({"cards": [held(valid_to="2010-05-01")]}, "cards[0].valid_to"),
        ({"cards": [held(), held(valid_from="2024-03-07")]}, "cards[1].valid_from"),
    ],
)
def test_a_contradiction_names_its_place(facts: dict[str, Any], place: str) -> None:
    with pytest.raises(FactsError) as caught:
        matters.answer_json("loss-report", json.dumps(facts), on=ON)
    assert caught.value.place == place
