"""Looks at personal data have a database connection of their own (on SQLite a file): reading must not wait to write."""

from typing import Any

LOOKS = "looks"


class Router:
    def _alias(self, label: str, model: str | None) -> str:
        return LOOKS if (label, model) == ("ledger", "look") else "default"

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return self._alias(model._meta.app_label, model._meta.model_name)

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        """On SQLite the file of looks holds that one table; on PostgreSQL `default` holds everything."""
        from django.db import connections

        if connections[db].vendor == "postgresql":
            return db == "default"
        return db == self._alias(app_label, model_name)
