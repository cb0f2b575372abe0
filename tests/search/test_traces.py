"""What was taken out of the index leaves no word in the database's file."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from portal import clock
from portal.models import Heartbeat
from search import traces
from search.actions import forget
from search.models import SearchEntry
from tests.search.making import entry

WORD = "ysquathelm"  # nothing else holds it
pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has autovacuum for this")


def is_in_the_file() -> bool:
    """In the database, or in the log beside it."""
    name = str(connection.settings_dict["NAME"])
    files = [Path(name), Path(f"{name}-wal")]
    return any(WORD[1:].encode() in file.read_bytes() for file in files if file.exists())  # FTS5 packs first letters


def test_a_word_that_was_taken_out_is_gone_from_the_file(committed_db):
    for number in range(30):
        entry(f"Number {number}")
    entry(f"Said by {WORD} alone")
    assert is_in_the_file()
    forget(SearchEntry.objects.filter(title__contains=WORD))
    assert not SearchEntry.objects.filter(title__contains=WORD).exists()
    traces.merge_away()
    assert is_in_the_file()  # too early
    with clock.set_to(clock.now() + timedelta(minutes=11)):
        traces.merge_away()
    assert not is_in_the_file()
    assert not Heartbeat.objects.filter(name=traces.MARK).exists()


def test_nothing_is_merged_when_nothing_was_taken_out(committed_db, queries_of):
    forget(SearchEntry.objects.none())
    with clock.set_to(clock.now() + timedelta(days=1)):
        assert queries_of(traces.merge_away) <= 3
