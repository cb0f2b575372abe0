"""A real search server for tests: the one that .ci/services has started, under an index name of each test's own."""

import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import override_settings

from tests.environment import must_have

PROGRAM = str(Path(settings.BASE_DIR) / ".ci" / "opensearch")
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


@contextmanager
def using(url: str, **more: Any) -> Iterator[str]:
    """The settings of a portal that searches there, under a name of its own; nothing stays on the server."""
    from search import syncing

    ours = {"SEARCH_URL": url, "SEARCH_FLAVOUR": "opensearch", "SEARCH_INDEX": f"test-{os.getpid()}-{next(numbers)}"}
    patient = {"SEARCH_TIMEOUT": 10.0}  # the machine may be busy; tests of what is silent set their own
    with override_settings(**{**ours, **patient, **more}):
        forget()
        yield url
        for name in syncing.family() if cluster_at(url) else ():
            syncing.drop(name)
    forget()


def forget() -> None:
    """What this process has found out about a server."""
    from search import keeping_up
    from search.engines import choice

    choice.breaker.answered()
    keeping_up.breaker.answered()
    keeping_up.forget_the_look()


def held() -> dict[int, str]:
    """What the server holds: key and checksum of each entry."""
    from elasticsearch import helpers

    from search.engines.server_client import client
    from search.engines.server_mapping import alias

    client().indices.refresh(index=alias())
    return {int(hit["_id"]): hit["_source"]["checksum"] for hit in helpers.scan(client(), index=alias())}


class OwnServer:
    """A server of a test's own, to be killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = int(subprocess.check_output([PROGRAM, "port"]))
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it answers."""
        with (self.folder / "log").open("ab") as log:
            command = [PROGRAM, "run", str(self.folder / "data"), str(self.port)]
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_for(self.url)

    def kill(self, *, and_its_disk: bool = False) -> None:
        """As a machine dies; its disk may be lost with it."""
        if self.process:
            self.process.kill()
            self.process.wait()
        if and_its_disk:
            shutil.rmtree(self.folder / "data")
