"""分步实施 (G3): between which places, in which direction and from which day applications are accepted."""

from datetime import date
from typing import Literal

from msgspec import UnsetType

from guizheng.law.values import NORM, Row, RuleSet, Value

PILOT = date(2015, 7, 1)
CITIES_FROM = date(2016, 7, 1)
EVERYWHERE_FROM = date(2017, 7, 1)

PAIRS: Value[tuple[tuple[str, str], ...]] = Value(
    "rollout_pairs",
    (Row((("12", "41"), ("32", "34"), ("33", "36"), ("50", "51"), ("42", "43")), PILOT, "G3"),),
)
"""天津-河南, 江苏-安徽, 浙江-江西, 重庆-四川, 湖北-湖南, both ways."""

LARGE_AND_MEDIUM_CITIES = """
1101 1201 1301 1401 1501 2101 2102 2201 2301 3101 3201 3301 3302 3401 3501 3502 3601 3701 3702 4101 4201 4301 4401
4403 4501 4601 5001 5101 5201 5301 5401 6101 6201 6301 6401 6501
1302 1303 1502 2106 2107 2202 2310 3202 3203 3210 3303 3307 3403 3408 3505 3604 3607 3706 3708 4103 4104 4205 4206
4306 4307 4402 4408 4413 4503 4505 4602 5105 5113 5203 5329
"""
"""The seventy large and medium cities of the national statistics, and Lhasa: the policy names no list."""

CITIES: Value[tuple[str, ...]] = Value(
    "rollout_cities", (Row(tuple(LARGE_AND_MEDIUM_CITIES.split()), CITIES_FROM, "G3"),)
)
"""First four digits; the districts of these cities accept from every province."""

EVERYWHERE: Value[bool] = Value("rollout_everywhere", (Row(True, EVERYWHERE_FROM, "G3"),))

DISTRICTS_BELOW = "21"
"""In a division code the last two digits of a county or a county-level city begin at 21; those below are districts."""

FIRST_GROUPS: Value[tuple[tuple[str, ...], ...]] = Value(
    "first_application_groups",
    (Row((("31", "32", "33", "34"), ("35", "36"), ("50", "51", "52")), date(2022, 8, 1), "norm-83", layer=NORM),),
)
"""First cards away from home, open inside 长三角, 闽赣 and 川渝黔 in all their places."""

FIRST_EVERYWHERE: Value[bool] = Value(
    "first_application_everywhere", (Row(True, date(2024, 5, 27), "norm-83", layer=NORM),)
)

Serves = Literal["all"] | tuple[str, ...]


def is_open(
    home: str, place: str, on: date, rules: RuleSet, serves: Serves | UnsetType, own_province: bool = False
) -> bool:
    """分步实施: whether `place` (6 digits) accepts people whose home province is `home` (2 digits) on that day.

    What a point says it serves narrows the pilot, and names the ready counties of the second phase; from 2017-07-01
    it is not asked any more. Inside one's own province the pairs are not asked: that is the province's own switch.
    """
    if EVERYWHERE.at(on, rules):
        return True
    if own_province or PAIRS.at(on, rules) is None:
        return PAIRS.at(on, rules) is not None
    named = isinstance(serves, tuple) and home in serves
    if isinstance(serves, tuple) and not named:
        return False
    if (home, place[:2]) in _both_ways(PAIRS.must(on, rules)):
        return True
    return CITIES.at(on, rules) is not None and (named or serves == "all" or _in_a_city(place, on, rules))


def _both_ways(pairs: tuple[tuple[str, str], ...]) -> frozenset[tuple[str, str]]:
    return frozenset(pairs) | frozenset((there, here) for here, there in pairs)


def _in_a_city(place: str, on: date, rules: RuleSet) -> bool:
    cities = CITIES.must(on, rules)
    if place[2:] == "0000":
        return f"{place[:2]}01" in cities and place[:2] in {"11", "12", "31", "50"}
    return place[:4] in cities and place[4:] < DISTRICTS_BELOW


def first_is_open(home: str, place: str, on: date, rules: RuleSet, serves_first: bool | Serves | UnsetType) -> bool:
    """首次申领异地受理: whether the pair of provinces is open for first cards; a point's own data go first."""
    if isinstance(serves_first, bool):
        return serves_first
    if isinstance(serves_first, str):
        return True
    if isinstance(serves_first, tuple):
        return home in serves_first
    if home == place or FIRST_EVERYWHERE.at(on, rules):
        return True
    groups = FIRST_GROUPS.at(on, rules)
    return groups is not None and any(home in group and place in group for group in groups.value)
