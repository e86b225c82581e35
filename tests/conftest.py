"""What all tests share. `tests/law` and `tests/verify` use none of it, and load no Django."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

PARTITIONED = "GUIZHENG_TEST_PARTITIONED"
printed: list[str] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that may use the database may use both of its connections, the one for looks too."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker is not None:
            item.add_marker(pytest.mark.django_db(**{"databases": ["default", "looks"], **marker.kwargs}), append=False)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for line in printed:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Before the test database is made: by the owner."""
    from django.conf import settings
    from tests import databases

    databases.become(settings.DATABASE_OWNER_URL)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After the migrations: partitions if asked for, privileges, and from then on the lesser role."""
    from django.conf import settings
    from tests import databases

    with django_db_blocker.unblock():
        if os.environ.get(PARTITIONED):
            made, models = databases.partition(), len(databases.bucketed())
            assert made == models, f"{made} partitioned tables, {models} bucketed models"
            printed.append(f"partitioned tables {made} = bucketed models {models}")
        if settings.DATABASE_OWNER_URL:
            databases.grant()
            databases.become(settings.DATABASE_URL)
        databases.flush_as_owner()
    yield
    with django_db_blocker.unblock():
        databases.become(settings.DATABASE_OWNER_URL)


@pytest.fixture
def quick_passwords(settings: Any) -> None:
    """Log-ins in tests don't wait for Argon2."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
