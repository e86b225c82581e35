"""人员: found by number, name and initials; the number never in the clear."""

import time
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from guizheng.ledger import events
from guizheng.ledger.codec import seal, unseal
from guizheng.registers import names, persons, population
from guizheng.registers.feed import FeedRow

from .people import CLERK, NOON, data, number, person, standing

pytestmark = pytest.mark.django_db


def test_found_by_number_in_one_query_whatever_the_case_of_x():
    entered = person("41010519960517990", "张三")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = persons.find(number("41010519960517990").lower())
    assert found is not None
    assert (found.id, len(asked)) == (entered.id, 1)
    assert persons.id_number(found) == "41010519960517990X"


@pytest.mark.parametrize("other", ["", "x", "不是号码", "110101199003079999"])
def test_what_is_no_known_number_finds_nobody(other):
    person()
    assert persons.find(other) is None


@override_settings(ID_CODEC="aes-gcm", ID_CODEC_KEY=bytes(32))
def test_a_sealed_number_is_not_in_the_row_and_opens_again():
    one = person()
    assert number() not in "".join(str(value) for value in vars(one).values())
    assert persons.id_number(one) == number()
    assert seal("a") != seal("a")


def test_a_change_of_codec_leaves_old_rows_readable():
    with override_settings(ID_CODEC="identity"):
        before = seal(number())
    with override_settings(ID_CODEC="aes-gcm", ID_CODEC_KEY=bytes(32)):
        assert unseal(before) == number()


def test_another_index_key_is_another_index():
    with override_settings(ID_INDEX_KEY=b"1" * 32):
        first = persons.index_of(number())
    with override_settings(ID_INDEX_KEY=b"2" * 32):
        assert persons.index_of(number()) != first


def test_entering_twice_makes_one_row_and_records_what_changed():
    one = person()
    moved = population.enter(replace(data(), address="河南省郑州市二七区1号"), by=CLERK, at=NOON)
    assert moved.id == one.id
    assert [event.act for event in events.trace(one.id)] == ["person_entered", "person_updated"]
    assert events.trace(one.id)[1].body == {"changed": ["address"]}
    assert not FeedRow.objects.exists()


def test_nothing_changed_writes_nothing():
    one = person()
    population.enter(data(), by=CLERK, at=NOON)
    assert len(events.trace(one.id)) == 1


def test_a_changed_name_goes_to_the_nodes():
    one = person()
    standing(one)
    rows = FeedRow.objects.count()
    population.bring_up_to_date(one, replace(data(), name="李晓红"), by=CLERK, at=NOON)
    assert FeedRow.objects.count() == rows + 1


def test_an_update_never_moves_a_person_to_another_number():
    one = person()
    with pytest.raises(ValueError, match="number") as refused:
        population.bring_up_to_date(one, data("41010219900307914"), by=CLERK, at=NOON)
    assert number("41010219900307914") not in str(refused.value)


def test_search_by_whole_name_part_and_initials_within_a_scope():
    for seventeen, name in (
        ("41010219900307912", "李小红"),
        ("41010219900307914", "李红"),
        ("41010219900307916", "单小红"),
        ("41010219900307918", "阿依古丽·买买提"),
    ):
        person(seventeen, name)
    assert [one.name for one in persons.search("李小红")] == ["李小红"]
    assert [one.name for one in persons.search("小红", homes=("41",))] == ["单小红", "李小红"]
    assert [one.name for one in persons.search("红", homes=("410102",))] == ["单小红", "李小红", "李红"]
    assert [one.name for one in persons.search("sxh")] == ["单小红"]
    assert [one.name for one in persons.search("古丽", homes=("410102", "12"))] == ["阿依古丽·买买提"]
    assert persons.search("小红", homes=("12",)) == []
    assert persons.search(" · ") == []


@pytest.mark.parametrize(
    ("name", "initials"),
    [("李小红", "lxh"), ("单于飞", "cyf"), ("曾国", "zg"), ("阿依古丽·买买提", "ayglmmt"), ("𠮷", ""), ("", "")],
)
def test_initials_as_surnames_are_read(name, initials):
    assert names.initials(name) in {initials, ""} if name == "𠮷" else names.initials(name) == initials


def test_masks():
    assert [names.mask(name) for name in ("李", "李红", "李小红", "欧阳小红")] == ["李", "李*", "李*红", "欧**红"]
    one = person()
    assert persons.masked_number_of(one).count("*") >= 10


def test_a_very_long_name_keeps_whole_grams():
    assert len(names.grams("买" * 60)) <= 240
    assert names.grams("买" * 100).endswith(" ")


def test_a_thousand_names_are_prepared_in_less_than_two_seconds():
    start = time.process_time()
    for at in range(1000):
        persons.prepare(replace(data(), name=f"李{chr(0x4E00 + at)}红"))
    assert time.process_time() - start < 2
