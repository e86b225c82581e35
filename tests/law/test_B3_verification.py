"""B3 挂失信息核查: what a relying unit is told, in this order, and what was checked."""

from datetime import date
from typing import Any

import pytest
from tests.law.asked import CARD, ask

from guizheng.law.facts import FactsError

NEWER = {"valid_from": "2024-02-01", "valid_to": "long_term"}
LOST = {**CARD, "reported_lost": True}


def answer(cards: Any, on: date = date(2024, 3, 6), **presented: Any) -> str:
    given = ask("verification", {"presented": presented, "cards": cards}, on=on)
    assert given["checked"] == (["status"] if cards is None else ["status", "existence"])
    assert "outcome" not in given
    assert given["trace"][0]["said"] == given["answer"]
    return str(given["answer"])


@pytest.mark.parametrize(
    ("cards", "presented", "said"),
    [
        ([], CARD, "no_record"),
        ([], {}, "no_record"),
        (None, {}, "state_not_checked"),
        ([LOST], {}, "state_not_checked"),
        ([LOST], {"valid_from": CARD["valid_from"]}, "state_not_checked"),
        ([LOST], {"valid_to": CARD["valid_to"]}, "state_not_checked"),
        ([LOST], {"name_matches": False}, "state_not_checked"),
        (None, CARD, "clear"),
        (None, {**CARD, "name_matches": None}, "clear"),
        ([CARD], CARD, "clear"),
        ([CARD, NEWER], NEWER, "clear"),
        ([CARD], {**CARD, "name_matches": False}, "mismatch"),
        ([LOST], {**CARD, "name_matches": False}, "mismatch"),
        ([LOST], {**CARD, "valid_to": "2034-05-02"}, "mismatch"),
        ([LOST], {**CARD, "valid_from": "2014-05-02"}, "mismatch"),
        ([LOST], {**CARD, "valid_to": "long_term"}, "mismatch"),
        ([LOST], CARD, "reported_lost"),
        ([{**LOST, "ended": "replaced"}, NEWER], CARD, "reported_lost"),
        ([{**LOST, "ended": "replaced"}, NEWER], NEWER, "clear"),
        ([{**CARD, "ended": "replaced"}], CARD, "no_longer_valid"),
        ([{**CARD, "ended": "handed_in"}], CARD, "no_longer_valid"),
        ([{**CARD, "ended": "destroyed"}], CARD, "no_longer_valid"),
        ([{**CARD, "ended": "cancelled"}], CARD, "no_longer_valid"),
        ([LOST, {**NEWER, "collected": False}], NEWER, "no_longer_valid"),
        ([{**CARD, "ended": "destroyed"}, CARD], CARD, "clear"),
        ([LOST, CARD], CARD, "reported_lost"),
    ],
)
def test_the_answers(cards: Any, presented: dict[str, Any], said: str) -> None:
    assert answer(cards, **presented) == said


@pytest.mark.parametrize(("day", "said"), [(date(2034, 5, 1), "clear"), (date(2034, 5, 2), "expired")])
def test_a_card_holds_through_its_last_day(day: date, said: str) -> None:
    assert answer([CARD], on=day, **CARD) == said
    assert answer(None, on=day, **CARD) == said
    assert answer([NEWER], on=day, **NEWER) == "clear"


def test_lost_and_replaced_outweigh_expired() -> None:
    day = date(2040, 1, 1)
    assert answer([LOST], on=day, **CARD) == "reported_lost"
    assert answer([{**CARD, "ended": "replaced"}], on=day, **CARD) == "no_longer_valid"


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"presented": {**CARD, "valid_from": "2014-02-30"}}, "presented.valid_from"),
        ({"presented": {**CARD, "valid_to": "2034-02-30"}}, "presented.valid_to"),
        ({"presented": {"valid_from": "2014-02-30"}}, "presented.valid_from"),
        ({"presented": {"valid_to": "2014-02-30"}}, "presented.valid_to"),
        ({"presented": {**CARD, "valid_to": "2014-04-30"}}, "presented.valid_to"),
        ({"presented": {"valid_from": "long_term"}}, "presented.valid_from"),
        ({"cards": [{**CARD, "valid_to": "2034-02-30"}]}, "cards[0].valid_to"),
    ],
)
def test_what_is_no_day_is_named(facts: dict[str, Any], place: str) -> None:
    with pytest.raises(FactsError) as caught:
        ask("verification", facts)
    assert caught.value.place == place


def test_the_same_day_twice_is_no_contradiction() -> None:
    assert answer(None, valid_from="2024-03-06", valid_to="2024-03-06") == "clear"


def test_the_trace_shows_what_was_compared() -> None:
    line = ask("verification", {"presented": CARD, "cards": [CARD, NEWER]})["trace"]
    assert line == [
        {
            "rule": "verification",
            "clause": "B3",
            "saw": {"presented": {**CARD, "name_matches": True}, "cards": 2},
            "said": "clear",
        }
    ]
    assert ask("verification")["trace"][0]["saw"]["cards"] is None
