"""What every answer and every log line goes through: the language switch, the masking, the health page."""

import logging
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import get_language

from guizheng.conf import health
from guizheng.conf.language import SwitchMiddleware
from guizheng.conf.logs import MaskingFormatter, masked

NUMBER = "410105199003079027"


@pytest.mark.parametrize(("cookie", "language"), [("", "zh-hans"), ("en", "en"), ("fr", "zh-hans")])
def test_chinese_first_whatever_the_browser_prefers(cookie: str, language: str) -> None:
    request = RequestFactory(headers={"accept-language": "en"}).get("/")
    request.COOKIES["guizheng_language"] = cookie
    seen: list[str] = []

    def view(_: HttpRequest) -> HttpResponse:
        seen.append(get_language())
        return HttpResponse()

    response = SwitchMiddleware(view)(request)
    assert (seen, response["Content-Language"]) == ([language], language)


def test_a_number_is_masked_wherever_it_stands_in_a_line() -> None:
    assert masked(f"a {NUMBER}, {NUMBER[:-1]}x.") == "a 410105************, 410105************."


def test_longer_and_shorter_numbers_are_left() -> None:
    kept = "1201019902026030100001 13900000000 20260301"
    assert masked(kept) == kept


def test_a_traceback_is_masked_too() -> None:
    try:
        raise ValueError(f"who is {NUMBER}")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "it broke", None, info)
    assert NUMBER not in MaskingFormatter().format(record)


@pytest.mark.django_db
def test_the_house_is_ready_when_every_part_is(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.WORKER_BEAT = tmp_path / "worker"
    monkeypatch.setattr(health, "_answers", lambda url: "8002" not in url)
    settings.PUBLISHER_URL, settings.VERIFY_URL, settings.SIMULATORS_URL = "http://h:8001", "http://h:8002", ""
    answer = Client().get("/readyz")
    parts = {"database": True, "worker": False, "publisher": True, "verify": False}
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "parts": parts})
    settings.WORKER_BEAT.touch()
    settings.VERIFY_URL = "http://h:8012"
    assert Client().get("/readyz").status_code == 200


def test_a_beat_grows_old(settings: Any, tmp_path: Path) -> None:
    settings.WORKER_BEAT = tmp_path / "worker"
    settings.WORKER_BEAT.touch()
    assert health._worker()
    old = time.time() - health.BEAT_SECONDS - 1
    os.utime(settings.WORKER_BEAT, (old, old))
    assert not health._worker()


@pytest.mark.django_db
def test_every_answer_carries_the_strict_policy() -> None:
    policy = Client().get("/healthz")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
