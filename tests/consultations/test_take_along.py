"""Reading with less: finding words in a draft, the light page with its form, the PDF, what was corrected."""

import re
import sys

import pytest
from django.core.files.storage import storages
from hypothesis import given
from hypothesis import strategies as st

from consultations import printing
from consultations.actions.corrections import Corrected, correct_draft
from consultations.actions.materials import add_material
from consultations.actions.translations import translate_clause
from consultations.clauses import ClauseRow
from consultations.finding import marked
from consultations.models import UnsentResponse
from consultations.plain import plain_rows
from tests.consultations import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "private")]
READER = "/en/consultations/small-mines-1/draft/"
LIGHT, PDF = f"{READER}light/", "/en/consultations/small-mines-1/draft.pdf"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def keys_in(page):
    return re.findall(r'<section class="clause lined[^"]*" id="([^"]+)"', page)


# -- finding -------------------------------------------------------------------------------------------------------


def test_only_the_clauses_that_hold_every_word_are_shown_with_the_words_marked(client, secretary):
    making.open_round(by=secretary)
    page = read(client, f"{READER}?q=BUYER+visit")
    assert keys_in(page) == ["c-know"]
    assert "A <mark>buyer</mark> shall <mark>visit</mark> the site every year." in page
    assert "1 clause holds “BUYER visit”." in page
    assert 'id="outline"' in page
    assert keys_in(read(client, f"{READER}?q=2.2")) == ["c-title"]


def test_what_is_not_there_is_said(client, secretary):
    making.open_round(by=secretary)
    page = read(client, f"{READER}?q=<script>mercury")
    assert keys_in(page) == []
    assert "0 clauses hold “&lt;script&gt;mercury”." in page


def test_words_are_found_in_the_language_that_is_read(client, secretary):
    round = making.prepared_round(by=secretary)
    words = {"language": "fr", "heading": "", "body": "<p>Visiter l&amp;l la mine.</p>"}
    making.translated(by=secretary, clause=round.draft.clauses.get(key="c-know"), **words)
    making.announce(by=secretary, round=round)
    assert keys_in(read(client, "/fr/consultations/small-mines-1/draft/?q=visiter")) == ["c-know"]
    assert keys_in(read(client, "/fr/consultations/small-mines-1/draft/?q=visiter&text=source")) == []


PIECES = st.sampled_from(["<p>", "</p>", "a", "A b", "&amp;", "&lt;i&gt;", " ", "é"])


@given(st.lists(PIECES, max_size=9), st.text(max_size=5))
def test_marking_leaves_every_word_and_every_tag_as_it_was(parts, asked):
    html = "".join(parts)
    assert re.sub(r"</?mark>", "", marked(html, asked)) == html


# -- the light page ------------------------------------------------------------------------------------------------


def test_the_whole_standard_stands_on_one_light_page(client, secretary):
    body = f"<p>{'Twenty words of a clause that says what is owed. ' * 3}</p>"
    rows = [ClauseRow(f"c-{n}", f"{n}", "", f"Heading {n}", body) for n in range(500)]
    making.open_round(by=secretary, draft=making.draft(rows=rows, by=secretary))
    response = client.get(LIGHT)
    assert len(response.content) <= 150_000
    page = response.content.decode()
    assert page.count("data-clause-text") == 500
    assert "<script" not in page


def test_a_comment_is_kept_from_the_light_page_for_the_clause_that_is_named(client, secretary):
    round = making.open_round(by=secretary)
    response = client.post(LIGHT, {"clause": "2.1", "body": "Once is not enough.", "proposed_change": "twice"})
    assert response.status_code == 303
    page = read(client, LIGHT)
    assert "Kept in your response: 1 comment so far." in page[page.index('id="say"') :]  # where the browser stays
    client.post(LIGHT, {"clause": "", "body": "On the whole: thank you."})
    kept = UnsentResponse.objects.get(round=round).words["comments"]
    assert [(one["clause"], one["body"]) for one in kept] == [
        ("c-know", "Once is not enough."),
        ("", "On the whole: thank you."),
    ]


def test_what_is_wrong_on_the_light_page_is_said_and_what_was_typed_stays(client, secretary):
    making.open_round(by=secretary)
    response = client.post(LIGHT, {"clause": "9.9", "body": "Stays here."})
    assert response.status_code == 400
    page = response.content.decode()
    assert "This draft has no clause “9.9”." in page[page.index('id="say"') :]
    assert "Stays here." in page
    assert client.post(LIGHT, {"clause": "2.1", "body": " "}).status_code == 400
    assert not UnsentResponse.objects.exclude(words={}).filter(words__comments__isnull=False).exists()


def test_the_light_page_is_closed_when_the_round_is(client, secretary):
    round = making.open_round(by=secretary)
    type(round).objects.filter(pk=round.pk).update(closes_at=round.opens_at.replace(minute=30))
    assert "No comments are taken at the moment." in read(client, LIGHT)
    assert client.post(LIGHT, {"clause": "2.1", "body": "Late."}).status_code == 400


def test_the_light_page_costs_the_same_however_long_the_draft_is(client, secretary, queries_of):
    making.open_round(by=secretary)
    many = [ClauseRow(f"c-{n}", f"{n}", "", f"Heading {n}", "<p>x</p>") for n in range(90)]
    making.open_round("many", by=secretary, draft=making.draft("many", rows=many, by=secretary))
    counts = []
    for slug in ("small-mines-1", "many"):
        address = f"/fr/consultations/{slug}/draft/light/"
        client.get(address)
        counts.append(queries_of(lambda address=address: client.get(address)))
    assert counts[0] == counts[1] <= 10


# -- paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not printing.can_print(), reason="WeasyPrint or Pango is missing")
def test_the_pdf_is_made_by_the_worker_once_for_each_text_and_language(client, secretary, monkeypatch):
    round = making.open_round(by=secretary)
    ordered = []
    with monkeypatch.context() as patch:
        patch.setattr(printing, "order", lambda round, language: ordered.append(language))
        waiting = client.get(PDF)
    assert (waiting.status_code, waiting["Refresh"], ordered) == (202, "10", ["en"])
    assert "The PDF is being made" in waiting.content.decode()
    response = client.get(PDF)  # in tests the worker works at once
    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    name = printing.stored_name(round.draft, "en")
    assert storages["private"].exists(name)
    assert printing.print_draft.func(round.pk, "en") == name
    assert printing.stored_name(round.draft, "fr") != name


def test_where_none_can_be_made_the_page_says_so_and_offers_the_light_one(client, secretary, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    printing.can_print.cache_clear()
    making.open_round(by=secretary)
    response = client.get(PDF)
    printing.can_print.cache_clear()
    assert response.status_code == 503
    assert LIGHT in response.content.decode()
    assert "Refresh" not in response


def test_another_translation_is_another_pdf(secretary):
    draft = making.open_round(by=secretary).draft
    before = {language: printing.stored_name(draft, language) for language in ("en", "fr")}
    words = {"language": "fr", "heading": "", "body": "<p>Mots.</p>", "status": "machine"}
    translate_clause(by=secretary, clause=draft.clauses.get(key="c-know"), **words)
    after = {language: printing.stored_name(draft, language) for language in ("en", "fr")}
    assert (before["en"] == after["en"], before["fr"] == after["fr"]) == (True, False)
    (row,) = [row for row in plain_rows(draft, "fr") if row.language == "fr"]
    assert row.doubt == "machine"


@pytest.mark.parametrize("address", [READER, LIGHT, PDF, "/en/consultations/small-mines-1/changes/"])
def test_what_is_for_members_is_for_members_in_every_form(client, secretary, address):
    making.open_round(by=secretary, audience="members")
    assert client.get(address).status_code == 404


# -- corrected, taken out, taken along -----------------------------------------------------------------------------


def test_the_reader_says_what_was_corrected_and_why_and_the_comments_stay(client, secretary):
    round = making.open_round(by=secretary)
    clause = round.draft.clauses.get(key="c-know")
    corrected = [Corrected(clause, clause.heading, "<p>A buyer shall visit the site every month.</p>")]
    correct_draft(by=secretary, draft=round.draft, corrected=corrected, why={"en": "Months, not years."})
    page = read(client, READER)
    assert page.count("Months, not years.") == 2
    assert "<p>A buyer shall visit the site every year.</p>" in page
    assert "every <del>year</del><ins>month</ins>." in page
    light = read(client, LIGHT)
    assert "Months, not years." in light


def test_what_was_taken_out_is_listed_at_the_end(client, secretary):
    first = making.draft("1", by=secretary)
    making.open_round("first", by=secretary, draft=first)
    making.open_round(by=secretary, draft=making.draft("2", by=secretary, rows=making.ROWS[:3], previous=first))
    page = read(client, READER)
    gone = page[page.index('id="taken-out"') :]
    assert "Taken out since draft 1" in gone
    assert "Sites without a title" in gone
    assert 'href="/en/consultations/small-mines-1/changes/"' in page


def test_a_working_draft_without_a_round_is_compared_and_one_kept_for_members_is_not(client, as_member, secretary):
    first = making.draft("1", by=secretary)
    making.open_round(by=secretary, draft=making.draft("2", by=secretary, rows=making.ROWS[:3], previous=first))
    assert "Sites without a title" in read(client, READER)
    making.open_round("members", by=secretary, draft=first, audience="members")
    assert "Sites without a title" not in read(client, READER)
    assert "Sites without a title" in read(as_member, READER)


def test_a_reader_of_a_translation_is_told_which_language_prevails(client, secretary):
    round = making.prepared_round(by=secretary)
    words = {"language": "fr", "heading": "", "body": "<p>Mots.</p>"}
    making.translated(by=secretary, clause=round.draft.clauses.get(key="c-know"), **words)
    making.announce(by=secretary, round=round)
    for tail in ("", "light/"):
        page = read(client, f"/fr/consultations/small-mines-1/draft/{tail}")
        assert re.search(r'<span lang="en">English</span>\.', page)


def test_material_in_any_language_is_offered_beside_the_draft(client, secretary):
    round = making.open_round(by=secretary)
    add_material(by=secretary, draft=round.draft, title="Kwa ufupi", language="sw", name="k.txt", data=b"Kwa ufupi")
    link = r'<a href="/en/materials/\d+/" hreflang="sw" lang="sw" dir="ltr">Kwa ufupi</a>'
    assert re.search(link, read(client, READER))


def test_the_reader_costs_little_with_all_of_it(client, secretary, queries_of):
    first = making.draft("1", by=secretary)
    round = making.open_round(by=secretary, draft=making.draft("2", by=secretary, rows=making.ROWS[:3], previous=first))
    clause = round.draft.clauses.get(key="c-know")
    correct_draft(by=secretary, draft=round.draft, corrected=[Corrected(clause, "X", "<p>Y</p>")], why={"en": "Z"})
    add_material(by=secretary, draft=round.draft, title="Kwa", language="sw", name="k.txt", data=b"Kwa")
    for address in (READER, READER.replace("/en/", "/fr/"), f"{READER}?q=buyer"):
        client.get(address)
        assert queries_of(lambda address=address: client.get(address)) <= 15
