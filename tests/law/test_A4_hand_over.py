"""A4 核验发放: on the receipt, to the person, against the old card."""

from datetime import date
from typing import Any

import pytest
from tests.law.asked import CHILD, ON, advised, ask, found, whole

BEFORE_THE_NORM = date(2021, 9, 30)
FIRST_DAY_OF_THE_NORM = date(2021, 10, 1)


@pytest.mark.parametrize("request_", ["renewal", "reissue", "first"])
def test_a_plain_hand_over(request_: str) -> None:
    answer = ask("hand-over", {"request": request_})
    assert found(answer) == ("accept", set())
    assert answer["also"] == []
    assert advised(answer) == set()


@pytest.mark.parametrize(
    ("facts", "outcome", "codes"),
    [
        ({"old_card": "withheld"}, "notify", {"old_card"}),
        ({"old_card": "none"}, "notify", {"old_card"}),
        ({"request": "reissue", "old_card": "none"}, "accept", set()),
        ({"request": "reissue", "old_card": "withheld"}, "notify", {"old_card"}),
        ({"request": "reissue", "old_card": "returned"}, "accept", set()),
        ({"old_card": None}, "pending", {"old_card_check"}),
        ({"identity_confirmed": False}, "refuse", {"collector_not_verified"}),
        ({"identity_confirmed": None}, "pending", {"identity_check"}),
        ({"new_card_checked": False}, "pending", {"new_card_check"}),
        ({"new_card_checked": None}, "pending", {"new_card_check"}),
        ({"person": {"status": "deceased"}}, "refuse", {"holder_not_standing"}),
        ({"person": {"status": "missing"}}, "refuse", {"holder_not_standing"}),
        ({"person": {"status": "cancelled"}}, "refuse", {"holder_not_standing"}),
        ({"person": {"status": None}}, "pending", {"register_check"}),
        ({"collector": "guardian", "person": CHILD}, "accept", set()),
        ({"collector": "guardian"}, "refuse", {"sent_somebody_else"}),
        ({"collector": "guardian", "person": {"capacity": "limited"}}, "accept", set()),
        ({"collector": "guardian", "person": {"capacity": None}}, "pending", {"age_check"}),
        ({"collector": "guardian", "person": {"birth_date": None}}, "pending", {"age_check"}),
        ({"collector": "relative", "authorisation": True}, "refuse", {"sent_somebody_else"}),
        ({"collector": "relative", "authorisation": False}, "refuse", {"sent_somebody_else"}),
        ({"collector": "other", "authorisation": True}, "refuse", {"sent_somebody_else"}),
    ],
)
def test_by_the_policy(facts: dict[str, Any], outcome: str, codes: set[str]) -> None:
    answer = ask("hand-over", facts)
    assert found(answer) == (outcome, codes)
    whole(answer)


def test_sixteen_on_the_day_collects_for_himself() -> None:
    """The sixteenth birthday between acceptance and issue: collection by the person."""
    sixteen = {"birth_date": "2008-03-06"}
    fifteen = {"birth_date": "2008-03-07"}
    assert found(ask("hand-over", {"collector": "guardian", "person": sixteen}))[0] == "refuse"
    assert found(ask("hand-over", {"collector": "guardian", "person": fifteen}))[0] == "accept"


def test_an_old_card_lost_since_is_reported_in_the_same_visit() -> None:
    answer = ask("hand-over", {"old_card": "lost_since"})
    assert found(answer) == ("accept", set())
    assert answer["also"] == ["loss-report"]
    assert ask("hand-over", {"old_card": "lost_since", "identity_confirmed": False})["also"] == []


def test_a_lost_receipt_is_replaced_on_identity() -> None:
    answer = ask("hand-over", {"receipt": "lost"})
    assert found(answer) == ("accept", set())
    assert advised(answer) == {"receipt_replaced"}
    assert found(ask("hand-over", {"receipt": "lost", "identity_confirmed": False}))[0] == "refuse"


@pytest.mark.parametrize(
    ("authorisation", "outcome", "codes"),
    [(True, "accept", set()), (False, "notify", {"authorisation"}), (None, "pending", {"authorisation_check"})],
)
def test_the_norm_lets_relatives_collect(authorisation: bool | None, outcome: str, codes: set[str]) -> None:
    facts = {"collector": "relative", "authorisation": authorisation}
    assert found(ask("hand-over", facts, on=FIRST_DAY_OF_THE_NORM, rules="norm-2021")) == (outcome, codes)
    assert found(ask("hand-over", facts, on=BEFORE_THE_NORM, rules="norm-2021"))[0] == "refuse"
    assert found(ask("hand-over", facts | {"collector": "other"}, on=ON, rules="norm-2021"))[0] == "refuse"


def test_the_remedy_cites_the_source_of_the_old_card() -> None:
    thing = ask("hand-over", {"old_card": "withheld"})["missing"][0]
    assert (thing["citation"], thing["any_of"], thing["by"]) == ("《居民身份证法》第十一条", ["id_card"], "applicant")


@pytest.mark.parametrize(("request_", "old_card"), [("renewal", "returned"), ("reissue", "none"), ("first", "none")])
def test_what_is_usual_of_the_old_card(request_: str, old_card: str) -> None:
    trace = {line["rule"]: line["saw"] for line in ask("hand-over", {"request": request_})["trace"]}
    assert trace["old_card"]["old_card"] == old_card
