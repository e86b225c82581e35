"""One transaction that commits ten seconds late, while eight writers go on: no change may be missed, none come twice.

    python benchmarks/straggler.py [--changes 20000] [--writers 8] [--seconds 10]

The changes are rows of the feed in transactions of their own, numbered by the sequencer and read as nodes read them,
page after page. Beside it stands the naive reader, who asks for "greater than the last one" by a number taken when the
row was written: the same rows, the same moment, and it must miss some, else the test would show nothing. On PostgreSQL
of its own; with --changes 1000000 it runs for most of an hour.
"""

import argparse
import itertools
import json
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
BATCH = 500


class Found(NamedTuple):
    """What the two readers saw of `changes`."""

    changes: int
    missed: int
    twice: int
    naive_missed: int
    seconds: float


def race(changes: int, writers: int, seconds: float, *, each: int = 20) -> Found:
    """Write `changes` in transactions of `each`; the first transaction of the first writer waits `seconds`."""
    from django.db import connections

    numbers, written, lock = itertools.count(1), [0], threading.Lock()
    late = threading.Event()
    done = threading.Event()
    seen: Counter[bytes] = Counter()
    naive: set[int] = set()

    def in_thread(work: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                work()
            finally:
                connections.close_all()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread

    def write() -> None:
        while True:
            with lock:
                if written[0] >= changes:
                    return
                first, written[0] = written[0] == 0, written[0] + each
            transact(numbers, each, seconds if first else 0.0, late if first else None)

    def until_done(one_round: Callable[[], None]) -> Callable[[], None]:
        def work() -> None:
            while not done.is_set():
                one_round()
                time.sleep(0.005)

        return work

    began = time.monotonic()
    readers = [in_thread(until_done(sequence)), in_thread(until_done(follow(seen))), in_thread(until_done(ask(naive)))]
    straggler = in_thread(write)
    late.wait(30)
    rest = [in_thread(write) for _ in range(writers - 1)]
    for thread in (straggler, *rest):
        thread.join()
    total = written[0]
    end = time.monotonic() + 600
    while sum(seen.values()) < total and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(0.2)
    done.set()
    for thread in readers:
        thread.join()
    twice = sum(count - 1 for count in seen.values())
    return Found(total, total - len(seen), twice, total - len(naive), time.monotonic() - began)


def transact(numbers: "itertools.count[int]", count: int, wait: float, begun: threading.Event | None) -> None:
    """One transaction: events of new streams and their feed rows, each with the next number as its moment."""
    from django.db import transaction

    from guizheng.ledger import events
    from guizheng.ledger.events import Event, Stream
    from guizheng.ledger.hands import Hand
    from guizheng.ledger.keys import derived_id, new_id
    from guizheng.registers.feed import FeedRow

    by = Hand("120001", "陈受理", post="reception", appointment=1, authority="120101001000", division="120101")
    with transaction.atomic():
        made = []
        for number in itertools.islice(numbers, count):
            at = BEGAN + timedelta(microseconds=number)
            stream = derived_id(number % 9900, "stream", "straggler", str(uuid4()))
            made.append((number, *events.first(stream, "person", "report_loss", by=by, at=at)))
        Stream.objects.bulk_create([stream for _, stream, _ in made])
        Event.objects.bulk_create([event for _, _, event in made])
        FeedRow.objects.bulk_create(
            [
                FeedRow(bucket=e.bucket, id=new_id(e.bucket), event=e.id, payload=number.to_bytes(16, "big"), at=e.at)
                for number, _, e in made
            ]
        )
        if begun is not None:
            begun.set()
            time.sleep(wait)


def sequence() -> None:
    from guizheng.ledger import sequencer
    from guizheng.registers import feed

    while sequencer.number(BATCH, [feed.follow], at=datetime.now(UTC)) == BATCH:
        pass


def follow(seen: Counter[bytes]) -> Callable[[], None]:
    """The reader of the house: what stands after the last position."""
    from guizheng.registers import feed

    source, after = feed.source(lambda: datetime.now(UTC)), 0

    def one_round() -> None:
        nonlocal after
        rows, _, _ = source(after, 5_000)
        seen.update(row.payload for row in rows)
        after = rows[-1].position if rows else after

    return one_round


def ask(naive: set[int]) -> Callable[[], None]:
    """The naive reader: what has a greater number than the last."""
    from guizheng.registers.feed import FeedRow

    last = BEGAN

    def one_round() -> None:
        nonlocal last
        found = list(FeedRow.objects.filter(at__gt=last).order_by("at").values_list("at", "payload")[:5_000])
        naive.update(int.from_bytes(payload, "big") for _, payload in found)
        last = found[-1][0] if found else last

    return one_round


def line(asked: argparse.Namespace, found: Found) -> dict[str, Any]:
    met = found.missed == 0 and found.twice == 0 and found.naive_missed > 0
    about = {"writers": asked.writers, "straggler_seconds": asked.seconds, **found._asdict()}
    return {"goal": "straggler", "limit": "0 missed, 0 twice, naive > 0", "met": met, **about}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--changes", type=int, default=20_000)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10.0)
    asked = parser.parse_args()
    from tests import pg

    with pg.server() as addresses:
        os.environ.update(addresses, GUIZHENG_POOL="0", DJANGO_SETTINGS_MODULE="guizheng.conf.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections
        from tests import databases

        with databases.as_owner():
            call_command("migrate", verbosity=0)
            databases.grant()
        connections.close_all()
        databases.become(addresses["DATABASE_URL"])
        print(json.dumps(line(asked, race(asked.changes, asked.writers, asked.seconds))), flush=True)
        connections.close_all()


if __name__ == "__main__":
    main()
