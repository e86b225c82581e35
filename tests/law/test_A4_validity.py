"""A4 有效期: by age at issue (《居民身份证法》 art. 5); 29 February; long-term; total over all ages."""

from datetime import date, timedelta

import pytest
from tests.law.asking import rule, wrong

from guizheng.law.periods import add_years
from guizheng.law.validity import valid_to

ISSUED = date(2018, 3, 6)


@pytest.mark.parametrize(
    ("years_old", "end"),
    [
        (0, "2023-03-06"),
        (15, "2023-03-06"),
        (16, "2028-03-06"),
        (25, "2028-03-06"),
        (26, "2038-03-06"),
        (45, "2038-03-06"),
        (46, "long_term"),
        (100, "long_term"),
    ],
)
def test_bands_by_age(years_old: int, end: str) -> None:
    assert valid_to(ISSUED, add_years(ISSUED, -years_old)) == end


@pytest.mark.parametrize(("years_old", "before", "after"), [(16, 5, 10), (26, 10, 20)])
def test_a_day_before_the_birthday(years_old: int, before: int, after: int) -> None:
    birthday = add_years(ISSUED, -years_old)
    assert valid_to(ISSUED, birthday + timedelta(days=1)) == add_years(ISSUED, before).isoformat()
    assert valid_to(ISSUED, birthday) == add_years(ISSUED, after).isoformat()


def test_a_day_before_forty_six() -> None:
    assert valid_to(ISSUED, date(1972, 3, 7)) == "2038-03-06"
    assert valid_to(ISSUED, date(1972, 3, 6)) == "long_term"


def test_issued_on_the_29th_of_february() -> None:
    leap = date(2016, 2, 29)
    assert valid_to(leap, date(2010, 1, 1)) == "2021-02-28"
    assert valid_to(leap, date(1995, 1, 1)) == "2026-02-28"
    assert valid_to(leap, date(1980, 1, 1)) == "2036-02-29"


def test_the_matter() -> None:
    answer = rule("validity", issued_on="2016-03-04", birth_date="1995-01-01")
    assert answer.view() == {
        "matter": "validity",
        "on": "2016-03-04",
        "rules": "opinions-2015",
        "valid_from": "2016-03-04",
        "valid_to": "2026-03-04",
        "source": "《居民身份证法》第五条",
    }
    assert rule("validity").parts["valid_from"] == "2018-03-06"


def test_facts_that_can_not_be() -> None:
    wrong("birth_date", "after issued_on", "validity", issued_on="2018-03-06", birth_date="2018-03-07")
    assert rule("validity", issued_on="2018-03-06", birth_date="2018-03-06").parts["valid_to"] == "2023-03-06"
    wrong("issued_on", "no rule of validity", "validity", issued_on="2003-12-31")
    assert rule("validity", issued_on="2004-01-01").parts["valid_to"] == "2009-01-01"
