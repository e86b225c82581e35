"""G2 严防冒领、骗领和冒名挂失: each of the three is stopped where it would happen."""

from typing import Any

import pytest
from tests.law.asked import ask, found


@pytest.mark.parametrize(
    ("matter", "facts", "outcome", "code"),
    [
        ("hand-over", {"collector": "other", "authorisation": True}, "refuse", "sent_somebody_else"),
        ("hand-over", {"identity_confirmed": False}, "refuse", "collector_not_verified"),
        ("sign-off", {"second_application": "open_elsewhere"}, "decline", "second_application"),
        ("loss-report", {"presence": "relative"}, "refuse", "sent_somebody_else"),
        (
            "loss-report",
            {"identity": {"fingerprint": "mismatch", "otherwise_confirmed": False}},
            "refuse",
            "identity_not_verified",
        ),
        ("loss-withdrawal", {"channel": "online"}, "refuse", "counter_only"),
        ("give-back", {"collector": "relative"}, "refuse", "holder_in_person"),
    ],
)
def test_nobody_acts_in_anothers_name(matter: str, facts: dict[str, Any], outcome: str, code: str) -> None:
    assert found(ask(matter, facts)) == (outcome, {code})
