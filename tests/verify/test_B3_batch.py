"""B3: many cards in one request, each answered as if it had been asked alone, each with its record."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_feed import demo_number, number
from test_B3_desk import ASKED, LOST, NAME, Counter, said

from guizheng.verify.batch import verify_batch
from guizheng.verify.desk import Request
from guizheng.verify.digests import Digests, name_digest, person_digest
from guizheng.verify.outcome import OUTCOMES, Outcome
from guizheng.verify.problems import Answer
from guizheng.verify.unit_keys import Channel

CARD = {name: ASKED[name] for name in ("id_number", "name", "valid_from", "valid_to")}


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = Counter(tmp_path)
    counter.feed.add_unit(counter.key, quota=5_000)
    counter.bring_up()
    yield counter
    counter.register.env.close()


def ask(counter: Counter, questions: list[dict[str, Any]], language: str = "", **more: Any) -> Answer:
    body = json.dumps({"purpose": "account_opening", "questions": questions, **more}).encode()
    return verify_batch(counter.desk, Request(f"Bearer {counter.key}", "application/json", language, "", body))


def test_each_card_gets_its_own_answer_and_record(counter: Counter) -> None:
    questions = [CARD, {**CARD, "id_number": number(2)}, {**CARD, "name": "王伟"}, {**CARD, "id_number": "1"}]
    body = json.loads(ask(counter, questions).body)
    assert [found.get("answer") for found in body["answers"]] == ["reported_lost", "clear", "mismatch", None]
    assert body["answers"][3]["error"] == "id_number: not 18 characters"
    assert sorted(body["says"]) == ["clear", "mismatch", "reported_lost"]
    assert body["as_of"] == "2018-03-06T12:00:00.000+08:00"
    kept = counter.kept()
    assert [OUTCOMES[record.answer] for record in kept] == [
        Outcome.REPORTED_LOST,
        Outcome.CLEAR,
        Outcome.MISMATCH,
        Outcome.REFUSED_QUESTION,
    ]
    assert [found["record"].split("-")[1] for found in body["answers"]] == ["0", "1", "2", "3"]


def test_batch_agrees_with_single_questions(counter: Counter) -> None:
    for count in range(20):
        counter.feed.add(demo_number(count), NAME, LOST)
    counter.bring_up()
    cards = [{**CARD, "id_number": demo_number(count), "valid_to": to} for count in range(30) for to in LAST_DAYS]
    many = [found["answer"] for found in json.loads(ask(counter, cards).body)["answers"]]
    counter.records.tend(0.0)
    alone = [json.loads(counter.ask(**card).body)["answer"] for card in cards]
    assert many == alone
    assert {"clear", "reported_lost", "mismatch", "expired"} == set(many)


LAST_DAYS = ("2030-01-01", "2012-01-01", "long_term")


@pytest.mark.parametrize("questions", [[], [CARD] * 1001])
def test_one_to_a_thousand(counter: Counter, questions: list[dict[str, Any]]) -> None:
    assert said(ask(counter, questions)) == ("422", "bad_question")
    assert len(json.loads(ask(counter, [{**CARD, "id_number": "x"}] * 100).body)["answers"]) == 100


def test_every_card_counts_toward_the_quota(counter: Counter) -> None:
    counter.feed.add_unit(counter.key, quota=100)
    counter.bring_up()
    assert said(ask(counter, [CARD] * 60))[0] == "200"
    assert said(ask(counter, [CARD] * 60)) == ("429", "quota")
    assert said(ask(counter, [CARD] * 40)) == ("429", "quota"), "a refused request counts as one"
    assert said(ask(counter, [CARD] * 38))[0] == "200"


def test_purpose_holds_for_the_batch(counter: Counter) -> None:
    assert said(ask(counter, [CARD], purpose="curiosity")) == ("403", "purpose_not_granted")
    assert said(ask(counter, [CARD], nickname="x")) == ("422", "bad_question")


def test_day_of_loss_is_for_departments_with_a_scenario_that_needs_it(counter: Counter) -> None:
    assert "since" not in json.loads(counter.ask().body)
    counter.feed.add_unit(counter.key, channel=Channel.COMPANY, time_for=("account_opening",))
    counter.bring_up()
    assert "since" not in json.loads(counter.ask().body)
    counter.feed.add_unit(counter.key, channel=Channel.DEPARTMENT)
    counter.bring_up()
    assert "since" not in json.loads(counter.ask().body)
    counter.feed.add_unit(counter.key, channel=Channel.DEPARTMENT, time_for=("account_opening",))
    counter.bring_up()
    assert json.loads(counter.ask().body)["since"] == "2017-07-14"
    assert "since" not in json.loads(counter.ask(id_number=number(2)).body)


def test_prepared_digests_are_the_digests() -> None:
    key = bytes(range(32))
    digests = Digests(key)
    for _ in range(2):
        assert digests.person(number(1)) == person_digest(number(1), key)
        assert digests.name("阿依古丽・买买提") == name_digest("阿依古丽·买买提", key)


def test_batch_sent_again_gets_the_answer_it_got(counter: Counter) -> None:
    def send(cards: list[dict[str, Any]]) -> Answer:
        body = json.dumps({"purpose": "account_opening", "questions": cards}).encode()
        request = Request(f"Bearer {counter.key}", "application/json", "", "batch-1", body)
        return verify_batch(counter.desk, request)

    both = [CARD, {**CARD, "id_number": number(2)}]
    first = send(both)
    assert send(both).body == first.body
    assert said(send([CARD])) == ("409", "idempotency_key_reused")
    counter.feed.add(number(2), NAME, LOST)
    counter.bring_up()
    assert [found["answer"] for found in json.loads(send(both).body)["answers"]] == ["reported_lost", "reported_lost"]
    assert len(counter.kept()) == 2 + 1 + 2
