"""`guizheng migrate | check | manage`: the database brought up to date by its owner, and what must hold at start-up."""

import sys
from urllib.parse import urlsplit

from guizheng.conf import env


def as_owner() -> None:
    """Before the settings are read: this process speaks to the database as its owner."""
    import os

    os.environ["GUIZHENG_AS_OWNER"] = "yes"


def main(argv: list[str]) -> int:
    """Migrate every database, then give the application's role exactly its privileges."""
    as_owner()
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    settings.HOME.mkdir(parents=True, exist_ok=True)
    for alias in connections:
        call_command("migrate", database=alias, verbosity=1 if "-v" in argv else 0, interactive=False)
    if settings.DATABASE_OWNER_URL:
        _grant(urlsplit(env.text("DATABASE_URL")).username or "")
    return 0


def _grant(role: str) -> None:
    from django.db import connection, transaction

    from guizheng.ledger.grants import grants

    with transaction.atomic(), connection.cursor() as cursor:
        for statement in grants(role):
            cursor.execute(statement)


def check(argv: list[str]) -> int:
    """Exit 1, with each thing named, where the house must not start."""
    import django
    from django.core.checks import run_checks

    django.setup()
    found = [one for one in run_checks(databases=["default"]) if one.is_serious()]
    for one in found:
        print(f"{one.id}: {one.msg}", file=sys.stderr)
    return 1 if found else 0


def manage(argv: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["guizheng manage", *argv])
    return 0
