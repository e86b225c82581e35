"""B2 解除挂失: in person, at a counter, with the card; never against a reissue."""

from typing import Any

import pytest
from tests.law.asked import ask, found, whole


@pytest.mark.parametrize(
    ("facts", "outcome", "codes"),
    [
        ({}, "accept", set()),
        ({"presence": "self_with_guardian"}, "accept", set()),
        ({"presence": "guardian"}, "refuse", {"in_person_only"}),
        ({"presence": "relative"}, "refuse", {"in_person_only"}),
        ({"channel": "online"}, "refuse", {"counter_only"}),
        ({"card_shown": False}, "notify", {"card_needed"}),
        ({"card_shown": None}, "pending", {"card_check"}),
        ({"card": "historic"}, "refuse", {"historic_card"}),
        ({"card": "faulty"}, "refuse", {"faulty_card"}),
        ({"card": None}, "pending", {"card_state"}),
        ({"reissue": "applied"}, "refuse", {"reissue_applied"}),
        ({"reissue": "issued"}, "refuse", {"reissue_issued"}),
        ({"reissue": None}, "pending", {"reissue_check"}),
        ({"identity": {"fingerprint": "match", "otherwise_confirmed": False}}, "accept", set()),
        ({"identity": {"otherwise_confirmed": False}}, "accept", set()),
        ({"identity": {"fingerprint": "mismatch", "otherwise_confirmed": True}}, "accept", set()),
        ({"identity": {"fingerprint": "mismatch", "otherwise_confirmed": False}}, "refuse", {"identity_not_verified"}),
        ({"identity": {"fingerprint": "mismatch", "otherwise_confirmed": None}}, "pending", {"identity_check"}),
        (
            {"identity": {"fingerprint": "none_on_file", "otherwise_confirmed": False}},
            "refuse",
            {"identity_not_verified"},
        ),
        ({"identity": {"fingerprint": "not_taken"}}, "pending", {"fingerprint_comparison"}),
        ({"identity": {"fingerprint": None}}, "pending", {"fingerprint_comparison"}),
    ],
)
def test_lifting(facts: dict[str, Any], outcome: str, codes: set[str]) -> None:
    answer = ask("loss-withdrawal", facts)
    assert found(answer) == (outcome, codes)
    assert answer["marks"] == []
    whole(answer)


def test_a_running_reissue_is_withdrawn_first() -> None:
    assert "先撤回补领申请" in ask("loss-withdrawal", {"reissue": "applied"})["grounds"][0]["remedy"]


def test_all_grounds_at_once() -> None:
    facts = {"channel": "online", "presence": "relative", "reissue": "issued", "card": "historic"}
    assert found(ask("loss-withdrawal", facts))[1] == {
        "counter_only",
        "in_person_only",
        "reissue_issued",
        "historic_card",
    }
