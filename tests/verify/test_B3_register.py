"""B3: the register takes pages whole, keeps the greater revision, and a rebuild gives the same register."""

from pathlib import Path
from random import Random

import pytest
from fake_feed import KEYS, Feed, demo_number, entry_row, number

from guizheng.verify.digests import new_unit_key, person_digest, unit_key_digest
from guizheng.verify.entry import CardState, State, decode_value
from guizheng.verify.page import Kind, Page, Row
from guizheng.verify.rebuild import Rebuild
from guizheng.verify.store import (
    EMPTY,
    NoRegisterError,
    Register,
    advance,
    beside,
    current,
    put_in_force,
)

LOST = CardState(20100101, 20300101, State.REPORTED_LOST, 1_500_000_000)
MAP = 16 << 20


def page(*rows: Row, head: int | None = None, epoch: int = 1, as_of: int = 7) -> Page:
    last = rows[-1].position if rows else 0
    return Page(rows[0].position if rows else 1, last, head if head is not None else last, as_of, epoch, rows)


def held(register: Register) -> dict[bytes, bytes]:
    with register.env.begin() as txn, txn.cursor(register.persons) as cursor:
        return {bytes(key): bytes(value) for key, value in cursor}


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "register-000001", map_bytes=MAP, writable=True)


def test_entry_stands_under_its_digest(register: Register) -> None:
    state = register.apply(page(entry_row(3, number(1), "李秀英", LOST)), heard=9)
    assert state == register.state() == (3, 7, 9, 0, 1, 0)
    person = person_digest(number(1), KEYS[1])
    assert decode_value(person, held(register)[person]).cards == (LOST,)


def test_applying_twice_changes_nothing(register: Register) -> None:
    rows = [entry_row(1, number(1), "李秀英", LOST), entry_row(2, number(2), "王伟", LOST)]
    register.apply(page(*rows), heard=9)
    before = held(register)
    register.apply(page(*rows), heard=9)
    assert held(register) == before


def test_late_older_entry_does_not_bring_a_lifted_report_back(register: Register) -> None:
    register.apply(page(entry_row(1, number(1), "李秀英", revision=5)), heard=9)
    register.apply(page(entry_row(2, number(1), "李秀英", LOST, revision=4)), heard=9)
    (value,) = held(register).values()
    assert decode_value(bytes(16), value).cards == ()


def test_bad_row_leaves_the_whole_page_out(register: Register) -> None:
    good = entry_row(1, number(1), "李秀英", LOST)
    with pytest.raises(ValueError, match="entry"):
        register.apply(page(good, Row(2, Kind.PERSON, b"short")), heard=9)
    assert register.state() == EMPTY
    assert held(register) == {}


def test_revoked_key_stays_revoked_whatever_comes_late(register: Register) -> None:
    feed, key = Feed(), new_unit_key()
    feed.add_unit(key)
    feed.add_unit(key, revoked=True)
    register.apply(page(*feed.rows[::-1]), heard=9)
    unit = register.unit(unit_key_digest(key))
    assert unit is not None
    assert unit.revoked


def test_freshness_and_epoch_change_only_at_the_head() -> None:
    far = page(entry_row(1, number(1), "李秀英", LOST), head=2, epoch=2)
    state = advance(EMPTY._replace(epoch=1, as_of=3, heard=4), far, 9)
    assert (state.position, state.as_of, state.heard, state.epoch) == (1, 3, 4, 1)
    assert advance(state, page(entry_row(2, number(1), "李秀英", LOST), epoch=2), 9).epoch == 2


def test_register_grows_when_its_map_is_full(tmp_path: Path) -> None:
    small = Register(tmp_path / "small", map_bytes=64 << 10, writable=True)
    rows = [entry_row(position, demo_number(position), "李秀英", LOST) for position in range(1, 3_000)]
    small.apply(page(*rows), heard=9)
    assert len(held(small)) == 2_999


def test_rebuild_gives_what_the_running_register_holds(tmp_path: Path, register: Register) -> None:
    feed, random = Feed(), Random(20180306)
    keys = [new_unit_key() for _ in range(5)]
    for position in range(1, 4_000):
        if position % 100:
            cards = (LOST,) if random.random() < 0.7 else ()
            feed.add(demo_number(random.randrange(800)), "李秀英", *cards, revision=random.randrange(1, 10**6))
        else:
            feed.add_unit(random.choice(keys), revoked=random.random() < 0.5)
    with Rebuild(tmp_path / "scratch") as rebuild:
        for start in range(0, len(feed.rows), 700):
            part = page(*feed.rows[start : start + 700], head=feed.head())
            register.apply(part, heard=9)
            rebuild.take(part, heard=9)
        count = rebuild.write(tmp_path / "register-000002", map_bytes=MAP)
    rebuilt = Register(tmp_path / "register-000002", map_bytes=MAP, writable=False)
    assert held(rebuilt) == held(register)
    assert count == len(held(register))
    assert rebuilt.state() == register.state()
    assert all(rebuilt.unit(unit_key_digest(key)) == register.unit(unit_key_digest(key)) for key in keys)
    assert not (tmp_path / "scratch").exists()


def test_rebuild_leaves_out_epochs_that_are_over(tmp_path: Path) -> None:
    rows = [
        entry_row(1, number(1), "李秀英", LOST, epoch=1),
        entry_row(2, number(1), "李秀英", LOST, epoch=2),
    ]
    with Rebuild(tmp_path / "scratch") as rebuild:
        rebuild.take(page(*rows, epoch=2), heard=9)
        assert rebuild.write(tmp_path / "register-000001", map_bytes=MAP) == 1
    assert held(Register(tmp_path / "register-000001", map_bytes=MAP, writable=False)).keys() == {
        person_digest(number(1), KEYS[2])
    }


def test_new_register_comes_into_force_by_name(tmp_path: Path) -> None:
    with pytest.raises(NoRegisterError):
        current(tmp_path)
    for name in ("register-000001", "register-000002", "register-000003"):
        assert beside(tmp_path).name == name
        (tmp_path / name).mkdir()
        put_in_force(tmp_path, tmp_path / name)
        assert current(tmp_path).name == name
    assert sorted(path.name for path in tmp_path.glob("register-*")) == ["register-000002", "register-000003"]
