"""A real search server for tests: the one that .ci/services has started, under an index name of each test's own."""

import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from itertools import count
from urllib.parse import urlsplit

from tests.environment import must_have

PATIENCE = 180  # seconds: it is fetched and started while other tests run
numbers = count(1)


def address() -> str:
    """Of the server that answers; skips, or fails, where there is none."""
    url = os.environ.get("OPENSEARCH_URL", "")
    must_have("OpenSearch (OPENSEARCH_URL)", url)
    wait_for(url)
    return url


def wait_for(url: str, *, cluster: str = "") -> None:
    """Until it answers; the cluster is named after its port, so that no other one is taken for it."""
    cluster, until = cluster or f"portal-{urlsplit(url).port}", time.monotonic() + PATIENCE
    while (name := cluster_at(url)) != cluster:
        assert name is None, f"{url} is {name}"
        assert time.monotonic() < until, f"{url} does not answer"
        time.sleep(0.2)


def cluster_at(url: str) -> str | None:
    """The name of the cluster; None while it does not answer."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return str(json.load(answer)["cluster_name"])
    except (OSError, ValueError, urllib.error.URLError):
        return None


def use(settings, url: str) -> None:
    """The settings of a portal that searches there, and nothing left of what was found out about another server."""
    from search import keeping_up
    from search.engines import choice

    settings.SEARCH_URL, settings.SEARCH_FLAVOUR = url, "opensearch"
    settings.SEARCH_INDEX = f"test-{os.getpid()}-{next(numbers)}"
    settings.SEARCH_TIMEOUT = 10.0  # the machine may be busy; tests of what is silent set their own
    choice.breaker.answered()
    keeping_up.breaker.answered()
    keeping_up.forget_the_look()


def using(settings, url: str) -> Iterator[str]:
    """The same for one test, with an empty index; nothing stays on the server."""
    from search import syncing

    use(settings, url)
    syncing.rebuild()
    yield url
    for name in syncing.family():
        syncing.drop(name)
