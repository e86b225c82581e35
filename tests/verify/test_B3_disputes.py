"""B3: an answer that is doubted is put to the registers, without the node ever waiting for them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fake_feed import SIGNER, TOKEN, number
from test_B3_desk import NOON, Counter
from test_B3_openapi import call, post

from guizheng.verify import app as service
from guizheng.verify.digests import new_unit_key
from guizheng.verify.disputes import MOST_WAITING, Disputes
from guizheng.verify.metrics import Metrics
from guizheng.verify.publisher import publisher_app
from guizheng.verify.rehearsal import ANSWERS

ASKED = {"id_number": number(2), "name": "王伟", "purpose": "account_opening"}


class Plane:
    """A case plane that can be cut off."""

    def __init__(self) -> None:
        self.cut = False
        self.asked: list[dict[str, Any]] = []

    def __call__(self, question: bytes) -> bytes:
        if self.cut:
            raise httpx.ConnectError("cut off")
        self.asked.append(json.loads(question))
        return b'{"answer":"no_record","checked":["status","existence"]}'


class Contest:
    def __init__(self, folder: Path) -> None:
        self.plane = Plane()
        self.counter = Counter(folder)
        self.counter.feed.add_unit(self.counter.key, quota=1_000)
        self.counter.bring_up()
        self.disputes = Disputes(folder / "disputes", self.plane)

    def call(self, method: str, path: str, body: Any = None, key: str = "") -> tuple[int, dict[str, str], Any]:
        headers = {"HTTP_AUTHORIZATION": f"Bearer {key or self.counter.key}", "CONTENT_TYPE": "application/json"}
        return call(self.counter, method, path, json.dumps(body).encode(), **headers)

    def contest(self, **more: Any) -> tuple[int, dict[str, str], Any]:
        return self.call("POST", "/v1/disputes", {**ASKED, **more})

    def work(self) -> None:
        self.disputes.work_one(*self.disputes._waiting.get_nowait(), lambda: self.counter.now)


@pytest.fixture
def contest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Contest]:
    contest = Contest(tmp_path)
    whole = service.make_app
    monkeypatch.setattr("test_B3_openapi.make_app", lambda desk, metrics: whole(desk, metrics, contest.disputes))
    yield contest
    contest.counter.register.env.close()


def test_dispute_is_taken_in_asked_and_fetched(contest: Contest) -> None:
    status, headers, said = contest.contest()
    assert (status, said["state"]) == (202, "waiting")
    where = headers["Location"]
    assert contest.call("GET", where)[2]["state"] == "waiting"
    contest.work()
    assert contest.plane.asked == [ASKED]
    status, _, said = contest.call("GET", where)
    assert (status, said["state"], said["answer"], said["checked"]) == (
        200,
        "answered",
        "no_record",
        ["status", "existence"],
    )
    assert len(contest.counter.kept()) == 1, "a disputed question is a question"


def test_nothing_on_disk_names_a_person(contest: Contest) -> None:
    contest.contest()
    contest.work()
    held = b"".join(path.read_bytes() for path in (contest.counter.folder / "disputes").iterdir())
    assert ASKED["id_number"].encode() not in held
    assert ASKED["name"] not in held.decode()


def test_dispute_is_its_units_own(contest: Contest) -> None:
    other = new_unit_key()
    contest.counter.feed.add_unit(other, unit="bank-0002")
    contest.counter.bring_up()
    where = contest.contest()[1]["Location"]
    assert contest.call("GET", where, key=other)[0] == 404
    assert contest.call("GET", where, key=new_unit_key())[0] == 401
    assert contest.call("GET", "/v1/disputes/../CURRENT")[0] == 404
    contest.counter.feed.add_unit(contest.counter.key, revoked=True)
    contest.counter.bring_up()
    assert contest.call("GET", where)[0] == 401


def test_case_plane_out_of_reach_fails_the_dispute_alone(contest: Contest) -> None:
    contest.plane.cut = True
    where = contest.contest()[1]["Location"]
    contest.work()
    assert contest.call("GET", where)[2]["state"] == "failed"
    assert post(contest.counter, "/v1/verify", ASKED)[0] == 200


def test_dispute_lost_with_its_process_is_not_waited_for(contest: Contest) -> None:
    where = contest.contest()[1]["Location"]
    contest.counter.now += 121
    contest.counter.bring_up()
    assert contest.call("GET", where)[2]["state"] == "failed"


def test_refused_question_is_not_disputed(contest: Contest) -> None:
    assert contest.contest(purpose="curiosity")[0] == 403
    assert contest.contest(id_number="1")[0] == 422
    assert contest.disputes._waiting.empty()


def test_test_key_is_answered_at_once(contest: Contest) -> None:
    contest.counter.feed.add_unit(contest.counter.key, quota=1_000, test=True)
    contest.counter.bring_up()
    status, _, said = contest.contest(id_number=next(iter(ANSWERS)))
    assert (status, said["answer"]) == (200, "clear")
    assert contest.disputes._waiting.empty()


def test_too_many_waiting(contest: Contest) -> None:
    for _ in range(MOST_WAITING):
        assert contest.contest()[0] == 202
    status, headers, said = contest.contest()
    assert (status, said["code"], headers["Retry-After"]) == (503, "disputes_waiting", "30")
    assert len(list((contest.counter.folder / "disputes").iterdir())) == MOST_WAITING


def test_old_disputes_go(contest: Contest, tmp_path: Path) -> None:
    contest.contest()
    contest.counter.now = NOON * 10
    contest.work()
    assert list((tmp_path / "disputes").iterdir()) == []


@pytest.mark.parametrize(
    ("token", "body", "status"),
    [(TOKEN, b"{}", 200), (TOKEN, b"", 400), (TOKEN, b" " * 5_000, 400), (TOKEN, b"bad", 422), ("other", b"{}", 401)],
)
def test_publisher_rechecks_for_nodes_alone(token: str, body: bytes, status: int) -> None:
    def recheck(question: bytes) -> bytes:
        if question == b"bad":
            raise ValueError
        return b'{"answer":"clear"}'

    plane = publisher_app(
        lambda after, limit: ([], 0, 0),
        signer=SIGNER,
        admits=lambda given: given == TOKEN,
        epoch=lambda: 1,
        wait=lambda after, seconds: None,
        recheck=recheck,
    )
    transport = httpx.WSGITransport(app=plane)  # type: ignore[arg-type]
    with httpx.Client(transport=transport, base_url="http://plane") as client:
        answer = client.post("/recheck", content=body, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == status


def test_node_without_disputes_has_no_such_address(contest: Contest) -> None:
    said: list[str] = []
    bare = service.make_app(contest.counter.desk, Metrics(contest.counter.folder / "metrics"))
    bare({"PATH_INFO": "/v1/disputes/x", "REQUEST_METHOD": "GET"}, lambda status, _: said.append(status))
    assert said[0].startswith("404")
