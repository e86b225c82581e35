"""只增不改: the triggers, and on PostgreSQL the composite foreign keys, of this app's tables."""

from typing import Any

from django.db import migrations

from guizheng.ledger import guards


def install(apps: Any, schema_editor: Any) -> None:
    guards.install(schema_editor.connection, "ledger")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunPython(install, migrations.RunPython.noop),
        # On SQLite looks lie in a file of their own; the router knows it by the model.
        migrations.RunPython(install, migrations.RunPython.noop, hints={"model_name": "look"}),
    ]
