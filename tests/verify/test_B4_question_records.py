"""B4: every question leaves a record that outlives the process, and none is ever overwritten."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from guizheng.verify.records import (
    HEADER_BYTES,
    RECORD_BYTES,
    REST,
    Records,
    RecordsFullError,
    read_records,
    segment_id,
)
from guizheng.verify.shipping import recover, ship

REST_OF_ONE = REST.pack(b"p" * 16, b"k" * 16, 7, 8, b"fro", b"til", b"retry-dg", 1, 2, 1, 0, b"account_opening")


def records(folder: Path, *, room: int = 10, seconds: float = 1000.0, most: int = 4) -> Records:
    size = HEADER_BYTES + room * RECORD_BYTES
    return Records(folder, segment_bytes=size, segment_seconds=seconds, most_segments=most)


def closed(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.segment"))


def test_record_comes_back_as_it_went(tmp_path: Path) -> None:
    desk = records(tmp_path)
    given = [desk.write(0, REST_OF_ONE), *desk.write_all(1, [REST_OF_ONE] * 2)]
    desk.close()
    raw = closed(tmp_path)[0].read_bytes()
    got = list(read_records(raw))
    assert [(record.sequence, record.at) for record in got] == [(0, 0), (1, 1), (2, 1)]
    assert (got[0].person, got[0].unit_key, got[0].position, got[0].answer) == (b"p" * 16, b"k" * 16, 7, 2)
    assert got[0].purpose.rstrip(b"\0") == b"account_opening"
    assert given == [f"{segment_id(raw)}-{record.sequence:x}" for record in got]


def test_segment_cut_or_damaged_ends_at_the_damage(tmp_path: Path) -> None:
    desk = records(tmp_path)
    for at in range(5):
        desk.write(at, REST_OF_ONE)
    desk.close()
    raw = bytearray(closed(tmp_path)[0].read_bytes())
    assert len(list(read_records(bytes(raw[:-1])))) == 4
    raw[HEADER_BYTES + 3 * RECORD_BYTES + 20] ^= 1
    assert len(list(read_records(bytes(raw)))) == 3
    with pytest.raises(ValueError, match="segment"):
        list(read_records(b"something else" * 10))


def test_empty_places_are_no_records(tmp_path: Path) -> None:
    desk = records(tmp_path)
    desk.tend(0.0)
    (path, *_) = tmp_path.glob("*.open")
    assert list(read_records(path.read_bytes())) == []
    desk.close()
    assert list(tmp_path.iterdir()) == []


def test_full_segment_makes_way_for_the_spare(tmp_path: Path) -> None:
    desk = records(tmp_path, room=3)
    for at in range(3):
        desk.write(at, REST_OF_ONE)
    desk.tend(0.0)
    for at in range(3, 6):
        desk.write(at, REST_OF_ONE)
    desk.tend(0.0)
    desk.close()
    got = [record.at for path in closed(tmp_path) for record in read_records(path.read_bytes())]
    assert sorted(got) == list(range(6))


def test_without_room_a_question_is_refused_and_nothing_is_overwritten(tmp_path: Path) -> None:
    desk = records(tmp_path, room=2, most=2)
    written = 0
    while desk.has_room() and written < 100:
        desk.write(written, REST_OF_ONE)
        written += 1
        desk.tend(0.0)
    assert written == 6
    with pytest.raises(RecordsFullError):
        desk.write(0, REST_OF_ONE)
    for path in closed(tmp_path)[:1]:
        path.unlink()
        written -= 2
    desk.tend(0.0)
    assert desk.has_room()
    desk.write(0, REST_OF_ONE)
    desk.close()
    assert sum(len(list(read_records(path.read_bytes()))) for path in closed(tmp_path)) == written + 1


def test_restart_makes_no_room(tmp_path: Path) -> None:
    for name in ("a.segment", "b.segment"):
        (tmp_path / name).write_bytes(b"")
    desk = records(tmp_path, most=2)
    with pytest.raises(RecordsFullError):
        desk.write(0, REST_OF_ONE)


def test_old_segment_is_closed_though_not_full(tmp_path: Path) -> None:
    desk = records(tmp_path, seconds=5.0)
    desk.write(0, REST_OF_ONE)
    desk.tend(100.0)
    desk.tend(104.0)
    assert closed(tmp_path) == []
    desk.tend(105.0)
    desk.tend(105.1)
    assert len(closed(tmp_path)) == 1


def test_what_was_written_outlives_kill_9(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\n"
        "from test_B4_question_records import REST_OF_ONE, records\n"
        "desk = records(Path(sys.argv[1]), room=100_000)\n"
        "for at in range(100_000):\n"
        "    print(desk.write(at, REST_OF_ONE), flush=True)\n"
    )
    here = str(Path(__file__).parent)
    process = subprocess.Popen([sys.executable, "-c", program, str(tmp_path), here], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    answered = [process.stdout.readline().strip() for _ in range(500)]
    assert recover(tmp_path) == 0, "a living writer's segment is left alone"
    os.kill(process.pid, signal.SIGKILL)
    answered += process.stdout.read().split()
    process.wait()
    assert recover(tmp_path) == 1
    raw = closed(tmp_path)[0].read_bytes()
    kept = {f"{segment_id(raw)}-{record.sequence:x}" for record in read_records(raw)}
    assert len(answered) >= 500
    assert kept >= set(answered[:-1]), "the last line may be cut"


def test_segments_are_shipped_oldest_first_and_kept_until_taken(tmp_path: Path) -> None:
    for at, name in enumerate(("c", "a", "b")):
        (tmp_path / f"{name}.segment").write_bytes(name.encode())
        os.utime(tmp_path / f"{name}.segment", (at, at))
    taken: list[str] = []

    def send(name: str, body: bytes) -> None:
        if name == "b":
            raise httpx.ConnectError("down")
        taken.append(name + body.decode())

    assert ship(tmp_path, send) == 2
    assert taken == ["cc", "aa"]
    assert [path.name for path in closed(tmp_path)] == ["b.segment"]


def test_each_record_is_brought_to_disk_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = records(tmp_path)
    synced: list[int] = []
    monkeypatch.setattr(os, "fdatasync", synced.append)
    for _ in range(3):
        desk.write(0, REST_OF_ONE)
        desk.tend(0.0)
        desk.tend(0.0)
    assert len(synced) == 3
