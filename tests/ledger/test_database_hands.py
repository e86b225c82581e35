"""The database under the tests: two connections, a lesser role, and rows that can't be changed."""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from guizheng.ledger.looks import Look


@pytest.mark.django_db
def test_looks_have_a_connection_of_their_own() -> None:
    look = Look.objects.create(at=timezone.now(), officer="900001", post="", authority="", purpose="", page="")
    assert look._state.db == "looks"


@pytest.mark.django_db
def test_the_application_can_not_empty_the_ledger() -> None:
    Look.objects.create(at=timezone.now(), officer="900001", post="", authority="", purpose="", page="")
    with pytest.raises(DatabaseError), transaction.atomic("looks"), connections["looks"].cursor() as cursor:
        cursor.execute("DELETE FROM ledger_look")


@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_afterwards_one() -> None:
    assert not Look.objects.exists()
    Look.objects.create(at=timezone.now(), officer="900001", post="", authority="", purpose="", page="")


@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_afterwards_two() -> None:
    assert not Look.objects.exists()
    Look.objects.create(at=timezone.now(), officer="900001", post="", authority="", purpose="", page="")


@pytest.mark.django_db
def test_on_postgresql_the_tests_are_not_the_owner() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT current_user, pg_has_role(tableowner, 'USAGE') FROM pg_tables WHERE tablename = %s",
                ["ledger_event"],
            )
            assert cursor.fetchone() == (settings.DATABASES["default"]["USER"], False)
        else:
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (2,)
