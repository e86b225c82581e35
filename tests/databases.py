"""The three databases of the tests, and the two hands: the owner migrates and flushes, a lesser role runs the tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.test import TransactionTestCase

from guizheng.ledger import guards
from guizheng.ledger.grants import grants
from guizheng.ledger.keys import Bucketed

PARTITIONS = 4


def become(url: str) -> None:
    """From now on every connection speaks as the user of this address. Nothing to do on SQLite."""
    if not url:
        return
    for connection in connections.all():
        connection.close()
        connection.settings_dict["USER"] = urlsplit(url).username


@contextmanager
def as_owner() -> Iterator[None]:
    become(settings.DATABASE_OWNER_URL)
    try:
        yield
    finally:
        become(settings.DATABASE_URL if settings.DATABASE_OWNER_URL else "")


def bucketed() -> list[type[Bucketed]]:
    return [model for model in apps.get_models() if issubclass(model, Bucketed)]


def partition() -> int:
    """Make every bucketed table, still empty, anew as hash partitions by `bucket`; the number of tables made."""
    connection = connections["default"]
    with connection.schema_editor() as editor:
        for model in bucketed():
            editor.delete_model(model)
        whole = editor.sql_create_table
        editor.sql_create_table = f"{whole} PARTITION BY HASH (bucket)"
        for model in bucketed():
            editor.create_model(model)
    with transaction.atomic(), connection.cursor() as cursor:
        for table in (model._meta.db_table for model in bucketed()):
            for part in range(PARTITIONS):
                values = f"FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {part})"
                cursor.execute(f'CREATE TABLE "{table}_{part}" PARTITION OF "{table}" {values}')
        cursor.execute("SELECT count(*) FROM pg_partitioned_table")
        made = int(cursor.fetchone()[0])
    install_guards()
    return made


def install_guards() -> None:
    for label in ("ledger", "registers", "cases", "organs"):
        for alias in connections:
            guards.install(connections[alias], label)


def grant() -> None:
    role = urlsplit(settings.DATABASE_URL).username or ""
    with connections["default"].cursor() as cursor:
        for statement in grants(role):
            cursor.execute(statement)


@contextmanager
def unguarded() -> Iterator[None]:
    """The tables without their triggers: what empties them between tests is not the application."""
    kept: list[tuple[str, str, str]] = []
    for alias in (alias for alias in connections if connections[alias].vendor == "sqlite"):
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            kept += [(alias, name, sql) for name, sql in cursor.fetchall()]
            for held_by, name, _ in kept:
                if held_by == alias:
                    cursor.execute(f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        for alias, _, sql in kept:
            with connections[alias].cursor() as cursor:
                cursor.execute(sql)


def flush_as_owner() -> None:
    """A test that commits is followed by a flush; that is the owner's work, and the triggers stand aside for it."""
    flush: Any = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        with as_owner(), unguarded():
            flush(self)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
