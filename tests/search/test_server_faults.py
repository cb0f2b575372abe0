"""What befalls a real search server: stopped, killed, silent, flooded, out of date. No page fails, nothing is lost."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.db.models import F
from django.test import Client

from portal import clock
from portal.members.viewer import ANYBODY
from search import keeping_up, syncing
from search.engines import choice, embedded, server_mapping
from search.engines.server_mapping import alias
from search.finding import find
from search.models import SearchEntry
from tests.processes import manage
from tests.search import server_making
from tests.search.making import entry
from tests.search.server_making import OwnServer, held

pytestmark = [pytest.mark.faults]
TIMEOUT = 1.0
SLACK = 0.5


def plant(number: int) -> None:
    """Rows as many actions leave them."""
    SearchEntry.objects.bulk_create(
        SearchEntry(
            key=f"made.up:{n}",
            model="made.up",
            object_id=n,
            kind="comment",
            language="en",
            date="2026-11-20",
            year=2026,
            url=f"/somewhere/{n}/",
            title=f"Tin {n}",
            body="Said about tin and lead, at some length.",
            checksum=f"sum {n}",
        )
        for n in range(number)
    )


def table() -> dict[int, str]:
    return dict(SearchEntry.objects.standing().values_list("pk", "checksum"))


def seconds_of(address: str) -> float:
    """How long the page took that is shown."""
    began = time.monotonic()
    response = Client().get(address)
    took = time.monotonic() - began
    assert response.status_code == 200
    assert b"<mark>" in response.content
    return took


def asked_within_the_timeout() -> None:
    """Both the first page, which finds out, and the second, which knows; beside what the database needs by itself."""
    choice.breaker.closed_until = time.monotonic() + 60
    alone = max(seconds_of("/en/search/?q=tin") for _ in range(3))
    choice.breaker.answered()
    assert seconds_of("/en/search/?q=tin") <= TIMEOUT + SLACK + alone
    assert choice.breaker.is_shut()
    assert seconds_of("/en/search/?q=tin") <= SLACK + 2 * alone
    assert Client().get("/readyz").json()["search"]["engine"] == embedded.name()


@pytest.fixture
def own_server(tmp_path) -> Iterator[OwnServer]:
    """Started for one test, which may kill it."""
    server_making.address()
    own = OwnServer(tmp_path)
    own.start()
    try:
        with server_making.using(own.url):
            yield own
    finally:
        own.kill()


@pytest.fixture
def silent() -> Iterator[str]:
    """A socket that accepts and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        kept: list[socket.socket] = []

        def accept() -> None:
            while True:
                try:
                    kept.append(listening.accept()[0])
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        for connection in kept:
            connection.close()


def test_stopped_before_a_query(empty_index, own_server: OwnServer, settings):
    entry("Tin")
    keeping_up.keep_up()
    assert find("tin", viewer=ANYBODY).engine == "opensearch"
    own_server.kill()
    settings.SEARCH_TIMEOUT = TIMEOUT
    asked_within_the_timeout()
    row = entry("Tin again")
    keeping_up.keep_up()
    assert list(SearchEntry.objects.behind()) == [row]
    own_server.start()
    settings.SEARCH_TIMEOUT = 10.0
    server_making.forget()
    keeping_up.keep_up()
    found = find("tin", viewer=ANYBODY)
    assert (found.engine, found.total) == ("opensearch", 2)


def test_killed_in_the_middle_of_a_rebuild_and_back_with_an_empty_disk(empty_index, own_server: OwnServer):
    plant(2_000)
    call_command("sync_search")
    batches = []

    def kill_at_the_third() -> None:
        batches.append(1)
        if len(batches) == 3:
            own_server.kill(and_its_disk=True)

    with pytest.raises(Exception, match="onnection"):
        syncing.rebuild(meanwhile=kill_at_the_third)
    found = find("tin", viewer=ANYBODY)
    assert (found.engine, found.total) == (embedded.name(), 2_000)
    with pytest.raises(CommandError, match="Nothing is lost"):
        call_command("sync_search")
    own_server.start()
    server_making.forget()
    assert find("tin", viewer=ANYBODY).engine == embedded.name()
    call_command("sync_search")
    assert held() == table()
    server_making.forget()
    found = find("tin", viewer=ANYBODY)
    assert (found.engine, found.total) == ("opensearch", 2_000)


def test_the_worker_alone_heals_an_empty_disk(empty_index, own_server: OwnServer):
    plant(700)
    keeping_up.keep_up()
    own_server.kill(and_its_disk=True)
    own_server.start()
    server_making.forget()
    keeping_up.keep_up()
    assert held() == table()
    assert not SearchEntry.objects.behind().exists()


def test_a_server_that_never_answers(empty_index, silent: str):
    with server_making.using(silent, SEARCH_TIMEOUT=TIMEOUT, SEARCH_INDEX="test-silent"):
        entry("Tin")
        asked_within_the_timeout()
        began = time.monotonic()
        keeping_up.keep_up()
        assert time.monotonic() - began <= TIMEOUT + 2 * SLACK
        assert SearchEntry.objects.behind().count() == 1
        keeping_up.keep_up()
        keeping_up.compare_daily()
        choice.breaker.closed_until = time.monotonic()  # nothing is left of it but a server that cannot be cleaned up


def test_a_full_outbox_of_5_000_changes(empty_index, search_server):
    plant(5_000)
    assert find("tin", viewer=ANYBODY).engine == embedded.name()
    rounds = 0
    while SearchEntry.objects.behind().exists():
        keeping_up.keep_up()
        rounds += 1
        assert rounds < 60
    assert held() == table()
    SearchEntry.objects.update(version=F("version") + 1, checksum="changed", changed_at=clock.now())
    assert find("tin", viewer=ANYBODY).total == 5_000
    call_command("sync_search")
    assert held() == table()
    assert find("tin", viewer=ANYBODY).engine == "opensearch"


def test_two_syncs_at_once_while_people_write(committed_db):
    SearchEntry.objects.all().delete()
    with server_making.using(server_making.address()) as url:
        from django.conf import settings

        variables = {"SEARCH_URL": url, "SEARCH_INDEX": settings.SEARCH_INDEX, "SEARCH_TIMEOUT": "10"}
        syncing.rebuild()
        plant(3_000)
        both = [manage("sync_search", **variables) for _ in range(2)]
        changed = 0
        while any(one.poll() is None for one in both):
            rows = SearchEntry.objects.filter(object_id=changed % 3_000)
            rows.update(version=F("version") + 1, checksum=f"changed {changed}", changed_at=clock.now())
            changed += 1
            time.sleep(0.01)
        assert [one.wait() for one in both] == [0, 0]
        assert changed > 10
        call_command("sync_search")
        assert held() == table()
        assert not SearchEntry.objects.behind().exists()
    connections.close_all()


def test_a_mapping_of_an_older_release(empty_index, search_server, monkeypatch):
    entry("Tin")
    with monkeypatch.context() as older:
        older.setattr(server_mapping, "release", lambda: "0" * 8)
        old = syncing.rebuild()
        assert syncing.family() == {old: {alias()}}
    found = find("tin", viewer=ANYBODY)
    assert (found.engine, found.total) == (embedded.name(), 1)
    server_making.forget()
    keeping_up.keep_up()
    (name,) = syncing.family()
    assert name != old
    server_making.forget()
    assert find("tin", viewer=ANYBODY).engine == "opensearch"
    assert held() == table()
