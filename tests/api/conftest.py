"""The small world, and counters that start from nothing."""

import pytest
from tests.web.conftest import house  # noqa: F401

from guizheng.api import decide, misuse, sandbox
from guizheng.api.limits import Limiter


@pytest.fixture(autouse=True)
def fresh_counters(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (decide, misuse, sandbox):
        monkeypatch.setattr(room.LIMITER, "_counts", {})
        assert isinstance(room.LIMITER, Limiter)
