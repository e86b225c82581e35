"""A8 查验: the carrier or hotel checks a certificate on the spot, also without a network."""

from typing import Any

import pytest
from tests.law.asked import ask

from guizheng.law.facts import FactsError

TERM = {"from": "2024-03-06", "until": "2024-03-07"}


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, "valid"),
        ({"valid": TERM}, "valid"),
        ({"valid": TERM, "on": "2024-03-07"}, "valid"),
        ({"valid": TERM, "on": "2024-03-08"}, "expired"),
        ({"valid": TERM, "on": "2024-03-05"}, "expired"),
        ({"valid": {"from": "2024-03-07"}}, "expired"),
        ({"valid": {"from": "2024-03-05"}}, "valid"),
        ({"valid": {"until": "2024-03-05"}}, "expired"),
        ({"valid": {"until": "2024-03-06"}}, "valid"),
        ({"used": True}, "used"),
        ({"used": None}, "valid"),
        ({"revoked": True}, "revoked"),
        ({"revoked": None}, "valid"),
        ({"signature": "bad"}, "forged"),
        ({"purpose": "train", "presented_for": "flight"}, "wrong_purpose"),
        ({"purpose": "train", "presented_for": "train"}, "valid"),
        ({"purpose": "hotel"}, "valid"),
        ({"signature": "bad", "revoked": True}, "forged"),
        ({"revoked": True, "presented_for": "train"}, "revoked"),
        ({"presented_for": "train", "used": True}, "wrong_purpose"),
        ({"used": True, "valid": TERM, "on": "2024-03-08"}, "used"),
    ],
)
def test_the_answer(facts: dict[str, Any], answer: str) -> None:
    given = ask("certificate-check", facts)
    assert given["answer"] == answer
    assert "outcome" not in given
    assert given["trace"][0]["said"] == answer


def test_a_term_that_ends_before_it_begins() -> None:
    with pytest.raises(FactsError, match=r"^valid\.until: "):
        ask("certificate-check", {"valid": {"from": "2024-03-07", "until": "2024-03-06"}})
    one_day = {"from": "2024-03-06", "until": "2024-03-06"}
    assert ask("certificate-check", {"valid": one_day})["answer"] == "valid"


def test_the_trace_shows_what_was_in_the_hand() -> None:
    line = ask("certificate-check", {"used": True})["trace"][0]
    assert (line["rule"], line["clause"]) == ("certificate_check", "A8")
    assert (line["saw"]["used"], line["saw"]["signature"]) == (True, "good")
