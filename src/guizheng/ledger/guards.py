"""只增不改: the database itself refuses what the ledger does not know: updates and deletions of what was recorded.

A model says what it is (`append_only`, `set_once`, `only_grows`); triggers hold it on SQLite and PostgreSQL alike.
On PostgreSQL relations between tables of one citizen become composite foreign keys. Migrations call `install`; it may
be called again at any time, and must be after a table was made anew (SQLite alters by copying; a partitioned table).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from guizheng.ledger.keys import Within

_POSTGRES_REFUSAL = """
CREATE OR REPLACE FUNCTION guizheng_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger: on `table`, before `event` (UPDATE, UPDATE OF …, DELETE), when `condition` holds, refuse."""

    name: str
    table: str
    event: str
    condition: str
    says: str


def guards_of(model: type[models.Model]) -> Iterator[Guard]:
    """The triggers that a model's own words ask for."""
    table = model._meta.db_table
    if getattr(model, "append_only", False):
        once = tuple(getattr(model, "set_once", ()))
        fixed = [field.column for field in model._meta.local_concrete_fields if field.name not in once]
        columns = ", ".join(f'"{column}"' for column in fixed)
        yield Guard(f"{table}_no_delete", table, "DELETE", "", f"{table}: append only")
        yield Guard(f"{table}_no_update", table, f"UPDATE OF {columns}", "", f"{table}: append only")
        for column in once:
            condition = f'OLD."{column}" IS NOT NULL OR NEW."{column}" IS NULL'
            yield Guard(f"{table}_{column}_once", table, f'UPDATE OF "{column}"', condition, f"{table}: set once")
    grows = getattr(model, "only_grows", "")
    if grows:
        yield Guard(f"{table}_no_delete", table, "DELETE", "", f"{table}: only grows")
        condition = f'NEW."{grows}" <= OLD."{grows}"'
        yield Guard(f"{table}_only_grows", table, "UPDATE", condition, f"{table}: only grows")


def install(connection: BaseDatabaseWrapper, label: str) -> None:
    """Put the triggers (and composite keys) of one app's tables in place, as far as the tables exist here."""
    present = set(connection.introspection.table_names())
    tables = [model for model in apps.get_app_config(label).get_models() if model._meta.db_table in present]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_REFUSAL)
        for model in tables:
            for guard in guards_of(model):
                for statement in _trigger(connection.vendor, guard):
                    cursor.execute(statement)
        if connection.vendor == "postgresql":
            for statement in composite_keys(tables):
                cursor.execute(statement)


def _trigger(vendor: str, guard: Guard) -> list[str]:
    when = f" WHEN ({guard.condition})" if guard.condition else ""
    if vendor == "postgresql":
        return [
            f'DROP TRIGGER IF EXISTS "{guard.name}" ON "{guard.table}"',
            f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" FOR EACH ROW{when}'
            f" EXECUTE FUNCTION guizheng_refuse('{guard.says}')",
        ]
    return [
        f'DROP TRIGGER IF EXISTS "{guard.name}"',
        f'CREATE TRIGGER "{guard.name}" BEFORE {guard.event} ON "{guard.table}" FOR EACH ROW{when}'
        f" BEGIN SELECT RAISE(ABORT, '{guard.says}'); END",
    ]


def composite_keys(tables: list[type[models.Model]]) -> Iterator[str]:
    """The composite foreign keys of these tables; not deferrable: a citizen's rows are written in their order."""
    for model in tables:
        table = model._meta.db_table
        for field in model._meta.local_fields:
            if not isinstance(field, Within):
                continue
            target: Any = field.remote_field.model
            name = f"{table}_{field.name}_within"
            yield f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{name}"'
            yield (
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (bucket, "{field.name}_uid")'
                f' REFERENCES "{target._meta.db_table}" (bucket, id) NOT DEFERRABLE'
            )


def missing(connection: BaseDatabaseWrapper, label: str) -> list[str]:
    """The triggers that ought to stand and do not: what the start-up check and the tests ask."""
    present = set(connection.introspection.table_names())
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        stand = {row[0] for row in cursor.fetchall()}
    wanted = [
        guard.name
        for model in apps.get_app_config(label).get_models()
        if model._meta.db_table in present
        for guard in guards_of(model)
    ]
    return [name for name in wanted if name not in stand]
