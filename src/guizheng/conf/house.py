"""Small questions about the running house: is it migrated, is it empty, does anybody hold a demo log-in?"""

import django
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connections
from django.db.migrations.executor import MigrationExecutor


def unmigrated() -> int:
    """How many migrations have not run yet."""
    executor = MigrationExecutor(connections["default"])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def demo_officers() -> int:
    """How many officers have a published demo password; 0 also before the first migration."""
    officer = get_user_model()
    if officer._meta.db_table not in connections["default"].introspection.table_names():
        return 0
    return officer.objects.filter(demo=True, is_active=True).count()


def is_empty() -> bool:
    """Does nobody work here yet?"""
    return not get_user_model().objects.exists()


def rows() -> dict[str, int]:
    """How many rows stand in each table of ours that holds any, but for what the worker writes by the clock."""
    models = [one for one in apps.get_models() if one.__module__.startswith("guizheng.")]
    models = [one for one in models if one.__name__ not in ("Job", "Seal")]
    counts = {one._meta.label: one._default_manager.count() for one in models}
    return {label: count for label, count in sorted(counts.items()) if count}


def main(argv: list[str]) -> int:
    django.setup()
    print(" ".join(f"{label}={count}" for label, count in rows().items()))
    return 0
