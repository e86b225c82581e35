"""异议 A3 A6: a refusal or a declined sign-off is contested at the counter and answered in writing by the county."""

import pytest
from tests.cases import steps, world
from tests.cases.world import ADMIN, CLERK, LI, SIGNER, Outside, later

from guizheng.cases.application import acts, contests
from guizheng.cases.errors import BadInput, Conflict, Forbidden
from guizheng.cases.spine import Case
from guizheng.ledger import events, papers

pytestmark = pytest.mark.django_db
SAID = "本人从未伪造证件"
HOME_ADMIN = world.hand("410005", "豫县管", "county_admin", world.HOME)


def refused(outside: Outside) -> Case:
    outside.population.people[LI] = world.on_file(LI, active_service=True)
    return steps.case(steps.filed())


def test_a_refusal_is_contested_and_answered_in_writing(outside: Outside) -> None:
    one = refused(outside)
    row = contests.record(one.id, SAID, by=CLERK, at=later(1))
    assert [found.id for found in contests.open_in(world.HALL[:6])] == [row.id]
    made = contests.answer(row.id, "stands", "核查记录属实,维持原决定", by=ADMIN, at=later(3))
    assert contests.open_in(world.HALL[:6]) == []
    assert made.number in [paper.number for paper in papers.of_case(one.id)]
    assert [event.body["act"] for event in events.trace(one.id)][-2:] == ["contest_recorded", "contest_answered"]
    assert SAID not in str([event.body for event in events.trace(one.id)])
    assert row.paper.startswith("BS")


def test_a_declined_sign_off_is_answered_by_the_home_county(outside: Outside) -> None:
    one = steps.accepted()
    acts.decline_to_sign(one.id, "指纹与登记不符", "电话", by=SIGNER, at=later(1))
    row = contests.record(one.id, SAID, by=CLERK, at=later(2))
    with pytest.raises(Forbidden, match="作出决定"):
        contests.answer(row.id, "stands", "维持原决定的理由", by=ADMIN, at=later(3))
    contests.answer(row.id, "undone", "复核后指纹一致", by=HOME_ADMIN, at=later(3))
    with pytest.raises(Conflict, match="已答复"):
        contests.answer(row.id, "stands", "维持原决定的理由", by=HOME_ADMIN, at=later(4))
    assert steps.filed(at=later(5)).outcome == "accept"


def test_one_contest_waits_at_a_time_and_who_recorded_it_never_answers(outside: Outside) -> None:
    one = refused(outside)
    row = contests.record(one.id, SAID, by=ADMIN, at=later(1))
    with pytest.raises(Conflict, match="待答复"):
        contests.record(one.id, SAID, by=CLERK, at=later(1))
    with pytest.raises(Forbidden):
        contests.answer(row.id, "stands", "维持原决定的理由", by=ADMIN, at=later(2))
    for outcome, words in (("", "维持原决定的理由"), ("stands", "无")):
        with pytest.raises(BadInput):
            contests.answer(row.id, outcome, words, by=world.ADMIN_2, at=later(2))


def test_only_a_decision_is_contested_and_only_where_the_case_is(outside: Outside) -> None:
    one = steps.accepted()
    with pytest.raises(Conflict, match="没有可提出异议"):
        contests.record(one.id, SAID, by=CLERK, at=later(1))
    acts.decline_to_sign(one.id, "指纹与登记不符", "电话", by=SIGNER, at=later(1))
    for hand in (world.STRANGE_CLERK, world.ISSUER):
        with pytest.raises(Forbidden):
            contests.record(one.id, SAID, by=hand, at=later(2))
    with pytest.raises(BadInput):
        contests.record(one.id, " ", by=CLERK, at=later(2))
