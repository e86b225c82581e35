"""C1 丢失招领窗口: every station and hall takes in found cards; anything else goes on to the right place."""

from datetime import date

import pytest
from tests.law.asked import advised, ask, found


@pytest.mark.parametrize("kind", ["household_hall", "police_station"])
def test_every_station_and_hall_is_a_window(kind: str) -> None:
    answer = ask("found-intake", {"counter": {"kind": kind}})
    assert found(answer) == ("accept", set())
    assert answer["disposition"] == "enter_and_notify"
    assert advised(answer) == set()


def test_another_post_takes_the_card_and_passes_it_on() -> None:
    answer = ask("found-intake", {"counter": {"kind": "other"}})
    assert (answer["outcome"], answer["disposition"]) == ("accept", "pass_on")
    assert advised(answer) == {"pass_to_window"}


def test_another_document_is_passed_on() -> None:
    assert ask("found-intake", {"object": "other_document"})["disposition"] == "pass_on"


def test_a_forged_card_is_confiscated_wherever_it_turns_up() -> None:
    assert ask("found-intake", {"object": "forged"})["disposition"] == "confiscate"
    assert ask("found-intake", {"object": "forged", "counter": {"kind": "other"}})["disposition"] == "confiscate"


def test_an_unread_chip_is_read_first() -> None:
    answer = ask("found-intake", {"object": None})
    assert found(answer) == ("pending", {"object_unknown"})
    assert answer["disposition"] is None


@pytest.mark.parametrize("matter", ["found-intake", "give-back"])
def test_not_before_the_policy(matter: str) -> None:
    assert found(ask(matter, on=date(2015, 6, 30))) == ("refuse", {"not_begun"})
    assert found(ask(matter, on=date(2015, 7, 1))) == ("accept", set())
