"""The ground floor stands."""

import pytest
from django.test import Client

from portal import triggers
from portal.context_processors import site_address


@pytest.mark.django_db
def test_the_database_holds_every_declared_trigger():
    assert triggers.missing() == set()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_home_answers_in_each_language(client: Client, language: str):
    response = client.get(f"/{language}/")
    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize(
    ("demo", "base", "said"),
    [
        (True, "http://localhost:8000", "http://testserver"),
        (True, "https://demo.example.org", "https://demo.example.org"),
        (False, "http://localhost:8000", "http://localhost:8000"),
    ],
)
def test_what_is_cited_from_a_local_demonstration_is_where_it_is_read(rf, settings, demo: bool, base: str, said: str):
    settings.DEMO, settings.BASE_URL = demo, base
    assert site_address(rf.get("/en/")) == said
