"""B3: the plain question answered in one go gets the answer, and leaves the record, that it gets by the long way."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from fake_feed import demo_number, number
from test_B3_desk import ASKED, LOST, NAME, NOON, Counter

from guizheng.verify.answers import verify
from guizheng.verify.desk import Request
from guizheng.verify.digests import new_unit_key
from guizheng.verify.entry import CardState, State
from guizheng.verify.quick import make_quick
from guizheng.verify.unit_keys import Channel

RECORD = re.compile(rb'"record":"[0-9a-f]+-[0-9a-f]+"')


class Two:
    """Both ways to the same desk."""

    def __init__(self, folder: Path) -> None:
        self.counter = Counter(folder)
        self.counter.feed.add_unit(self.counter.key, quota=100_000)
        self.quick = make_quick(self.counter.desk)

    def quickly(self, key: str = "", **more: Any) -> bytes | None:
        return self.quick(f"Bearer {key or self.counter.key}", json.dumps({**ASKED, **more}).encode())

    def asked_twice(self, **more: Any) -> bytes | None:
        """The quick answer, after one that may have had to look first."""
        self.quickly(**more)
        self.counter.ask(**more)
        return self.quickly(**more)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    two = Two(tmp_path)
    two.counter.bring_up()
    yield two
    two.counter.register.env.close()


def test_both_ways_agree_on_random_questions(two: Two) -> None:
    counter, random = two.counter, Random(20180306)
    days = ["2010-01-01", "2012-03-01", "2030-01-01", "long_term", "2018-02-30", None]
    for count in range(60):
        cards = [
            CardState(20100101, random.choice([20300101, 20120301, 0]), random.choice(list(State)), 1_500_000_000)
            for _ in range(random.randrange(3))
        ]
        counter.feed.add(demo_number(count), random.choice([NAME, "王伟"]), *cards)
    counter.bring_up()
    two.asked_twice()
    quick_ones = 0
    for _ in range(2_000):
        question = {
            **ASKED,
            "id_number": random.choice([demo_number(random.randrange(90)), "1", number(1).lower()]),
            "name": random.choice([NAME, NAME, " 李秀英 ", "王伟", ""]),
            "valid_from": random.choice(days[:2] + days[4:]),
            "valid_to": random.choice(days),
            "purpose": random.choice(["account_opening"] * 4 + ["curiosity"]),
            "receipt": random.random() < 0.05,
        }
        make_room(counter)
        body = json.dumps(question).encode()
        said = two.quick(f"Bearer {counter.key}", body)
        long_way = verify(counter.desk, Request(f"Bearer {counter.key}", "application/json", "", "", body))
        if said is None:
            continue
        quick_ones += 1
        assert long_way.status == "200 OK"
        assert RECORD.sub(b"", said) == RECORD.sub(b"", long_way.body)
    assert quick_ones > 200


def make_room(counter: Counter) -> None:
    counter.records.tend(0.0)
    for path in (counter.folder / "records").glob("*.segment"):
        path.unlink()


def test_both_ways_leave_the_same_record(two: Two) -> None:
    two.asked_twice()
    *_, long_way, quick = two.counter.kept()
    assert quick._replace(sequence=0) == long_way._replace(sequence=0)


def test_a_commit_is_seen_at_once(two: Two) -> None:
    assert two.asked_twice(id_number=number(2)) is not None
    two.counter.feed.add(number(2), NAME, LOST)
    two.counter.bring_up()
    assert two.quickly(id_number=number(2)) is None, "left to the long way, which looks"
    assert b"reported_lost" in (two.quickly(id_number=number(2)) or b"")


def test_revoked_key_is_not_served_though_another_question_came_first(two: Two) -> None:
    assert two.asked_twice() is not None
    two.counter.feed.add_unit(two.counter.key, revoked=True)
    two.counter.bring_up()
    assert two.quick("", b" " * 5_000) is None
    assert two.quickly() is None
    assert two.quickly() is None
    assert two.counter.ask().status.startswith("403")


def test_what_is_not_plain_is_left_to_the_long_way(two: Two) -> None:
    assert two.asked_twice() is not None
    for more in ({"receipt": True}, {"purpose": "curiosity"}, {"id_number": "1"}, {"name": ""}, {"valid_to": "x"}):
        assert two.quickly(**more) is None
    assert two.quickly(key=new_unit_key()) is None
    assert two.quick("", b"{}") is None
    assert two.quick(f"Bearer {two.counter.key}", b"\xff") is None


def test_nothing_is_answered_from_a_stale_view_or_of_yesterday(two: Two) -> None:
    last = {"id_number": number(2), "valid_from": "2008-03-06", "valid_to": "2018-03-06"}
    two.counter.now = NOON + 12 * 3600 - 10
    two.counter.bring_up()
    assert b'"clear"' in (two.asked_twice(**last) or b"")
    two.counter.now += 10
    assert two.quickly(**last) is None
    assert b'"expired"' in (two.quickly(**last) or b"")
    two.counter.now += 21
    assert [two.quickly(**last), two.quickly(**last)] == [None, None]


def test_quota_counts_quick_answers_too(two: Two) -> None:
    two.counter.feed.add_unit(two.counter.key, quota=4)
    two.counter.bring_up()
    two.quickly()
    two.counter.ask()
    answers = [two.quickly() is not None for _ in range(5)]
    assert answers == [True, True, True, False, False]


def test_day_of_loss_is_told_by_the_long_way(two: Two) -> None:
    two.counter.feed.add_unit(two.counter.key, channel=Channel.DEPARTMENT, time_for=("account_opening",))
    two.counter.bring_up()
    assert two.asked_twice() is None
    assert two.quickly(id_number=number(2)) is not None


def test_without_room_nothing_is_answered(two: Two) -> None:
    two.asked_twice()
    answers = [two.quickly() for _ in range(400)]
    assert answers[0] is not None
    assert answers[-1] is None
    assert len(two.counter.kept()) == 2 + sum(answer is not None for answer in answers)
