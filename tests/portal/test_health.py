"""/healthz asks the process; /readyz asks all that readers need, and gives nothing away."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from portal import ticking

pytestmark = pytest.mark.django_db


def test_a_fresh_installation_without_worker_is_not_ready(client: Client):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["worker"] is False


def test_with_a_worker_it_is_ready(client: Client):
    ticking.beat()
    response = client.get("/readyz")
    lines = response.json()
    assert response.status_code == 200, lines
    assert lines["status"] == "ok"
    assert all(lines[name] is True for name in ("database", "migrations", "triggers", "worker"))


def test_a_lost_trigger_is_seen(client: Client):
    ticking.beat()
    with connection.cursor() as cursor:
        name = "frozen_portal_sealedwords_update"
        on = " ON portal_sealedwords" if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["triggers"] is False


def test_a_room_adds_its_own_line(client: Client, monkeypatch):
    ticking.beat()
    line = {"search": {"engine": "other", "behind": 3, "ok": False}}
    monkeypatch.setattr(apps.get_app_config("search"), "readiness", lambda: line, raising=False)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["search"]["behind"] == 3


def test_neither_page_tells_version_or_secret(client: Client, settings):
    for address in ("/healthz", "/readyz"):
        text = client.get(address).content.decode()
        assert settings.SECRET_KEY not in text
        assert "version" not in text.lower()
        assert str(settings.DATABASES["default"]["NAME"]) not in text
