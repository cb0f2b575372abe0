"""The desk says which engine answers, and gives no secret away."""

import pytest
from django.test import Client

from search.engines import choice
from tests.search.making import entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_index")]
HERE = "/en/desk/search/"


@pytest.fixture
def dead_server(settings):
    """Set, but nobody listens there."""
    settings.SEARCH_URL = "http://portal:hidden-word@127.0.0.1:9"
    choice.breaker.answered()
    yield
    choice.breaker.answered()


def test_without_a_server_there_is_nothing_to_look_after(as_secretary: Client):
    text = as_secretary.get(HERE).content.decode()
    assert "nothing to look after" in text
    assert "SQLite" in text or "PostgreSQL" in text


def test_a_server_that_does_not_answer_is_named_without_its_password(as_secretary: Client, dead_server):
    entry("Tin")
    text = as_secretary.get(HERE).content.decode()
    assert "OpenSearch does not answer" in text
    assert "http://127.0.0.1:9" in text
    assert "sync_search" in text
    assert "hidden-word" not in text


def test_only_the_secretariat_looks(as_member: Client, client: Client):
    assert as_member.get(HERE).status_code == 403
    assert client.get(HERE).status_code in (302, 403)


def test_a_dead_server_keeps_nobody_from_searching(client: Client, dead_server):
    entry("Tin")
    assert "<mark>Tin</mark>" in client.get("/en/search/?q=tin").content.decode()
    assert choice.breaker.is_shut()
    assert client.get("/readyz").json()["search"]["engine"] in ("sqlite", "postgresql")
