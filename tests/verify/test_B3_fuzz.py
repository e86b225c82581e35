"""B3: whatever is sent, the node answers as described: no failure of its own, and nothing sent comes back."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_feed import number
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_B3_desk import ASKED, Counter

from guizheng.verify.answers import verify
from guizheng.verify.batch import verify_batch
from guizheng.verify.desk import Request
from guizheng.verify.openapi import document

DESCRIBED = {int(status) for status in document()["paths"]["/v1/verify"]["post"]["responses"]}

text = st.text(max_size=25)
dates = st.one_of(st.dates().map(str), text, st.none(), st.just("long_term"))
questions = st.fixed_dictionaries(
    {"id_number": st.one_of(st.just(number(1)), st.from_regex(r"[0-9]{17}[0-9Xx]", fullmatch=True), text)},
    optional={"name": text, "valid_from": dates, "valid_to": dates, "purpose": st.just("account_opening") | text},
)
anything = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | text, st.lists, max_leaves=5)
bodies = st.one_of(
    st.binary(max_size=200),
    st.builds(lambda said: json.dumps(said).encode(), questions | anything),
    st.builds(
        lambda many: json.dumps({"purpose": "account_opening", "questions": many}).encode(),
        st.lists(questions, max_size=3),
    ),
)


@pytest.fixture(scope="module")
def counter() -> Iterator[Counter]:
    with tempfile.TemporaryDirectory() as folder:
        counter = Counter(Path(folder))
        counter.feed.add_unit(counter.key, quota=10**9)
        counter.bring_up()
        yield counter
        counter.register.env.close()


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=bodies, header=text, batch=st.booleans())
def test_any_body_gets_a_described_answer(counter: Counter, body: bytes, header: str, batch: bool) -> None:
    counter.records.tend(0.0)
    for path in (counter.folder / "records").glob("*.segment"):
        path.unlink()
    request = Request(f"Bearer {counter.key}", "application/json", header, header, body)
    answer = (verify_batch if batch else verify)(counter.desk, request)
    said: dict[str, Any] = json.loads(answer.body)
    assert int(answer.status[:3]) in DESCRIBED - {503}
    assert number(1) not in answer.body.decode()
    if answer.status[:3] != "200":
        assert set(said) <= {"type", "title", "status", "code", "detail"}


@settings(max_examples=200, deadline=None)
@given(authorization=text, kind=text)
def test_any_header_gets_a_described_answer(counter: Counter, authorization: str, kind: str) -> None:
    body = json.dumps(ASKED).encode()
    for given_key in (authorization, f"Bearer {authorization}"):
        answer = verify(counter.desk, Request(given_key, "application/json", kind, kind, body))
        assert answer.status[:3] == "401"
    assert verify(counter.desk, Request("", "x" + kind, "", "", body)).status[:3] == "415"
