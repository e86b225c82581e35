"""A4 审核签发: the home county signs, sends back what can be mended, or declines with grounds, remedy and refund."""

from typing import Any

import pytest
from tests.law.asked import ask, found, whole

MENDED = {
    "register_unchanged": "register_changed",
    "photo_fit": "photo_unfit",
    "prints_fit": "prints_unfit",
    "particulars_right": "particulars_wrong",
}


def test_a_plain_case_is_signed() -> None:
    answer = ask("sign-off")
    assert found(answer) == ("sign", set())
    assert answer["refund"] is False


@pytest.mark.parametrize(("fact", "code"), MENDED.items())
@pytest.mark.parametrize("value", [False, None])
def test_what_can_be_mended_is_sent_back(fact: str, code: str, value: Any) -> None:
    answer = ask("sign-off", {fact: value})
    assert found(answer) == ("send_back", {code})
    assert answer["missing"][0]["by"] == "office"
    assert answer["refund"] is False
    whole(answer)


def test_everything_to_mend_is_listed_at_once() -> None:
    assert found(ask("sign-off", dict.fromkeys(MENDED, False))) == ("send_back", set(MENDED.values()))


@pytest.mark.parametrize(
    ("facts", "code", "clause"),
    [
        ({"identity_confirmed": False}, "identity_not_confirmed", "A5"),
        ({"second_application": "open_elsewhere"}, "second_application", "G2"),
    ],
)
def test_what_cannot_be_mended_is_declined_with_remedy_and_refund(
    facts: dict[str, Any], code: str, clause: str
) -> None:
    answer = ask("sign-off", facts)
    assert found(answer) == ("decline", {code})
    assert answer["refund"] is True
    ground = answer["grounds"][0]
    assert ground["clause"] == clause
    assert "工本费退还" in ground["remedy"]
    assert "行政复议" in ground["remedy"]
    whole(answer)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"identity_confirmed": None}, "identity_review"),
        ({"second_application": None}, "application_search"),
    ],
)
def test_what_the_home_side_has_not_looked_at_is_not_signed(facts: dict[str, Any], code: str) -> None:
    assert found(ask("sign-off", facts)) == ("send_back", {code})


@pytest.mark.parametrize("value", [True, None])
def test_nobody_signs_what_he_accepted(value: bool | None) -> None:
    answer = ask("sign-off", {"same_officer": value})
    assert found(answer) == ("send_back", {"another_signer"})
    assert answer["missing"][0]["clause"] == "D3"


def test_a_ground_outweighs_what_could_be_mended() -> None:
    answer = ask("sign-off", {"identity_confirmed": False, "photo_fit": False})
    assert found(answer) == ("decline", {"identity_not_confirmed", "photo_unfit"})
