import pytest

from search.models import SearchEntry
from tests.search import making, server_making


@pytest.fixture
def index_equals_rebuild():
    """Ask it after an action."""
    return making.index_equals_rebuild


@pytest.fixture
def empty_index(db):
    """Without the plain pages that every portal starts with."""
    SearchEntry.objects.all().delete()


@pytest.fixture
def search_server(empty_index):
    """A real search server answers, from an index without entries."""
    from search import syncing

    with server_making.using(server_making.address()) as url:
        syncing.rebuild()
        yield url
