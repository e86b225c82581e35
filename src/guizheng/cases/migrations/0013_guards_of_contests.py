"""同一公民各表之间的复合外键: on PostgreSQL the composite foreign keys of the contests, too."""

from typing import Any

from django.db import migrations

from guizheng.ledger import guards


def install(apps: Any, schema_editor: Any) -> None:
    guards.install(schema_editor.connection, "cases")


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_contests")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
