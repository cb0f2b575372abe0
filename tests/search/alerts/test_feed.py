"""A search as a feed: valid, for everybody the same, nothing closed in it."""

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.http import QueryDict
from django.test import Client

from portal.members.models import User
from tests.search.alerts.making import later
from tests.search.making import entry
from tests.search.test_finding import NASTY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "empty_index")]
ATOM = "{http://www.w3.org/2005/Atom}"
HERE = "/feeds/search.atom"


def feed(client: Client, address: str) -> ET.Element:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, "application/atom+xml")
    return ET.fromstring(answer.content)


def titles(root: ET.Element) -> list[str]:
    return [one.findtext(f"{ATOM}title") for one in root.findall(f"{ATOM}entry")]


def test_the_newest_come_first_and_everything_has_what_atom_asks_for(client):
    entry("Old tin", label="3.4")
    with later(hours=1):
        entry("New tin", kind="decision")
        entry("Copper")
    root = feed(client, f"{HERE}?q=tin")
    assert titles(root) == ["Decision: New tin", "Clause 3.4: Old tin"]
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == "http://testserver/feeds/search.atom?q=tin"
    assert links["alternate"] == "http://testserver/en/search/?q=tin"
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [one.findtext(f"{ATOM}id") for one in root.iter() if one.find(f"{ATOM}id") is not None]
    assert len(set(ids)) == len(ids) == 3
    for one in (root, *root.findall(f"{ATOM}entry")):
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated"))
        assert one.findtext(f"{ATOM}title")


def test_whoever_asks_reads_what_is_public(client, as_member, as_secretary):
    entry("Tin for all")
    for audience in ("members", "staff", "g1"):
        entry(f"Tin zq{audience}", audience=audience)
    for reader in (client, as_member, as_secretary):
        assert titles(feed(reader, f"{HERE}?q=tin")) == ["Clause: Tin for all"]
    assert titles(feed(client, f"{HERE}?q=zqmembers")) == []
    assert User.objects.exists()


def test_it_may_be_kept_on_the_way_and_answers_that_nothing_has_changed(client):
    entry("Tin")
    first = client.get(f"{HERE}?q=tin")
    assert "max-age" in first["Cache-Control"]
    again = client.get(f"{HERE}?q=tin", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    entry("Tin too")
    assert client.get(f"{HERE}?q=tin", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("typed", NASTY, ids=range(len(NASTY)))
def test_nothing_that_is_typed_breaks_the_feed(client, typed):
    entry("Tin \x0b\ufffe", "body \x00"[:-1])
    sent = QueryDict(mutable=True)
    typed = typed.encode("utf-8", "replace").decode()
    sent.update({"q": typed, "kind": typed[:60]})
    assert feed(client, f"{HERE}?{sent.urlencode()}") is not None
    assert len(titles(feed(client, f"{HERE}?q=tin"))) == 1


def test_it_costs_the_same_with_more_results(client, queries_of):
    entry("Tin")
    feed(client, f"{HERE}?q=tin")
    few = queries_of(lambda: feed(client, f"{HERE}?q=tin"))
    for number in range(30):
        entry(f"Tin {number}")
    assert queries_of(lambda: feed(client, f"{HERE}?q=tin")) == few
