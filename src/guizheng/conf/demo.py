"""`guizheng demo`: divisions, organs, persons, cards, what the simulated systems know; `--tour` lists whom to try."""

import argparse
import sys
import time
from datetime import datetime


def main(argv: list[str]) -> int:
    """Seed what is missing; a nation that stands with as many persons is left alone."""
    parser = argparse.ArgumentParser("guizheng demo", description="seed the demo nation")
    parser.add_argument("--persons", type=int, default=20_000, help="how many invented persons (5000000 streams)")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same nation")
    parser.add_argument("--tour", action="store_true", help="list the persons to try things with; seeds nothing")
    asked = parser.parse_args(argv)
    import django

    django.setup()
    from django.conf import settings

    if not settings.DEMO:
        print("guizheng demo: not in production: its log-ins and persons are invented", file=sys.stderr)
        return 2
    from django.utils import timezone

    if asked.tour:
        return tour(asked.seed, timezone.localtime())
    return seed(asked.persons, asked.seed, timezone.localtime())


def tour(number: int, at: datetime) -> int:
    """List the fixed persons: what each is for, the number to type, and the dates on the last card."""
    from guizheng.conf import demo_load
    from guizheng.conf.demo_tour import tour_people
    from guizheng.organs.models import Authority

    if not Authority.objects.exists():
        print("guizheng demo: no nation stands here yet; run `guizheng run` or `guizheng demo` first", file=sys.stderr)
        return 2
    _, as_of = demo_load.beginning(number, at)
    for one in tour_people(as_of):
        if one.role.startswith("story_"):
            continue
        card = one.person.cards[-1] if one.person.cards else None
        dates = f"{card.valid_from} – {card.valid_to or '长期'}" if card else "–"
        print(f"  {one.person.id_number}  {one.person.name}\n    {one.says} · {one.says_en}\n    {dates}")
    return 0


def seed(persons: int, number: int, at: datetime) -> int:
    """Write the nation into the database of the settings and the simulators' store beside it; says what it did.

    `at`: the moment of seeding, in Asia/Shanghai; card dates follow its day.
    """
    from django.conf import settings

    from guizheng.conf import demo_load
    from guizheng.conf.demo_people import people
    from guizheng.gateways.simulators.store import open_store
    from guizheng.organs import loader
    from guizheng.registers.persons import Person

    began = time.monotonic()
    organs = loader.load(number)
    standing = Person.objects.count()
    if not organs and standing >= persons:
        print(f"  演示国已建立 the nation stands: {standing:,} persons")
        return 0
    begun, as_of = demo_load.beginning(number, at)
    if begun != number:
        print(f"  the nation was begun with seed {begun}: it goes on with that")
    store = open_store(settings.HOME / "simulators.sqlite3")
    try:
        new = demo_load.load_people(people(begun, persons, as_of), store, at, Meter(persons))
        demo_load.load_bars(store, at)
        demo_load.load_unit_keys(at)
    finally:
        store.close()
    print(f"\n  演示国 nation: {new:,} persons in {time.monotonic() - began:.1f} s", flush=True)
    return 0


class Meter:
    """Progress in one line, where somebody watches; else every hundred thousand."""

    def __init__(self, total: int) -> None:
        self.total, self.began, self.said = total, time.monotonic(), 0

    def __call__(self, done: int) -> None:
        rate = done / max(time.monotonic() - self.began, 0.001)
        line = f"  演示人口 persons {done:,}/{self.total:,}  {rate:,.0f}/s"
        if sys.stdout.isatty():
            print(f"\r{line}", end="", flush=True)
        elif done - self.said >= 100_000:
            self.said = done
            print(line, flush=True)
