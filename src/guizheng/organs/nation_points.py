"""演示国: published points (A2), entrustments (A1), hard places (A4), asking units (B3), dated by the roll-out (G3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from guizheng.law.divisions import HOME_UNITS, province_name
from guizheng.organs.nation import AuthorityRow

# G3: the five pairs that took in for each other from the first day.
PAIRS = (("12", "41"), ("32", "34"), ("33", "36"), ("50", "51"), ("42", "43"))
PILOT, CITIES, ALL = date(2015, 7, 1), date(2016, 7, 1), date(2017, 7, 1)
_PILOT_UNITS = frozenset(unit for pair in PAIRS for unit in pair)

_DAY = ["09:00-12:00", "13:30-17:00"]
_WEEK = {day: list(_DAY) for day in ("mon", "tue", "wed", "thu", "fri")}
_HALL_HOURS: dict[str, list[str]] = {**_WEEK, "sat": ["09:00-12:00"]}
_ALWAYS = {day: ["00:00-24:00"] for day in (*_WEEK, "sat", "sun")}
_HALL = ["remote_intake", "home_intake", "loss", "found", "temporary_card"]


@dataclass(frozen=True)
class PointRow:
    authority_id: str
    name: str
    published_on: date
    open_from: date
    hours: dict[str, list[str]]
    services: list[str]
    open_until: date | None = None
    serves: list[str] | None = None


@dataclass(frozen=True)
class EntrustmentRow:
    home_id: str
    accepting_id: str
    number: str
    since: date
    document: str
    until: date | None = None


@dataclass(frozen=True)
class TransportRow:
    division_id: str
    since: date
    source: str
    until: date | None = None


@dataclass(frozen=True)
class UnitRow:
    code: str
    name: str
    name_en: str
    channel: str
    division_id: str
    contract_no: str
    contract_since: date
    purposes: list[str]
    quota_per_second: int
    contract_until: date | None = None
    offline: bool = False


def points(authorities: Iterable[AuthorityRow]) -> Iterator[PointRow]:
    """Every hall, the first station of every county, and the police of airports and railway stations."""
    for one in authorities:
        if one.kind == "hall":
            start = _opening(one)
            yield PointRow(one.code, one.name, _before(start), start, _HALL_HOURS, _HALL)
        elif one.kind == "station" and one.code[6:9] == "501":
            services = ["remote_intake", "home_intake", "loss", "found", "temporary_certificate"]
            yield PointRow(one.code, one.name, _before(ALL), ALL, _WEEK, services)
        elif one.kind in ("airport_police", "railway_police"):
            start = date(2015, 12, 1)
            yield PointRow(one.code, one.name, _before(start), start, _ALWAYS, ["temporary_certificate", "found"])


def entrustments() -> Iterator[EntrustmentRow]:
    """Both ways between all 31 home units: the five pairs from 2015-07-01, all others from 2016-07-01."""
    for home in sorted(HOME_UNITS):
        for accepting in sorted(HOME_UNITS - {home}):
            since = PILOT if (home, accepting) in PAIRS or (accepting, home) in PAIRS else CITIES
            yield EntrustmentRow(
                home_id=f"{home}0000000000",
                accepting_id=f"{accepting}0000000000",
                number=f"户政委托〔{since.year}〕{home}{accepting}号",
                since=since,
                document=f"{province_name(home)}委托{province_name(accepting)}公安机关受理居民身份证换领、补领的委托书",
            )


# An invented list (A4): no such paper exists, and it says nothing of how these counties are reached.
POOR_TRANSPORT = tuple(
    TransportRow(county, PILOT, "交通不便地区名单(演示数据,虚构)〔2015〕1号")
    for county in ("411224", "513337", "533324", "540423", "632723")
)

# Invented units: a bank, an express company, a hotel group, a social security office.
UNITS = (
    UnitRow("D-410100-01", "郑州市社会保险经办处(演示)", "Zhengzhou Social Insurance Desk (demo)", "department",
            "410100", "部门共享〔2016〕演示1号", CITIES, ["benefit", "registration"], 200),
    UnitRow("C-120000-01", "津河银行(演示)", "Jinhe Bank (demo)", "company", "120000",
            "社会应用〔2018〕演示1号", date(2018, 4, 9), ["open_account", "change_account", "loan"], 500),
    UnitRow("C-310000-01", "快达速递(演示)", "Kuaida Express (demo)", "company", "310000",
            "社会应用〔2019〕演示2号", date(2019, 1, 1), ["parcel"], 100, offline=True),
    UnitRow("C-440000-01", "云栈旅馆集团(演示)", "Yunzhan Hotels (demo)", "company", "440000",
            "社会应用〔2019〕演示3号", date(2019, 6, 1), ["check_in"], 50, offline=True),
)  # fmt: skip
# Fixed keys of the demo units, printed with the log-ins. They open nothing but a demo.
DEMO_KEYS = {unit.code: f"gzk_demo-{unit.code.lower()}" for unit in UNITS}


def _opening(hall: AuthorityRow) -> date:
    """G3: the pairs in 2015, the districts of large and middle cities in 2016, every county in 2017."""
    if hall.code[:2] in _PILOT_UNITS:
        return PILOT
    return CITIES if "分局" in hall.name else ALL


def _before(start: date) -> date:
    """The list is out ten days before a point opens."""
    return date.fromordinal(start.toordinal() - 10)
