"""公民身份号码: structure, check digit, date, sex, mask; a fault is named without repeating the number."""

import pytest
from tests.law.asking import accepted, refused, rule, wrong

from guizheng.law import id_number

STANDARD = ("11010519491231002X", "440524188001010014")
"""The two numbers that the standard itself prints."""


@pytest.mark.parametrize("number", STANDARD)
def test_the_standards_own_examples(number: str) -> None:
    assert id_number.fault(number) == ""
    assert id_number.check_digit(number[:17]) == number[17]


@pytest.mark.parametrize("position", range(17))
def test_one_wrong_digit_is_seen(position: int) -> None:
    number = STANDARD[1]
    other = number[:position] + str((int(number[position]) + 1) % 10) + number[position + 1 :]
    assert id_number.fault(other) in ("check digit does not fit", "no such birth date")


@pytest.mark.parametrize("digit", "0123456789X")
def test_only_one_check_digit_fits(digit: str) -> None:
    for number in STANDARD:
        assert (id_number.fault(number[:17] + digit) == "") is (digit == number[17])


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("", "not 18"),
        ("1" * 15, "not 18"),
        ("1" * 19, "not 18"),
        (STANDARD[0][:17] + "x", "capital X"),
        ("A" + STANDARD[0][1:], "capital X"),
        ("110105194913310020", "birth date"),
        ("110105201902290020", "birth date"),
        ("11010519491231002" + "\u0661", "capital X"),
    ],
)
def test_faults(number: str, fault: str) -> None:
    assert fault in id_number.fault(number)


def test_what_a_number_says() -> None:
    assert [id_number.sex(number) for number in STANDARD] == ["female", "male"]
    assert str(id_number.birth_date(STANDARD[0])) == "1949-12-31"
    assert id_number.birth_date("110105194913310020") is None
    assert id_number.division_known(STANDARD[0])
    assert not id_number.division_known("990105194912310020")


def test_mask() -> None:
    assert id_number.mask(STANDARD[0]) == "110*************2X"
    assert id_number.mask("11010") == "*****"
    assert id_number.mask("110101") == "110*01"


def test_a_wrong_number_is_an_error_that_does_not_repeat_it() -> None:
    number = STANDARD[0][:17] + "1"
    error = wrong("person.id_number", "check digit", person={"id_number": number})
    assert number not in str(error)
    assert number[:10] not in str(error)


def test_a_number_that_the_register_calls_unsound_may_fail_its_check_digit() -> None:
    number = STANDARD[0][:17] + "1"
    refused(rule(person={"id_number": number}, register={"number_sound": False}), "number_unsound", "A5")
    wrong(
        "person.id_number",
        "no such birth date",
        register={"number_sound": False},
        person={"id_number": "110105194913310020"},
    )


def test_the_birth_date_comes_from_the_number_unless_given() -> None:
    child = "41010520100101900"
    number = child + id_number.check_digit(child)
    assert rule(person={"id_number": number}).outcome == "notify"
    assert accepted(rule(person={"id_number": number, "birth_date": "1990-01-01"}))
    wrong("person.birth_date", "after the day", person={"id_number": number}, on="2009-12-31")
    wrong("person.birth_date", "after the day", person={"birth_date": "2018-03-07"})


def test_a_trace_shows_no_number() -> None:
    import msgspec
    from tests.law.asking import ON

    from guizheng.law import facts, matters

    given = facts.convert(facts.IntakeFacts, {"person": {"id_number": STANDARD[0]}})
    shown = msgspec.json.encode(matters.decide("remote-intake", given, on=ON, explain=True).view()).decode()
    assert STANDARD[0] not in shown
    assert "number_division" in shown
