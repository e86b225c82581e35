"""C2 丢失招领程序: reissued: destroyed; not reissued: entered, and the owner told; given back to the person alone."""

from typing import Any

import pytest
from tests.law.asked import advised, ask, found, whole


@pytest.mark.parametrize(
    ("holder", "disposition"),
    [
        ({}, "enter_and_notify"),
        ({"contact": False}, "enter"),
        ({"contact": None}, "enter"),
        ({"reissue": "applied"}, "hold"),
        ({"reissue": "applied", "contact": False}, "hold"),
        ({"reissue": "issued"}, "destroy"),
        ({"reissue": "issued", "status": "deceased"}, "destroy"),
        ({"status": "deceased"}, "home_station"),
        ({"status": "missing"}, "home_station"),
        ({"status": "cancelled"}, "home_station"),
        ({"status": "deceased", "reissue": "applied"}, "home_station"),
    ],
)
def test_what_becomes_of_a_found_card(holder: dict[str, Any], disposition: str) -> None:
    answer = ask("found-intake", {"holder": holder})
    assert answer["outcome"] == "accept"
    assert answer["disposition"] == disposition


@pytest.mark.parametrize(
    ("holder", "codes"), [({"reissue": None}, {"reissue_unread"}), ({"status": None}, {"holder_unread"})]
)
def test_nothing_is_settled_before_the_registers_answer(holder: dict[str, Any], codes: set[str]) -> None:
    answer = ask("found-intake", {"holder": holder})
    assert found(answer) == ("pending", codes)
    assert answer["disposition"] is None
    forged = ask("found-intake", {"holder": holder, "object": "forged"})
    assert (forged["outcome"], forged["disposition"]) == ("accept", "confiscate")


def test_an_unknown_contact_is_looked_for_after_the_entry() -> None:
    assert advised(ask("found-intake", {"holder": {"contact": None}})) == {"contact_wanted"}
    assert advised(ask("found-intake", {"holder": {"contact": False}})) == set()


def test_a_reported_card_says_that_the_report_must_be_lifted() -> None:
    assert advised(ask("found-intake", {"loss_reported": True})) == {"lift_with_return"}
    assert advised(ask("found-intake", {"loss_reported": False})) == set()


@pytest.mark.parametrize(
    ("facts", "outcome", "codes"),
    [
        ({}, "accept", set()),
        ({"collector": "guardian"}, "accept", set()),
        ({"collector": "relative"}, "refuse", {"holder_in_person"}),
        ({"collector": "other"}, "refuse", {"holder_in_person"}),
        ({"identity_confirmed": False}, "refuse", {"collector_not_verified"}),
        ({"identity_confirmed": None}, "pending", {"identity_check"}),
        ({"fingerprint": "mismatch"}, "accept", set()),
        ({"fingerprint": "mismatch", "identity_confirmed": False}, "refuse", {"collector_not_verified"}),
        ({"fingerprint": "none_on_file"}, "accept", set()),
        ({"fingerprint": "not_taken"}, "pending", {"fingerprint_comparison"}),
        ({"fingerprint": None}, "pending", {"fingerprint_comparison"}),
        ({"portrait_taken": False}, "pending", {"portrait"}),
        ({"portrait_taken": None}, "pending", {"portrait"}),
        ({"reissue": "applied"}, "refuse", {"reissue_applied"}),
        ({"reissue": "issued"}, "refuse", {"reissue_issued"}),
        ({"reissue": None}, "pending", {"reissue_check"}),
        ({"loss_reported": None}, "pending", {"report_unread"}),
    ],
)
def test_giving_back(facts: dict[str, Any], outcome: str, codes: set[str]) -> None:
    answer = ask("give-back", facts)
    assert found(answer) == (outcome, codes)
    assert answer["also"] == []
    whole(answer)


def test_a_reported_card_is_lifted_in_the_same_visit() -> None:
    answer = ask("give-back", {"loss_reported": True})
    assert found(answer) == ("accept", set())
    assert answer["also"] == ["loss-withdrawal"]
    assert ask("give-back", {"loss_reported": True, "collector": "other"})["also"] == []


def test_a_guardian_is_looked_at_twice() -> None:
    assert advised(ask("give-back", {"collector": "guardian"})) == {"guardian_to_check"}
    assert advised(ask("give-back")) == set()
