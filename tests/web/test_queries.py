"""查询次数: every list takes the same number of queries however long it is; every page stays under a fixed number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cases import steps, world
from tests.cases.world import Outside
from tests.web.office import at

from guizheng.cases.spine import Case
from guizheng.ledger.hands import Hand

pytestmark = pytest.mark.django_db
MOST = 30
"""Of any page that is opened, sessions and the appointment included."""


def _count(hand: Hand, path: str) -> int:
    client = at(hand).client
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def _accepted(house: Outside, name: str, seventeen: str) -> Case:
    number = world.number(seventeen)
    house.population.people[number] = world.on_file(number, name)
    world.card(world.enter(house.population.people[number]))
    return steps.accepted(number)


LISTS = [
    (world.CLERK, "/"),
    (world.SIGNER, "/"),
    (world.CLERK, "/counter/intake/"),
    (world.CLERK, "/counter/sent-back/"),
    (world.CLERK, "/counter/waiting/"),
    (world.SIGNER, "/desk/signoff/"),
    (world.MAKER, "/desk/production/"),
    (world.ISSUER, "/counter/arrivals/"),
    (world.ISSUER, "/counter/collection/"),
    (world.CLERK, "/search?text=李小红"),
    (world.CLERK, "/points?division=120000"),
]


@pytest.mark.parametrize(("hand", "path"), LISTS, ids=lambda one: getattr(one, "post", one))
def test_a_list_takes_the_same_queries_for_one_and_for_six(house: Outside, hand: Hand, path: str) -> None:
    steps.accepted()
    one = _count(hand, path)
    for at_ in range(5):
        _accepted(house, "李小红", f"4101051991010{at_ + 1}92{at_}")
    assert _count(hand, path) == one <= MOST


def test_a_case_with_a_long_trace_takes_no_more_than_a_short_one(house: Outside) -> None:
    case = steps.accepted()
    short = _count(world.CLERK, f"/case/{case.id}/")
    steps.paid(case)
    steps.signed(case)
    steps.made(case)
    assert _count(world.CLERK, f"/case/{case.id}/") <= short + 1 <= MOST


@pytest.mark.parametrize("step", ["person", "request", "searches", "portrait"])
def test_a_step_of_intake_stays_under_its_number(house: Outside, step: str) -> None:
    draft = steps.draft()
    assert _count(world.CLERK, f"/counter/intake/{draft}/{step}/") <= MOST


def test_the_ruling_and_the_desks_stay_under_theirs(house: Outside) -> None:
    draft = steps.draft()
    assert _count(world.CLERK, f"/counter/intake/{draft}/ruling") <= MOST
    case = steps.accepted(world.WANG, steps.RENEWAL)
    assert _count(world.SIGNER, f"/desk/signoff/{case.id}/") <= MOST
    assert _count(world.ISSUER, f"/counter/collection/{case.id}/") <= MOST
