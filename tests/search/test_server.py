"""The search server: asked with the reader's rights, told of every change, and believed only as far as the database."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import F
from django.test import Client

from portal import clock
from portal.members.viewer import ANYBODY, Viewer
from search import actions, comparing, keeping_up, sending, syncing
from search.engines import choice, embedded, server
from search.engines.server_mapping import DEEPEST, alias
from search.finding import find, suggest
from search.models import SearchEntry
from tests.search.making import entry
from tests.search.server_making import held
from tests.search.test_finding import NASTY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_server")]
MEMBER = Viewer(user=1, organisations=frozenset({1}))


def titles(text: str, viewer: Viewer = ANYBODY, **options) -> list[str]:
    found = find(text, viewer=viewer, **options)
    assert found.engine == "opensearch"
    assert found.total == len(found.hits)
    return [hit.entry.title for hit in found.hits]


def told(*rows: SearchEntry) -> None:
    """The worker has been round."""
    keeping_up.keep_up()
    assert not SearchEntry.objects.behind().exists()


def change(row: SearchEntry, **fields) -> None:
    """As an action writes it: one version on."""
    SearchEntry.objects.filter(pk=row.pk).update(version=F("version") + 1, changed_at=clock.now(), **fields)


def test_what_was_sent_is_found_and_suggested():
    entry("Gold from the river", keywords="RS-0042\nalluvial gold")
    told()
    assert titles("rivers") == titles("alluv*") == titles('"from the river"') == ["Gold from the river"]
    assert [row.title for row in suggest("alluv", viewer=ANYBODY)] == ["Gold from the river"]


def test_what_was_closed_is_neither_shown_nor_counted_before_the_server_knows():
    row = entry("Tin", kind="decision")
    told()
    change(row, audience="members")
    assert titles("tin") == titles("tin", MEMBER) == []
    assert not any(find("tin", viewer=ANYBODY).facets.values())
    told()
    assert (titles("tin"), titles("tin", MEMBER)) == ([], ["Tin"])


def test_a_hit_is_looked_up_once_more_even_where_nobody_noted_the_change():
    row = entry("Tin")
    told()
    SearchEntry.objects.filter(pk=row.pk).update(audience="members")
    assert titles("tin") == []


def test_words_that_were_taken_out_are_gone_from_the_server():
    row = entry("Tin", "whispered")
    told()
    actions.forget(SearchEntry.objects.filter(pk=row.pk))
    assert titles("whispered") == []
    told()
    assert not SearchEntry.objects.exists()
    assert held() == {}


def test_where_much_waits_the_database_answers(monkeypatch):
    monkeypatch.setattr(server, "MOST_BEHIND", 2)
    for number in range(3):
        entry(f"Tin {number}")
    found = find("tin", viewer=ANYBODY)
    assert (found.engine, found.total) == (embedded.name(), 3)
    assert choice.state().engine == embedded.name()
    told()
    assert find("tin", viewer=ANYBODY).engine == choice.state().engine == "opensearch"


def test_where_a_change_has_waited_for_long_the_database_answers():
    entry("Tin", changed_at=clock.now() - timedelta(minutes=5))
    assert find("tin", viewer=ANYBODY).engine == embedded.name()


def test_a_page_so_deep_that_no_server_counts_there_is_answered_all_the_same():
    entry("Tin")
    told()
    assert find("tin", viewer=ANYBODY, offset=DEEPEST).engine == embedded.name()


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_nothing_that_is_typed_fails_the_server(text: str):
    entry("Tin")
    told()
    assert len(titles(text)) <= 1
    assert len(suggest(text, viewer=ANYBODY)) <= 1
    assert not choice.breaker.is_shut()


def test_a_server_that_is_ahead_of_a_restored_database_is_overtaken():
    row = entry("Tin", "as it is now")
    SearchEntry.objects.update(version=7)
    told()
    SearchEntry.objects.filter(pk=row.pk).update(title="Lead", checksum="other", version=3, synced=1)
    keeping_up.keep_up()
    told()
    assert titles("lead") == ["Lead"]
    SearchEntry.objects.filter(pk=row.pk).update(title="Zinc", checksum="third", version=3, synced=3)
    assert syncing.sync() > 0
    assert titles("zinc") == ["Zinc"]


def test_a_comparison_puts_right_whatever_happened():
    rows = [entry(f"Tin {number}", checksum=f"sum {number}") for number in range(5)]
    told()
    sending.client().delete(index=alias(), id=str(rows[0].pk), refresh=True)
    stray = SearchEntry(pk=9_999_999, key="stray", title="Tin stray", language="en", date="2026-01-01", year=2026)
    sending.send([stray], alias())
    SearchEntry.objects.filter(pk=rows[1].pk).update(title="Tin changed", checksum="changed")
    assert comparing.compare(alias()) == 3
    syncing.drain()  # the server remembers for a while what it has forgotten, and wants a later version
    assert held() == {row.pk: row.checksum for row in SearchEntry.objects.all()}
    assert comparing.compare(alias()) == 0


def test_a_rebuild_leaves_no_gap_and_misses_nothing_that_happens_meanwhile():
    rows = [entry(f"Tin {number}") for number in range(sending.BATCH + 5)]
    told()
    seen = []

    def meanwhile():
        if not seen:
            change(rows[0], title="Lead")
            actions.forget(SearchEntry.objects.filter(pk=rows[1].pk))
            entry("Zinc")
            syncing.drain()
        seen.append((find("tin", viewer=ANYBODY).engine, find("zinc", viewer=ANYBODY).total))

    name = syncing.rebuild(meanwhile=meanwhile)
    assert set(seen) == {("opensearch", 1)}
    assert syncing.family() == {name: {alias()}}
    assert (titles("lead"), titles("zinc"), find("tin", viewer=ANYBODY).total) == (["Lead"], ["Zinc"], len(rows) - 2)
    assert held() == {row.pk: row.checksum for row in SearchEntry.objects.standing()}


def test_an_index_that_is_gone_is_not_made_by_writing_to_it():
    entry("Tin")
    for name in syncing.family():
        syncing.drop(name)
    syncing.drain()
    assert syncing.family() == {}
    assert SearchEntry.objects.behind().count() == 1
    keeping_up.forget_the_look()
    told()
    assert titles("tin") == ["Tin"]


def test_readyz_and_the_command_say_how_it_stands(client: Client, capsys):
    entry("Tin")
    assert client.get("/readyz").json()["search"] == {"engine": "opensearch", "behind": 1}
    call_command("sync_search")
    assert "1 entries brought up to date" in capsys.readouterr().out
    assert client.get("/readyz").json()["search"] == {"engine": "opensearch", "behind": 0}
    call_command("rebuild_search")
    assert f"{alias()}-" in capsys.readouterr().out


def test_the_worker_compares_once_a_day():
    keeping_up.compare_daily()
    sending.send([entry("Tin")], alias())
    sending.client().delete_by_query(index=alias(), query={"match_all": {}}, refresh=True)
    SearchEntry.objects.update(synced=1)
    keeping_up.compare_daily()
    assert held() == {}
    with clock.set_to(clock.now() + timedelta(days=2)):
        keeping_up.compare_daily()
    assert len(held()) == SearchEntry.objects.count() == 1


def test_the_desk_says_that_the_server_answers(as_secretary: Client):
    entry("Tin")
    text = as_secretary.get("/en/desk/search/").content.decode()
    assert "OpenSearch answers" in text
    assert "1 change" in text
