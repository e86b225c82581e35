"""`guizheng`: one door, each command loaded only when it is called."""

import os
import subprocess
import sys

import pytest

from guizheng.conf import cli


def test_without_a_word_it_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    said = capsys.readouterr().out
    assert all(f"\n  {name} " in said for name in cli.COMMANDS)


def test_a_word_that_is_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rnu"]) == 2
    assert "no such command: rnu" in capsys.readouterr().err


def test_the_version_names_the_law(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    words = capsys.readouterr().out.split()
    assert words[0] == "guizheng"
    assert words[2] == "law"
    assert len(words) == 4


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_is_there(name: str) -> None:
    target = cli.COMMANDS[name].target
    code = f"from guizheng.conf.cli import _load; assert callable(_load({target!r}))"
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "guizheng.conf.settings"}
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"], env=env, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]


def test_the_law_answers_without_django() -> None:
    code = (
        "import sys; from guizheng.conf.cli import main; code = main(['decide', 'fee', '--on', '2018-03-06']);"
        "assert 'django' not in sys.modules; sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=b"{}", capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.startswith(b"{")
