"""证件与挂失: cards are marked, not persons; every change is told to the nodes with a greater revision."""

from datetime import date

import pytest

from guizheng.ledger import events
from guizheng.registers import cards, feed, losses
from guizheng.registers.cards import CardConflict, Ended, State
from guizheng.registers.feed import FeedRow
from guizheng.registers.losses import LossEntry
from guizheng.registers.persons import Person
from guizheng.verify.entry import decode_entry

from .people import CLERK, NOON, made, number, person, standing

pytestmark = pytest.mark.django_db


def told(one):
    """The entry a node would hold: the row with the greatest revision."""
    entries = [decode_entry(bytes(row.payload)) for row in FeedRow.objects.filter(bucket=one.bucket)]
    newest = max(entries, key=lambda entry: entry.revision)
    return newest.revision, [(card.valid_from, str(card.state)) for card in newest.cards]


def lose(one, *held):
    return losses.enter(one, held, event="lost", source="report", number="GS1", by=CLERK, at=NOON)


def test_a_card_is_made_then_stands():
    one = person()
    card = made(one)
    assert cards.state(card) is State.MADE
    assert told(one) == (1, [(20150101, "made")])
    card = cards.hand_over(card, by=CLERK, at=NOON)
    assert cards.state(card) is State.IN_FORCE
    assert told(one) == (2, [])
    assert [event.act for event in events.trace(one.id)] == ["person_entered", "card_made", "card_handed_over"]
    assert events.broken_at(events.trace(one.id)) is None


def test_the_same_card_body_is_made_once():
    one = person()
    assert made(one).id == made(one).id
    assert made(one, dn="OTHER").issue_seq == 2


def test_a_card_is_handed_over_once():
    card = standing(person())
    with pytest.raises(CardConflict):
        cards.hand_over(card, by=CLERK, at=NOON)


def test_a_successor_ends_the_old_card_and_the_alarm_goes_on():
    one = person()
    old, new = standing(one), made(one, date(2026, 11, 20))
    lose(one, old)
    assert told(one)[1] == [(20150101, "reported_lost"), (20261120, "made")]
    cards.hand_over(new, replaces=[old], by=CLERK, at=NOON)
    old = cards.of(one)[0]
    assert (old.ended, cards.state(old)) == ("replaced", State.REPORTED_LOST)
    assert told(one)[1] == [(20150101, "reported_lost"), (20261120, "in_force")]
    assert losses.answer_for_search(one) == "none"


def test_an_old_card_given_back_on_collection_is_handed_in():
    one = person()
    old, new = standing(one), made(one, date(2026, 11, 20))
    cards.hand_over(new, replaces=[old], returned=True, by=CLERK, at=NOON)
    assert cards.state(cards.of(one)[0]) is State.HANDED_IN
    assert cards.current(cards.of(one)).id == new.id


def test_a_lost_card_that_was_found_and_brought_is_handed_in_and_the_alarm_goes_on():
    one = person()
    older, old, new = standing(one, date(2006, 1, 1)), standing(one), made(one, date(2026, 11, 20))
    lose(one, older, old)
    cards.hand_over(new, replaces=[older, old], returned=True, by=CLERK, at=NOON)
    assert [(card.ended, card.valid_from.year) for card in cards.of(one)] == [
        ("replaced", 2006),
        ("handed_in", 2015),
        ("", 2026),
    ]
    assert [state for _, state in told(one)[1]] == ["reported_lost", "reported_lost", "in_force"]


def test_a_card_replaces_only_cards_of_the_same_person():
    one, other = person(), person("41010219900307914", "李红")
    with pytest.raises(CardConflict):
        cards.hand_over(made(one, date(2026, 1, 1)), replaces=[standing(other)], by=CLERK, at=NOON)


def test_a_card_ends_once_and_may_be_destroyed_after():
    card = standing(person())
    assert cards.end(card, Ended.HANDED_IN, by=CLERK, at=NOON).ended == "handed_in"
    assert cards.end(card, Ended.REPLACED, by=CLERK, at=NOON).ended == "handed_in"
    assert cards.end(card, Ended.DESTROYED, by=CLERK, at=NOON).ended == "destroyed"


def test_a_superseded_card_past_its_end_leaves_the_entry():
    one = person()
    old = standing(one, date(2000, 1, 1), years=10)
    standing(one)
    cards.end(old, Ended.REPLACED, by=CLERK, at=NOON)
    assert told(one)[1] == []


def test_reporting_twice_changes_nothing():
    one = person()
    old = standing(one)
    first = lose(one, old)
    rows = FeedRow.objects.count()
    again = lose(one, old)
    assert [entry.id for entry in first] == [entry.id for entry in again]
    assert (FeedRow.objects.count(), LossEntry.objects.count()) == (rows, 1)
    assert losses.answer_for_search(one) == "reported"


def test_older_cards_are_reported_together():
    one = person()
    both = [standing(one, date(2006, 1, 1)), standing(one)]
    assert len(lose(one, *both)) == 2
    assert told(one)[1] == [(20060101, "reported_lost"), (20150101, "reported_lost")]
    assert events.trace(one.id)[-1].body["cards"] == [str(card.id) for card in both]


def test_lifting_brings_the_card_back_and_the_revision_grows():
    one = person()
    (entry,) = lose(one, standing(one))
    before = told(one)[0]
    losses.lift(entry, why="found", by=CLERK, at=NOON)
    losses.lift(entry, why="found", by=CLERK, at=NOON)
    assert told(one) == (before + 1, [])
    assert losses.open_for(one) == []
    assert cards.state(cards.of(one)[0]) is State.IN_FORCE


def test_a_loss_of_anothers_card_is_refused_and_nothing_is_written():
    one, other = person(), person("41010219900307914", "李红")
    card = standing(other)
    with pytest.raises(ValueError, match="one person"):
        lose(one, card)
    assert not LossEntry.objects.exists()


def test_the_law_sees_every_card():
    one = person()
    lose(one, standing(one))
    made(one, date(2026, 11, 20))
    (old, new) = cards.as_law(cards.of(one))
    assert (old.reported_lost, old.collected, old.valid_to) == (True, True, "2035-01-01")
    assert (new.reported_lost, new.collected) == (False, False)
    assert cards.with_dates(cards.of(one), old.valid_from, old.valid_to).id == cards.of(one)[0].id


def test_every_write_stands_with_its_event_or_not_at_all(monkeypatch):
    one = person()
    old = standing(one)

    def broken(*_):
        raise RuntimeError("no node can be told")

    monkeypatch.setattr(feed, "write", broken)
    with pytest.raises(RuntimeError):
        lose(one, old)
    assert cards.state(cards.of(one)[0]) is State.IN_FORCE
    assert Person.objects.at(one.id).revision == 2
    assert events.trace(one.id)[-1].act == "card_handed_over"


def test_no_number_stands_in_any_event():
    one = person()
    lose(one, standing(one))
    assert all(number() not in str(event.body) for event in events.trace(one.id))
