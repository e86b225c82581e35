"""The simulators' store: many persons stream in, a fault is used up, a seeding repeats without harm."""

from dataclasses import replace
from pathlib import Path

from tests.gateways.conftest import LI

from guizheng.gateways.simulators.store import BATCH, open_store


def test_persons_stream_in_and_repeat_without_harm(tmp_path: Path) -> None:
    store = open_store(tmp_path / "deep" / "simulators.sqlite3")
    count = BATCH * 2 + 1
    for _ in range(2):
        assert store.put_people(replace(LI, id_number=f"{number:018d}") for number in range(count)) == count
    assert store.rows("SELECT count(*) FROM people") == [(count,)]
    assert store.person(f"{count - 1:018d}") is not None


def test_a_fault_is_used_up() -> None:
    store = open_store(":memory:")
    store.write("INSERT INTO faults (gateway, kind, id_number, times, value) VALUES ('credit', 'down', '', 2, 'x')")
    assert [store.fault("credit", "down") for _ in range(3)] == ["x", "x", None]


def test_a_fault_of_one_person_is_not_anothers() -> None:
    store = open_store(":memory:")
    store.write("INSERT INTO faults (gateway, kind, id_number, times, value) VALUES ('credit', 'down', 'A', 1, 'x')")
    assert store.fault("credit", "down", "B") is None
    assert store.fault("credit", "down", "A") == "x"
