"""Small questions about the running house: is it migrated, is it empty, does anybody hold a demo log-in?"""

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
