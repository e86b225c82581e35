"""演示国: the authorities of a nation, made from the division codes alone. Same seed, same nation; no database here.

12-digit codes: a county authority is its division and six zeros; below it 010 is the hall, 5xx are stations, 7xx
airport police, 8xx railway police; 080 under a province is its production centre. The first nine digits are unique, so
a 受理号 (6 division + 3 station + …) names its authority.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from guizheng.law.divisions import is_home_unit
from guizheng.organs import naming
from guizheng.organs.nation_places import AIRPORTS, ROADS, SIDES, STATIONS

DATA = Path(__file__).parent / "data"
MINISTRY = "010000000000"
SINCE = date(1985, 1, 1)
SCRIPTS = ["mongolian", "tibetan", "uyghur", "zhuang", "yi", "korean", "kazakh"]


@dataclass(frozen=True)
class DivisionRow:
    code: str
    name: str
    name_full: str
    name_en: str
    level: str
    parent_id: str | None
    since: int | None
    until: int | None
    now: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True)
class AuthorityRow:
    code: str
    name: str
    name_en: str
    kind: str
    division_id: str | None
    parent_id: str | None
    address: str = ""
    phone: str = ""
    lat: float | None = None
    lon: float | None = None
    scripts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class JurisdictionRow:
    division_id: str
    authority_id: str
    since: date = SINCE


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def _level(code: str) -> str:
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


@cache
def divisions() -> dict[str, DivisionRow]:
    """Every code ever valid, parents before children."""
    now = {row["code"]: row for row in _rows("divisions-now.csv")}
    made: dict[str, DivisionRow] = {}
    for row in sorted(_rows("divisions-ever.csv"), key=lambda r: (r["code"] not in now, r["code"])):
        here: dict[str, Any] = now.get(row["code"], {})
        parent = here.get("parent") or None
        above = made[parent].name_full if parent else ""
        made[row["code"]] = DivisionRow(
            code=row["code"],
            name=row["name"],
            name_full=above + row["name"],
            name_en=naming.division_en(row["name"]) if here else "",
            level=here.get("level") or _level(row["code"]),
            parent_id=parent,
            since=int(row["since"]) if row["since"] else None,
            until=int(row["until"]) if row["until"] else None,
            now=row["now"],
            lat=float(here["lat"]) if here else None,
            lon=float(here["lon"]) if here else None,
        )
    return made


@cache
def home_divisions() -> tuple[DivisionRow, ...]:
    """What answers at county level: counties of the 31 home units, and the four cities that have none."""
    standing = [row for row in divisions().values() if row.now == row.code and is_home_unit(row.code)]
    parents = {row.parent_id for row in standing}
    return tuple(
        row for row in standing if row.level == "county" or (row.level != "province" and row.code not in parents)
    )


def authorities(seed: int = 1) -> Iterator[AuthorityRow]:
    """All authorities, each after the one it hangs under."""
    yield AuthorityRow(MINISTRY, "公安部", "Ministry of Public Security", "ministry", None, None, lat=39.90, lon=116.40)
    counties = {row.code for row in home_divisions()}
    for row in divisions().values():
        if row.now != row.code or not is_home_unit(row.code):
            continue
        if row.level == "province":
            yield from _province(row, seed)
        elif row.level == "prefecture" and row.code not in counties:
            above = f"{row.parent_id}000000"
            yield _at(row, _dice(seed, row.code), "000000", f"{row.name}公安局", "city", above)
    for row in home_divisions():
        yield from _county(row, seed)
    yield from _police(AIRPORTS, "airport_police", "7", "公安分局", "Airport Police", seed)
    yield from _police(STATIONS, "railway_police", "8", "派出所", "Railway Station Police", seed)


def jurisdictions() -> Iterator[JurisdictionRow]:
    for row in home_divisions():
        yield JurisdictionRow(row.code, f"{row.code}000000")


def hall_of(division: str) -> str:
    """The code of the hall of a county-level division."""
    return f"{division}010000"


@cache
def station_codes(division: str) -> tuple[str, ...]:
    """The codes of the stations of a county-level division."""
    return tuple(f"{division}{501 + at}000" for at in range(len(_station_names(division))))


@cache
def _towns() -> dict[str, tuple[str, ...]]:
    return {row["code"]: tuple(row["names"].split()) for row in _rows("stations.csv")}


def _station_names(division: str) -> tuple[str, ...]:
    return _towns().get(division, ("城关", "城东", "城西"))


def _dice(seed: int, place: str) -> Random:
    return Random(f"{seed}:{place}")  # noqa: S311, a demo's streets and telephone numbers


def _province(row: DivisionRow, seed: int) -> Iterator[AuthorityRow]:
    rng = _dice(seed, row.code)
    code = f"{row.code}000000"
    yield _at(row, rng, "000000", naming.province_authority(row.name, row.code), "province", MINISTRY)
    name = f"{row.name}居民身份证制证中心"
    yield _at(row, rng, "080000", name, "centre", code, scripts=list(SCRIPTS))


def _county(row: DivisionRow, seed: int) -> Iterator[AuthorityRow]:
    rng = _dice(seed, row.code)
    above = divisions()[row.parent_id or row.code]
    name = naming.county_authority(row.name, above.name, row.code)
    code = f"{row.code}000000"
    yield _at(row, rng, "000000", name, "county", f"{above.code}000000")
    yield _at(row, rng, "010000", f"{name}户政办证大厅", "hall", code)
    for at, town in enumerate(_station_names(row.code)):
        yield _at(row, rng, f"{501 + at}000", f"{name}{town}派出所", "station", code, town=town)


def _at(
    row: DivisionRow,
    rng: Random,
    unit: str,
    name: str,
    kind: str,
    parent: str,
    *,
    town: str = "",
    scripts: list[str] | None = None,
) -> AuthorityRow:
    """An authority somewhere in a division: within some two kilometres of its centre, a station within six."""
    reach = 0.06 if town else 0.02
    road = f"{rng.choice(ROADS)}{rng.choice(SIDES)}{rng.randint(1, 399)}号"
    english = {"province": "Public Security Department", "city": "Public Security Bureau", "centre": "Card Centre"}
    english |= {"county": "Public Security Bureau", "hall": "Household and ID Hall"}
    what = f"{naming.pinyin(town)} Police Station" if town else english[kind]
    return AuthorityRow(
        code=f"{row.code}{unit}",
        name=name,
        name_en=f"{row.name_en} {what}",
        kind=kind,
        division_id=row.code,
        parent_id=parent,
        address=f"{row.name_full}{road}",
        phone=f"0000-{rng.randint(2_000_000, 8_999_999)}",
        lat=round((row.lat or 0) + rng.uniform(-reach, reach), 4),
        lon=round((row.lon or 0) + rng.uniform(-reach, reach), 4),
        scripts=scripts or [],
    )


def _police(
    places: tuple[tuple[str, str, float, float], ...], kind: str, digit: str, word: str, english: str, seed: int
) -> Iterator[AuthorityRow]:
    """Police of airports and stations: under the county authority, or the city's where the place spans counties."""
    count: dict[str, int] = {}
    for name, division, lat, lon in places:
        count[division] = count.get(division, 0) + 1
        row = divisions()[division]
        yield AuthorityRow(
            code=f"{division}{digit}{count[division]:02d}000",
            name=f"{name}{word}",
            name_en=f"{naming.pinyin(name.removesuffix('国际机场').removesuffix('机场').removesuffix('站'))} {english}",
            kind=kind,
            division_id=division,
            parent_id=f"{division}000000",
            address=f"{row.name_full}{name}",
            phone=f"0000-{_dice(seed, name).randint(2_000_000, 8_999_999)}",
            lat=lat,
            lon=lon,
        )
