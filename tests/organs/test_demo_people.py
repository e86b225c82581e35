"""演示人口: well formed, marked, the same for the same seed, and in a stream."""

from collections import Counter
from datetime import date, timedelta
from itertools import islice

import pytest
from tests.organs.conftest import ON

from guizheng.conf.demo_cards import end_of
from guizheng.conf.demo_people import people
from guizheng.conf.demo_person import DemoPerson, id_number
from guizheng.conf.demo_tour import role, tour_people
from guizheng.law import division_codes
from guizheng.law import id_number as numbers
from guizheng.law.divisions import is_home_unit
from guizheng.organs import nation

CROWD = list(people(1, 12_000, ON))


def test_every_number_is_sound_unique_and_marked_as_demo_data() -> None:
    assert len({one.id_number for one in CROWD}) == len(CROWD)
    for one in CROWD:
        assert numbers.fault(one.id_number) == ""
        assert 900 <= int(one.id_number[14:17]) <= 999
        assert one.id_number[:6] in division_codes.EVER
        assert numbers.birth_date(one.id_number) == one.birth_date <= ON
        assert numbers.sex(one.id_number) == {"1": "male", "2": "female"}[one.sex]


def test_a_number_that_might_be_somebodys_is_refused() -> None:
    for sequence in (899, 1000, 1):
        with pytest.raises(ValueError, match="900 to 999"):
            id_number("110101", date(1990, 1, 1), sequence)


def test_homes_stations_and_addresses_are_there() -> None:
    homes = {row.code: row for row in nation.home_divisions()}
    for one in CROWD:
        assert is_home_unit(one.home_division)
        assert one.home_station in nation.station_codes(one.home_division)
        assert one.address.startswith(homes[one.home_division].name_full)


def test_same_seed_and_day_same_people_and_a_longer_stream_begins_alike() -> None:
    assert list(people(1, 200, ON)) == CROWD[:200]
    assert list(people(2, 200, ON)) != CROWD[:200]
    assert list(people(1, 3, ON)) == [one.person for one in tour_people(ON)[:3]]


def test_any_number_streams() -> None:
    assert len(list(islice(people(1, 10**9, ON), 300))) == 300


def test_cards_are_such_as_the_law_would_have_issued() -> None:
    for one in CROWD:
        for card in one.cards:
            assert card.valid_to == end_of(card.valid_from, one.birth_date)
            assert one.birth_date < card.valid_from <= ON
            assert len(card.dn) == 20
            assert not card.fingerprint or one.prints
            assert card.bilingual == bool(card.script)
        assert [card.valid_from for card in one.cards] == sorted(card.valid_from for card in one.cards)
    dns = [card.dn for one in CROWD for card in one.cards]
    assert len(set(dns)) == len(dns)


def test_the_validity_of_a_card_by_age() -> None:
    born = date(2000, 2, 29)
    assert end_of(date(2010, 3, 1), born) == date(2015, 3, 1)
    assert end_of(date(2016, 2, 29), born) == date(2026, 2, 28)
    assert end_of(date(2026, 3, 1), born) == date(2046, 3, 1)
    assert end_of(date(2046, 3, 1), born) is None


def last(one: DemoPerson) -> date | None:
    return one.cards[-1].valid_to if one.cards else None


def test_all_kinds_of_persons_are_among_them() -> None:
    soon = ON + timedelta(days=90)
    assert sum(one.active_service for one in CROWD) > 10
    assert sum(one.status == "deceased" for one in CROWD) > 30
    assert sum(one.status == "missing" for one in CROWD) > 2
    assert sum(not one.number_sound for one in CROWD) >= 1
    assert sum(not one.prints for one in CROWD) > 1000
    assert sum(bool(one.cards) and last(one) is None for one in CROWD) > 2000
    assert sum(ON <= (last(one) or date.max) <= soon for one in CROWD) > 100
    assert sum((last(one) or date.max) < ON for one in CROWD) > 20
    assert sum(card.state == "reported_lost" for one in CROWD for card in one.cards) > 300
    assert {one.script for one in CROWD} >= {"uyghur", "tibetan", "mongolian", "zhuang"}
    assert sum(one.id_number[:6] not in division_codes.NOW for one in CROWD) > 50


def test_provinces_by_their_weight() -> None:
    share = Counter(one.home_division[:2] for one in CROWD)
    assert len(share) == 31
    assert share["44"] / len(CROWD) == pytest.approx(1260 / 14093, rel=0.15)


def test_the_tour_is_fixed_whatever_the_day() -> None:
    later = ON + timedelta(days=400)
    assert [(one.role, one.person.id_number) for one in tour_people(ON)] == [
        (one.role, one.person.id_number) for one in tour_people(later)
    ]
    assert role("reissue", ON).person.id_number == "41010519960517990X"
    assert len({one.role for one in tour_people(ON)}) == len(tour_people(ON))
    with pytest.raises(KeyError):
        role("nobody", ON)


def test_the_roles_are_what_they_say() -> None:
    assert role("renewal", ON).person.cards[0].valid_to == ON + timedelta(days=40)
    assert role("expired", ON).person.cards[0].valid_to == ON - timedelta(days=70)
    assert role("child", ON).person.cards[0].valid_to == ON + timedelta(days=25)
    assert not role("looks_changed", ON).person.prints
    assert role("soldier", ON).person.active_service
    assert role("bilingual", ON).person.cards[0].script == "uyghur"
    assert role("deceased", ON).person.cards[0].state == "cancelled"
    assert [card.state for card in role("replaced_before", ON).person.cards] == ["reported_lost", "in_force"]
    assert role("first_card", ON).person.cards == ()
    assert role("old_code", ON).person.id_number.startswith("110103")
    assert {one.barred for one in tour_people(ON)} == {"", "conduct", "credit"}
    assert sum(one.role.startswith("story_") for one in tour_people(ON)) == 30
