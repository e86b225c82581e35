"""A4 办理期限: sixty days, one extension of at most thirty from the raw limit, rest days, promise, sign-off."""

from datetime import date, timedelta

import pytest
from tests.law.asking import NORM, home, rule, wrong

from guizheng.law import holidays, time_limits
from guizheng.law.periods import add_months, add_years, age
from guizheng.law.rulings import Due
from guizheng.law.time_limits import Standing, days_left, due, sign_by, standing
from guizheng.law.values import RULE_SETS, Lengthens

OPINIONS, NORMED = RULE_SETS["opinions-2015"], RULE_SETS[NORM]
NO_LIMIT = date(2003, 12, 31)


def limits(filed: str, **given: object) -> Due:
    known = due(date.fromisoformat(filed), OPINIONS, **given)  # type: ignore[arg-type]
    assert known is not None
    return known


def answer(**given: object) -> dict[str, object]:
    part = rule("due", **given).parts["due"]
    assert isinstance(part, dict)
    return part


def test_the_contracts_example() -> None:
    assert answer(filed_on="2018-03-06") == {
        "raw": "2018-05-05",
        "limit": "2018-05-07",
        "extended_raw": None,
        "extended_limit": None,
        "promise": None,
        "sign_by": None,
        "provisional": False,
        "source": "《意见》二(一)4",
    }


@pytest.mark.parametrize(
    ("filed", "raw", "limit"),
    [
        ("2018-03-07", "2018-05-06", "2018-05-07"),  # Sunday
        ("2018-03-08", "2018-05-07", "2018-05-07"),  # Monday
        ("2017-08-02", "2017-10-01", "2017-10-09"),  # National Day and mid-autumn in one
        ("2018-02-24", "2018-04-25", "2018-04-25"),
        ("2017-12-16", "2018-02-14", "2018-02-14"),  # the eve's eve: still a working day
        ("2017-12-17", "2018-02-15", "2018-02-22"),  # Spring Festival
        ("2018-07-31", "2018-09-29", "2018-09-29"),  # a Saturday worked in exchange
        ("2015-07-01", "2015-08-30", "2015-08-31"),
    ],
)
def test_sixty_days_first_day_not_counted_rest_days_rolled(filed: str, raw: str, limit: str) -> None:
    known = limits(filed)
    assert (known.raw.isoformat(), known.limit.isoformat(), known.provisional) == (raw, limit, False)


def test_an_extension_counts_from_the_raw_limit_and_rolls_once() -> None:
    known = limits("2018-03-06", poor_transport=True)
    assert (known.extended_raw, known.extended_limit) == (date(2018, 6, 4), date(2018, 6, 4))
    assert known.extended_raw == date(2018, 3, 6) + timedelta(days=90)
    rolled = limits("2017-07-03", poor_transport=True)
    assert (rolled.raw, rolled.extended_raw, rolled.extended_limit) == (
        date(2017, 9, 1),
        date(2017, 10, 1),
        date(2017, 10, 9),
    )


def test_promises_shorten_and_never_lengthen() -> None:
    assert limits("2018-03-06", promise_days=30).promise == date(2018, 4, 8)  # a Sunday worked in exchange
    assert limits("2018-03-06", promise_days=60).promise == date(2018, 5, 7)
    assert limits("2018-03-06", promise_days=1).promise == date(2018, 3, 7)
    for days in (61, 0, -1):
        with pytest.raises(Lengthens):
            limits("2018-03-06", promise_days=days)
        wrong("promise_days", "not between 1 and 60", "due", promise_days=days)


def test_the_norm_promises_forty_five_beside_the_sixty() -> None:
    eve = answer(filed_on="2021-09-30", rules=NORM)
    first = answer(filed_on="2021-10-01", rules=NORM)
    assert (eve["promise"], eve["sign_by"]) == (None, None)
    assert (first["raw"], first["promise"], first["sign_by"]) == ("2021-11-30", "2021-11-15", "2021-10-08")
    assert answer(filed_on="2021-10-01")["promise"] is None
    shorter = answer(filed_on="2021-10-01", rules=NORM, promise_days=20)
    assert shorter["promise"] == "2021-10-21"
    wrong("promise_days", "not between 1 and 45", "due", filed_on="2021-10-01", rules=NORM, promise_days=46)
    assert answer(filed_on="2021-10-01", rules=NORM, promise_days=45)["promise"] == "2021-11-15"


def test_the_norms_term_is_for_applications_away_from_home() -> None:
    away, at_home = rule(rules=NORM, on="2022-03-01"), home(rules=NORM, on="2022-03-01")
    assert away.due
    assert away.due.promise == date(2022, 4, 15)
    assert away.due.sign_by == date(2022, 3, 7)
    assert at_home.due
    assert at_home.due.promise is None
    assert at_home.due.sign_by is None


def test_five_days_to_sign_from_either_text() -> None:
    assert sign_by(date(2018, 3, 5), OPINIONS) == date(2018, 3, 12)  # day five is a Saturday
    assert sign_by(date(2018, 3, 6), OPINIONS) == date(2018, 3, 12)
    assert sign_by(date(2018, 3, 7), OPINIONS) == date(2018, 3, 12)
    assert sign_by(date(2018, 3, 8), OPINIONS) == date(2018, 3, 13)
    assert sign_by(date(2015, 6, 30), OPINIONS) is None
    assert sign_by(date(2021, 10, 1), NORMED) == date(2021, 10, 8)


def test_no_term_before_the_law() -> None:
    assert due(NO_LIMIT, OPINIONS) is None
    wrong("filed_on", "no term in force", "due", filed_on=NO_LIMIT.isoformat())
    assert answer(filed_on="2004-01-01")["source"] == "《居民身份证法》第十二条"
    assert answer(filed_on="2015-06-30")["source"] == "《居民身份证法》第十二条"
    assert answer(filed_on="2015-07-01")["source"] == "《意见》二(一)4"
    assert home(on="2003-12-31").due is None


def test_beyond_the_loaded_calendar_a_limit_is_provisional_and_intake_goes_on() -> None:
    last = holidays.LOADED_TO
    assert not limits((last - timedelta(days=60)).isoformat()).provisional
    assert limits((last - timedelta(days=59)).isoformat()).provisional
    assert limits((last - timedelta(days=60)).isoformat(), poor_transport=True).provisional
    beyond = rule(on=(last + timedelta(days=400)).isoformat())
    assert beyond.outcome == "accept"
    assert beyond.due
    assert beyond.due.provisional


def test_fixed_holidays_are_known_for_ever() -> None:
    year = holidays.LOADED_TO.year + 2
    for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)):
        assert holidays.is_rest_day(date(year, month, day))
    weekday = next(d for n in range(7) if (d := date(year, 6, 1) + timedelta(days=n)).weekday() == 2)
    assert not holidays.is_rest_day(weekday)
    assert holidays.is_rest_day(weekday + timedelta(days=3))
    assert not holidays.is_known(date(year, 1, 1))
    assert holidays.is_known(holidays.LOADED_TO)
    assert holidays.is_known(holidays.LOADED_FROM)
    assert not holidays.is_known(date(2003, 12, 31))


def test_near_and_late() -> None:
    known = limits("2018-03-06", poor_transport=True)
    assert standing(known, date(2018, 4, 27)) is Standing.IN_TIME
    assert standing(known, date(2018, 4, 28)) is Standing.NEAR
    assert standing(known, date(2018, 5, 7)) is Standing.NEAR
    assert standing(known, date(2018, 5, 8)) is Standing.LATE
    assert standing(known, date(2018, 5, 8), extended=True) is Standing.IN_TIME
    assert standing(known, date(2018, 6, 4), extended=True) is Standing.NEAR
    assert standing(known, date(2018, 6, 5), extended=True) is Standing.LATE
    assert (days_left(known, date(2018, 5, 6)), days_left(known, date(2018, 5, 9))) == (1, -2)
    assert days_left(known, date(2018, 5, 6), extended=True) == 29


def test_near_at_the_latest_on_the_last_working_day_before_the_raw_limit() -> None:
    known = limits("2017-12-24")  # raw 2018-02-22, the first day after Spring Festival
    assert known.raw == date(2018, 2, 22)
    assert standing(known, holidays.last_working_day_before(known.raw)) is Standing.NEAR
    assert standing(known, date(2018, 2, 14)) is Standing.NEAR
    assert standing(known, date(2018, 2, 13)) is Standing.IN_TIME


def test_every_line_of_the_calculus_is_shown() -> None:
    known = limits("2018-03-06", poor_transport=True, promise_days=30)
    explained = time_limits.lines(date(2018, 3, 6), known, OPINIONS)
    assert [(line.rule, line.said) for line in explained] == [
        ("start", "2018-03-06"),
        ("raw", "2018-05-05"),
        ("limit", "2018-05-07"),
        ("extended_raw", "2018-06-04"),
        ("extended_limit", "2018-06-04"),
        ("promise", "2018-04-08"),
    ]
    assert explained[1].saw == {"from": "2018-03-06", "days": 60, "source": "《意见》二(一)4"}
    assert explained[3].saw["days"] == 30


@pytest.mark.parametrize(
    ("filed", "starts", "rolls"),
    [
        ("2017-07-01", "《民法通则》第一百五十四条", "《民法通则》第一百五十四条"),
        ("2018-03-06", "《民法通则》第一百五十四条", "《民法总则》第二百零三条"),
        ("2020-12-01", "《民法通则》第一百五十四条", "《民法典》第二百零三条"),
        ("2021-01-01", "《民法典》第二百零一条", "《民法典》第二百零三条"),
    ],
)
def test_each_line_cites_the_text_of_its_day(filed: str, starts: str, rolls: str) -> None:
    day = date.fromisoformat(filed)
    start, _, roll = time_limits.lines(day, limits(filed), OPINIONS)
    assert (start.saw["source"], roll.saw["source"]) == (starts, rolls)


def test_explained_under_the_norm_and_beyond_the_calendar() -> None:
    day = holidays.LOADED_TO
    known = due(day, NORMED)
    assert known
    assert [line.rule for line in time_limits.lines(day, known, NORMED)] == [
        "start",
        "raw",
        "limit",
        "promise",
        "sign_by",
        "provisional",
    ]


def test_months_end_on_the_same_day_or_the_months_last() -> None:
    assert add_months(date(2018, 5, 31), -3) == date(2018, 2, 28)
    assert add_months(date(2018, 1, 31), 1) == date(2018, 2, 28)
    assert add_months(date(2018, 12, 31), 1) == date(2019, 1, 31)
    assert add_months(date(2018, 1, 1), -1) == date(2017, 12, 1)
    assert add_years(date(2016, 2, 29), 1) == date(2017, 2, 28)
    assert add_years(date(2016, 2, 29), 4) == date(2020, 2, 29)


def test_age_is_reached_on_the_birthday() -> None:
    assert [age(date(2002, 3, 6), date(2018, 3, day)) for day in (5, 6, 7)] == [15, 16, 16]
    assert [age(date(2004, 2, 29), date(2018, *day)) for day in ((2, 27), (2, 28), (3, 1))] == [13, 14, 14]
    assert [age(date(2004, 2, 29), date(2020, *day)) for day in ((2, 28), (2, 29))] == [15, 16]
