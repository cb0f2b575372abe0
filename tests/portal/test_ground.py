"""The ground floor stands."""

import pytest
from django.test import Client

from portal import triggers


@pytest.mark.django_db
def test_the_database_holds_every_declared_trigger():
    assert triggers.missing() == set()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_home_answers_in_each_language(client: Client, language: str):
    response = client.get(f"/{language}/")
    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()
