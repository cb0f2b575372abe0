"""The quick way to a schema gives exactly what a plain migrate gives."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

MAKE = {
    "plain": "from django.core.management import call_command; call_command('migrate', verbosity=0)",
    "quick": "from portal import fresh_database; fresh_database.migrate()",
}


def made_by(program: str, file: Path) -> tuple[list, dict[str, int]]:
    """The whole catalogue of the database, and how many rows each table holds."""
    variables = {"DATABASE_URL": f"sqlite:///{file}", "DJANGO_SETTINGS_MODULE": "portal.settings"}
    command = [sys.executable, "-c", f"import django; django.setup(); {program}"]
    subprocess.run(command, check=True, cwd=settings.BASE_DIR, env={**os.environ, **variables})
    with closing(sqlite3.connect(file)) as database:
        catalogue = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
        tables = [name for kind, name, _table, _sql in catalogue if kind == "table"]
        return catalogue, {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


@pytest.mark.scale
def test_a_fresh_database_is_what_a_plain_migrate_makes(tmp_path: Path):
    plain, quick = (made_by(program, tmp_path / f"{name}.sqlite3") for name, program in MAKE.items())
    assert len(plain[0]) > 100
    assert quick == plain
