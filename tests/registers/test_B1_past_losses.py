"""历年挂失的导入与闸 B1 D3: a report a row, never twice, on from where it was killed, not on one person's word."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from guizheng.law.id_number import check_digit
from guizheng.ledger import events
from guizheng.ledger.hands import Hand
from guizheng.ledger.two_person import TwoPersonError
from guizheng.registers import breaker, cards, past_losses, persons, population
from guizheng.registers.breaker import Bulk, Held
from guizheng.registers.cards import State
from guizheng.registers.feed import FeedRow
from guizheng.registers.losses import LossEntry
from guizheng.registers.persons import PersonData

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ONE = Hand("120005", "田县管", "officer", 1, "county_admin", "120101000000", "120101")
TWO = Hand("120006", "崔县管", "officer", 2, "county_admin", "120101000000", "120101")


def number(at: int) -> str:
    seventeen = f"41010519{70 + at // 9000:02}{1 + at // 700 % 12:02}{1 + at // 25 % 28:02}{900 + at % 25:03}"
    return seventeen + check_digit(seventeen)


def enter(at: int) -> str:
    one = number(at)
    data = PersonData(
        id_number=one,
        name="李小红",
        sex="2",
        ethnicity="01",
        birth_date=date(int(one[6:10]), int(one[10:12]), int(one[12:14])),
        home_division="410105",
        address="河南省郑州市金水区文化路1号",
    )
    person = population.enter(data, by=ONE, at=NOON)
    made = cards.make(
        person,
        valid_from=date(2016, 5, 1),
        valid_to=date(2036, 5, 1),
        dn=f"DN{at:09}",
        issuer="410105000000",
        by=ONE,
        at=NOON,
    )
    cards.hand_over(made, by=ONE, at=NOON)
    return one


def file(folder: Path, rows: list[str], name: str = "past.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([",".join(past_losses.COLUMNS), *rows]) + "\n", encoding="utf-8-sig")
    return path


def rows(count: int) -> list[str]:
    return [f"{enter(at)},2016-05-01,{'被盗' if at % 2 else '丢失'},2014-03-01,郑州站" for at in range(count)]


def take(path: Path, minutes: int = 1) -> tuple[Bulk, Any]:
    return past_losses.take_over(path, by=ONE, at=NOON + timedelta(minutes=minutes))


def states(count: int) -> set[State]:
    found = [persons.find(number(at)) for at in range(count)]
    return {cards.state(card) for person in found if person for card in cards.of(person)}


def test_a_report_a_row_with_its_event_and_its_word_to_the_nodes(tmp_path: Path) -> None:
    path = file(tmp_path, rows(4))
    before = FeedRow.objects.count()
    bulk, tally = take(path)
    assert (tally.counts["new"], bulk.changed, states(4)) == (4, 4, {State.REPORTED_LOST})
    assert sorted(LossEntry.objects.values_list("number", flat=True)) == [f"{bulk.number}-{at}" for at in (1, 2, 3, 4)]
    assert set(LossEntry.objects.values_list("event", "source")) == {("lost", "import"), ("stolen", "import")}
    assert FeedRow.objects.count() == before + 4
    for at in range(4):
        person = persons.find(number(at))
        assert person is not None
        trace = events.trace(person.id)
        assert events.broken_at(trace) is None
        assert (trace[-1].act, trace[-1].seq) == ("reported_lost", len(trace))
        assert person.revision == FeedRow.objects.filter(bucket=person.bucket, event__in=[e.id for e in trace]).count()
        assert number(at) not in str(trace[-1].body)


def test_twice_is_once_and_another_file_finds_them_standing(tmp_path: Path) -> None:
    lines = rows(3)
    take(file(tmp_path, lines))
    assert take(file(tmp_path, lines))[1].counts == {}
    _, tally = take(file(tmp_path, [*lines, lines[0]], "again.csv"))
    assert +tally.counts == {"standing": 4}
    assert LossEntry.objects.count() == 3


def test_rows_that_can_not_be_are_told_by_their_place_and_nothing_else(tmp_path: Path) -> None:
    good = rows(1)[0]
    wrong = [
        "4101,2016-05-01,丢失,2014-03-01,郑州站",
        f"{number(900)},2016-05-01,丢失,2014-03-01,郑州站",
        good.replace("2016-05-01", "2011-05-01"),
        good.replace("丢失", "烧毁"),
        good.replace("2014-03-01", "2014-02-30"),
    ]
    dry = past_losses.dry_run(file(tmp_path, [*wrong, good, good]))
    _, tally = take(file(tmp_path, [*wrong, good, good]))
    assert tally.refused == [(1, "number"), (4, "event_or_day"), (5, "event_or_day"), (2, "no_person"), (3, "no_card")]
    assert (tally.counts, dry.counts) == ({"refused": 5, "new": 1, "standing": 1},) * 2


def test_a_dry_run_writes_nothing_and_other_columns_are_no_losses(tmp_path: Path) -> None:
    assert past_losses.dry_run(file(tmp_path, rows(2))).counts == {"new": 2}
    assert (states(2), Bulk.objects.count()) == ({State.IN_FORCE}, 0)
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(ValueError, match="公民身份号码"):
        past_losses.dry_run(other)


def test_a_killed_import_goes_on_where_it_stood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_losses, "BATCH", 2)
    path, write = file(tmp_path, rows(5)), past_losses._write
    seen: list[int] = []

    def killed(*args: Any) -> None:
        write(*args)
        seen.append(1)
        if len(seen) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(past_losses, "_write", killed)
    with pytest.raises(KeyboardInterrupt):
        take(path)
    assert (Bulk.objects.get().rows, LossEntry.objects.count()) == (2, 2)
    bulk, tally = take(path)
    assert (bulk.rows, tally.counts["new"], tally.counts["standing"]) == (5, 3, 0)
    assert LossEntry.objects.count() == 5


def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Bulk]:
    monkeypatch.setattr(breaker, "SMALLEST", 3)
    path = file(tmp_path, rows(4))
    with pytest.raises(Held):
        take(path)
    return path, Bulk.objects.get()


def test_more_than_one_persons_word_is_held_until_a_second_one_releases_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, bulk = held(tmp_path, monkeypatch)
    assert states(4) == {State.IN_FORCE}
    with pytest.raises(TwoPersonError):
        breaker.release(bulk, by=ONE, at=NOON)
    with pytest.raises(Held):
        take(path, 2)
    breaker.release(bulk, by=TWO, at=NOON)
    assert take(path, 3)[0].changed == 4
    assert states(4) == {State.REPORTED_LOST}


def test_a_running_change_does_not_go_beyond_its_plan(tmp_path: Path) -> None:
    bulk = breaker.plan("test", "d" * 64, 3, by=ONE, at=NOON)
    with pytest.raises(TwoPersonError):
        breaker.release(bulk, by=TWO, at=NOON)
    breaker.spend(bulk, 2, 2)
    for changed in (2, 4):
        with pytest.raises(Held):
            breaker.spend(bulk, 1, changed)
    stale = Bulk.objects.get(pk=bulk.pk)
    breaker.spend(bulk, 1, 1)
    with pytest.raises(Held):
        breaker.spend(stale, 1, 0)


def test_the_limit_is_a_number_and_a_share(monkeypatch: pytest.MonkeyPatch) -> None:
    assert breaker.allowed() == breaker.SMALLEST
    rows(3)
    monkeypatch.setattr(breaker, "SMALLEST", 1)
    monkeypatch.setattr(breaker, "SHARE", 1)
    assert breaker.allowed() == 3
    monkeypatch.setattr(breaker, "MOST", 2)
    assert breaker.allowed() == 2


def test_what_was_taken_over_is_rolled_back_through_the_same_gate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, bulk = held(tmp_path, monkeypatch)
    breaker.release(bulk, by=TWO, at=NOON)
    bulk, _ = take(path)
    with pytest.raises(Held):
        past_losses.roll_back(bulk, by=ONE, at=NOON)
    assert states(4) == {State.REPORTED_LOST}
    breaker.release(Bulk.objects.get(kind="roll-back"), by=TWO, at=NOON)
    undone = past_losses.roll_back(bulk, by=ONE, at=NOON)
    assert (undone.changed, states(4)) == (4, {State.IN_FORCE})
    assert set(LossEntry.objects.values_list("lifted_why", flat=True)) == {"rolled_back"}
