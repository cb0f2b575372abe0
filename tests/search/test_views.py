"""The page of results, and what is suggested."""

import re
from datetime import date
from html import escape, unescape

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings

from glossary.words import Name
from tests.glossary.making import agreed, english, french
from tests.governance.making import body_with_seats
from tests.search.making import entry
from tests.search.test_finding import NASTY
from tests.search.test_query import TYPED

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


def test_what_was_typed_narrows_like_a_box_and_goes_with_one_click(client: Client):
    entry("Tin one", kind="clause", year=2025)
    entry("Tin two", kind="comment", groups=["la"])
    entry("Tin three", kind="comment", groups=["asm"])
    text = page(client, "/en/search/?q=tin+kind:comments+group:labour&year=2026")
    assert "1 found" in text
    assert 'name="kind" value="comment" checked' in text
    assert 'name="group" value="la" checked' in text
    assert '<input type="hidden" name="q" value="tin">' in text
    assert "Kind: <b>Comment</b>" in text
    without = re.findall(r'<a href="([^"]+)" aria-label="Leave out ([^"]+)"', text)
    assert {said: unescape(address) for address, said in without} == {
        "Kind: Comment": "/en/search/?q=tin&year=2026&group=la",
        "Group: Labour": "/en/search/?q=tin&year=2026&kind=comment",
        "Year: 2026": "/en/search/?q=tin&kind=comment&group=la",
    }
    assert "2 found" in page(client, "/en/search/?q=tin&year=2026&kind=comment")


def test_filters_alone_find_all_that_they_leave_the_newest_first(client: Client):
    entry("Tin", kind="decision", date=date(2026, 1, 1))
    entry("Lead", kind="decision", date=date(2026, 3, 1))
    entry("Zinc", kind="comment")
    for address in ("?q=kind:decision", "?kind=decision"):
        text = page(client, f"/en/search/{address}")
        assert "2 found" in text
        assert text.index(">Lead<") < text.index(">Tin<")


def test_hits_are_sorted_by_date_where_that_is_asked(client: Client):
    entry("Tin", date=date(2024, 1, 1))
    entry("Lead", "tin", date=date(2026, 1, 1))
    best, newest = page(client, "/en/search/?q=tin"), page(client, "/en/search/?q=tin&sort=date")
    assert best.index("<mark>Tin</mark>") < best.index(">Lead<")
    assert newest.index(">Lead<") < newest.index("<mark>Tin</mark>")
    assert "?q=tin&amp;sort=date" in best


def test_bodies_and_countries_are_boxes_with_their_names(client: Client):
    body_with_seats()
    entry("Tin", kind="decision", of_body="standards-committee")
    entry("Tin ore", kind="comment", country="PE")
    text = page(client, "/en/search/?q=tin")
    assert 'name="body" value="standards-committee"><label for="body-1">Standards Committee' in text
    assert 'name="country" value="PE"><label for="country-1">Peru' in text
    assert "Instance" in (french := page(client, "/fr/search/?q=tin"))
    assert "Pérou" in french
    for address in ("?q=tin+country:peru", "?q=tin&country=PE", "?q=ore&body=&country=PE"):
        assert "1 found" in page(client, f"/en/search/{address}")
    assert "1 found" in page(client, "/en/search/?q=tin+body:sc")


def test_a_box_names_a_language_as_its_speakers_do(client: Client):
    entry("ch’uya", language="qu")
    entry("ch’uya", language="en")
    page = client.get("/en/search/?q=ch’uya").content.decode()
    assert re.search(r'lang="qu"[^>]*>\s*Runasimi', page)


def test_the_form_is_filled_with_what_is_asked_and_asks_it_again(client: Client):
    entry("Water at the mine", "a fair price", kind="comment")
    address = "/en/search/form/?q=water+%22fair+price%22+mine+OR+pit+-gold+kind:comment&year=2026&only=1"
    text = page(client, address)
    for name, value in [("all", "water"), ("phrase", "fair price"), ("any", "mine pit"), ("none", "gold")]:
        assert f'name="{name}" value="{value}"' in text
    assert 'name="kind" value="comment" checked' in text
    assert 'name="year" value="2026" checked' in text
    lines = {"all": "water", "phrase": "fair price", "any": "mine pit", "none": "gold"}
    answer = client.get("/en/search/", {**lines, "kind": "comment", "year": "2026", "only": "1"})
    assert answer.status_code == 302
    wanted = "/en/search/?q=water+%22fair+price%22+mine+OR+pit+-gold&kind=comment&year=2026&only=1"
    assert answer["Location"] == wanted
    found = page(client, wanted)
    assert "1 found" in found
    assert f'href="{escape(wanted.replace("/search/", "/search/form/"))}"' in found


def test_the_form_offers_what_one_may_read_and_costs_the_same(client: Client, queries_of):
    entry("Tin", kind="decision", of_body="hidden-body", country="PE", audience="members", year=1999)
    entry("Lead", groups=["asm"], sectors=["up"])
    text = page(client, "/en/search/form/")
    assert "1999" not in text
    assert "hidden-body" not in text
    assert "Peru" not in text
    few = queries_of(lambda: page(client, "/en/search/form/"))
    for number in range(30):
        entry(f"Tin {number}", groups=["asm", "la"], country="CD", of_body="standards-committee")
    assert queries_of(lambda: page(client, "/en/search/form/")) == few


def test_nothing_found_says_which_word_it_is(client: Client):
    agreed(english("mercury", "a metal"))
    entry("Water at the mine")
    entry("Pit", kind="comment")
    text = page(client, "/en/search/?q=water+merkury+mine")
    assert "Nothing that you may read holds <b>merkury</b>" in text
    assert 'href="/en/search/?q=water+mercury+mine">mercury</a>' in text
    assert 'href="/en/search/?q=water+mine">Search without it</a>' in text
    together = page(client, "/en/search/?q=water+pit")
    assert "never all of them together" in together
    assert 'href="/en/search/?q=pit">water</a>' in together
    narrowed = page(client, "/en/search/?q=water+year:1999")
    assert '<a href="/en/search/?q=water">Look in everything, not only in what is ticked</a>: 1 found' in narrowed


def test_nothing_found_asks_a_bounded_number_of_questions(client: Client, queries_of):
    entry("Tin")
    few = queries_of(lambda: page(client, "/en/search/?q=zzz"))
    many = "/en/search/?q=" + "+".join(f"zz{n}" for n in range(40))
    assert queries_of(lambda: page(client, many)) <= few + 6


def test_nothing_found_tells_of_no_word_that_is_closed(client: Client):
    agreed(english("mercury", "a metal"))
    entry("Wolframite", kind="decision", of_body="hidden-body", country="PE", audience="members")
    known = page(client, "/en/search/?q=wolframite+mercury")
    unknown = page(client, "/en/search/?q=wolframitx+mercury")
    assert normal(known).replace("wolframite", "wolframitx") == normal(unknown)
    assert "hidden-body" not in known


def normal(text: str) -> str:
    """Without the time that it took."""
    return re.sub(r"in \d+\.\d+ seconds", "", text)


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


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TYPED)
def test_any_text_is_answered_with_a_page(client: Client, text: str):
    asked = {"q": text.encode("utf-8", "replace")}
    for address in ("/en/search/", "/fr/search/form/", "/es/search/suggest/"):
        assert client.get(address, asked).status_code == 200
    lines = dict.fromkeys(("all", "phrase", "any", "none"), asked["q"])
    assert client.get("/en/search/", lines, follow=True).status_code == 200


HUGE = {
    "a million letters": "a" * 1_000_000,
    "a million signs": '"' * 1_000_000,
    "ten kilobytes of words": "tin " * 2_500,
    "operators": 'OR AND - * " : ' * 60,
    "right to left": "\u202e\u200f" * 200 + "tin",
    "pictures": "👷🏽‍♀️" * 60,
    "filters": "kind:tin " * 30,
    "minus": "-" * 5_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_what_is_huge_costs_no_more_than_what_is_small(client: Client, text: str):
    entry("Tin")
    for address in ("/en/search/", "/en/search/form/", "/en/search/suggest/"):
        response = client.get(address, {"q": text})
        assert response.status_code == 200
        assert len(response.content) < 100_000


def test_a_thousand_boxes_and_unknown_ones_are_a_page(client: Client):
    entry("Tin")
    boxes = "&".join(f"{name}=value{n}" for n in range(1_000) for name in ("kind", "body", "nothing"))
    text = page(client, f"/en/search/?q=tin&{boxes}")
    assert "0 found" in text
    assert text.count("checked") == 60
