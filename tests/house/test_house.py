"""Truths of the house that no import contract can hold."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "guizheng").rglob("*.py"))
LONGEST = 400
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root)/\w")
LOGGED = re.compile(r"\blog(?:ger|ging)?\.(?:debug|info|warning|error|exception|critical)\((.*)")
NUMBER_WORDS = re.compile(r"\b(?:id_number|number_sealed|number\(|card_of)\b")
CLOCK = re.compile(r"\b(?:timezone|datetime)\.now\(|\bdate\.today\(|localdate\(\)")
MAY_ASK_THE_CLOCK = ("conf/", "web/", "api/", "verify/", "gateways/simulators/")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT / "src" / "guizheng"))


def kept_files() -> list[Path]:
    """Every text file under version control, but for locks and data."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [
        path for path in paths if path.is_file() and path.suffix in {".py", ".md", ".sh", ".html", ".toml", ".typ", ""}
    ]


def test_no_file_outgrows_its_subject() -> None:
    long = {named(path): count for path in SOURCES if (count := len(path.read_text().splitlines())) > LONGEST}
    assert long.keys() - {"law/division_codes.py"} == set()


def test_relations_between_citizens_tables_have_one_door() -> None:
    users = [
        named(path)
        for path in SOURCES
        if re.search(r"models\.ForeignObject\b", path.read_text()) and "migrations" not in path.parts
    ]
    assert users == ["ledger/keys.py"]


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_nothing_that_logs_is_handed_a_number(path: Path) -> None:
    for match in LOGGED.finditer(path.read_text()):
        assert not NUMBER_WORDS.search(match.group(1)), match.group(0)


def test_only_the_edges_ask_the_clock() -> None:
    asking = [named(path) for path in SOURCES if CLOCK.search(path.read_text())]
    assert [name for name in asking if not name.startswith(MAY_ASK_THE_CLOCK)] == []


def test_no_signal_triggers_anything() -> None:
    text = {named(path): path.read_text() for path in SOURCES}
    found = [name for name, words in text.items() if re.search(r"@receiver\b|post_save|pre_save|signals import", words)]
    assert found == []


def test_the_project_speaks_of_no_machine() -> None:
    found = [str(path.relative_to(ROOT)) for path in kept_files() if MACHINE_PATH.search(path.read_text())]
    assert [name for name in found if name != "tests/house/test_house.py"] == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    marks = re.compile(r"pytest\.(?:mark\.)?(?:skip|skipif|xfail|importorskip)\b")
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__).resolve()]
    assert [str(path.relative_to(ROOT)) for path in tests if marks.search(path.read_text())] == []
