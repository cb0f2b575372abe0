"""What machines fetch on their own: feeds of every list, the map of the site, what pages say of themselves."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from lxml import etree

from consultations.actions.rounds import announce
from consultations.models import Submission
from governance.models import Body
from portal import clock
from portal.sitemaps import Chapter
from tests.consultations import making as rounds
from tests.consultations import voices_making as voices
from tests.glossary import making as terms
from tests.governance import making as governance

pytestmark = pytest.mark.django_db
FEEDS = ["glossary", "releases", "standards", "consultations", "consultations/mines", "consultations/mines/comments"]
FEEDS += ["decisions", "trade-offs"]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def published(secretary):
    """A decision that stands, and the statement it weighed."""
    decision = governance.drafted(body=Body.objects.first())
    governance.weighed(decision)
    decision = governance.open_last_call(by=secretary, decision=decision)
    governance.positions(decision)
    with governance.over(decision):
        governance.publish_decision(by=secretary, decision=decision)
    decision.refresh_from_db()
    return decision


@pytest.fixture
def mines():
    around = rounds.open_round("mines")
    voices.sent(around, "Said aloud", clause=around.draft.clauses.get(key="c-know"))
    return around


@pytest.mark.parametrize("name", FEEDS)
def test_each_list_has_a_feed_that_is_sent_once(client: Client, secretary, mines, name: str):
    terms.agreed()
    published(secretary)
    first = client.get(f"/feeds/{name}.atom?lang=fr")
    feed = etree.fromstring(first.content)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    ids = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(ids) == len(set(ids))
    assert name in ("releases", "standards") or len(ids) > 1
    assert client.get(f"/feeds/{name}.atom?lang=fr", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_feeds_and_map_are_the_same_before_and_after_something_is_hidden(client: Client, noon, secretary, mines):
    asked = [f"/feeds/{name}.atom" for name in FEEDS] + ["/sitemap.xml", "/robots.txt", "/en/search/opensearch.xml"]
    asked += ["/en/search/completions.json?q=whisp"]
    names, body = ("ETag", "Last-Modified"), governance.body_with_seats()
    before = {one: [(answer := client.get(one)).content, *map(answer.get, names)] for one in asked}
    clause = mines.draft.clauses.get(key="c-know")
    voices.sent(mines, "Whispered", clause=clause, confidentiality="committee", email="other@example.org")
    rounds.open_round("inside", by=secretary, audience="members", draft=rounds.draft(label="8"), title="Whispered")
    rounds.prepared_round("unseen", by=secretary, draft=rounds.draft(label="9"))
    governance.drafted(body=body)
    with clock.set_to(noon + timedelta(seconds=30)):
        after = {one: [(answer := client.get(one)).content, *map(answer.get, names)] for one in asked}
    assert [one for one in asked if after[one] != before[one]] == []


def test_a_feed_of_what_one_may_not_read_is_not_there(client: Client, as_member: Client, secretary):
    rounds.open_round("inside", by=secretary, audience="members")
    for name in ("consultations/inside", "consultations/inside/comments"):
        hidden, missing = client.get(f"/feeds/{name}.atom"), client.get(f"/feeds/{name.replace('inside', 'no')}.atom")
        assert (hidden.status_code, hidden.content) == (404, missing.content)
        theirs = as_member.get(f"/feeds/{name}.atom")
        assert (theirs.status_code, theirs["Cache-Control"]) == (200, "private")


def test_each_list_says_where_its_feed_is(client: Client, mines):
    pages = {"/en/governance/": "decisions", "/en/standards/": "standards", "/en/glossary/releases/": "releases"}
    pages |= {"/en/consultations/": "consultations", "/en/glossary/": "glossary"}
    pages |= {"/en/consultations/mines/comments/": "consultations/mines/comments"}
    for page, name in pages.items():
        told = client.get(page).content.decode()
        assert re.search(rf'<link rel="alternate" type="application/atom\+xml" href="/feeds/{name}\.atom"', told), page


def test_the_costs_of_feeds_and_map_do_not_grow(client: Client, secretary, mines, queries_of):
    asked = [f"/feeds/{name}.atom" for name in FEEDS] + ["/sitemap.xml", "/sitemaps/comments-1.xml"]
    clause = mines.draft.clauses.get(key="c-know")

    def load() -> dict[str, int]:
        return {one: queries_of(lambda a=one: client.get(a)) for one in asked}

    def more(number: int) -> None:
        voices.sent(mines, f"Said {number}", clause=clause, email=f"one{number}@example.org")
        terms.agreed(terms.english(f"term {number}", "x"), number=f"SC-2025-00{number}")
        published(secretary)

    more(1)
    load()
    few = load()
    for number in (2, 3, 4):
        more(number)
    load()
    assert load() == few
    assert max(few.values()) <= 15


def locations(content: bytes) -> list[str]:
    return [one.text for one in etree.fromstring(content).iter(f"{SITEMAP}loc")]


def test_the_map_names_every_public_page_in_every_language(client: Client, secretary, mines):
    terms.agreed()
    decision = published(secretary)
    answer = client.get("/sitemap.xml")
    told = etree.fromstring(answer.content)
    paths = [one.removeprefix("http://testserver") for one in locations(answer.content)]
    here = ["/en/", "/fr/glossary/RS-0001/", "/es/consultations/mines/", "/en/consultations/mines/comments/R1-0001/"]
    assert {*here, f"/en/decisions/{decision.number}/"} <= set(paths)
    with governance.over(decision):
        for path in paths:
            assert client.get(path).status_code == 200, path
    for url in told.iter(f"{SITEMAP}url"):
        assert [one.get("hreflang") for one in url.iter(LINK)] == ["en", "fr", "es", "x-default"]
    dated = [url for url in told.iter(f"{SITEMAP}url") if url.find(f"{SITEMAP}lastmod") is not None]
    assert len(dated) > 10
    assert client.get("/sitemap.xml", headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_a_large_map_comes_in_parts_that_hold_the_same(client: Client, mines, monkeypatch):
    for number in range(5):
        terms.agreed(terms.english(f"term {number}", "x"), number=f"SC-2025-00{number}")
    whole = set(locations(client.get("/sitemap.xml").content))
    monkeypatch.setattr(Chapter, "limit", 6)
    parts = locations(client.get("/sitemap.xml").content)
    assert len(parts) > 5
    told = [one for part in parts for one in locations(client.get(part.removeprefix("http://testserver")).content)]
    assert (len(told), set(told)) == (len(whole), whole)
    for odd in ("terms-0", "terms-99999999999999999999", "nothing-1", "terms-²"):
        assert client.get(f"/sitemaps/{odd}.xml").status_code == 404


def test_what_is_taken_back_leaves_the_map_at_once(client: Client, mines):
    assert b"/comments/R1-0001/" in client.get("/sitemap.xml").content
    Submission.objects.update(withdrawn_at=clock.now())
    assert b"/comments/R1-0001/" not in client.get("/sitemap.xml").content


def said(page: bytes) -> list[dict]:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.decode(), re.S)
    return [json.loads(block) for block in blocks]


def test_pages_say_what_they_are(client: Client, secretary, mines):
    terms.agreed()
    decision = published(secretary)
    pages = {
        "/en/": "WebSite",
        "/en/consultations/mines/": "Event",
        f"/en/standards/{mines.draft.standard.code}/": "CreativeWork",
        f"/en/bodies/{decision.body.slug}/": "Organization",
        "/en/glossary/RS-0001/": "DefinedTerm",
        decision.get_absolute_url(): "CreativeWork",
        decision.trade_off.get_absolute_url(): "Report",
    }
    with governance.over(decision):
        for page, kind in pages.items():
            told = said(client.get(page).content)
            assert kind in [one["@type"] for one in told], page
            assert page == "/en/" or "BreadcrumbList" in [one["@type"] for one in told], page
            assert all(one["@context"] == "https://schema.org" for one in told)
    home = said(client.get("/fr/").content)[0]
    assert home["potentialAction"]["target"]["urlTemplate"].endswith("/fr/search/?q={search_term_string}")


def test_nothing_that_somebody_wrote_ends_a_block_of_data(client: Client, secretary):
    made = rounds.prepared_round("mines", by=secretary, title="</script><script>alert(1)</script> & <!--")
    announce(by=secretary, round=made)
    page = client.get("/en/consultations/mines/").content
    assert b"<script>alert" not in page
    assert "</script>" in next(one for one in said(page) if one["@type"] == "Event")["name"]


def test_pages_name_themselves_in_the_other_languages_and_the_desk_does_not(client: Client, as_secretary: Client):
    page = client.get("/fr/glossary/").content.decode()
    found = re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)"', page)
    assert found == [(code, f"http://testserver/{code}/glossary/") for code in ("en", "fr", "es")]
    assert 'hreflang="fr" href="http' not in as_secretary.get("/en/desk/").content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_browsers_can_search_here_by_themselves(client: Client, language: str):
    terms.agreed(terms.english("forced labour", "work"))
    page = client.get(f"/{language}/glossary/").content.decode()
    address = re.search(r'type="application/opensearchdescription\+xml" href="([^"]+)"', page)[1]
    described = client.get(address)
    assert described["Content-Type"] == "application/opensearchdescription+xml"
    urls = etree.fromstring(described.content).findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
    by_kind = {url.get("type"): url.get("template").removeprefix("http://testserver") for url in urls}
    assert client.get(by_kind["text/html"].replace("{searchTerms}", "forced+labour")).status_code == 200
    found = client.get(by_kind["application/x-suggestions+json"].replace("{searchTerms}", "forced"))
    text, titles, kinds, addresses = found.json()
    assert (text, titles) == ("forced", ["forced labour"])
    assert len(kinds) == len(addresses) == 1
    assert addresses[0].startswith(f"http://testserver/{language}/")


@pytest.mark.parametrize("text", ["", "\x00", "a" * 1_000_000, '"' * 300, "\u202e", "😀", "* OR -", "\x1b[2J"])
def test_whatever_is_typed_there_are_suggestions_or_none(client: Client, text: str):
    told = client.get("/en/search/completions.json", {"q": text})
    assert told.status_code == 200
    assert len(told.content) < 3_000
