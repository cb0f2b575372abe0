"""Words that have left the index still stand in the file, in pieces FTS5 has not merged yet: noted, then merged.

PostgreSQL has autovacuum for this; SQLite zeroes what is freed (``secure_delete``), once something frees it.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction

from portal import clock
from portal.models import Heartbeat

MARK = "words taken out of the index"
WAIT = timedelta(minutes=10)  # a merge writes the whole index anew: once for many words


def note() -> None:
    """Words were taken out or replaced; the first of them starts the wait."""
    if connection.vendor == "sqlite":
        Heartbeat.objects.get_or_create(name=MARK)


def merge_away() -> None:
    """Leaves no trace of what was taken out ten minutes ago or earlier, in index, log and file."""
    if connection.vendor != "sqlite":
        return
    with transaction.atomic():
        due, _rows = Heartbeat.objects.filter(name=MARK, beat_at__lte=clock.now() - WAIT).delete()
        if due:
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('optimize')")
    if due:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
