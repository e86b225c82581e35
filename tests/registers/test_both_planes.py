"""两面一致: whatever befalls a person's cards, a node that hears the feed in any order answers as the registers do."""

import random
from datetime import date

import pytest
from django.conf import settings

from guizheng.ledger.events import trace
from guizheng.registers import cards, losses
from guizheng.registers.asking import ask
from guizheng.registers.cards import CardConflict, Ended, State
from guizheng.registers.feed import FeedRow
from guizheng.registers.persons import id_number
from guizheng.verify.digests import name_digest
from guizheng.verify.entry import decode_entry, encode_value, pack_date
from guizheng.verify.outcome import decide

from .people import CLERK, NOON, made, person

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
STARTS = [date(2004, 1, 1), date(2012, 5, 6), date(2019, 3, 1), date(2026, 11, 1)]


def packed(day):
    return pack_date(day.year * 10_000 + day.month * 100 + day.day if day else 0)


class Node:
    """What a node keeps of one person: the greatest revision, whatever the order of arrival."""

    def __init__(self, chance, one):
        self.chance, self.one = chance, one
        self.value, self.revision, self.heard = None, 0, set()

    def hear(self):
        events = [event.id for event in trace(self.one.id)]
        rows = [row for row in FeedRow.objects.filter(event__in=events) if row.id not in self.heard]
        self.chance.shuffle(rows)
        for row in rows + rows[:1]:
            self.heard.add(row.id)
            entry = decode_entry(bytes(row.payload))
            if entry.revision > self.revision:
                self.revision, self.value = entry.revision, encode_value(entry)

    def answer(self, card):
        name = name_digest("李小红", settings.DIGEST_KEY)
        return str(decide(self.value, name, packed(card.valid_from), packed(card.valid_to), packed(TODAY)))


def make(one, chance):
    made(one, chance.choice(STARTS), years=10, dn=f"DN{chance.randrange(10**9)}")


def stand(one, chance):
    card = chance.choice(cards.of(one))
    older = [old for old in cards.of(one) if old.id != card.id and old.collected_at]
    cards.hand_over(card, replaces=older, returned=chance.random() < 0.5, by=CLERK, at=NOON)


def lose(one, chance):
    held = [card for card in cards.of(one) if card.collected_at and not card.ended]
    losses.enter(one, held, event="lost", source="report", number="GS1", by=CLERK, at=NOON)


def lift(one, chance):
    losses.lift(chance.choice(losses.open_for(one)), why="found", by=CLERK, at=NOON)


def end(one, chance):
    cards.end(chance.choice(cards.of(one)), chance.choice(list(Ended)), by=CLERK, at=NOON)


def agree(node, card, one):
    end = card.valid_to.isoformat() if card.valid_to else "long_term"
    here = ask(id_number(one), name="李小红", on=TODAY, valid_from=card.valid_from.isoformat(), valid_to=end)
    answers = {str(here.parts["answer"]), node.answer(card)}
    superseded = cards.expired(card, TODAY) and cards.state(card) not in {State.REPORTED_LOST, State.IN_FORCE}
    assert len(answers) == 1 or (superseded and answers == {"no_longer_valid", "expired"}), (answers, vars(card))
    return answers


def walk(seed):
    """Fifteen acts on one person's cards; the answers that were given on the way."""
    chance = random.Random(seed)
    one, seen = person(f"41010219900307{912 + 2 * seed}"), set()
    make(one, chance)
    node = Node(chance, one)
    for _ in range(15):
        act = chance.choice([make, stand, stand, lose, lift, end])
        try:
            act(one, chance)
        except (CardConflict, IndexError):
            continue
        node.hear()
        for card in cards.of(one):
            seen |= agree(node, card, one)
    return seen


def test_a_node_answers_as_the_registers_do_after_every_act():
    answers = set().union(*(walk(seed) for seed in range(12)))
    assert answers == {"reported_lost", "no_longer_valid", "expired", "clear"}
