"""B3: the description of the service says what the service does."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_B3_desk import ASKED, Counter

from guizheng.verify.app import make_app
from guizheng.verify.metrics import Metrics
from guizheng.verify.openapi import document


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = Counter(tmp_path)
    counter.feed.add_unit(counter.key, quota=10_000)
    counter.bring_up()
    yield counter
    counter.register.env.close()


def call(
    counter: Counter, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, dict[str, str], Any]:
    said: list[tuple[int, dict[str, str]]] = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": io.BytesIO(body), **headers}
    app = make_app(counter.desk, Metrics(counter.folder / "metrics"))
    out = b"".join(app(environ, lambda status, given: said.append((int(status[:3]), dict(given)))))
    return *said[0], json.loads(out)


def post(counter: Counter, path: str, body: object, **headers: str) -> tuple[int, dict[str, str], Any]:
    usual = {"HTTP_AUTHORIZATION": f"Bearer {counter.key}", "CONTENT_TYPE": "application/json"}
    return call(counter, "POST", path, json.dumps(body).encode(), **{**usual, **headers})


def test_description_is_served_and_whole(counter: Counter) -> None:
    status, _, said = call(counter, "GET", "/v1/openapi.json")
    assert (status, said) == (200, json.loads(json.dumps(document())))
    text = json.dumps(said)
    for name in said["components"]["schemas"]:
        assert f"#/components/schemas/{name}" in text, f"{name} is described but never used"


def test_answers_have_the_described_fields(counter: Counter) -> None:
    schemas = document()["components"]["schemas"]
    one = post(counter, "/v1/verify", ASKED)[2]
    assert set(schemas["Said"]["required"]) <= set(one) <= set(schemas["Said"]["properties"])
    card = {name: ASKED[name] for name in ("id_number", "name", "valid_from", "valid_to")}
    many = post(counter, "/v1/verify/batch", {"purpose": ASKED["purpose"], "questions": [card, {**card, "name": ""}]})[
        2
    ]
    assert set(many) == set(schemas["BatchSaid"]["properties"])
    assert set(schemas["Found"]["required"]) <= set(many["answers"][0]) <= set(schemas["Found"]["properties"])
    assert set(many["answers"][1]) == set(schemas["Failed"]["properties"])


@pytest.mark.parametrize("path", ["/v1/verify", "/v1/verify/batch"])
def test_every_refusal_is_described(counter: Counter, path: str) -> None:
    described = document()["paths"][path]["post"]["responses"]
    tried = [
        post(counter, path, {"purpose": "x"}),
        post(counter, path, ASKED, HTTP_AUTHORIZATION="Bearer nobody"),
        post(counter, path, ASKED, CONTENT_TYPE="text/plain"),
        post(counter, path, ASKED, HTTP_IDEMPOTENCY_KEY="x" * 65),
        post(counter, path, "x" * (1 << 20)),
    ]
    counter.now += 60
    tried.append(post(counter, path, ASKED))
    assert [status for status, _, _ in tried] == [422, 401, 415, 400, 413, 503]
    for status, headers, said in tried:
        assert str(status) in described
        assert headers["Content-Type"] == "application/problem+json"
        assert set(said) <= {"type", "title", "status", "code", "detail"}


def test_wrong_addresses_and_methods(counter: Counter) -> None:
    assert call(counter, "GET", "/v1/verify")[0] == 405
    assert call(counter, "DELETE", "/readyz")[0] == 405
    assert call(counter, "GET", "/v2/verify")[2]["code"] == "not_found"
    assert (
        call(counter, "GET", "/v2/verify", HTTP_ACCEPT_LANGUAGE="en")[2]["title"] == "There is nothing at this address."
    )
    assert call(counter, "GET", "/readyz")[2]["ready"] is True
    assert call(counter, "GET", "/.well-known/guizheng-receipt-keys")[2] == {"keys": []}
