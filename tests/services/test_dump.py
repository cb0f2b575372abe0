"""A dump of PostgreSQL restores: with every trigger, and search still finds."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client

from consultations.models import Comment
from portal import triggers
from portal.demo.scale import Size, load
from tests.databases import PostgreSQL, use
from tests.environment import must_have

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="DATABASE_URL names no PostgreSQL")
SMALL = Size(terms=5, clauses=10, comments=20, submissions=5, answered=50, decisions=1)


def program(name: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs, on the server of the tests."""
    about: dict[str, Any] = connection.settings_dict
    names = {"PGHOST": about["HOST"], "PGPORT": about["PORT"], "PGUSER": about["USER"], "PGPASSWORD": about["PASSWORD"]}
    variables = {key: str(value) for key, value in names.items() if value}
    subprocess.run([name, *arguments], check=True, capture_output=True, env={**os.environ, **variables})


@pytest.fixture
def restored(committed_db: PostgreSQL, tmp_path: Path) -> Iterator[None]:
    """A small alliance, dumped and restored under another name, which the connection then uses."""
    must_have("pg_dump", shutil.which("pg_dump"))
    load(SMALL)
    connections.close_all()
    copy, file = f"{committed_db.copy_at}_restored", str(tmp_path / "portal.dump")
    program("pg_dump", "--format=custom", f"--file={file}", committed_db.copy_at)
    program("createdb", copy)
    try:
        program("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={copy}", file)
        use(copy)
        yield
    finally:
        connections.close_all()
        use(committed_db.copy_at)
        program("dropdb", copy)


def test_a_dump_restores_with_its_triggers_and_its_index(restored):
    assert triggers.missing() == set()
    comment = Comment.objects.earliest("pk")
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(body="Other words.")
    word = comment.body.split()[1]
    page = Client().get("/en/search/", {"q": word}).content.decode()
    assert "<mark>" in page
    assert Client().get("/readyz").json()["triggers"] is True
