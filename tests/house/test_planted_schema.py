"""Each schema rule, broken once in a copy of the house, is found by the lint; the copy itself is sound."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLANTED = {
    "rule 1": """
class Planted(models.Model):
    note = models.CharField(max_length=8)
""",
    "rule 2": """
class Planted(models.Model):
    id = models.BigAutoField(primary_key=True)
    bucket = models.PositiveSmallIntegerField()
""",
    "rule 3": """
class Planted(Bucketed):
    note = models.CharField(max_length=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note"], name="planted_once")]
""",
    "rule 4": """
class Planted(Bucketed):
    person = models.ForeignObject(
        "registers.Person", models.DO_NOTHING, from_fields=["id"], to_fields=["id"], related_name="+"
    )
""",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("schema")
    shutil.copytree(ROOT / "src", top / "src", ignore=shutil.ignore_patterns("__pycache__", "*.sqlite3"))
    return top


def lint(copy: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(copy / "src"), "GUIZHENG_HOME": str(copy / "var")}
    command = [sys.executable, "-m", "guizheng.conf.cli", "lint-schema"]
    return subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True)


def test_the_copy_is_sound(copy: Path) -> None:
    done = lint(copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 breaches" in done.stdout


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_table_is_found(copy: Path, rule: str) -> None:
    path = copy / "src" / "guizheng" / "registers" / "models.py"
    sound = path.read_text()
    path.write_text(
        f"{sound}\nfrom django.db import models\nfrom guizheng.ledger.keys import Bucketed\n{PLANTED[rule]}"
    )
    try:
        done = lint(copy)
    finally:
        path.write_text(sound)
    assert done.returncode == 1
    assert f"registers.Planted: {rule}: " in done.stderr, done.stderr
