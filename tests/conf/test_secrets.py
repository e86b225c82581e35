"""Secrets: made once, readable by their owner alone, never made up in production."""

import threading
from pathlib import Path

import pytest

from guizheng.conf import secrets


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "one"
    first = secrets.read(path, make=True)
    assert len(first) == 64
    assert secrets.read(path, make=True) == first
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert [one.name for one in path.parent.iterdir()] == ["one"]


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    read: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: read.append(secrets.read(tmp_path / "one", make=True))) for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read) == 16
    assert len(set(read)) == 1


def test_a_missing_secret_stays_missing_where_none_may_be_made(tmp_path: Path) -> None:
    assert secrets.key(tmp_path / "one", make=False) == b""
    assert not (tmp_path / "one").exists()


@pytest.mark.parametrize("content", ["not hexadecimal", "ab"])
def test_a_file_that_holds_no_key_is_named_without_its_content(tmp_path: Path, content: str) -> None:
    (tmp_path / "one").write_text(content)
    with pytest.raises(SystemExit, match=r"^one: a key file holds 64 hexadecimal digits$"):
        secrets.key(tmp_path / "one", make=False)
