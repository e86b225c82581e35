"""通性: what must hold of every answer, whatever the facts."""

from datetime import date, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.generator import Maker

from guizheng.law import facts, fees, holidays, matters, time_limits
from guizheng.law.periods import add_years
from guizheng.law.terms import Relief
from guizheng.law.validity import valid_to
from guizheng.law.values import RULE_SETS

RULES = st.sampled_from(sorted(RULE_SETS))
DAYS = st.dates(date(2004, 1, 1), date(2040, 12, 31))
CASES = settings(max_examples=300, deadline=None, derandomize=True)


@CASES
@given(seed=st.integers(0, 10**9), rules=RULES)
def test_no_refusal_without_a_ground_and_its_clause(seed: int, rules: str) -> None:
    made = facts.convert(facts.IntakeFacts, Maker(seed, oddity=0.15).facts())
    answer = matters.decide("remote-intake", made, rules=rules)
    assert (answer.outcome == "refuse") == bool(answer.grounds)
    for ground in answer.grounds:
        assert ground.citation
        assert "仍可为您办理" in ground.remedy.zh
        assert "{" not in ground.says.zh + ground.says.en


@CASES
@given(seed=st.integers(0, 10**9), rules=RULES)
def test_the_same_facts_give_the_same_answer(seed: int, rules: str) -> None:
    made = facts.convert(facts.IntakeFacts, Maker(seed, oddity=0.15).facts())
    answer = matters.decide("remote-intake", made, rules=rules)
    stored = msgspec.json.encode(made)
    assert matters.answer_json("remote-intake", stored, rules=rules) == answer.view()
    explained = matters.decide("remote-intake", made, rules=rules, explain=True)
    assert explained.trace
    assert msgspec.structs.replace(explained, trace=None) == answer
    msgspec.json.encode(explained.view("en"))


@CASES
@given(filed=DAYS, poor=st.booleans(), promise=st.none() | st.integers(1, 45), rules=RULES, away=st.booleans())
def test_limits(filed: date, poor: bool, promise: int | None, rules: str, away: bool) -> None:
    known = time_limits.due(filed, RULE_SETS[rules], poor, promise, away)
    assert known
    assert known.raw == filed + timedelta(days=60)
    assert known.limit >= known.raw
    assert not holidays.is_rest_day(known.limit)
    assert (known.extended_raw is None) == (not poor)
    if known.extended_raw and known.extended_limit:
        assert known.extended_raw == filed + timedelta(days=90)
        assert known.extended_limit >= known.extended_raw
        assert not holidays.is_rest_day(known.extended_limit)
    for earlier in (known.promise, known.sign_by):
        assert earlier is None or (filed < earlier <= known.limit and not holidays.is_rest_day(earlier))
    if promise:
        assert known.promise == holidays.rolled(filed + timedelta(days=promise))


@CASES
@given(on=DAYS, kind=st.sampled_from(sorted(fees.TARIFF)), relief=st.sampled_from(list(Relief)), rules=RULES)
def test_a_fee_is_always_in_the_tariff(on: date, kind: str, relief: Relief, rules: str) -> None:
    fee = fees.fee(kind, relief, on, RULE_SETS[rules])
    assert fee
    assert fee.amount in {"0.00", "10.00", "20.00", "40.00"}
    assert fee.amount in fees.chargeable(on, RULE_SETS[rules])
    assert fee.source


@CASES
@given(issued=DAYS, days_old=st.integers(0, 365 * 120))
def test_validity_is_total_over_all_ages(issued: date, days_old: int) -> None:
    born = issued - timedelta(days=days_old)
    end = valid_to(issued, born)
    assert end == "long_term" or any(end == add_years(issued, years).isoformat() for years in (5, 10, 20))
    older = valid_to(issued, born - timedelta(days=1))
    assert (older == "long_term", older) >= (end == "long_term", end)


@CASES
@given(day=st.dates(date(2004, 1, 1), date(2035, 1, 1)))
def test_rolling_ends_on_the_first_working_day(day: date) -> None:
    rolled = holidays.rolled(day)
    assert not holidays.is_rest_day(rolled)
    assert all(holidays.is_rest_day(day + timedelta(days=n)) for n in range((rolled - day).days))
    assert holidays.last_working_day_before(day) < day
