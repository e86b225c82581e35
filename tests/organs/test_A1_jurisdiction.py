"""A1: which authority answers for a place, and which entrusts which."""

from datetime import date

import pytest
from tests.organs.conftest import ON

from guizheng.organs.jurisdiction import (
    Entrustment,
    Jurisdiction,
    NoHomeAuthority,
    entrustment_in_force,
    home_authority_for,
)
from guizheng.organs.models import Authority, Division

pytestmark = pytest.mark.usefixtures("places")


ANSWERS = {
    "410105": "郑州市公安局金水分局",
    "441900": "东莞市公安局",
    "442000": "中山市公安局",
    "460400": "儋州市公安局",
    "620200": "嘉峪关市公安局",
    "419001": "济源市公安局",
    "429004": "仙桃市公安局",
    "110101": "北京市公安局东城分局",
    "110103": "北京市公安局东城分局",  # 崇文区, until 2010
    "320602": "南通市公安局崇川分局",  # given a new code in 2020
    "500112": "重庆市公安局两江分局",  # 渝北区, until 2025
    "410000": "河南省公安厅",
    "120200": "天津市公安局",  # a code that stood for counties under a municipality
}


def test_what_answers_for_a_division_now() -> None:
    assert {division: home_authority_for(division, ON).name for division in ANSWERS} == ANSWERS


def test_nobody_answers_where_there_is_no_household_register() -> None:
    for division in ("710000", "810000", "820000", "999999", ""):
        with pytest.raises(NoHomeAuthority):
            home_authority_for(division, ON)


def test_a_jurisdiction_that_passed_on_answers_by_the_day() -> None:
    Jurisdiction.objects.filter(division_id="410105").update(until=date(2027, 1, 1))
    other = Authority.objects.get(code="419001000000")
    Jurisdiction.objects.create(division_id="410105", authority=other, since=date(2027, 1, 1))
    assert home_authority_for("410105", date(2026, 12, 31)).code == "410105000000"
    assert home_authority_for("410105", date(2027, 1, 1)) == other


def test_a_county_that_was_abolished_with_no_successor_known_leads_upward() -> None:
    Jurisdiction.objects.filter(division_id="419001").update(until=ON)
    Division.objects.filter(code="419001").update(now="410000")
    assert home_authority_for("419001", ON).code == "410000000000"


def authorities(*codes: str) -> list[Authority]:
    return [Authority.objects.get(code=code) for code in codes]


def test_the_entrustment_in_force_is_that_of_the_two_provinces() -> None:
    home, accepting = authorities("410105000000", "120101010000")
    found = entrustment_in_force(home, accepting, ON)
    assert found is not None
    assert (found.home_id, found.accepting_id) == ("410000000000", "120000000000")
    assert entrustment_in_force(home, accepting, date(2015, 7, 1)) == found
    assert entrustment_in_force(home, accepting, date(2015, 6, 30)) is None


def test_none_is_in_force_once_it_was_ended_and_none_within_a_province() -> None:
    home, accepting, other = authorities("410105000000", "120101010000", "419001000000")
    Entrustment.objects.filter(home_id="410000000000").update(until=ON)
    assert entrustment_in_force(home, accepting, ON) is None
    assert entrustment_in_force(home, accepting, date(2026, 11, 22)) is not None
    assert entrustment_in_force(home, other, ON) is None


def test_one_between_the_counties_goes_before_that_of_the_provinces() -> None:
    home, accepting = authorities("410105000000", "120101010000")
    own = Entrustment.objects.create(
        home=home, accepting_id="120101000000", number="金水委托〔2020〕1号", since=date(2020, 1, 1), document="委托书"
    )
    assert entrustment_in_force(home, accepting, ON) == own
