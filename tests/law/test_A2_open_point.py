"""A2 合理设立异地受理点: only a published, open point accepts."""

import pytest
from tests.law.asking import accepted, home, refused, rule, waits


@pytest.mark.parametrize("kind", ["household_hall", "police_station"])
def test_halls_and_stations_accept(kind: str) -> None:
    assert accepted(rule(counter={"kind": kind}))


def test_no_other_place_accepts() -> None:
    refused(rule(counter={"kind": "other"}), "not_open_point", "A2")


def test_a_point_that_is_not_published_or_closed_that_day() -> None:
    refused(rule(counter={"is_point": False}), "not_open_point", "A2")


def test_whether_the_point_is_open_is_not_known() -> None:
    waits(rule(counter={"is_point": None}), "point_unchecked")
    refused(rule(counter={"kind": "other", "is_point": None}), "not_open_point", "A2")


def test_a_point_that_takes_some_causes_only() -> None:
    machine = {"causes": ["expiry", "lost", "damage"]}
    assert accepted(rule(counter=machine))
    assert accepted(rule(request="reissue", counter=machine))
    assert accepted(rule(counter={"causes": "all"}, cause="wrong_item"))
    refused(rule(counter=machine, cause="wrong_item"), "cause_not_served", "A2")
    refused(rule(counter={"causes": []}), "cause_not_served", "A2")


def test_not_asked_at_home() -> None:
    assert accepted(home(counter={"kind": "other", "is_point": False, "causes": []}))
