"""The page of results, and what is suggested."""

import pytest
from django.test import Client

from glossary.words import Name
from tests.glossary.making import agreed, english, french
from tests.search.making import entry
from tests.search.test_finding import NASTY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_index")]


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_page_says_how_to_ask(client: Client):
    text = page(client, "/en/search/")
    assert '<details class="more" id="how" open>' in text
    assert "found" not in text.partition("<main")[2].partition("<details")[0].replace("everything is found", "")


def test_a_hit_says_what_it_is_where_it_stands_and_in_which_language(client: Client):
    entry("Le lot d’étain", "Un lot <b>d’étain</b>", language="fr", label="3.4", place="Norme", status="draft")
    text = page(client, "/en/search/?q=etain")
    assert "1 found" in text
    assert "Clause 3.4" in text
    assert '<h3 lang="fr" dir="ltr"><a href="/en/somewhere/' in text
    assert "Le lot d’<mark>étain</mark>" in text
    assert "written in French" in text
    assert "&lt;b&gt;d’<mark>étain</mark>" in text


def test_boxes_narrow_and_stay_ticked_without_a_script(client: Client):
    entry("Tin one", kind="clause")
    entry("Tin two", kind="comment", groups=["asm"])
    text = page(client, "/en/search/?q=tin&kind=comment&kind=nothing")
    assert "Tin</mark> two" in text
    assert "Tin</mark> one" not in text
    assert 'name="kind" value="comment" checked' in text
    assert 'name="kind" value="clause">' in text
    assert 'name="kind" value="nothing" checked' in text
    assert "Artisanal and small-scale miners" in text


def test_the_agreed_word_comes_first_and_its_other_names_are_looked_for(client: Client):
    agreed(english("forced labour", "work under a penalty", Name("FL", status="admitted", kind="acronym")), french())
    entry("Sur le travail forcé", language="fr")
    text = page(client, "/en/search/?q=forced+labour")
    assert "The agreed word" in text
    assert "<mark>forced labour</mark></a></h2>" in text
    assert '<b><span lang="fr" dir="ltr">travail forcé</span></b>' in text
    assert "Sur le <mark>travail forcé</mark>" in text
    assert "only=1" in text
    assert "Sur le" not in page(client, "/en/search/?q=forced+labour&only=1")
    assert "<mark>forced labour</mark>" in page(client, "/en/search/?q=FL")


def test_nothing_found_helps(client: Client):
    agreed(english("forced labour", "work under a penalty"))
    text = page(client, "/en/search/?q=forcd+labour")
    assert "Did you mean" in text
    assert "?q=forced+labour" in text or "?q=forced%20labour" in text


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_nothing_that_is_typed_breaks_the_page(client: Client, text: str):
    sent = text.encode("utf-8", "replace")
    entry("Tin")
    asked = {"q": sent, "kind": sent[:50], "page": sent[:9]}
    assert client.get("/fr/search/", asked).status_code == 200
    assert client.get("/es/search/suggest/", asked).status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "999999999999", "x", "٣"])
def test_any_page_number_is_a_page(client: Client, number: str):
    entry("Tin")
    assert "1 found" in page(client, f"/en/search/?q=tin&page={number}")


def test_suggestions_are_data_and_a_piece_of_a_page(client: Client):
    entry("Artisanal mining", kind="term", label="RS-0001", url="/glossary/RS-0001/")
    entry("Artisans of the desk", kind="decision", audience="staff")
    data = client.get("/fr/search/suggest/?q=artis").json()
    assert (
        data["suggestions"]
        == [{"title": "Artisanal mining", "language": "en", "kind": "Term RS-0001", "url": "/fr/glossary/RS-0001/"}]
        or data["suggestions"][0]["url"] == "/fr/glossary/RS-0001/"
    )
    assert len(data["suggestions"]) == 1
    assert 'href="/en/glossary/RS-0001/"' in page(client, "/en/search/suggest/?q=artis&format=html")


def test_the_page_is_cheap_and_its_queries_do_not_grow(client: Client, as_member: Client, queries_of):
    agreed(english("tin", "a metal"))
    entry("Tin", kind="clause", status="draft", groups=["asm"], sectors=["up"])
    page(client, "/en/search/?q=tin")
    few, few_in = (queries_of(lambda c=c: page(c, "/en/search/?q=tin")) for c in (client, as_member))
    for number in range(60):
        entry(f"Tin {number}", kind="comment", groups=["asm", "cs"], sectors=["up"], audience="public")
    many, many_in = (queries_of(lambda c=c: page(c, "/en/search/?q=tin")) for c in (client, as_member))
    assert (many, many_in) == (few, few_in)
    assert few <= few_in <= 15


def test_the_page_says_how_an_open_quotation_mark_was_read(client: Client):
    text = page(client, "/en/search/?q=tin+%22fair+price")
    assert "“fair price” was read as exact words" in text
