"""Hands and a time for the tests of the ledger."""

from datetime import datetime, timedelta, timezone

from guizheng.ledger.hands import Hand

SHANGHAI = timezone(timedelta(hours=8))
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
CLERK = Hand("120001", "陈受理", post="reception", appointment=1, authority="120101001000", division="120101")
CHIEF = Hand("120002", "王所长", post="county_admin", appointment=2, authority="120101000000", division="120101")


def later(seconds: float = 1) -> datetime:
    return NOON + timedelta(seconds=seconds)
