"""A8 临时身份证明: for this flight, train or stay only, from the station that belongs to it."""

import json
from datetime import date
from typing import Any

import pytest
from tests.law.asked import CHILD, ON, advised, ask, found, whole

from guizheng.law import matters
from guizheng.law.facts import FactsError

PLACES = {"flight": "airport", "train": "railway_station", "hotel": "hotel_area"}


@pytest.mark.parametrize("purpose", PLACES)
@pytest.mark.parametrize("place", [*PLACES.values(), "other"])
def test_the_purpose_must_fit_the_place(purpose: str, place: str) -> None:
    answer = ask("temporary-certificate", {"purpose": purpose, "place": place})
    fits = PLACES[purpose] == place
    assert found(answer) == (("accept", set()) if fits else ("refuse", {"place_does_not_fit"}))
    assert (answer["valid"] is not None) == fits
    whole(answer)


def test_the_remedy_names_the_right_station() -> None:
    ground = ask("temporary-certificate", {"purpose": "train", "place": "airport"})["grounds"][0]
    assert "乘火车" in ground["says"]
    assert ground["remedy"].startswith("请到火车站派出所开具")
    nowhere = ask("temporary-certificate", {"place": "other"})["grounds"][0]
    assert nowhere["remedy"].startswith("请到机场派出所开具")


@pytest.mark.parametrize(("purpose", "place"), PLACES.items())
def test_what_is_left_out_fits_what_is_given(purpose: str, place: str) -> None:
    assert found(ask("temporary-certificate", {"purpose": purpose})) == ("accept", set())
    assert found(ask("temporary-certificate", {"place": place})) == ("accept", set())
    assert found(ask("temporary-certificate", {"place": "other"})) == ("refuse", {"place_does_not_fit"})


@pytest.mark.parametrize(
    ("facts", "valid"),
    [
        ({}, ("2024-03-06", "2024-03-06")),
        ({"purpose": "train", "travel": {"on": "2024-03-07"}}, ("2024-03-07", "2024-03-07")),
        ({"purpose": "train", "travel": {"until": "2024-03-08"}}, ("2024-03-06", "2024-03-08")),
        ({"purpose": "flight", "travel": {"on": "2024-03-07", "until": "2024-03-08"}}, ("2024-03-07", "2024-03-08")),
        ({"purpose": "hotel"}, ("2024-03-06", "2024-03-07")),
        ({"purpose": "hotel", "travel": {"on": "2024-03-07", "until": "2024-03-10"}}, ("2024-03-07", "2024-03-10")),
    ],
)
def test_to_the_end_of_the_arrival_day_or_of_the_stay(facts: dict[str, Any], valid: tuple[str, str]) -> None:
    answer = ask("temporary-certificate", facts)
    assert (answer["valid"]["from"], answer["valid"]["until"]) == valid


@pytest.mark.parametrize(
    ("travel", "place"), [({"on": "2024-03-05"}, "travel.on"), ({"until": "2024-03-05"}, "travel.until")]
)
def test_a_trip_in_the_past_is_a_contradiction(travel: dict[str, str], place: str) -> None:
    with pytest.raises(FactsError) as caught:
        matters.answer_json("temporary-certificate", json.dumps({"travel": travel}), on=ON)
    assert caught.value.place == place


@pytest.mark.parametrize(
    ("facts", "outcome", "codes"),
    [
        ({"register_confirms": False}, "refuse", {"not_confirmed"}),
        ({"register_confirms": None}, "pending", {"register_check"}),
        ({"person": {"status": "deceased"}}, "refuse", {"holder_not_standing"}),
        ({"person": {"status": None}}, "pending", {"register_check"}),
        ({"person": CHILD}, "notify", {"guardian_needed"}),
        ({"person": CHILD, "guardian": {"proved": True}}, "accept", set()),
        ({"person": CHILD, "guardian": {"proved": False}}, "notify", {"guardian_proof"}),
        ({"person": CHILD, "guardian": {"proved": None}}, "pending", {"guardian_check"}),
        ({"person": CHILD, "guardian": None}, "pending", {"guardian_check"}),
        ({"guardian": {"proved": False}}, "accept", set()),
        ({"person": {"birth_date": None}}, "pending", {"age_check"}),
    ],
)
def test_who_gets_one(facts: dict[str, Any], outcome: str, codes: set[str]) -> None:
    answer = ask("temporary-certificate", facts)
    assert found(answer) == (outcome, codes)
    assert (answer["valid"] is not None) == (outcome == "accept")
    whole(answer)


def test_left_behind_is_enough_and_a_loss_should_be_reported() -> None:
    assert advised(ask("temporary-certificate", {"why": "left_behind"})) == set()
    assert advised(ask("temporary-certificate", {"why": "lost"})) == {"report_the_loss"}
    assert advised(ask("temporary-certificate", {"why": "stolen"})) == {"report_the_loss"}


def test_the_person_is_checked_like_everywhere() -> None:
    with pytest.raises(FactsError, match=r"^person\.home: "):
        ask("temporary-certificate", {"person": {"home": "810000"}})


def test_not_before_the_policy() -> None:
    assert found(ask("temporary-certificate", on=date(2015, 6, 30))) == ("refuse", {"not_begun"})
    assert found(ask("temporary-certificate", on=date(2015, 7, 1))) == ("accept", set())
