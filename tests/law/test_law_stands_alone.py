"""法之纯: the law imports nothing of the house, no clock and no I/O, and starts fast because of it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import guizheng.law

ROOM = Path(guizheng.law.__file__).parent
FILES = sorted(ROOM.glob("*.py"))
BARRED = {
    "os",
    "io",
    "time",
    "socket",
    "subprocess",
    "pathlib",
    "shutil",
    "sqlite3",
    "lmdb",
    "httpx",
    "urllib",
    "http",
    "django",
    "random",
    "secrets",
    "threading",
    "asyncio",
    "tempfile",
    "logging",
    "sys",
}
FOREIGN = {"msgspec", "chinese_calendar"}


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_imports(file: Path) -> None:
    for name in imported(file):
        top = name.partition(".")[0]
        if top == "guizheng":
            assert name == "guizheng.law" or name.startswith("guizheng.law.")
        else:
            assert top in FOREIGN or (top in sys.stdlib_module_names and top not in BARRED), name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_clock_and_no_files(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in {"now", "today", "utcnow", "open", "print", "input", "__import__", "eval", "exec"}


def test_loading_the_law_loads_no_web_framework() -> None:
    code = "import sys; from guizheng.law import command; print(sorted({n.partition('.')[0] for n in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "'msgspec'" in loaded
    for name in ("django", "httpx", "lmdb", "sqlite3", "cryptography"):
        assert f"'{name}'" not in loaded
