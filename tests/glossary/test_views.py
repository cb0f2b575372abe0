"""The pages of the glossary, as readers and programs get them."""

import hashlib
import re

import pytest
from django.test import Client
from django.utils.html import strip_tags

from glossary.actions import propose_version, record_phrasing, reject, withdraw
from glossary.words import Entry, GroupAgreement, Mapped, Name, Related
from tests.factories import group
from tests.glossary.making import agreed, english, french, proposed, under_review

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", strip_tags(response.content.decode()))


def test_an_empty_glossary_says_what_will_stand_there(client: Client):
    assert "No term has been proposed yet" in text_of(client.get("/en/glossary/"))


def test_the_index_follows_the_alphabet_of_the_language(client: Client, secretary):
    for name in ("nube", "ñandú", "oro", "época", "entrada", "3T"):
        agreed(english("x " + name, "d"), Entry("es", "d", names=(Name(name),)), by=secretary)
    page = client.get("/es/glossary/").content.decode()
    names = re.findall(r'<a class="title"[^>]*>([^<]*)</a>', page)
    assert names == ["3T", "entrada", "época", "nube", "ñandú", "oro"]
    assert re.findall(r'<h2 id="letter-[^"]*">([^<]*)</h2>', page) == ["0–9", "E", "N", "Ñ", "O"]


def test_the_index_filters_by_status_and_hides_what_is_withdrawn(client: Client, secretary):
    agreed(english("alpha", "d"), by=secretary)
    under_review(english("beta", "d"), by=secretary)
    proposed(english("gamma", "d"), by=secretary)
    withdraw(by=secretary, concept=agreed(english("delta", "d"), by=secretary).concept, reason="Enough.")
    shown = {}
    for status in ("", "agreed", "under_review", "proposed", "withdrawn", "nonsense"):
        page = text_of(client.get("/en/glossary/", {"status": status}))
        shown[status] = [name for name in ("alpha", "beta", "gamma", "delta") if name in page]
    assert shown[""] == shown["nonsense"] == ["alpha", "beta", "gamma"]
    assert shown["agreed"] == ["alpha"]
    assert shown["under_review"] == ["beta"]
    assert shown["proposed"] == ["gamma"]
    assert shown["withdrawn"] == ["delta"]


def test_a_long_index_is_paged_and_a_letter_leads_to_its_terms(client: Client, secretary, monkeypatch):
    monkeypatch.setattr("glossary.views.pages.PAGE", 2)
    for name in ("alpha", "arrow", "beta"):
        agreed(english(name, "d"), by=secretary)
    first = client.get("/en/glossary/").content.decode()
    assert "alpha" in first
    assert ">beta<" not in first
    assert 'href="?letter=B"' in first
    assert ">beta<" in client.get("/en/glossary/?letter=B").content.decode()
    assert ">beta<" in client.get("/en/glossary/?page=2").content.decode()


TOLD = (
    "work under a penalty",
    "A debt.",
    "modern slavery",
    "travail forcé",
    "2 of 3 groups agreed; one of them with a reservation.",
    "Too wide for our managers.",
    "Abstained: Finance",
    "If you cannot quit.",
    "Nothing recorded from:",
    "SC-2026-011",
    "labour",
    "https://example.org/fl",
    "Nothing written yet",
    "Version 1, agreed",
)


def test_the_concept_page_tells_all_that_is_known(client: Client, noon, secretary):
    words = [
        GroupAgreement(group("asm"), "agree"),
        GroupAgreement(group("lsm"), "reservation", "Too wide for our managers.", "en"),
        GroupAgreement(group("fi"), "abstain"),
    ]
    entry = english(
        "forced labour",
        "work under a penalty",
        Name("modern slavery", "deprecated"),
        notes=["A debt."],
        examples=["X."],
    )
    target = agreed(english("labour", "effort"), by=secretary).concept
    links = {"relations": [Related("broader", target)], "mappings": [Mapped("exact", "https://example.org/fl")]}
    version = agreed(entry, french(), by=secretary, number="SC-2026-011", agreements=words, domain="work", **links)
    concept = version.concept
    record_phrasing(by=secretary, concept=concept, group=group("la"), language="en", text="If you cannot quit.")
    page = text_of(client.get(f"/en/glossary/{concept.code}/"))
    for expected in (*TOLD, version.content_sha256):
        assert expected in page, expected


def test_a_missing_language_is_shown_in_the_source_and_marked(client: Client, secretary):
    concept = agreed(by=secretary).concept
    page = client.get(f"/fr/glossary/{concept.code}/").content.decode()
    assert '<h1 lang="en" dir="ltr">forced labour</h1>' in page
    assert '<p class="definition" lang="en" dir="ltr">' in page
    assert client.get(f"/es/glossary/{concept.code}/").context["is_fallback"]
    assert not client.get(f"/en/glossary/{concept.code}/").context["is_fallback"]


def test_a_version_keeps_its_address_and_says_that_it_was_replaced(client: Client, secretary):
    first = agreed(by=secretary)
    agreed(english(definition="work nobody may leave"), by=secretary, concept=first.concept)
    page = text_of(client.get(f"/en/glossary/{first.concept.code}/v/1/"))
    assert "work under a penalty" in page
    assert "This is version 1, replaced on" in page
    assert client.get(f"/en/glossary/{first.concept.code}/v/3/").status_code == 404


def test_history_shows_word_by_word_what_changed(client: Client, secretary):
    first = agreed(by=secretary)
    agreed(english(definition="work under a heavy penalty"), by=secretary, concept=first.concept)
    page = client.get(f"/en/glossary/{first.concept.code}/").content.decode()
    assert "<p>work under a<ins> heavy</ins> penalty</p>" in page


def test_a_withdrawn_term_answers_with_its_replacement(client: Client, secretary):
    old, new = agreed(english("zone", "d"), by=secretary), agreed(english("area", "d"), by=secretary)
    withdraw(by=secretary, concept=old.concept, reason="Two words for one thing.", replaced_by=new.concept)
    page = text_of(client.get(f"/en/glossary/{old.concept.code}/"))
    assert "Two words for one thing." in page
    assert f"In its place: area ({new.concept.code})" in page


def test_an_outdated_translation_says_so(client: Client, secretary):
    first = agreed(english(), french(), by=secretary)
    agreed(english(definition="other"), french(), by=secretary, concept=first.concept)
    assert 'href="?in=en"' in client.get(f"/fr/glossary/{first.concept.code}/").content.decode()


def test_a_proposal_beside_the_agreed_version_is_announced(client: Client, secretary):
    first = agreed(by=secretary)
    propose_version(by=secretary, concept=first.concept, entries=[english(definition="other")], reason="Unclear.")
    assert "Version 2 has been proposed" in text_of(client.get(f"/en/glossary/{first.concept.code}/"))
    assert "Not agreed yet: a proposal" in text_of(client.get(f"/en/glossary/{first.concept.code}/v/2/"))


def test_a_rejected_version_gives_its_reason(client: Client, secretary):
    version = reject(by=secretary, version=proposed(by=secretary), reason="Nobody asked.")
    assert "Nobody asked." in text_of(client.get(version.get_absolute_url()))


def test_the_shown_hash_leads_to_the_bytes_it_covers(client: Client, secretary):
    version = agreed(english(), french(), by=secretary)
    page = client.get(version.get_absolute_url()).content.decode()
    address, shown = re.search(r'href="([^"]*content\.json)" data-sha256="(\w+)"', page).groups()
    assert hashlib.sha256(client.get(address).content).hexdigest() == shown


def test_the_uri_leads_people_to_the_page_and_gives_programs_data(client: Client, secretary):
    code = agreed(english("area", "d", Name("zone", "admitted")), french(), by=secretary).concept.code
    page = client.get(f"/id/{code}", headers={"accept": "text/html"})
    assert (page.status_code, page["Location"]) == (303, f"/en/glossary/{code}/")
    assert client.get(f"/id/{code}").status_code == 303
    to_turtle = client.get(f"/id/{code}", headers={"accept": "text/turtle"})
    assert (to_turtle.status_code, to_turtle["Location"]) == (303, f"/id/{code}.ttl")
    weighed = client.get(f"/id/{code}", headers={"accept": "text/html;q=0.5, application/ld+json;q=0.8"})
    assert weighed["Location"] == f"/id/{code}.jsonld"
    assert client.get(f"/id/{code}", headers={"accept": "text/html, text/turtle;q=0.9"})["Location"] == page["Location"]
    assert "Accept" in weighed["Vary"]
    turtle = client.get(to_turtle["Location"])
    assert turtle["Content-Type"].startswith("text/turtle")
    assert turtle["Access-Control-Allow-Origin"] == "*"
    assert 'skos:prefLabel "area"@en' in turtle.content.decode()
    assert client.get(to_turtle["Location"], headers={"if-none-match": turtle["ETag"]}).status_code == 304
    assert client.get(weighed["Location"]).json()["@graph"][1]["@id"].endswith(f"/id/{code}")
    assert client.get(f"/id/{code}.xlsx").status_code == 404
    assert client.get("/id/RS-9999", follow=True).status_code == 404


def test_the_card_holds_name_and_definition_only(client: Client, secretary):
    code = agreed(by=secretary).concept.code
    page = client.get(f"/en/glossary/{code}/card/").content.decode()
    assert "work under a penalty" in page
    assert "<html" not in page


@pytest.mark.parametrize("tail", ["", "card/", "v/1/", "v/1/content.json"])
def test_a_code_nobody_has_is_not_found(client: Client, tail):
    assert client.get(f"/en/glossary/RS-0001/{tail}").status_code == 404


def test_queries_of_the_index_do_not_grow_with_terms(client: Client, secretary, queries_of):
    counts = []
    client.get("/fr/glossary/")
    for names in (["a1", "b1"], [f"c{n}" for n in range(12)]):
        for name in names:
            agreed(english(name, "d"), french(name + "f", "d"), by=secretary)
        counts.append(queries_of(lambda: client.get("/fr/glossary/")))
    assert counts[0] == counts[1] <= 15


def test_queries_of_a_concept_do_not_grow_with_versions_and_voices(client: Client, secretary, queries_of):
    target = agreed(english("t", "d"), by=secretary).concept
    concept = agreed(by=secretary, relations=[Related("broader", target)]).concept
    address = f"/en/glossary/{concept.code}/"
    client.get(address)
    before = queries_of(lambda: client.get(address))
    others = [agreed(english(f"t{n}", "d"), by=secretary).concept for n in range(4)]
    words = [GroupAgreement(group(code), "agree") for code in ("asm", "la", "fi", "go")]
    for n in range(4):
        entries = [english(definition=f"version {n}"), french(), Entry("es", "d", names=(Name("n"),))]
        related = [Related("related", other) for other in others]
        agreed(*entries, by=secretary, concept=concept, agreements=words, relations=related)
    for code in ("asm", "la", "fi"):
        record_phrasing(by=secretary, concept=concept, group=group(code), language="en", text="x")
    assert queries_of(lambda: client.get(address)) <= before + 2 <= 15  # names are read anew after a change


def test_queries_of_a_version_and_its_desk_do_not_grow_with_what_came_after(
    client, as_secretary, secretary, queries_of
):
    concept = agreed(english("t", "d"), by=secretary).concept
    pages = [(client, f"/en/glossary/{concept.code}/v/1/"), (as_secretary, f"/en/desk/glossary/{concept.code}/")]

    def costs() -> list[int]:
        for reader, address in pages:
            assert reader.get(address).status_code == 200
        return [queries_of(lambda r=reader, a=address: r.get(a)) for reader, address in pages]

    few = costs()
    for n in range(4):
        agreed(english(definition=f"version {n}"), french(), by=secretary, concept=concept)
    for code in ("asm", "la", "fi"):
        record_phrasing(by=secretary, concept=concept, group=group(code), language="en", text="x")
    many = costs()
    assert all(after <= before + 2 for before, after in zip(few, many, strict=True))  # names are read anew
