"""B3: the applier's steps one by one, and the settings it starts from."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fake_feed import Feed, demo_number, node_settings, number, served

from guizheng.verify.applier import LONGEST_PAUSE, Applier, Publisher
from guizheng.verify.entry import CardState, State
from guizheng.verify.node import options
from guizheng.verify.settings import BadSettingError, NodeSettings, read_epoch_key, read_settings
from guizheng.verify.store import Register, current
from guizheng.verify.warm import warm

LOST = CardState(20100101, 20300101, State.REPORTED_LOST, 1_500_000_000)
NAME = "李秀英"


@pytest.fixture
def feed() -> Feed:
    return Feed()


@pytest.fixture
def settings(feed: Feed, tmp_path: Path) -> Iterator[NodeSettings]:
    with served(feed) as url:
        yield node_settings(tmp_path, url, wait_seconds=0.0)


@pytest.fixture
def applier(settings: NodeSettings) -> Iterator[Applier]:
    applier = Applier(settings, Publisher(settings), lambda: 1_000)
    yield applier
    applier.close()


def position(applier: Applier) -> int:
    return applier._register.state().position


def test_a_step_brings_a_page(feed: Feed, applier: Applier) -> None:
    feed.add(number(1), NAME, LOST)
    assert applier.step()
    assert position(applier) == 1
    assert applier.step(), "nothing new is no failure"
    assert position(applier) == 1


def test_empty_page_keeps_the_node_fresh(feed: Feed, applier: Applier) -> None:
    applier.step()
    before = applier._register.state().as_of
    applier.step()
    assert applier._register.state().as_of >= before > 0
    assert applier._register.state().heard == 1_000


def test_pause_grows_while_it_fails_and_ends_with_success(feed: Feed, applier: Applier) -> None:
    feed.cut = True
    pauses = []
    for _ in range(8):
        assert not applier.step()
        pauses.append(applier._pause)
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (0.1, LONGEST_PAUSE)
    feed.cut = False
    assert applier.step()
    assert applier._pause == 0.0


def test_feed_that_went_back_is_not_followed(feed: Feed, applier: Applier) -> None:
    for count in range(3):
        feed.add(demo_number(count), NAME, LOST)
    applier.step()
    del feed.rows[1:]
    assert not applier.step()
    assert position(applier) == 3


def test_wrong_token_brings_nothing(feed: Feed, settings: NodeSettings) -> None:
    settings.token.write_text("another token")
    applier = Applier(settings, Publisher(settings), lambda: 1_000)
    assert not applier.step()
    applier.close()


def test_rebuild_goes_on_from_where_it_ended(feed: Feed, settings: NodeSettings) -> None:
    for count in range(60_000):
        feed.add(demo_number(count), NAME, LOST)
    settings = replace(settings, rebuild_over=5_000)
    applier = Applier(settings, Publisher(settings), lambda: 1_000)
    old = current(settings.data)
    assert applier.step()
    assert position(applier) == 60_000
    assert current(settings.data) != old
    superseded = Register(old, map_bytes=64 << 20, writable=False)
    assert superseded.state().superseded == 1
    superseded.env.close()
    feed.add(demo_number(0), NAME)
    assert applier.step()
    assert position(applier) == 60_001
    applier.close()


def test_settings_come_back_from_the_command_line(settings: NodeSettings) -> None:
    assert read_settings(options(settings), {}) == settings
    assert read_settings(options(settings), {"GUIZHENG_VERIFY_PORT": "1"}) == settings


def test_settings_come_from_the_environment(settings: NodeSettings) -> None:
    words = options(settings)
    environ = {
        "GUIZHENG_VERIFY_" + word[2:].split("=")[0].replace("-", "_").upper(): word.split("=", 1)[1] for word in words
    }
    assert read_settings([], environ) == settings
    assert read_settings(["--port=77"], environ).port == 77


def test_missing_settings_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_settings([], {})
    assert "--publisher-key" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "words"), [("zz", "unreadable"), ("00", "not 32 bytes")])
def test_digest_key_that_is_none_is_named(settings: NodeSettings, text: str, words: str) -> None:
    (settings.keys / "epoch-1.key").write_text(text)
    with pytest.raises(BadSettingError, match=words):
        read_epoch_key(settings.keys, 1)
    with pytest.raises(BadSettingError, match="missing"):
        read_epoch_key(settings.keys, 9)


def test_register_is_read_before_a_node_is_ready(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "data.mdb").write_bytes(bytes(100_000))
    locked = warm(tmp_path / "data.mdb")
    assert locked or "memlock" in caplog.text
