"""What authors say of terms in the editor is kept, shown, and taken back into the editor."""

import json
from html import unescape

import pytest
from django.test import Client
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import RichText, expand_db_html

from glossary.asking import LINK, NOT_HERE, OPEN, Asked, asked_by
from glossary.linking import link_terms
from glossary.page_check import findings_on
from glossary.rich_text import TermLinkHandler
from glossary.words import Name
from portal.models import ContentPage, HomePage
from tests.conftest import shown_second_factor
from tests.factories import UserFactory
from tests.glossary.making import agreed, english, proposed

pytestmark = pytest.mark.django_db
KEPT = '<p>The <a id="RS-0001" linktype="term">yellow metal</a> and <span data-noterm="true">gold</span> dust.</p>'


def test_the_editor_takes_both_marks_and_gives_them_back():
    converter = ContentstateConverter(features=["term", "no-term"])
    state = converter.from_database_format(KEPT)
    block = json.loads(state)["blocks"][0]
    assert [one["style"] for one in block["inlineStyleRanges"]] == ["NOTERM"]
    assert json.loads(state)["entityMap"]["0"]["data"]["code"] == "RS-0001"
    back = converter.to_database_format(state)
    assert 'linktype="term"' in back
    assert 'id="RS-0001"' in back
    assert '<span data-noterm="true">gold</span>' in back


def test_a_linked_word_leads_to_the_term_and_a_marked_one_nowhere(secretary):
    agreed(english("gold", "a metal"), by=secretary)
    html = link_terms(str(RichText(KEPT)), language="en")
    assert 'href="/en/glossary/RS-0001/" data-term="RS-0001">yellow metal</a>' in html
    assert html.count("<a ") == 1
    assert expand_db_html('<a linktype="term" id="">x</a>') == "<a>x</a>"


def test_wagtail_knows_which_terms_a_page_names(secretary):
    concept = agreed(english("gold", "a metal"), by=secretary).concept
    found = list(TermLinkHandler.extract_references({"id": concept.code}))
    assert [pk for _model, pk, _path, _content in found] == [str(concept.pk)]
    assert list(TermLinkHandler.extract_references({"id": "RS-9999"})) == []


def test_the_dialog_finds_terms_by_any_part_of_a_name_agreed_ones_first(secretary):
    editor = shown_second_factor(Client(), UserFactory(is_staff=True, is_superuser=True))
    proposed(english("gold dust", "d"), by=secretary)
    agreed(english("gold", "d"), by=secretary)
    told = editor.get("/admin/terms/", {"q": "GOLD"}).json()["terms"]
    assert [(term["name"], term["status"]) for term in told] == [("gold", "agreed"), ("gold dust", "proposed")]
    assert Client().get("/admin/terms/", {"q": "gold"}).status_code == 302


def test_a_page_says_which_terms_are_linked_in_it(secretary, client):
    agreed(english("gold", "d"), by=secretary)
    proposed(english("silver", "d"), by=secretary)
    home = HomePage.objects.filter(locale__language_code="en").get()
    body = [("text", "<p>gold silver</p>"), ("heading", "gold"), ("text", "<p>gold gold</p>")]
    page = home.add_child(instance=ContentPage(title="About metals", slug="metals", body=body))
    shown = {terms: linked_on(client, page, terms) for terms in ContentPage.Terms.values}
    assert shown == {"agreed": ["gold", "gold"], "open": ["gold", "silver", "gold"], "nothing": []}


def linked_on(client, page, terms: str) -> list[str]:
    """The words that are links to terms, in order."""
    ContentPage.objects.filter(pk=page.pk).update(terms=terms)
    page.refresh_from_db()
    parts = client.get("/en/metals/").content.decode().split('<a class="term"')[1:]
    return [part.split(">", 1)[1].split("<", 1)[0] for part in parts]


def test_an_author_wants_one_term_and_does_not_want_another(secretary):
    agreed(english("area", "d"), by=secretary)
    proposed(english("belt", "d"), by=secretary)
    agreed(english("acre", "d", Name("field", "admitted", matching="never")), by=secretary)
    assert link_terms("area belt field", language="en").count("<a ") == 1
    asked = asked_by({"RS-0001": NOT_HERE, "RS-0002": LINK, "RS-0003": LINK})
    html = link_terms("area belt field", language="en", asked=asked)
    assert [code in html for code in ("RS-0001", "RS-0002", "RS-0003")] == [False, True, True]
    on_the_table = link_terms("area belt field", language="en", asked=Asked(scope=OPEN))
    assert [code in on_the_table for code in ("RS-0001", "RS-0002", "RS-0003")] == [True, True, False]


def test_the_editor_is_told_of_terms_to_look_at_once_the_page_is_saved(secretary):
    agreed(english("gold", "d", Name("yellow metal", "deprecated")), by=secretary)
    proposed(english("silver", "d"), by=secretary)
    home = HomePage.objects.filter(locale__language_code="en").get()
    page = home.add_child(instance=ContentPage(title="Metals", slug="metals", lede="Gold.", locale=home.locale))
    editor = shown_second_factor(Client(), UserFactory(is_staff=True, is_superuser=True))
    words = {"title": "Metals", "slug": "metals", "lede": "Silver and yellow metal, “doré”.", "terms": "agreed"}
    posted = {**words, "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    html = editor.post(f"/admin/pages/{page.pk}/edit/", posted, follow=True).content.decode()
    assert "Terms to look at: “Silver” is not agreed; “yellow metal” is a name to avoid (gold)." in unescape(html)
    assert editor.post(f"/admin/pages/{page.pk}/edit/", posted | {"lede": "Gold."}, follow=True).status_code == 200
    page.refresh_from_db()
    assert findings_on(page.get_latest_revision_as_object()) == []
