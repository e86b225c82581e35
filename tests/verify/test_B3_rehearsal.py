"""B3: a test key meets every answer and every fault by its number, is never answered from the register, and leaves no
record; a real key finds nothing behind the test numbers."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_feed import number
from test_B3_batch import CARD
from test_B3_batch import ask as ask_batch
from test_B3_desk import ASKED, LOST, NAME, Counter, said

from guizheng.verify.digests import new_unit_key
from guizheng.verify.outcome import SAYS
from guizheng.verify.quick import make_quick
from guizheng.verify.rehearsal import ANSWERS, FAULTS


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = Counter(tmp_path)
    counter.feed.add_unit(counter.key, quota=5_000, test=True)
    counter.feed.add(next(iter(ANSWERS)), NAME, LOST)
    counter.bring_up()
    yield counter
    counter.register.env.close()


def test_every_answer_has_its_number(counter: Counter) -> None:
    assert set(ANSWERS.values()) == SAYS.keys()
    for magic, outcome in ANSWERS.items():
        answer = counter.ask(id_number=magic)
        assert said(answer) == ("200", outcome)
        assert json.loads(answer.body)["test"] is True
    assert counter.kept() == []


def test_every_fault_has_its_number(counter: Counter) -> None:
    for magic, problem in FAULTS.items():
        answer = counter.ask(id_number=magic)
        assert said(answer) == (str(problem.status), problem.code)
        assert said(ask_batch(counter, [{**CARD, "id_number": magic}])) == (str(problem.status), problem.code)


def test_batch_of_test_numbers(counter: Counter) -> None:
    cards = [{**CARD, "id_number": magic} for magic in (*ANSWERS, number(1))]
    answers: list[dict[str, Any]] = json.loads(ask_batch(counter, cards).body)["answers"]
    assert [found.get("answer") for found in answers] == [*ANSWERS.values(), None]
    assert "test numbers alone" in answers[-1]["error"]
    assert counter.kept() == []


def test_nobody_real_is_asked_about_by_a_test_key(counter: Counter) -> None:
    assert said(counter.ask()) == ("422", "bad_question")
    quick = make_quick(counter.desk)
    body = json.dumps({**ASKED, "id_number": next(iter(ANSWERS))}).encode()
    assert [quick(f"Bearer {counter.key}", body) for _ in range(3)] == [None] * 3


def test_test_answers_are_not_signed(counter: Counter) -> None:
    assert said(counter.ask(id_number=next(iter(ANSWERS)), receipt=True)) == ("422", "no_receipts")


def test_real_key_is_answered_from_the_register(counter: Counter) -> None:
    real = new_unit_key()
    counter.feed.add_unit(real)
    counter.bring_up()
    answer = counter.ask(key=real, id_number=list(ANSWERS)[1])
    assert said(answer) == ("200", "clear")
    assert "test" not in json.loads(answer.body)
