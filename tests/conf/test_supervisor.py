"""The supervisor: a part that ends is started again, one that can't be kept up closes the house, ports come first."""

import os
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from guizheng.conf import opening, supervisor
from guizheng.conf.supervisor import Part


@pytest.fixture
def fake_cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In place of a command of the house: a program that writes a line and does as its first word says."""
    program = tmp_path / "program"
    program.write_text(
        f"#!{sys.executable}\n"
        "import sys, time, pathlib\n"
        "pathlib.Path(__file__).with_name('said').open('a').write('x')\n"
        "time.sleep(600 if 'stay' in sys.argv else 0)\n"
        "sys.exit(3)\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    return tmp_path / "said"


def kept(part: Part, until: float) -> None:
    now = 1_000.0
    while now < until:
        part.keep(now)
        if part.process is not None and part.words == ["fall"]:
            part.process.wait(10)
        now += 0.5


def test_a_part_that_falls_is_started_again_after_a_growing_pause(
    fake_cli: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    part = Part("worker", ["fall"], dict(os.environ))
    kept(part, 1_004.0)
    assert 1 < len(fake_cli.read_text()) < 6
    assert "worker ended with 3" in capfd.readouterr().err


def test_a_part_that_can_not_be_kept_up_closes_the_house(fake_cli: Path, capfd: pytest.CaptureFixture[str]) -> None:
    stays, falls = Part("web", ["stay"], dict(os.environ)), Part("worker", ["fall"], dict(os.environ))
    falls.failures, falls.again = supervisor.MOST_FAILURES - 1, 0.0
    assert supervisor._keep_up([stays, falls], threading.Event()) == 1
    assert "worker ended 5 times in a row" in capfd.readouterr().err
    assert stays.process is not None
    assert stays.process.poll() is not None


def test_a_part_waits_for_what_it_needs(fake_cli: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(supervisor, "_answers", lambda url: next(answers))
    part = Part("verify-node", ["stay"], dict(os.environ), after="http://127.0.0.1:9/readyz")
    part.keep(1.0)
    assert part.process is None
    part.keep(2.0)
    assert part.process is not None
    part.end()
    part.gone(time.monotonic() + 5)


def test_a_taken_port_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        assert supervisor.main(["--port", str(port)]) == 2
    assert f"port {port} is taken" in capfd.readouterr().err


@pytest.mark.django_db
def test_another_address_is_refused_while_demo_log_ins_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    from guizheng.organs.officers import Officer

    monkeypatch.setattr(opening.house, "unmigrated", lambda: 0)
    Officer.objects.create(number="900001", name="演示", demo=True)
    assert "1 demo log-ins exist" in opening.prepare(0, "0.0.0.0", threading.Event())
    assert opening.prepare(0, "127.0.0.1", threading.Event()) == ""


def test_only_the_web_server_may_be_reached_from_elsewhere() -> None:
    words = {name: words for name, words, *_ in opening.parts("0.0.0.0", 9000)}
    assert [name for name, line in words.items() if any("0.0.0.0" in word for word in line)] == ["web"]
