"""捡拾与不良记录: thin registers, each write with its event."""

from datetime import date

import pytest

from guizheng.ledger import events
from guizheng.registers import barred, found

from .people import CLERK, NOON, number

pytestmark = pytest.mark.django_db


def handed_in():
    return found.hand_in(number(), "李小红", valid_from=None, valid_to=None, by=CLERK, at=NOON)


def test_a_found_card_is_held_for_its_number_until_it_leaves():
    row = handed_in()
    assert found.held_for(number()).id == row.id
    assert found.held_for(number("41010219900307914")) is None
    found.release(row, by=CLERK, at=NOON)
    assert found.held_for(number()) is None
    assert [event.act for event in events.trace(row.id)] == ["found_card_handed_in", "found_card_given_back"]


def test_a_card_given_back_cannot_be_destroyed():
    row = found.release(handed_in(), by=CLERK, at=NOON)
    with pytest.raises(found.FoundConflict):
        found.destroy(row, by=CLERK, at=NOON)


def test_destroying_twice_is_recorded_once():
    row = handed_in()
    found.destroy(row, by=CLERK, at=NOON)
    found.destroy(row, by=CLERK, at=NOON)
    assert len(events.trace(row.id)) == 2


def bar():
    return barred.enter(
        number(), act="forge", decision="津公罚〔2020〕1号", decided_on=date(2020, 1, 1), source="天津市公安局",
        by=CLERK, at=NOON,
    )  # fmt: skip


def test_a_decision_is_entered_once_and_its_withdrawal_stays_on_record():
    row = bar()
    assert bar().id == row.id
    barred.withdraw(row, on=date(2026, 1, 1), by=CLERK, at=NOON)
    (record,) = barred.records_for(number())
    assert record.withdrawn_on == date(2026, 1, 1)
    assert [event.act for event in events.trace(barred.stream_of(number()))] == ["barred", "bar_withdrawn"]
    assert barred.records_for(number("41010219900307914")) == []
