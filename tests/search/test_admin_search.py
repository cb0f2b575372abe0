"""The editor's own search is the main database's, whatever engine readers use, and holds nothing that people send."""

import pytest
from django.test import Client
from modelsearch.index import get_indexed_models
from wagtail.search.models import IndexEntry

from consultations.models import Answer, Comment, Submission
from portal.models import ContentPage, HomePage
from portal.planting import add_page
from search.models import SearchEntry
from tests.conftest import shown_second_factor
from tests.consultations import making as rounds
from tests.consultations import voices_making as voices
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["", "http://127.0.0.1:9"])
def with_and_without_a_server(request, settings):
    """Nobody listens there: the editor must not notice."""
    settings.SEARCH_URL = request.param


@pytest.fixture
def as_editor(db) -> Client:
    """Whom the editor lets in."""
    return shown_second_factor(Client(), UserFactory(is_staff=True, is_superuser=True))


@pytest.mark.usefixtures("with_and_without_a_server")
def test_an_editor_finds_a_page(as_editor: Client):
    home = HomePage.objects.get(locale__language_code="en")
    page = add_page(parent=home, page=ContentPage(title="Tantalum matters", slug="tantalum", locale=home.locale))
    page.save_revision().publish()
    for asked in ("tantalum", "tant"):
        assert "Tantalum matters" in as_editor.get("/admin/pages/search/", {"q": asked}).content.decode()


@pytest.mark.usefixtures("with_and_without_a_server")
@pytest.mark.parametrize("typed", ['"', 'a"b', "'", "-", "(", "tin AND", "NEAR(", "*", "\\"])
def test_nothing_that_an_editor_types_fails(as_editor: Client, typed: str):
    assert as_editor.get("/admin/pages/search/", {"q": typed}).status_code == 200


def test_what_people_send_is_indexed_once_and_for_readers_only():
    models = set(get_indexed_models())
    assert models
    assert not {model for model in models if issubclass(model, Comment | Answer | Submission | SearchEntry)}
    before = IndexEntry.objects.count()
    around = rounds.open_round("mines")
    voices.sent(around, "Twenty-four months are too few")
    kept = IndexEntry.objects.values_list("content_type__model", flat=True)
    assert not {"comment", "submission", "answer"} & set(kept)
    assert IndexEntry.objects.count() >= before
    assert SearchEntry.objects.filter(kind="comment").count() == 1
