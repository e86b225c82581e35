"""Each import contract, broken once in a copy of the house, is seen to be broken; the copy itself is sound."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = {
    "the house": ("ledger/events.py", "import guizheng.registers.persons"),
    "cases: matters": ("cases/may.py", "import guizheng.cases.application.forms"),
    "law: pure": ("law/fees.py", "import sqlite3"),
    "verify: knows": ("verify/digests.py", "import django"),
    "one door": ("web/words.py", "import guizheng.verify.digests"),
    "what decides": ("cases/application/gather.py", "import guizheng.gateways.simulators.store"),
    "no room turns": ("gateways/answers.py", "import guizheng.gateways.line"),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", top)
    shutil.copytree(
        ROOT / "src", top / "src", ignore=shutil.ignore_patterns("__pycache__", "*.sqlite3", "data", "static")
    )
    return top


def broken(copy: Path) -> list[str]:
    """The names of the contracts that the linter finds broken in the copy."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
        "--no-logo",
        "--no-cache",
    ]
    done = subprocess.run(command, cwd=copy, env={"PYTHONPATH": str(copy / "src")}, capture_output=True, text=True)
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return [line.removesuffix(" BROKEN") for line in done.stdout.splitlines() if line.endswith(" BROKEN")]


def test_the_copy_is_sound(copy: Path) -> None:
    assert broken(copy) == []


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_planted_import_is_found(copy: Path, name: str) -> None:
    file, line = CONTRACTS[name]
    path = copy / "src" / "guizheng" / file
    sound = path.read_text()
    path.write_text(f"{sound}\n{line}\n")
    try:
        assert any(contract.startswith(name) for contract in broken(copy))
    finally:
        path.write_text(sound)


def test_every_contract_is_planted() -> None:
    named = [line for line in (ROOT / "pyproject.toml").read_text().splitlines() if line.startswith("name = ")]
    contracts = [line.split('"')[1] for line in named if line != 'name = "guizheng"']
    assert len(contracts) == len(CONTRACTS)
    assert all(any(one.startswith(start) for start in CONTRACTS) for one in contracts)
