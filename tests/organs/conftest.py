"""Some places of the demo nation, written as the demo writes them."""

from datetime import date

import pytest

from guizheng.organs import loader

ON = date(2026, 11, 23)
PLACES = ("120101", "120105", "120110", "410105", "419001", "429004", "441900", "442000", "460400", "620200", "110101")
PLACES += ("500157", "510104", "320613")


@pytest.fixture
def places(db: None) -> None:
    assert loader.load(only=PLACES)
