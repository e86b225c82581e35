"""B3: a transaction that commits late is not passed over, whatever was numbered meanwhile."""

import pytest
from benchmarks.straggler import race
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_change_committed_late_is_neither_missed_nor_told_twice() -> None:
    found = race(400, 3, 0.5)
    assert (found.changes, found.missed, found.twice) == (400, 0, 0)
    # On SQLite writers wait for one another, so nobody can be late there.
    assert (found.naive_missed > 0) == (connection.vendor == "postgresql")
