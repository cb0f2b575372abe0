"""Fixtures for what writes files."""

import pytest
from django.db import transaction


@pytest.fixture
def private(settings, tmp_path):
    """A private storage of its own for each test."""
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "p")}}
    settings.STORAGES = {**settings.STORAGES, "private": options}
    return tmp_path / "p"


@pytest.fixture
def at_commit(monkeypatch):
    """What waits for the commit happens at once: a test is rolled back."""
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_more: act())
