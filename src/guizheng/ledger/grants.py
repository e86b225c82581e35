"""权限: what the application's role may do with each table. Migrations run as the owner, all else as this role."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

# Rows that serve their day and go: nothing of what was decided or handed out is among them.
_PASSING = {"ledger_job", "ledger_idempotency"}
_OWN_ROOMS = {"ledger", "registers", "cases", "organs"}


def privileges(model: type[models.Model]) -> tuple[str, str]:
    """Table privileges and, where only some columns may be set afterwards, a column privilege ('' if none)."""
    if getattr(model, "append_only", False):
        once = ", ".join(f'"{column}"' for column in getattr(model, "set_once", ()))
        return "SELECT, INSERT", f"UPDATE ({once})" if once else ""
    keeps = model._meta.app_label in _OWN_ROOMS and model._meta.db_table not in _PASSING
    if keeps and not getattr(model, "passing", False):
        return "SELECT, INSERT, UPDATE", ""
    return "SELECT, INSERT, UPDATE, DELETE", ""


def grants(role: str) -> Iterator[str]:
    """The SQL, in order, that gives `role` what it needs and nothing more. Run by the owner after each migration."""
    yield f'GRANT USAGE ON SCHEMA public TO "{role}"'
    yield f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{role}"'
    yield f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"'
    yield f'GRANT SELECT ON "django_migrations" TO "{role}"'
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        on_table, on_columns = privileges(model)
        yield f'GRANT {on_table} ON "{table}" TO "{role}"'
        if on_columns:
            yield f'GRANT {on_columns} ON "{table}" TO "{role}"'
