"""核查: the registers answer as the law does, and know what exists."""

import json
from datetime import date

import pytest

from guizheng.registers import losses
from guizheng.registers.asking import ask, recheck

from .people import CLERK, NOON, made, number, person, standing

pytestmark = pytest.mark.django_db
ON = NOON.date()
OLD = {"valid_from": "2015-01-01", "valid_to": "2035-01-01"}


def answer(name="李小红", id_number=None, **dates):
    return str(ask(id_number or number(), name=name, on=ON, **dates).parts["answer"])


def test_each_answer_in_its_turn():
    assert answer(**OLD) == "no_record"
    one = person()
    assert answer(**OLD) == "no_record"
    old = standing(one)
    assert answer(**OLD) == "clear"
    assert answer() == "state_not_checked"
    assert answer("李大红", **OLD) == "mismatch"
    assert answer(valid_from="2015-01-02", valid_to="2035-01-01") == "mismatch"
    losses.enter(one, [old], event="lost", source="report", number="GS1", by=CLERK, at=NOON)
    assert answer(**OLD) == "reported_lost"
    made(one, date(2026, 11, 20))
    assert answer(valid_from="2026-11-20", valid_to="2046-11-20") == "no_longer_valid"
    standing(one, date(2006, 1, 1), years=10)
    assert answer(valid_from="2006-01-01", valid_to="2016-01-01") == "expired"


def test_the_registers_check_existence_too():
    standing(person())
    assert [str(one) for one in ask(number(), name="李小红", on=ON, **OLD).parts["checked"]] == ["status", "existence"]


def test_a_name_written_otherwise_is_the_same_name():
    standing(person("41010219900307918", "阿依古丽·买买提"))
    assert answer("阿依古丽•买买提", number("41010219900307918"), **OLD) == "clear"


def test_a_disputed_question_is_answered_by_the_registers():
    standing(person())
    asked = {"id_number": number(), "name": "李小红", "purpose": "account_opening", "receipt": True, **OLD}
    assert json.loads(recheck(json.dumps(asked).encode(), on=ON)) == {
        "answer": "clear",
        "checked": ["status", "existence"],
    }
    assert json.loads(recheck(json.dumps({**asked, "valid_to": None}).encode(), on=ON))["answer"] == "state_not_checked"
    for body in (b"{", b"{}", json.dumps({**asked, "valid_to": "2035-02-30"}).encode()):
        with pytest.raises(ValueError, match=r"."):
            recheck(body, on=ON)
