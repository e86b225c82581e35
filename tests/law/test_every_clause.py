"""Every clause has rules and tests, or a line why software has no part in it; the documents say what the law says."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from guizheng.law import docs
from guizheng.law.clauses import CLAUSES, SOURCES, Clause
from guizheng.law.rules import ALL, Book, Kind, rule

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def make_docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "scripts" / "make_docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_documents_say_what_the_law_says(make_docs: ModuleType) -> None:
    assert make_docs.stale(ROOT) == []


def test_the_clauses_are_those_of_the_policy() -> None:
    keys = "P0 G1 G2 G3 A1 A2 A3 A4 A5 A6 A7 A8 B1 B2 B3 B4 C1 C2 C3 D1 D2 D3 D4"
    assert " ".join(CLAUSES) == keys
    assert {key for key, clause in CLAUSES.items() if clause.no_rule} == {"P0", "G1"}
    assert not set(CLAUSES) & set(SOURCES)


def test_a_clause_without_rule_and_test_is_a_hole(monkeypatch: pytest.MonkeyPatch) -> None:
    every = {key: ["test.py"] for key in CLAUSES}
    assert docs.holes(every) == []
    assert docs.holes({**every, "A5": []}) == ["A5: no test in tests/law"]
    assert docs.holes({**every, "A9": ["test.py"]}) == ["A9: tests of a clause that does not exist"]
    monkeypatch.setitem(CLAUSES, "D9", Clause("D9", "x", "x", "x"))
    assert docs.holes(every) == ["D9: neither a rule nor a line saying why not", "D9: no test in tests/law"]
    monkeypatch.setitem(CLAUSES, "D9", Clause("D9", "x", "x", "x", "none"))
    assert docs.holes(every) == []
    monkeypatch.setitem(CLAUSES, "A5", Clause("A5", "x", "x", "x", "none"))
    assert docs.holes(every) == ["A5: says that software has no part in it, and has rules"]


@pytest.mark.parametrize("clause", ["Z9", "", "a5"])
def test_a_rule_without_a_clause_cannot_be_declared(clause: str) -> None:
    before = len(ALL)
    with pytest.raises(ValueError, match="no such clause"):
        rule(clause, "planted", Kind.OFFICE, Book("planted"))
    assert len(ALL) == before


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the law, its tests, its documents and the script that compares them."""
    for part in ("src/guizheng/law", "tests/law", "docs"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "src/guizheng/__init__.py", tmp_path / "src/guizheng")
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "make_docs.py", tmp_path / "scripts")
    return tmp_path


def check(house: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", str(house / "scripts" / "make_docs.py"), "--check"]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def test_a_planted_rule_without_a_clause_fails_the_check(house: Path) -> None:
    with (house / "src/guizheng/law/loss.py").open("a", encoding="utf-8") as law:
        law.write('\n\n@rule("", "planted", Kind.OFFICE, LOSS)\ndef planted(facts):\n    """中\n    en"""\n')
    result = check(house)
    assert result.returncode == 1
    assert "rule planted: no such clause" in result.stderr


def test_a_planted_clause_without_a_test_fails_the_check(house: Path) -> None:
    with (house / "src/guizheng/law/clauses.py").open("a", encoding="utf-8") as law:
        law.write('\n\nCLAUSES["D5"] = Clause("D5", "《意见》三(五)", "新增", "Planted")\n')
    result = check(house)
    assert result.returncode == 1
    assert "D5: no test in tests/law" in result.stderr
    assert "D5: neither a rule" in result.stderr


def test_a_test_taken_away_fails_the_check(house: Path) -> None:
    (house / "tests/law/test_A6_barred.py").write_text('"""Nothing here."""\n', encoding="utf-8")
    result = check(house)
    assert result.returncode == 1
    assert "A6: no test in tests/law" in result.stderr
