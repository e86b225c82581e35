"""B4 冒用报告: duties, the article that applies, and whether A6 bars the one who did it."""

from datetime import date
from typing import Any

import pytest
from tests.law.asked import advised, ask, found

from guizheng.law import misuse
from guizheng.law.facts_misuse import MisuseFacts

ALWAYS = ["take_up", "keep_evidence"]
ARTICLES = {
    "used": "十七",
    "lent": "十六",
    "bought": "十七",
    "sold": "十七",
    "forged": "十八",
    "altered": "十八",
    "obtained_by_fraud": "十六",
}
CONFISCATED = {"bought", "sold", "forged", "altered", "obtained_by_fraud"}


@pytest.mark.parametrize("act", ARTICLES)
def test_a_proven_act_by_another(act: str) -> None:
    answer = ask("misuse-report", {"act": act})
    assert found(answer) == ("accept", set())
    assert answer["article"] == f"《居民身份证法》第{ARTICLES[act]}条"
    assert answer["bars"] == ("no" if act == "lent" else "yes")
    expected = [*ALWAYS, "inform_holder"]
    expected += ["confiscate"] if act in CONFISCATED else []
    expected += ["hand_on"]
    expected += [] if act == "lent" else ["record_bar"]
    assert answer["duties"] == expected


@pytest.mark.parametrize(
    ("act", "bars", "duties"),
    [
        ("used", "no", ALWAYS),
        ("lent", "no", [*ALWAYS, "hand_on"]),
        ("sold", "yes", [*ALWAYS, "confiscate", "hand_on", "record_bar"]),
        ("obtained_by_fraud", "yes", [*ALWAYS, "confiscate", "hand_on", "record_bar"]),
    ],
)
def test_an_act_of_the_holder(act: str, bars: str, duties: list[str]) -> None:
    answer = ask("misuse-report", {"act": act, "actor_is_holder": True})
    assert (answer["bars"], answer["duties"]) == (bars, duties)
    assert advised(answer) == ({"own_card"} if act == "used" else set())


@pytest.mark.parametrize("act", ARTICLES)
@pytest.mark.parametrize(
    ("facts", "outcome", "codes", "duties"),
    [
        ({"proven": False}, "accept", set(), [*ALWAYS, "inform_holder"]),
        ({"proven": None}, "pending", {"finding"}, [*ALWAYS, "inform_holder"]),
        ({"proven": False, "actor_is_holder": True}, "accept", set(), ALWAYS),
    ],
)
def test_nobody_is_barred_before_it_is_proven(
    act: str, facts: dict[str, Any], outcome: str, codes: set[str], duties: list[str]
) -> None:
    answer = ask("misuse-report", {"act": act, **facts})
    assert found(answer) == (outcome, codes)
    assert (answer["bars"], answer["duties"]) == ("no", duties)


def test_an_unknown_actor_bars_nobody() -> None:
    answer = ask("misuse-report", {"actor_is_holder": None})
    assert found(answer) == ("pending", {"actor_unknown"})
    assert answer["bars"] == "no"
    assert answer["duties"] == [*ALWAYS, "inform_holder", "hand_on"]


def test_not_before_the_policy() -> None:
    before = ask("misuse-report", on=date(2011, 12, 31))
    assert found(before) == ("refuse", {"not_begun"})
    assert before["article"].endswith("第十七条")
    assert found(ask("misuse-report", on=date(2015, 6, 30))) == ("refuse", {"not_begun"})
    assert found(ask("misuse-report", on=date(2015, 7, 1))) == ("accept", set())


@pytest.mark.parametrize(("proven", "barred"), [(True, True), (False, False), (None, False)])
def test_barred_is_yes_or_no(proven: bool | None, barred: bool) -> None:
    assert misuse.bars(MisuseFacts(proven=proven), date(2024, 3, 6)) is barred
