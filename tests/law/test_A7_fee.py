"""A7 严格执行工本费收费标准: the schedule of the day, relief, first application free, nothing else."""

from datetime import date

import pytest
from tests.law.asking import home, rule, wrong

from guizheng.law import fees
from guizheng.law.terms import Relief
from guizheng.law.values import RULE_SETS

FREE = ("minimum_living", "five_guarantees", "rural_poverty", "special_hardship", "preferential_pension")
SCHEDULE, FREE_FIRST, LAW, CORRECTION = (
    "发改价格[2003]2322号",
    "财税〔2018〕37号",
    "《居民身份证法》第二十一条",
    "《居民身份证法》第十一条",
)


def fee(**given: object) -> tuple[str, str, str] | None:
    owed = rule("fee", **given).parts["fee"]
    return owed and (owed["amount"], owed["kind"], owed["source"])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ("20.00", "renewal", SCHEDULE)),
        ({"cause": "particulars_changed"}, ("20.00", "renewal", SCHEDULE)),
        ({"cause": "damage"}, ("40.00", "damage", SCHEDULE)),
        ({"cause": "wrong_item"}, ("20.00", "renewal", SCHEDULE)),
        ({"cause": "wrong_item", "error_by": "police"}, ("0.00", "correction", CORRECTION)),
        ({"cause": "expiry", "error_by": "police"}, ("20.00", "renewal", SCHEDULE)),
        ({"request": "reissue"}, ("40.00", "reissue", SCHEDULE)),
        ({"request": "reissue", "cause": "stolen"}, ("40.00", "reissue", SCHEDULE)),
        ({"document": "temporary_card"}, ("10.00", "temporary_card", SCHEDULE)),
        ({"document": "temporary_card", "relief": "minimum_living"}, ("10.00", "temporary_card", SCHEDULE)),
        ({"request": "first", "held_second_generation": False, "on": "2018-03-31"}, ("20.00", "first", SCHEDULE)),
        ({"request": "first", "held_second_generation": False, "on": "2018-04-01"}, ("0.00", "first", FREE_FIRST)),
        ({"request": "first", "on": "2018-04-01"}, ("20.00", "first", SCHEDULE)),
        ({"relief": "hardship"}, ("10.00", "renewal", LAW)),
        ({"cause": "damage", "relief": "hardship"}, ("20.00", "damage", LAW)),
        ({"request": "reissue", "relief": "hardship"}, ("40.00", "reissue", SCHEDULE)),
    ],
)
def test_the_tariff(given: dict[str, object], expected: tuple[str, str, str]) -> None:
    assert fee(**given) == expected


@pytest.mark.parametrize("relief", FREE)
def test_relief_frees_first_and_renewal_never_a_reissue(relief: str) -> None:
    assert fee(relief=relief) == ("0.00", "renewal", LAW)
    assert fee(relief=relief, cause="damage") == ("0.00", "damage", LAW)
    assert fee(relief=relief, request="first", on="2018-03-31", held_second_generation=False) == ("0.00", "first", LAW)
    assert fee(relief=relief, request="reissue") == ("40.00", "reissue", SCHEDULE)


def test_the_schedule_begins_with_the_law() -> None:
    assert fee(on="2004-01-01") == ("20.00", "renewal", SCHEDULE)
    assert fee(on="2003-12-31") is None


def test_the_same_fee_at_the_counter() -> None:
    for ask in (rule, home):
        answer = ask(request="reissue", person={"relief": "hardship"})
        assert answer.fee == fees.Fee("40.00", "reissue", SCHEDULE)
        assert ask(cause="damage", person={"relief": "hardship"}).fee == fees.Fee("20.00", "damage", LAW)
    again = home(request="first", on="2018-04-01")
    first = home(request="first", on="2018-04-01", person={"held_second_generation": False})
    assert again.fee
    assert again.fee.amount == "20.00"
    assert first.fee
    assert first.fee.amount == "0.00"


@pytest.mark.parametrize(
    ("request_", "cause"),
    [("renewal", "lost"), ("renewal", "none"), ("reissue", "expiry"), ("reissue", "damage"), ("first", "lost")],
)
def test_causes_that_do_not_go_with_the_request(request_: str, cause: str) -> None:
    wrong("cause", "does not go with", "fee", request=request_, cause=cause)
    wrong("cause", "does not go with", request=request_, cause=cause)


def test_nothing_else_can_be_charged() -> None:
    rules = RULE_SETS["opinions-2015"]
    assert fees.chargeable(date(2018, 4, 1), rules) == {"0.00", "10.00", "20.00", "40.00"}
    assert fees.chargeable(date(2003, 12, 31), rules) == frozenset()
    assert set(Relief) == set(fees.RELIEF.rows[0].value)
