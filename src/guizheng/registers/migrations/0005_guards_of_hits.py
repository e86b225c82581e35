"""同一公民各表之间的复合外键: on PostgreSQL the composite foreign keys of the hits, too."""

from typing import Any

from django.db import migrations

from guizheng.ledger import guards


def install(apps: Any, schema_editor: Any) -> None:
    guards.install(schema_editor.connection, "registers")


class Migration(migrations.Migration):
    dependencies = [("registers", "0004_questions")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
