"""The search server: asked with the reader's rights, told of every change, and believed only as far as the database."""

import pytest

from portal.members.viewer import ANYBODY, Viewer
from search import keeping_up
from search.finding import find, suggest
from search.models import SearchEntry
from tests.search.making import entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_server")]
MEMBER = Viewer(user=1, organisations=frozenset({1}))
STAFF = Viewer(user=3, is_secretariat=True)


def titles(text: str, viewer: Viewer = ANYBODY, **options) -> list[str]:
    found = find(text, viewer=viewer, **options)
    assert found.engine == "opensearch"
    return [hit.entry.title for hit in found.hits]


def test_what_was_sent_is_found():
    entry("Gold from the river", keywords="RS-0042\nalluvial gold")
    keeping_up.keep_up()
    assert not SearchEntry.objects.behind().exists()
    assert titles("rivers") == titles("alluv*") == titles('"from the river"') == ["Gold from the river"]
    assert [row.title for row in suggest("alluv", viewer=ANYBODY)] == []
    SearchEntry.objects.update(kind="term")
    assert [row.title for row in suggest("gold riv", viewer=ANYBODY)] == []
