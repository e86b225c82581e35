"""待办 A4 D3: each desk sees its own, by the clock, masked, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cases import steps, world
from tests.cases.world import CLERK, ISSUER, MAKER, SIGNER, STRANGER, WANG, Outside, later

from guizheng.cases import clocks
from guizheng.cases.application import worklists
from guizheng.cases.spine import Case
from guizheng.law.procedure import Act, Stage
from guizheng.law.time_limits import Standing

pytestmark = pytest.mark.django_db


def many(outside: Outside, count: int) -> None:
    for index in range(count):
        number = world.number(f"4101051990{index // 28 + 1:02d}{index % 28 + 1:02d}935")
        outside.population.people[number] = world.on_file(number, f"赵{'一二三四五六七八九十'[index % 10]}")
        world.card(world.enter(outside.population.people[number]))
        steps.accepted(number, at=later(minutes=index))


def test_a_case_stands_at_once_on_the_home_desk_and_on_no_other(outside: Outside) -> None:
    one = steps.accepted()
    rows = worklists.queue(SIGNER, Stage.REVIEW, Act.SIGN_OFF, at=later(1))
    assert [(row.number, row.name, row.standing) for row in rows] == [(one.number, "李*红", Standing.IN_TIME)]
    assert rows[0].left == 64
    assert worklists.queue(STRANGER, Stage.REVIEW, Act.SIGN_OFF, at=later(1)) == []


@pytest.mark.parametrize("count", [1, 12])
def test_a_queue_takes_the_same_few_queries_however_long_it_is(outside: Outside, count: int) -> None:
    many(outside, count)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rows = worklists.queue(SIGNER, Stage.REVIEW, Act.SIGN_OFF, at=later(1))
    assert (len(rows), len(queries)) == (count, worklists.QUERIES)
    with CaptureQueriesContext(connection) as queries:
        worklists.counts(SIGNER, at=later(1))
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        worklists.late(SIGNER, at=later(58))
    assert len(queries) == worklists.QUERIES


def test_priority_comes_first_then_the_earliest_limit(outside: Outside) -> None:
    many(outside, 3)
    last = Case.objects.order_by("-number")[0]
    Case.objects.filter(bucket=last.bucket, id=last.id).update(priority=True)
    rows = worklists.queue(SIGNER, Stage.REVIEW, Act.SIGN_OFF, at=later(1))
    assert [row.number for row in rows] == [last.number, *sorted(row.number for row in rows[1:])]


def test_counts_tell_what_is_near_and_what_is_late(outside: Outside) -> None:
    steps.accepted()
    near, late = later(57), later(66)
    assert worklists.counts(SIGNER, at=later(1)) == [worklists.Queue(Stage.REVIEW, Act.SIGN_OFF, 1, 0, 0)]
    assert worklists.counts(SIGNER, at=near) == [worklists.Queue(Stage.REVIEW, Act.SIGN_OFF, 1, 1, 0)]
    assert worklists.counts(SIGNER, at=late) == [worklists.Queue(Stage.REVIEW, Act.SIGN_OFF, 1, 0, 1)]
    assert worklists.late(CLERK, at=later(1)) == []
    assert [row.standing for row in worklists.late(CLERK, at=near)] == [Standing.NEAR]
    assert [row.standing for row in worklists.late(SIGNER, at=late)] == [Standing.LATE]
    assert worklists.late(STRANGER, at=late) == []


def test_each_post_has_its_queues(outside: Outside) -> None:
    steps.signed(steps.accepted())
    steps.ready(WANG, steps.RENEWAL)
    assert [(queue.stage, queue.count) for queue in worklists.counts(MAKER, at=later(1))] == [
        (Stage.SIGNED, 0),
        (Stage.ORDERED, 0),
    ]
    assert [(queue.stage, queue.count) for queue in worklists.counts(ISSUER, at=later(1))] == [
        (Stage.MADE, 1),
        (Stage.READY, 1),
    ]
    assert [queue.count for queue in worklists.counts(CLERK, at=later(1))] == [0, 0]
    assert worklists.counts(world.hand("1", "审", "auditor", "010000000000"), at=later(1)) == []


def test_the_clock_counts_the_day_and_shows_its_sum(outside: Outside) -> None:
    one = steps.accepted()
    seen = clocks.clock(one, later(12).date(), "opinions-2015")
    assert seen is not None
    assert (seen.day, seen.term, str(seen.raw), str(seen.limit), seen.left) == (12, 60, "2026-05-01", "2026-05-06", 53)
    assert [line.rule for line in seen.lines][:3] == ["start", "raw", "limit"]
    assert all(line.saw.get("source") or line.rule == "provisional" for line in seen.lines)


def test_no_clock_runs_while_papers_are_missing(outside: Outside) -> None:
    import msgspec

    done = steps.filed(form=msgspec.structs.replace(steps.REISSUE, evidence=(), papers=()))
    assert clocks.clock(steps.case(done), later(3).date(), "opinions-2015") is None
