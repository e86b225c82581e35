"""B3: the desk of one worker: each answer, each refusal, and what is recorded of both."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fake_feed import KEYS, Feed, number, secret

from guizheng.law.id_number import fault
from guizheng.verify.answers import verify
from guizheng.verify.desk import Desk, Request
from guizheng.verify.digests import new_unit_key, person_digest, unit_key_digest
from guizheng.verify.entry import CardState, State
from guizheng.verify.outcome import OUTCOMES, SAYS, Outcome
from guizheng.verify.page import Page
from guizheng.verify.problems import Answer
from guizheng.verify.question import BadQuestionError, checked_number
from guizheng.verify.reader import Reader
from guizheng.verify.records import Record, Records, read_records
from guizheng.verify.retries import Retries
from guizheng.verify.settings import read_epoch_key
from guizheng.verify.spoken import AFTER, BEFORE, STATUS, Found, Said, Spoken, iso
from guizheng.verify.store import NodeState, Register, beside, put_in_force

NOON = 1_520_308_800.0  # 2018-03-06 12:00 in Shanghai
LOST = CardState(20100101, 20300101, State.REPORTED_LOST, 1_500_000_000)
NAME = "李秀英"
ASKED = {
    "id_number": number(1),
    "name": NAME,
    "valid_from": "2010-01-01",
    "valid_to": "2030-01-01",
    "purpose": "account_opening",
}


class Counter:
    """A desk with a register of its own, a clock to turn, and its records to read."""

    def __init__(self, folder: Path, **desk: Any) -> None:
        self.folder = folder
        self.now = NOON
        self.key = new_unit_key()
        self.feed = Feed()
        self.feed.add_unit(self.key, quota=3)
        self.feed.add(number(1), NAME, LOST)
        (folder / "keys").mkdir()
        for epoch, key in KEYS.items():
            secret(folder / "keys" / f"epoch-{epoch}.key", key.hex())
        self.applied = 0
        self.register = self.open_register()
        self.records = Records(folder / "records", segment_bytes=1 << 14, segment_seconds=1e9, most_segments=2)
        # One process may open an LMDB environment once: here the desk reads through the applier's.
        keys = folder / "keys"
        reader = Reader(folder, lambda epoch: read_epoch_key(keys, epoch), lambda _: self.register)
        self.desk = Desk(reader, self.records, stale_seconds=30, clock=lambda: self.now, **desk)

    def open_register(self) -> Register:
        path = beside(self.folder)
        register = Register(path, map_bytes=16 << 20, writable=True)
        put_in_force(self.folder, path)
        return register

    def bring_up(self) -> None:
        rows = tuple(row for row in self.feed.rows if row.position > self.applied)
        head = self.feed.head()
        milli = int(self.now * 1000)
        self.register.apply(Page(self.applied + 1, head, head, milli, self.feed.epoch, rows), heard=milli)
        self.applied = head

    def ask(self, *, key: str | None = None, type: str = "application/json", **more: Any) -> Answer:
        headers = {name: more.pop(name, "") for name in ("language", "retry_key")}
        body = more.pop("body", None) or json.dumps({**ASKED, **more}).encode()
        return verify(
            self.desk, Request(f"Bearer {key or self.key}", type, headers["language"], headers["retry_key"], body)
        )

    def kept(self) -> list[Record]:
        self.records.close()
        return [
            record
            for path in sorted((self.folder / "records").glob("*.segment"))
            for record in read_records(path.read_bytes())
        ]


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = Counter(tmp_path)
    counter.bring_up()
    yield counter
    counter.register.env.close()


def said(answer: Answer) -> tuple[str, Any]:
    body = json.loads(answer.body)
    return answer.status[:3], body.get("answer") or body.get("code")


def test_lost_card_is_reported_lost(counter: Counter) -> None:
    answer = counter.ask()
    body = json.loads(answer.body)
    assert answer.status == "200 OK"
    assert list(body) == ["answer", "checked", "record", "says", "as_of", "position"]
    assert (body["answer"], body["checked"], body["position"]) == ("reported_lost", ["status"], 2)
    assert body["as_of"] == "2018-03-06T12:00:00.000+08:00"
    assert "已挂失" in body["says"]


def test_english_by_switch(counter: Counter) -> None:
    assert "Reported lost" in json.loads(counter.ask(language="en-GB,en;q=0.9").body)["says"]


def test_person_without_an_entry_is_clear(counter: Counter) -> None:
    assert said(counter.ask(id_number=number(2))) == ("200", "clear")


def test_without_dates_nothing_is_checked(counter: Counter) -> None:
    for missing in ({"valid_from": None}, {"valid_to": None}, {"valid_from": None, "valid_to": None}):
        assert said(counter.ask(**missing)) == ("200", "state_not_checked")
    assert not any(counter.kept()[-1].valid_from)


def test_long_term_card(counter: Counter) -> None:
    assert said(counter.ask(id_number=number(2), valid_to="long_term")) == ("200", "clear")


def test_day_changes_at_midnight_in_shanghai(counter: Counter) -> None:
    last = {"id_number": number(2), "valid_from": "2008-03-06", "valid_to": "2018-03-06"}
    counter.now = NOON + 12 * 3600 - 1
    counter.bring_up()
    assert said(counter.ask(**last)) == ("200", "clear")
    counter.now += 1
    assert said(counter.ask(**last)) == ("200", "expired")


def test_every_answer_and_refusal_leaves_its_record(counter: Counter) -> None:
    record = json.loads(counter.ask(retry_key="order-1").body)["record"]
    counter.ask(purpose="curiosity")
    counter.now += 1
    counter.ask(id_number="x")
    kept = counter.kept()
    assert [OUTCOMES[each.answer] for each in kept] == [
        Outcome.REPORTED_LOST,
        Outcome.REFUSED_PURPOSE,
        Outcome.REFUSED_QUESTION,
    ]
    first = kept[0]
    assert record.endswith("-0")
    assert first.person == person_digest(number(1), KEYS[1])
    assert first.unit_key == unit_key_digest(counter.key)
    assert (first.at, first.as_of, first.position, first.epoch) == (int(NOON * 1e6), int(NOON * 1e3), 2, 1)
    assert first.purpose.rstrip(b"\0") == b"account_opening"
    assert any(first.retry)
    assert not any(kept[1].retry)


def test_question_sent_again_gets_the_answer_it_got_and_one_record(counter: Counter) -> None:
    first = counter.ask(retry_key="order-1")
    counter.now += 1
    counter.bring_up()
    assert counter.ask(retry_key="order-1").body == first.body
    assert counter.ask(retry_key="order-2").body != first.body
    assert counter.ask(retry_key="order-1", language="en").body != first.body
    marks = [record.retry for record in counter.kept()]
    assert len(marks) == 3
    assert marks[0] == marks[2] != marks[1]


def test_answer_sent_again_never_outlives_a_loss_report(counter: Counter) -> None:
    assert said(counter.ask(retry_key="order-1", id_number=number(2))) == ("200", "clear")
    counter.feed.add(number(2), NAME, LOST)
    counter.bring_up()
    assert said(counter.ask(retry_key="order-1", id_number=number(2))) == ("200", "reported_lost")


def test_one_key_for_two_questions_is_refused(counter: Counter) -> None:
    assert said(counter.ask(retry_key="order-1"))[0] == "200"
    assert said(counter.ask(retry_key="order-1", id_number=number(2))) == ("409", "idempotency_key_reused")
    counter.now += 601
    counter.bring_up()
    assert said(counter.ask(retry_key="order-1", id_number=number(2))) == ("200", "clear")
    assert OUTCOMES[counter.kept()[1].answer] is Outcome.REFUSED_QUESTION


def test_retry_keys_are_a_units_own(counter: Counter) -> None:
    other = new_unit_key()
    counter.feed.add_unit(other, unit="bank-0002")
    counter.bring_up()
    assert said(counter.ask(retry_key="order-1"))[0] == "200"
    assert said(counter.ask(key=other, retry_key="order-1", id_number=number(2))) == ("200", "clear")


def test_kept_answers_stay_within_their_room() -> None:
    retries = Retries()
    for count in range(40):
        retries.keep(b"%d" % count, b"asked", b"0", bytes(1 << 20), NOON)
    held = [retries.answered(b"%d" % count, b"asked", NOON) is not None for count in range(40)]
    assert held == [False] * 24 + [True] * 16


@pytest.mark.parametrize("english", [False, True])
def test_ready_answers_are_what_the_encoder_makes(english: bool) -> None:
    spoken, state = Spoken(), NodeState(position=7, as_of=int(NOON * 1000), heard=1)
    after = spoken.after(state, english)
    for outcome, says in SAYS.items():
        said = Said(outcome, STATUS, "00ff-1", says=says[english], as_of=iso(NOON), position=7)
        assert BEFORE[outcome] + b"00ff-1" + after[outcome] == msgspec.json.encode(said)
        assert BEFORE[outcome] + b"00ff-1" + AFTER == msgspec.json.encode(Found(outcome, STATUS, "00ff-1"))


def test_stale_node_never_answers(counter: Counter) -> None:
    counter.now += 30
    assert said(counter.ask())[0] == "200"
    counter.now += 0.1
    answer = counter.ask(id_number=number(2))
    assert said(answer) == ("503", "stale")
    assert ("Retry-After", "5") in answer.headers
    assert counter.desk.standing()["why"] == "stale"
    assert OUTCOMES[counter.kept()[-1].answer] is Outcome.REFUSED_STALE


def test_publisher_clock_ahead_does_not_hide_staleness(counter: Counter) -> None:
    head = counter.feed.head()
    ahead = int((NOON + 86_400) * 1000)
    counter.register.apply(Page(head + 1, head, head, ahead, 1, ()), heard=int(NOON * 1000))
    counter.now += 31
    assert said(counter.ask()) == ("503", "stale")


def test_unknown_key(counter: Counter) -> None:
    answer = counter.ask(key=new_unit_key())
    assert said(answer) == ("401", "unknown_key")
    assert ("WWW-Authenticate", "Bearer") in answer.headers
    assert said(verify(counter.desk, Request("", "application/json", "", "", b"{}"))) == ("401", "unknown_key")


def test_revoked_key_is_refused_from_the_next_question_on(counter: Counter) -> None:
    assert said(counter.ask())[0] == "200"
    counter.feed.add_unit(counter.key, revoked=True)
    counter.bring_up()
    assert said(counter.ask()) == ("403", "revoked_key")
    assert OUTCOMES[counter.kept()[-1].answer] is Outcome.REFUSED_KEY


def test_quota_is_per_second(counter: Counter) -> None:
    assert [said(counter.ask())[0] for _ in range(4)] == ["200", "200", "200", "429"]
    answer = counter.ask()
    assert said(answer) == ("429", "quota")
    assert ("Retry-After", "1") in answer.headers
    counter.now += 1
    assert said(counter.ask())[0] == "200"


def test_quota_is_shared_by_the_workers(tmp_path: Path) -> None:
    counter = Counter(tmp_path, workers=2)
    counter.bring_up()
    assert [said(counter.ask())[0] for _ in range(3)] == ["200", "200", "429"]
    counter.register.env.close()


def test_purpose_must_be_granted(counter: Counter) -> None:
    assert said(counter.ask(purpose="curiosity")) == ("403", "purpose_not_granted")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"id_number": "410105199003079010"}, "id_number: check digit does not fit"),
        ({"id_number": "4101051990"}, "id_number: not 18 characters"),
        ({"id_number": "４１０１０５１９９００３０７９０１０"}, "id_number: not 17 digits and a digit or capital X"),
        ({"name": ""}, "name: 1 to 100 characters"),
        ({"name": "李" * 101}, "name: 1 to 100 characters"),
        ({"valid_from": "2010-02-30"}, "valid_from: not a date from 1984 to 2200 (YYYY-MM-DD)"),
        ({"valid_from": "20100101"}, "valid_from: not a date from 1984 to 2200 (YYYY-MM-DD)"),
        ({"valid_from": "1983-12-31"}, "valid_from: not a date from 1984 to 2200 (YYYY-MM-DD)"),
        ({"valid_to": "for ever"}, "valid_to: not a date from 1984 to 2200 (YYYY-MM-DD)"),
        ({"valid_to": "2009-12-31"}, "valid_to: before valid_from"),
        ({"valid_from": "soon", "valid_to": None}, "valid_from: not a date from 1984 to 2200 (YYYY-MM-DD)"),
        ({"valid_from": None, "valid_to": "soon"}, "valid_to: not a date from 1984 to 2200 (YYYY-MM-DD)"),
        ({"name": 5}, "Expected `str`, got `int` - at `$.name`"),
        ({"nickname": "secret"}, "unknown field"),
    ],
)
def test_question_that_cannot_be_answered(counter: Counter, more: dict[str, Any], words: str) -> None:
    answer = counter.ask(**more)
    assert said(answer) == ("422", "bad_question")
    assert json.loads(answer.body)["detail"] == words
    assert all(str(value) not in answer.body.decode() for value in more.values() if value not in ("", None, 5))


def test_missing_field_is_named(counter: Counter) -> None:
    assert b"missing required field `id_number`" in counter.ask(body=b'{"name":"x","purpose":"y"}').body


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'{"id_number": "\xff"}'])
def test_body_that_is_no_json(counter: Counter, body: bytes) -> None:
    assert said(counter.ask(body=body)) == ("400", "bad_json")


@pytest.mark.parametrize("retry_key", ["x" * 65, "键", "a\nb"])
def test_retry_key_that_is_none(counter: Counter, retry_key: str) -> None:
    assert said(counter.ask(retry_key=retry_key)) == ("400", "bad_idempotency_key")


def test_other_content_and_too_much_of_it(counter: Counter) -> None:
    assert said(counter.ask(type="text/plain")) == ("415", "not_json")
    assert said(counter.ask(body=b" " * 4097)) == ("413", "too_large")


def test_no_room_for_the_record_no_answer(counter: Counter) -> None:
    counter.feed.add_unit(counter.key, quota=10_000)
    counter.bring_up()
    said_so_far = [said(counter.ask(id_number=number(2)))[1] for _ in range(400)]
    assert set(said_so_far) == {"clear", "records_full"}
    assert said_so_far[-1] == "records_full"
    assert counter.desk.standing()["why"] == "records_full"
    assert len(counter.kept()) == said_so_far.count("clear")


def test_desk_without_a_register_is_starting(tmp_path: Path) -> None:
    reader = Reader(tmp_path, lambda _: bytes(32), lambda _: pytest.fail("there is none"))
    records = Records(tmp_path / "records", segment_bytes=1 << 14, segment_seconds=1.0, most_segments=2)
    desk = Desk(reader, records, stale_seconds=30, clock=lambda: NOON)
    assert said(verify(desk, Request("Bearer x", "application/json", "", "", b"{}"))) == ("503", "starting")
    assert desk.standing() == {"ready": False, "why": "starting"}


def test_new_epoch_is_asked_with_its_key_once_it_is_whole(counter: Counter) -> None:
    counter.feed.add(number(1), NAME, LOST, epoch=2)
    counter.feed.epoch = 2
    counter.bring_up()
    assert said(counter.ask()) == ("200", "reported_lost")
    assert counter.kept()[-1].person == person_digest(number(1), KEYS[2])


def test_epoch_without_its_key_is_not_answered(counter: Counter) -> None:
    counter.feed.epoch = 3
    counter.bring_up()
    assert said(counter.ask()) == ("503", "starting")


def test_desk_moves_over_to_a_rebuilt_register(counter: Counter) -> None:
    assert said(counter.ask()) == ("200", "reported_lost")
    old, counter.register, counter.applied = counter.register, counter.open_register(), 0
    counter.feed.add(number(1), NAME)
    counter.bring_up()
    assert said(counter.ask()) == ("200", "reported_lost"), "until the old register says that it is superseded"
    old.supersede()
    assert said(counter.ask()) == ("200", "clear")
    old.env.close()


@pytest.mark.parametrize("born", ["19900229", "19901301", "00000101"])
def test_birth_date_that_cannot_be(born: str) -> None:
    with pytest.raises(BadQuestionError, match="no such birth date"):
        checked_number(number(1, born=born))


def test_quick_check_of_a_number_agrees_with_the_law() -> None:
    for count in range(3_000):
        sound = number(count, born=f"{1950 + count % 70}{1 + count % 12:02}{1 + count % 31:02}")
        for tried in (sound, sound[:-1] + str(count % 10), sound.lower(), sound[:5] + "x" + sound[6:]):
            try:
                passed = checked_number(tried) == tried.upper()
            except BadQuestionError:
                passed = False
            assert passed == (fault(tried.upper()) == "")
