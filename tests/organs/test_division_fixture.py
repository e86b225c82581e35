"""行政区划: the fixture of division codes, and the literal the law reads, are one and the same."""

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

from guizheng.law import division_codes

DATA = Path(__file__).parents[2] / "src/guizheng/organs/data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


NOW = {row["code"]: row for row in rows("divisions-now.csv")}
EVER = {row["code"]: row for row in rows("divisions-ever.csv")}


def test_as_many_units_stand_as_the_standard_says() -> None:
    assert Counter(row["level"] for row in NOW.values()) == {"province": 34, "prefecture": 333, "county": 2847}
    assert len(EVER) == 7197


def test_the_laws_literal_equals_the_fixture() -> None:
    assert NOW.keys() == division_codes.NOW
    assert EVER.keys() == division_codes.EVER
    assert {code + "0000": name for code, name in division_codes.NAMES.items()} == {
        code: row["name"] for code, row in NOW.items() if row["level"] == "province"
    }


def test_the_fixtures_are_those_that_were_taken() -> None:
    sources = json.loads((DATA / "sources.json").read_text("utf-8"))
    for name, digest in sources["fixtures"].items():
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == digest
    assert all(len(entry["sha256"]) == 64 and entry["licence"] for entry in sources["sources"].values())


def test_every_unit_hangs_under_a_standing_parent_and_has_a_place_in_china() -> None:
    for row in NOW.values():
        assert row["parent"] in NOW or row["level"] == "province"
        assert 3 < float(row["lat"]) < 54
        assert 73 < float(row["lon"]) < 136


def test_every_code_ever_valid_leads_to_one_that_stands() -> None:
    assert all(row["now"] in NOW for row in EVER.values())
    assert all(EVER[code]["now"] == code for code in NOW)
    assert EVER["110103"]["now"] == "110101"  # 崇文区 → 东城区, 2010
    assert EVER["320602"]["now"] == "320613"  # 崇川区 was given a new code
    assert EVER["512322"]["now"] == "500231"  # 垫江县, from 四川 to 重庆
    assert EVER["500112"]["now"] == "500157"  # 渝北区 → 两江新区, 2025
