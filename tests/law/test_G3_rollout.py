"""G3 分步实施: five two-way pairs, then the large and medium cities and the ready counties, then everywhere."""

import pytest
from tests.law.asking import accepted, home, refused, rule, wrong

PAIRS = [("12", "41"), ("32", "34"), ("33", "36"), ("50", "51"), ("42", "43")]
COUNTY = {
    "12": "120101",
    "41": "410122",
    "32": "320722",
    "34": "340122",
    "33": "330122",
    "36": "360122",
    "50": "500101",
    "51": "510121",
    "42": "420222",
    "43": "430121",
}
PILOT_EVE, PILOT, CITIES_EVE, CITIES = "2015-06-30", "2015-07-01", "2016-06-30", "2016-07-01"
EVERYWHERE_EVE, EVERYWHERE = "2017-06-30", "2017-07-01"


def between(person: str, place: str, on: str, **counter: object) -> dict[str, object]:
    return {"on": on, "person": {"home": person}, "counter": {"division": place, **counter}}


@pytest.mark.parametrize("pair", [*PAIRS, *((b, a) for a, b in PAIRS)])
def test_pairs_both_ways_from_the_first_day(pair: tuple[str, str]) -> None:
    person, place = COUNTY[pair[0]], COUNTY[pair[1]]
    refused(rule(**between(person, place, PILOT_EVE)), "outside_rollout", "G3")
    assert accepted(rule(**between(person, place, PILOT)))
    assert accepted(rule(**between(person, place, EVERYWHERE_EVE)))


@pytest.mark.parametrize("person", ["320722", "510121", "110101"])
def test_no_other_pair_in_the_first_phase(person: str) -> None:
    refused(rule(**between(person, "120101", PILOT)), "outside_rollout", "G3")
    refused(rule(**between(person, "120101", CITIES_EVE)), "outside_rollout", "G3")


@pytest.mark.parametrize("place", ["110101", "440103", "440305", "330203", "530102", "540102", "310000", "500101"])
def test_districts_of_the_cities_from_the_second_phase(place: str) -> None:
    refused(rule(**between("620102", place, CITIES_EVE)), "outside_rollout", "G3")
    assert accepted(rule(**between("620102", place, CITIES)))


@pytest.mark.parametrize("place", ["440224", "530523", "330122", "440000", "350481"])
def test_counties_wait_for_the_third_phase(place: str) -> None:
    refused(rule(**between("620102", place, CITIES)), "outside_rollout", "G3")
    refused(rule(**between("620102", place, EVERYWHERE_EVE)), "outside_rollout", "G3")
    assert accepted(rule(**between("620102", place, EVERYWHERE)))


def test_direction_matters_in_the_second_phase() -> None:
    assert accepted(rule(**between("440224", "620102", CITIES)))
    refused(rule(**between("620102", "440224", CITIES)), "outside_rollout", "G3")


def test_a_county_named_as_ready_says_whom_it_serves() -> None:
    assert accepted(rule(**between("620102", "350481", CITIES, serves=["62"])))
    assert accepted(rule(**between("620102", "350481", CITIES, serves="all")))
    refused(rule(**between("620102", "350481", CITIES, serves=["61"])), "outside_rollout", "G3")
    refused(rule(**between("620102", "350481", CITIES_EVE, serves=["62"])), "outside_rollout", "G3")
    refused(rule(**between("620102", "350481", CITIES_EVE, serves="all")), "outside_rollout", "G3")


def test_a_point_may_narrow_what_it_serves_until_the_third_phase() -> None:
    refused(rule(**between("410122", "120101", PILOT, serves=["51"])), "outside_rollout", "G3")
    assert accepted(rule(**between("410122", "120101", PILOT, serves=["41"])))
    refused(rule(**between("620102", "110101", CITIES, serves=[])), "outside_rollout", "G3")
    assert accepted(rule(**between("620102", "110101", EVERYWHERE, serves=[])))


def test_inside_a_province_only_the_first_day_counts() -> None:
    refused(rule(**between("410122", "410205", PILOT_EVE, own_province=True)), "outside_rollout", "G3")
    assert accepted(rule(**between("410122", "410205", PILOT, own_province=True)))


def test_the_message_names_the_province() -> None:
    ground = rule(**between("410122", "120101", PILOT_EVE)).grounds[0]
    assert "河南省" in ground.says.zh
    assert "河南省" in ground.says.en


def test_not_asked_at_home() -> None:
    assert accepted(home(on=PILOT_EVE))


@pytest.mark.parametrize("unit", ["710000", "810000", "820000"])
def test_three_units_have_no_home_registration(unit: str) -> None:
    wrong("person.home", "not a home unit", person={"home": unit})
    wrong("counter.division", "not a home unit", counter={"division": unit})


def test_lists_of_provinces_are_checked() -> None:
    wrong("counter.serves", counter={"serves": ["99"]})
    wrong("counter.serves_first", counter={"serves_first": ["71"]})
