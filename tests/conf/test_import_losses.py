"""`guizheng import-losses`: from the command line two persons, too, each with a password and an appointment."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from tests.registers.test_B1_past_losses import enter, file, states

from guizheng.conf import losses
from guizheng.organs.authorities import Authority, Kind
from guizheng.organs.models import Appointment, Officer
from guizheng.registers import breaker
from guizheng.registers.breaker import Bulk
from guizheng.registers.cards import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(quick_passwords: None) -> None:
    Authority.objects.create(code="120101000000", name="和平分局", kind=Kind.COUNTY, address="", phone="")
    for number, post in (("120005", "county_admin"), ("120006", "county_admin"), ("120001", "reception")):
        officer = Officer.objects.create(number=number, name="田县管", password=make_password("secret"))
        Appointment.objects.create(officer=officer, authority_id="120101000000", post=post, since="2020-01-01")


def run(monkeypatch: pytest.MonkeyPatch, *words: str, password: str = "secret") -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    return losses.main([*map(str, words)])


def test_held_released_taken_over_and_rolled_back(
    county: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(breaker, "SMALLEST", 1)
    path = str(file(tmp_path, [f"{enter(at)},2016-05-01,丢失,," for at in range(2)]))
    assert run(monkeypatch, path, "--dry-run") == 0
    assert "new 2" in capsys.readouterr().out
    assert run(monkeypatch, path, "--officer", "120005") == losses.HELD
    bulk = Bulk.objects.get()
    assert f"--release {bulk.pk}" in capsys.readouterr().err
    assert run(monkeypatch, "--release", str(bulk.pk), "--officer", "120005") == 1
    assert run(monkeypatch, "--release", str(bulk.pk), "--officer", "120006") == 0
    assert run(monkeypatch, path, "--officer", "120005") == 0
    assert states(2) == {State.REPORTED_LOST}
    assert run(monkeypatch, "--undo", str(bulk.pk), "--officer", "120005") == losses.HELD
    undo = Bulk.objects.get(kind="roll-back")
    assert run(monkeypatch, "--release", str(undo.pk), "--officer", "120006") == 0
    assert run(monkeypatch, "--undo", str(bulk.pk), "--officer", "120005") == 0
    assert states(2) == {State.IN_FORCE}


@pytest.mark.parametrize(
    ("words", "password", "says"),
    [
        (("--officer", "120005"), "wrong", "wrong password"),
        (("--officer", "999999"), "secret", "no such officer"),
        (("--officer", "120001"), "secret", "administrator"),
        (("--officer", "120005"), "secret", "a file is needed"),
        (("--officer", "120005", "--release", "7"), "secret", "no bulk change"),
        (("missing.csv", "--officer", "120005"), "secret", "missing.csv"),
    ],
)
def test_what_can_not_be_done_is_said(
    county: None, monkeypatch: pytest.MonkeyPatch, capsys: Any, words: tuple[str, ...], password: str, says: str
) -> None:
    assert run(monkeypatch, *words, password=password) == 1
    assert says in capsys.readouterr().err
