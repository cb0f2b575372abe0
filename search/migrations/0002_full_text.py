"""Full text of the main database: FTS5 on SQLite, tsvector and GIN on PostgreSQL."""

from django.db import migrations

from search import structures


def make(apps, schema_editor):
    for sql in structures.statements(schema_editor.connection.vendor):
        schema_editor.execute(sql, params=None)


def undo(apps, schema_editor):
    for sql in structures.undo(schema_editor.connection.vendor):
        schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, undo)]
