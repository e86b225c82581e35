"""问法: the same body, the same answer as the command; public, limited, and nothing is stored."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from guizheng.api.decide import LIMITER
from guizheng.api.limits import Limiter
from guizheng.law import matters
from guizheng.law.command import run

FACTS = {"on": "2018-03-06", "request": "reissue"}


def post(matter: str, body: Any, query: str = "", **headers: str) -> Any:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return Client().post(f"/api/v1/decide/{matter}{query}", text, content_type="application/json", headers=headers)


@pytest.mark.parametrize("matter", sorted(matters.MATTERS))
def test_every_matter_answers_as_the_command_does(matter: str) -> None:
    facts = json.dumps({"on": "2018-03-06"})
    code, out, err = run(["decide", matter], facts, date(2018, 3, 6))
    response = post(matter, facts)
    assert response.status_code == (422 if code else 200)
    assert response.json().get("detail", "") == err.strip() if code else response.json() == json.loads(out)
    assert response["Cache-Control"] == "no-store"


def test_options_stand_in_the_query_and_the_language_in_the_header() -> None:
    told = post("remote-intake", FACTS, "?rules=norm-2021&explain=1", **{"Accept-Language": "en"}).json()
    assert (told["rules"], bool(told["trace"])) == ("norm-2021", True)
    refused = post("remote-intake", {**FACTS, "counter": {"is_point": False}}, "?lang=en").json()
    assert refused["grounds"][0]["says"].isascii()


def test_json_lines_give_an_answer_a_line() -> None:
    response = post("fee", '{"request":"reissue"}\n{"request":"nonsense"}\n')
    lines = [json.loads(line) for line in response.content.decode().splitlines()]
    assert (response.status_code, response["Content-Type"]) == (200, "application/x-ndjson")
    assert ["error" in line for line in lines] == [False, True]


@pytest.mark.parametrize(
    ("body", "query"),
    [(b"\xff\xfe", ""), (" ", ""), ("[]", ""), ("{", ""), ('{"nonsense": 1}', ""), ("{}", "?on=never"),
     ("{}", "?rules=mine"), ('{"on":"2018-02-30"}', "")],
)  # fmt: skip
def test_what_cannot_be_ruled_on_names_the_place(body: Any, query: str) -> None:
    response = post("remote-intake", body, query)
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert response.json()["detail"]


def test_other_matters_methods_forms_and_sizes_are_refused() -> None:
    assert post("nonsense", {}).status_code == 404
    assert Client().get("/api/v1/decide/fee").status_code == 405
    assert Client().post("/api/v1/decide/fee", {"a": "b"}).status_code == 415
    assert post("fee", "{" + " " * (256 * 1024) + "}").status_code == 413


def test_nothing_is_stored(django_assert_num_queries: Any) -> None:
    """No database is open to this test: a query would be an error."""
    assert post("fee", {"request": "reissue"}).status_code == 200


def test_the_sixty_first_of_a_minute_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guizheng.api.doors.time.monotonic", lambda: 600.0)
    answers = [post("fee", {"request": "reissue"}).status_code for _ in range(61)]
    assert answers == [200] * 60 + [429]
    assert post("fee", {})["Retry-After"] == "60"
    monkeypatch.setattr("guizheng.api.doors.time.monotonic", lambda: 660.0)
    assert post("fee", {"request": "reissue"}).status_code == 200
    assert LIMITER is not None


def test_the_table_of_a_limiter_does_not_grow_without_end() -> None:
    limiter = Limiter(a_minute=2, most=3)
    answers = [limiter.admits(f"10.0.0.{last}", 0.0) for last in range(8)]
    assert answers == [True] * 5 + [False] * 3
