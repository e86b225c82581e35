"""B1 就近办理挂失申报: at any household police station or hall in the country, for a lost or a stolen card."""

from datetime import date

import pytest
from tests.law.asked import advised, ask, found, whole


@pytest.mark.parametrize("kind", ["household_hall", "police_station"])
@pytest.mark.parametrize("division", ["410102", "120101", "650102"])
def test_any_station_or_hall_in_the_country(kind: str, division: str) -> None:
    assert found(ask("loss-report", {"counter": {"kind": kind, "division": division}})) == ("accept", set())


def test_no_other_counter() -> None:
    answer = ask("loss-report", {"counter": {"kind": "other"}})
    assert found(answer) == ("refuse", {"not_a_loss_counter"})
    assert "全国均可" in answer["grounds"][0]["remedy"]
    whole(answer)


def test_a_theft_and_a_lost_phone_are_told_what_helps() -> None:
    assert advised(ask("loss-report", {"event": "stolen"})) == {"theft_to_police"}
    assert advised(ask("loss-report", {"event": "lost", "phone_lost": True})) == {"no_phone"}
    assert advised(ask("loss-report")) == set()


@pytest.mark.parametrize("matter", ["loss-report", "loss-withdrawal"])
def test_not_before_the_policy(matter: str) -> None:
    """G3: from 2015-07-01."""
    assert found(ask(matter, on=date(2015, 6, 30))) == ("refuse", {"not_begun"})
    assert found(ask(matter, on=date(2015, 7, 1))) == ("accept", set())
