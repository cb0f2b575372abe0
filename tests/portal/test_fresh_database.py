"""The quick way to a schema gives exactly what a plain migrate gives."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from tests.databases import back_up

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


def test_what_is_committed_is_kept_though_somebody_else_has_it_open(tmp_path):
    written, kept = tmp_path / "written.sqlite3", tmp_path / "kept.sqlite3"
    with closing(sqlite3.connect(written)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE word (text)")
        other.execute("INSERT INTO word VALUES ('ore')")
        other.commit()
        other.execute("SELECT * FROM word").fetchone()
        back_up(written, kept)
    with closing(sqlite3.connect(kept)) as database:
        assert database.execute("SELECT text FROM word").fetchall() == [("ore",)]
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
