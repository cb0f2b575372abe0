"""Fixtures of the walks that open every address."""

import logging

import pytest


@pytest.fixture
def quiet():
    """Hundreds of refusals are no news."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)
