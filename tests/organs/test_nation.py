"""演示国: complete, well named, and the same for the same seed."""

from collections import Counter
from datetime import date

import pytest

from guizheng.law import division_codes
from guizheng.law.divisions import HOME_UNITS
from guizheng.organs import nation, nation_logins, nation_points

ROWS = {row.code: row for row in nation.authorities()}


def test_every_place_that_answers_at_county_level_has_an_authority_a_hall_and_stations() -> None:
    assert len(nation.home_divisions()) == 2847 + 4
    for row in nation.home_divisions():
        assert ROWS[f"{row.code}000000"].kind == "county"
        assert ROWS[nation.hall_of(row.code)].parent_id == f"{row.code}000000"
        assert 1 <= len(nation.station_codes(row.code)) <= 3
        assert all(ROWS[code].kind == "station" for code in nation.station_codes(row.code))


def test_the_nation_by_kind() -> None:
    assert Counter(row.kind for row in ROWS.values()) == {
        "ministry": 1, "province": 31, "centre": 31, "city": 329, "county": 2851, "hall": 2851, "station": 8539,
        "airport_police": 49, "railway_police": 53,
    }  # fmt: skip


def test_codes_are_twelve_digits_and_their_first_nine_name_one_authority() -> None:
    made = list(nation.authorities())
    assert all(len(row.code) == 12 and row.code.isdigit() for row in made)
    assert len({row.code[:9] for row in made}) == len(made)


def test_everything_hangs_under_what_came_before_it_in_its_own_division_or_above() -> None:
    seen: set[str] = set()
    for row in nation.authorities():
        assert row.parent_id is None or row.parent_id in seen
        assert row.division_id is None or row.code.startswith(row.division_id)
        seen.add(row.code)


@pytest.mark.parametrize(
    ("division", "name", "parent"),
    [
        ("441900", "东莞市公安局", "440000000000"),
        ("442000", "中山市公安局", "440000000000"),
        ("460400", "儋州市公安局", "460000000000"),
        ("620200", "嘉峪关市公安局", "620000000000"),
        ("419001", "济源市公安局", "410000000000"),
        ("429004", "仙桃市公安局", "420000000000"),
        ("429021", "神农架林区公安局", "420000000000"),
        ("110101", "北京市公安局东城分局", "110000000000"),
        ("120101", "天津市公安局和平分局", "120000000000"),
        ("500231", "垫江县公安局", "500000000000"),
        ("410105", "郑州市公安局金水分局", "410100000000"),
        ("140302", "阳泉市公安局城区分局", "140300000000"),
        ("152221", "科尔沁右翼前旗公安局", "152200000000"),
        ("659001", "石河子市公安局", "650000000000"),
    ],
)
def test_what_answers_at_county_level_is_called_and_placed_rightly(division: str, name: str, parent: str) -> None:
    row = ROWS[f"{division}000000"]
    assert (row.name, row.parent_id, row.kind) == (name, parent, "county")


@pytest.mark.parametrize("unit", ["71", "81", "82"])
def test_no_registers_no_counters_no_centre_where_there_is_no_home_unit(unit: str) -> None:
    assert unit + "0000" in division_codes.NOW
    assert not [code for code in ROWS if code.startswith(unit)]


def test_provinces_are_called_as_they_are() -> None:
    assert ROWS["410000000000"].name == "河南省公安厅"
    assert ROWS["120000000000"].name == "天津市公安局"
    assert ROWS["450000000000"].name == "广西壮族自治区公安厅"
    assert ROWS["120000080000"].name == "天津市居民身份证制证中心"


def test_same_seed_same_nation_other_seed_other_streets() -> None:
    again = {row.code: row for row in nation.authorities()}
    other = {row.code: row for row in nation.authorities(seed=2)}
    assert again == ROWS
    assert other.keys() == ROWS.keys()
    assert other != ROWS


def test_every_hall_is_a_published_point_from_the_day_its_service_opened() -> None:
    points = {row.authority_id: row for row in nation_points.points(ROWS.values())}
    assert sum(ROWS[code].kind == "hall" for code in points) == 2851
    assert sum(ROWS[code].kind == "station" for code in points) == 2851
    assert points[nation.hall_of("120101")].open_from == date(2015, 7, 1)
    assert points[nation.hall_of("440106")].open_from == date(2016, 7, 1)
    assert points[nation.hall_of("532926")].open_from == date(2017, 7, 1)
    assert all(row.published_on < row.open_from for row in points.values())


def test_every_home_unit_entrusts_every_other_from_the_day_the_pair_opened() -> None:
    made = {(row.home_id[:2], row.accepting_id[:2]): row for row in nation_points.entrustments()}
    assert set(made) == {(home, other) for home in HOME_UNITS for other in HOME_UNITS if home != other}
    assert made["41", "12"].since == made["12", "41"].since == date(2015, 7, 1)
    assert made["41", "11"].since == date(2016, 7, 1)
    assert len({row.number for row in made.values()}) == 930


def test_the_log_ins_are_fixed_and_their_authorities_are_there() -> None:
    logins = nation_logins.demo_logins()
    assert logins[0][:4] == ("120001", nation_logins.PASSWORD, "韩立新", "受理岗")
    assert all(one.authority_code in ROWS and one.tries and one.tries_en for one in logins)
    assert {one.post for one in logins} >= {
        "审核岗",
        "签发岗",
        "制证岗",
        "核验发放岗",
        "招领窗口岗",
        "站警岗",
        "督察岗",
    }
