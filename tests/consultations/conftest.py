"""Fixtures for what writes files."""

import pytest
from django.db import transaction


@pytest.fixture
def at_commit(monkeypatch):
    """What waits for the commit happens at once: a test is rolled back."""
    monkeypatch.setattr(transaction, "on_commit", lambda act, **_more: act())
