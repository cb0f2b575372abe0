import pytest

from tests.search import making


@pytest.fixture
def index_equals_rebuild():
    """Ask it after an action."""
    return making.index_equals_rebuild
