"""A4 A7 D1: values that stand in tables, each said a second time here, so that none changes unseen."""

import json
from datetime import date, timedelta

import msgspec
import pytest
from tests.law.asked import ON

from guizheng.law import command, holidays, id_number, matters, organisation, replay, rollout
from guizheng.law.matter import Ask
from guizheng.law.values import rule_set


def test_the_weights_are_powers_of_two_modulo_eleven() -> None:
    """GB 11643, ISO 7064 MOD 11-2."""
    assert list(id_number.WEIGHTS) == [2 ** (17 - place) % 11 for place in range(17)]
    assert "".join("X" if (12 - rest) % 11 == 10 else str((12 - rest) % 11) for rest in range(11)) == id_number.CHECK


@pytest.mark.parametrize("place", range(17))
def test_a_check_digit_fits_one_sum_in_eleven(place: int) -> None:
    """Each digit of a number counts with its own weight in the quick check as in the slow one."""
    plain = "11010119900307" + "901"
    for digit in "0123456789":
        number = plain[:place] + digit + plain[place + 1 :]
        whole = number + id_number.check_digit(number)
        assert id_number.fault(whole) in ("", "no such birth date")


@pytest.mark.parametrize("year", range(1900, 2100, 7))
def test_the_largest_and_smallest_sums_fit_too(year: int) -> None:
    for first, last in (("999999", "999"), ("000000", "000")):
        number = f"{first}{year}1231{last}"
        assert id_number.fault(number + id_number.check_digit(number)) == ""
        wrong = "0" if id_number.check_digit(number) != "0" else "1"
        assert id_number.fault(number + wrong) == "check digit does not fit"


def test_the_loaded_tables_reach_whole_years() -> None:
    assert (holidays.LOADED_FROM.month, holidays.LOADED_FROM.day) == (1, 1)
    assert (holidays.LOADED_TO.month, holidays.LOADED_TO.day) == (12, 31)
    assert not holidays.is_known(holidays.LOADED_TO + timedelta(days=1))


def test_beyond_the_tables_only_weekends_and_fixed_holidays_are_rest_days() -> None:
    year = holidays.LOADED_TO.year + 1
    while date(year, 1, 1).weekday() != 0 or date(year, 3, 1).weekday() == 0:
        year += 1
    days = (date(year, 1, 1) + timedelta(days=count) for count in range(365))
    working = [day for day in days if day.weekday() < holidays.SATURDAY]
    resting = {(day.month, day.day) for day in working if holidays.is_rest_day(day)}
    fixed = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
    assert fixed == holidays.FIXED
    assert resting == {(day.month, day.day) for day in working} & fixed


@pytest.mark.parametrize(
    ("parts", "zh", "en"),
    [
        (
            organisation.PLAN_PARTS,
            "工作目标 工作措施 方法步骤 责任人 完成日期 落实证据",
            "goals, measures, steps, owner, date, evidence",
        ),
        (organisation.MEANS, "设备 人员 经费", "equipment, people, money"),
        (
            organisation.FOLLOW_UP_PARTS,
            "原因 责任人 处理措施 决定人 决定日期",
            "cause, person, measure, who decided, when",
        ),
        (
            organisation.PUBLISHED,
            "办什么 在哪里办 带什么材料 多少钱 多长时间 捡到证件交到哪里",
            "services, places, papers, fee, term, where to hand in a found card",
        ),
    ],
)
def test_the_parts_that_are_asked_for_by_name(parts: dict[str, tuple[str, str]], zh: str, en: str) -> None:
    assert " ".join(one for one, _ in parts.values()) == zh
    assert ", ".join(other for _, other in parts.values()) == en


def test_a_first_application_of_a_former_holder_is_relieved_too() -> None:
    facts = {"request": "first", "held_second_generation": True, "relief": "minimum_living"}
    fee = matters.answer_json("fee", json.dumps(facts), on=ON)["fee"]
    assert (fee["kind"], fee["amount"]) == ("first", "0.00")
    full = matters.answer_json("fee", json.dumps(facts | {"relief": "none"}), on=ON)["fee"]
    assert full["amount"] == "20.00"


@pytest.mark.parametrize(("place", "opens"), [("130102", True), ("130120", True), ("130121", False), ("130181", False)])
def test_the_second_phase_takes_in_the_districts_of_a_city(place: str, opens: bool) -> None:
    """G3: in a division code a county begins at 21."""
    rules = rule_set("opinions-2015")
    assert rollout.is_open("41", place, date(2016, 7, 1), rules, msgspec.UNSET) is opens


def test_what_a_question_is_without_being_asked_to_explain() -> None:
    assert Ask("fee", ON, rule_set("opinions-2015")).explain is False


def test_the_usage_lines() -> None:
    assert command.USAGE == (
        "usage: guizheng decide MATTER [--on YYYY-MM-DD] [--rules RULES] [--lang zh|en] [--explain] < facts\n"
        "       guizheng decide MATTER --schema\n"
    )
    assert replay.USAGE == (
        "usage: guizheng replay --facts FILE --rules A --against B   (A, B: a rule set or the file of a draft)\n"
    )
