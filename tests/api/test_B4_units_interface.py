"""接入 B3 B4: test mode gives every answer and fault; a unit's system reports misuse under its own key."""

import base64
import json
import uuid
from typing import Any

import pytest
from django.test import Client
from tests.cases import world
from tests.cases.world import Outside, later
from tests.registers.segments import unit

from guizheng.cases.misuse.models import MisuseReport
from guizheng.cases.spine import Case
from guizheng.law.id_number import fault
from guizheng.organs import test_mode
from guizheng.organs.models import RelyingUnit, UnitKey

ASKED = {"name": "测试", "valid_from": "2020-01-01", "valid_to": "2040-01-01", "purpose": "open_account"}
REPORT = {
    "id_number": world.LI,
    "act": "used",
    "happened_at": later(minutes=-30).isoformat(),
    "scene": "和平支行柜台",
    "evidence": [{"name": "a.png", "content": base64.b64encode(b"\x89PNG\r\n\x1a\n1").decode()}],
}


def post(path: str, body: Any, key: str, **headers: str) -> Any:
    given = {"Authorization": f"Bearer {key}", **headers}
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    return Client().post(f"/api/{path}", text, content_type="application/json", headers=given)


@pytest.mark.parametrize("case", test_mode.CASES, ids=lambda case: case.answer)
def test_every_magic_number_gives_its_answer(case: test_mode.MagicNumber) -> None:
    assert not fault(case.id_number)
    response = post("test/v1/verify", {**ASKED, "id_number": case.id_number}, test_mode.KEY)
    assert response.status_code == case.status
    told = response.json()
    assert told["answer" if case.status == 200 else "code"] == case.answer
    assert response.get("Retry-After", "0") == str(case.retry_after)


@pytest.mark.parametrize(
    ("body", "key", "status"),
    [
        ({**ASKED, "id_number": test_mode.CASES[0].id_number}, "gzk_other", 401),
        ({**ASKED, "id_number": world.LI}, test_mode.KEY, 422),
        ({"id_number": 1}, test_mode.KEY, 422),
        (b"\xff", test_mode.KEY, 422),
    ],
)
def test_test_mode_knows_nobody_else(body: Any, key: str, status: int) -> None:
    response = post("test/v1/verify", body, key)
    assert (response.status_code, world.LI in response.content.decode()) == (status, False)


@pytest.fixture
def bank(house: Outside, tmp_path: Any, settings: Any) -> RelyingUnit:
    settings.HOME = tmp_path
    return unit(division_id="120101")


def report(body: Any = REPORT, key: str = "gzk_test-bank", **headers: str) -> Any:
    return post("v1/misuse-reports", body, key, **headers)


@pytest.mark.django_db
def test_a_report_is_a_case_with_its_evidence(bank: RelyingUnit) -> None:
    told = report()
    case = Case.objects.get()
    assert (told.status_code, told.json()["number"], case.stage) == (201, case.number, "filed")
    held = MisuseReport.objects.at(case.id)
    assert (held.unit, held.evidence[0]["kind"]) == (bank.code, "image/png")


@pytest.mark.django_db
def test_a_retry_is_the_same_report(bank: RelyingUnit) -> None:
    key = {"Idempotency-Key": str(uuid.uuid4())}
    assert report(**key).json() == report(**key).json()
    assert report({**REPORT, "scene": "另一处"}, **key).status_code == 409
    assert report(**{"Idempotency-Key": "no uuid"}).status_code == 400
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_no_key_a_revoked_key_and_an_ended_contract_report_nothing(bank: RelyingUnit) -> None:
    assert report(key="gzk_nobody").status_code == 401
    UnitKey.objects.update(revoked_at=later())
    assert report().status_code == 401
    UnitKey.objects.update(revoked_at=None)
    RelyingUnit.objects.update(contract_until=later().date())
    assert report().status_code == 401
    assert Case.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        {"id_number": "41010519900307999X"},
        {"act": "eaten"},
        {"happened_at": "2026-03-02T11:30:00"},
        {"happened_at": later(1).isoformat()},
        {"scene": ""},
        {"scene": "\0"},
        {"evidence": [{"name": "a", "content": "not base64!"}]},
        {"evidence": [{"name": "a", "content": "AAAA"}]},
        {"hit": "none"},
        {"more": 1},
    ],
)
def test_what_is_wrong_is_said_and_repeats_nothing(bank: RelyingUnit, changed: dict[str, Any]) -> None:
    response = report({**REPORT, **changed})
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert world.LI not in response.content.decode()
    assert Case.objects.count() == 0


@pytest.mark.django_db
def test_a_hit_of_nobody_or_of_another_is_forbidden(bank: RelyingUnit) -> None:
    assert report({**REPORT, "hit": str(uuid.uuid4())}).status_code == 403
    assert Case.objects.count() == 0
