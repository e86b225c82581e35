"""定值: dated rows, layers, drafts, terms that can only shrink, and the version of the law."""

import json
from datetime import date

import pytest

from guizheng.law import values, version
from guizheng.law.holidays import rolled
from guizheng.law.time_limits import due
from guizheng.law.values import REGISTRY, RULE_SETS, Lengthens, Row, Value, draft, rule_set, shortened
from guizheng.law.version import law_version

DAY = date(2018, 3, 6)
OPINIONS = RULE_SETS["opinions-2015"]


@pytest.fixture
def value(monkeypatch: pytest.MonkeyPatch) -> Value[int]:
    monkeypatch.setattr(values, "REGISTRY", {})
    return Value(
        "test",
        (
            Row(1, date(2016, 1, 1), "A1", date(2017, 12, 31)),
            Row(2, date(2018, 1, 1), "A1"),
            Row(3, date(2021, 10, 1), "norm-84", layer="norm-2021"),
        ),
    )


@pytest.mark.parametrize(
    ("on", "opinions", "norm"),
    [
        ("2015-12-31", None, None),
        ("2016-01-01", 1, 1),
        ("2017-12-31", 1, 1),
        ("2018-01-01", 2, 2),
        ("2021-09-30", 2, 2),
        ("2021-10-01", 2, 3),
    ],
)
def test_rows_by_day_and_layer(value: Value[int], on: str, opinions: int | None, norm: int | None) -> None:
    day = date.fromisoformat(on)
    for rules, expected in (("opinions-2015", opinions), ("norm-2021", norm), ("in-force", norm)):
        row = value.at(day, rule_set(rules))
        assert (row and row.value) == expected
        if expected is None:
            with pytest.raises(LookupError):
                value.must(day, rule_set(rules))


def test_a_value_must_name_its_source() -> None:
    with pytest.raises(KeyError):
        Value("test", (Row(1, DAY, "hearsay"),))


def test_every_value_of_the_law_has_since_until_and_source() -> None:
    from guizheng.law import matters

    assert matters.MATTERS
    assert {"limit_days", "fee_reissue", "rollout_pairs", "validity_bands"} <= set(REGISTRY)
    for known in REGISTRY.values():
        for row in known.rows:
            assert row.citation
            assert row.layer in ("opinions-2015", "norm-2021")
            assert row.until is None or row.until >= row.since


def test_a_region_may_shorten_and_never_lengthen() -> None:
    assert shortened("limit_days", 60, DAY, OPINIONS) == 60
    assert shortened("limit_days", 1, DAY, OPINIONS) == 1
    for days in (61, 0, -5):
        with pytest.raises(Lengthens):
            shortened("limit_days", days, DAY, OPINIONS)


def test_a_draft_rule_set_is_laid_on_top() -> None:
    rules = draft(
        json.dumps(
            {
                "name": "shorter",
                "values": [{"name": "limit_days", "value": 40, "since": "2018-01-01", "until": "2018-12-31"}],
            }
        )
    )
    known, later = due(DAY, rules), due(date(2019, 1, 1), rules)
    assert known
    assert later
    assert known.limit == rolled(date(2018, 4, 15))
    assert (later.raw - date(2019, 1, 1)).days == 60
    assert (rules.name, rules.layers) == ("shorter", ("opinions-2015",))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "draft: "),
        ('{"name": "x", "base": "none"}', "draft: base"),
        ('{"name": "x", "values": [{"name": "spell", "value": 1, "since": "2018-01-01"}]}', "no such value"),
        ('{"name": "x", "values": [{"name": "limit_days", "value": 61, "since": "2018-01-01"}]}', "lengthens 60"),
        ('{"name": "x", "values": [{"name": "limit_days", "value": "9", "since": "2018-01-01"}]}', "not a value"),
        ('{"name": "x", "values": [{"name": "limit_days", "value": true, "since": "2018-01-01"}]}', "not a value"),
        ('{"name": "x", "values": [{"name": "rollout_pairs", "value": [], "since": "2018-01-01"}]}', "not a value"),
        (
            '{"name": "x", "values": [{"name": "limit_days", "value": 5, "since": "2018-01-01", "source": "y"}]}',
            "no such source",
        ),
        ('{"name": "x", "valus": []}', "draft: "),
    ],
)
def test_what_a_draft_may_not_say(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        draft(text)


def test_the_version_follows_values_and_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    told = law_version()
    assert told == law_version()
    assert len(told) == 16
    monkeypatch.setattr(version, "REVISION", version.REVISION + 1)
    assert law_version() != told
    monkeypatch.undo()
    assert law_version() == told
    changed = dict(REGISTRY)
    changed["limit_days"] = type("Changed", (), {"rows": (Row(59, DAY, "A4"),)})()  # type: ignore[assignment]
    monkeypatch.setattr(version, "REGISTRY", changed)
    assert law_version() != told
