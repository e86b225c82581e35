"""`guizheng demo`: registers, simulators and feed hold the same nation; a second start changes nothing."""

from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from guizheng.conf import demo, demo_load
from guizheng.conf.demo_people import people
from guizheng.conf.demo_tour import tour_people
from guizheng.gateways.simulators.store import open_store
from guizheng.ledger.events import Event
from guizheng.registers import barred, cards, persons
from guizheng.registers.cards import Card
from guizheng.registers.feed import FeedRow
from guizheng.registers.persons import Person

AT = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def home(settings: Any, tmp_path: Path, places: None) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def _only_known_homes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The few places that were loaded name the issuers; elsewhere a stand-in does."""
    monkeypatch.setattr(demo_load, "county_names", lambda: defaultdict(lambda: "某县公安局"))


def test_seeding_fills_what_is_missing_and_then_leaves_it_alone(home: Path, capsys: Any) -> None:
    assert demo.seed(80, 1, AT) == 0
    assert Person.objects.count() == 80
    held = Card.objects.count(), FeedRow.objects.count(), Event.objects.count()
    assert demo.seed(80, 1, AT) == 0
    assert "stands" in capsys.readouterr().out
    assert (Card.objects.count(), FeedRow.objects.count(), Event.objects.count()) == held
    assert demo.seed(120, 1, AT) == 0
    assert Person.objects.count() == 120


def test_registers_and_simulators_say_the_same(home: Path) -> None:
    demo.seed(60, 1, AT)
    store = open_store(home / "simulators.sqlite3")
    for one in Person.objects.all():
        told = store.person(persons.id_number(one))
        assert told is not None
        assert (told.name, told.home_division, told.status) == (one.name, one.home_division, one.status)
        assert [card.valid_from for card in told.cards] == [card.valid_from for card in cards.of(one)]
    store.close()


def test_the_barred_are_on_their_lists_once(home: Path) -> None:
    demo.seed(60, 1, AT)
    demo.seed(61, 1, AT)
    store = open_store(home / "simulators.sqlite3")
    by = {one.barred: one.person.id_number for one in tour_people(AT.date())}
    assert len(barred.records_for(by["conduct"])) == 1
    assert len(store.rows("SELECT 1 FROM credit WHERE id_number = ?", by["credit"])) == 1
    store.close()


def test_who_has_a_card_out_of_order_is_in_the_feed(home: Path) -> None:
    demo.seed(60, 1, AT)
    assert Event.objects.filter(act="register_seeded").count() == Person.objects.filter(revision=1).count() > 0
    assert Event.objects.filter(act="unit_key_issued").count() == 3


def test_a_nation_goes_on_as_it_was_begun_whatever_the_day_and_seed(home: Path, capsys: Any) -> None:
    demo.seed(70, 1, AT)
    demo.seed(100, 2, AT + timedelta(days=40))
    assert "begun with seed 1" in capsys.readouterr().out
    numbers = {persons.id_number(one) for one in Person.objects.all()}
    assert numbers == {one.id_number for one in people(1, 100, AT.date())}


def test_batches_that_stand_are_passed_over(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_load, "BATCH", 30)
    demo.seed(75, 1, AT)
    store = open_store(home / "simulators.sqlite3")
    first = next(people(1, 1, AT.date())).id_number
    store.write("UPDATE people SET body = replace(body, '李文静', '李文敬') WHERE id_number = ?", first)
    demo.seed(130, 1, AT)
    told = store.person(first)
    assert told is not None
    assert told.name == "李文敬"  # what the simulated system learnt since is kept
    store.close()
    assert Person.objects.count() == 130
    assert Event.objects.filter(act="register_seeded").count() == Person.objects.filter(revision=1).count()


def test_production_has_no_demo_nation(settings: Any, capsys: Any) -> None:
    settings.DEMO = False
    assert demo.main([]) == 2
    assert "not in production" in capsys.readouterr().err


def test_the_command_reads_its_words(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(demo, "seed", lambda persons, number, at: asked.append((persons, number)) or 0)
    assert demo.main(["--persons", "7", "--seed", "3"]) == 0
    assert demo.main([]) == 0
    assert asked == [(7, 3), (20_000, 1)]


def test_progress_is_said_every_hundred_thousand(capsys: Any) -> None:
    meter = demo.Meter(250_000)
    for done in range(50_000, 250_001, 50_000):
        meter(done)
    assert capsys.readouterr().out.count("persons") == 2


def test_the_tour_lists_its_persons_with_what_to_type(home: Path, capsys: Any) -> None:
    demo.seed(60, 1, AT)
    capsys.readouterr()
    assert demo.tour(1, AT + timedelta(days=9)) == 0
    told = capsys.readouterr().out
    people_of_the_tour = [one for one in tour_people(AT.date()) if not one.role.startswith("story_")]
    assert all(one.person.id_number in told and one.says in told for one in people_of_the_tour)
    assert str(people_of_the_tour[0].person.cards[-1].valid_from) in told
    assert "story" not in told
