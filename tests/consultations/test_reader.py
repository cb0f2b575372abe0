"""The draft reader: text, terms, translations, voices, changes; the same few queries however much was said."""

import hashlib
import json
import re

import pytest
from django.test import Client

from consultations.actions.drafts import import_draft
from consultations.actions.responses import add_comment, begin_response, submit
from consultations.actions.translations import translate_clause
from consultations.clauses import ClauseRow
from consultations.templatetags import reading_tags
from tests.consultations import making
from tests.factories import group

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
MANY = [
    ClauseRow(f"c-part-{part}", str(part), "", f"Part {part}", "")
    if number == 0
    else ClauseRow(f"c-{part}-{number}", f"{part}.{number}", f"c-part-{part}", f"Clause {number}", "<p>Words.</p>")
    for part in range(1, 5)
    for number in range(20)
]


def say(round, clause, body="It fails in the rains.", code="asm"):
    response = begin_response(round=round, language="en")
    response.words = {**response.words, "group": code}
    response.save()
    add_comment(response=response, clause=clause, kind="te", body=body)
    return submit(response=response, name="Ana", email=f"{response.pk}@example.org", confidentiality="withheld")


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_each_clause_stands_under_its_key_and_its_words_alone_are_marked(client, secretary):
    making.open_round(by=secretary)
    page = read(client, "/en/consultations/small-mines-1/draft/")
    assert 'id="c-know"' in page
    words = re.findall(r"<div class=\"clause-text\" data-clause-text[^>]*>(.*?)</div>", page, re.DOTALL)
    assert words[1] == "<p>A buyer shall visit the site every year.</p>"


def test_a_clauses_address_leads_to_its_page_and_place(client, secretary):
    making.open_round(by=secretary, draft=making.draft(rows=MANY, by=secretary))
    response = client.get("/en/consultations/small-mines-1/draft/c/c-3-4/")
    assert response.status_code == 303
    assert response["Location"] == "/en/consultations/small-mines-1/draft/?page=2#c-3-4"
    page = read(client, response["Location"])
    assert 'id="c-3-4"' in page
    assert len(re.findall(r'<section class="clause', page)) <= 40
    assert client.get("/en/consultations/small-mines-1/draft/c/c-none/").status_code == 404


def test_the_shown_fingerprint_leads_to_the_bytes_it_covers(client, secretary):
    round = making.open_round(by=secretary)
    page = read(client, "/en/consultations/small-mines-1/draft/")
    address, sha256 = re.search(r'<a href="([^"]+)" data-sha256="(\w+)"', page).groups()
    body = client.get(address).content
    assert hashlib.sha256(body).hexdigest() == sha256 == round.draft.sha256
    assert [row["key"] for row in json.loads(body)["clauses"]] == [row.key for row in making.ROWS]


def test_a_published_comment_stands_beside_its_clause_with_its_group(client, secretary):
    round = making.open_round(by=secretary)
    say(round, round.draft.clauses.get(key="c-know"))
    page = read(client, "/en/consultations/small-mines-1/draft/")
    clause = page[page.index('id="c-know"') : page.index('id="c-title"')]
    assert "It fails in the rains." in clause
    assert "<b>1 comment</b>" in clause
    assert "Artisanal and small-scale miners" in clause


def test_the_number_of_queries_does_not_grow_with_comments(client, secretary, queries_of):
    round = making.open_round(by=secretary)
    clauses = list(round.draft.clauses.all())

    def load():
        return read(client, "/en/consultations/small-mines-1/draft/")

    load()
    few = queries_of(load)
    say(round, clauses[0])
    assert queries_of(load) == few
    for number in range(12):
        say(round, clauses[number % len(clauses)], body=f"Comment {number}", code=["asm", "tr", "ac"][number % 3])
    assert queries_of(load) == few <= 15


def test_a_translation_is_shown_with_its_state_and_the_rest_as_the_source(client, secretary):
    round = making.prepared_round(by=secretary)
    clause = round.draft.clauses.get(key="c-know")
    words = {"language": "fr", "heading": "Connaître le site", "body": "<p>Visiter.</p>", "status": "machine"}
    translate_clause(by=secretary, clause=clause, **words)
    making.announce(by=secretary, round=round)
    page = read(client, "/fr/consultations/small-mines-1/draft/")
    assert "<p>Visiter.</p>" in page
    assert '<div class="clause-text" data-clause-text lang="en" dir="ltr"><p>A buyer may buy for two years.</p>' in page
    assert "<p>Visiter.</p>" not in read(client, "/fr/consultations/small-mines-1/draft/?text=source")


def test_the_redline_holds_exactly_the_old_and_the_new_words(client, secretary):
    first = making.draft("1", by=secretary)
    rows = [
        ClauseRow("c-know", "2.1", "", "Know the site", "<p>A buyer shall visit the site twice a year.</p>"),
        ClauseRow("c-new", "3", "", "Women at the site", "<p>Ask them apart.</p>"),
    ]
    second = import_draft(by=secretary, standard="SM", label="2", rows=rows, previous=first)
    making.open_round(by=secretary, draft=second)
    page = read(client, "/en/consultations/small-mines-1/draft/")
    line = re.search(r"data-redline[^>]*>(.*?)</div>", page, re.DOTALL).group(1)
    without = {tag: re.sub(rf"<{tag}>.*?</{tag}>", "", line) for tag in ("ins", "del")}
    assert re.sub(r"</?\w+>", "", without["ins"]) == "A buyer shall visit the site every year."
    assert re.sub(r"</?\w+>", "", without["del"]) == "A buyer shall visit the site twice a year."
    assert "New in draft 2." in page


@pytest.mark.parametrize("tail", ["", "draft/", "draft.json", "draft/c/c-know/"])
@pytest.mark.parametrize("state", ["preparing", "members", "missing"])
def test_what_may_not_be_seen_answers_like_what_does_not_exist(client, secretary, tail, state):
    if state == "preparing":
        making.prepared_round(by=secretary)
    elif state == "members":
        making.open_round(by=secretary, audience="members")
    response = client.get(f"/en/consultations/small-mines-1/{tail}")
    assert response.status_code == 404
    assert b"small-mines-1/draft" not in response.content


def test_a_member_reads_what_is_for_members(as_member, secretary):
    making.open_round(by=secretary, audience="members")
    assert "Know the site" in read(as_member, "/en/consultations/small-mines-1/draft/")


def test_hostile_html_of_a_file_is_shown_without_its_teeth(client, secretary):
    body = '<p onclick="x()">Fine <script>alert(1)</script><a href="javascript:x()">link</a></p>'
    draft = making.draft(rows=[ClauseRow("c-a", "1", "", "A", body)], by=secretary)
    assert draft.clauses.get().body == "<p>Fine <a>link</a></p>"
    assert group("asm").code == "asm"


def test_the_outline_speaks_the_readers_language_as_far_as_the_clauses_do(client, secretary, queries_of):
    round = making.prepared_round(by=secretary)
    words = {"language": "fr", "heading": "Acheter à la mine", "body": ""}
    making.translated(by=secretary, clause=round.draft.clauses.get(key="c-buying"), **words)
    making.announce(by=secretary, round=round)

    def outline(tail=""):
        page = read(client, f"/fr/consultations/small-mines-1/draft/{tail}")
        return page[page.index('id="outline"') : page.index('class="sections"')]

    assert ">Acheter à la mine</span>" in outline()
    assert '<span lang="en" dir="ltr">Purpose</span>' in outline()
    assert "Acheter" not in outline("?text=source")
    few = queries_of(outline)
    for clause in round.draft.clauses.exclude(key="c-buying"):
        clause.translations.create(language="fr", heading="Un titre", source_sha256="0" * 64)
    assert queries_of(outline) <= few  # without a word to show, the glossary is not asked


def test_of_clauses_that_stayed_nothing_is_told_and_a_bare_heading_asks_quietly(client, secretary):
    first = making.draft("1", by=secretary)
    rows = [*making.ROWS[:3], ClauseRow("c-title", "2.2", "c-buying", "Sites with no title", making.ROWS[3].body)]
    second = import_draft(by=secretary, standard="SM", label="2", rows=rows, previous=first)
    making.open_round(by=secretary, draft=second)
    page = read(client, "/en/consultations/small-mines-1/draft/")
    assert "Unchanged" not in page
    assert "<summary>What changed" not in page
    assert ">Sites without a title</q>" in page
    bare = page[page.index('id="c-buying"') : page.index('id="c-know"')]
    assert "<details" not in bare
    assert 'href="/en/consultations/small-mines-1/draft/c/c-buying/comment/"' in bare
    assert page.count('class="more say"') == 3


def test_what_was_drawn_is_kept_for_minutes_only(client, secretary, monkeypatch):
    round = making.open_round(by=secretary)
    say(round, round.draft.clauses.first(), body="Words that are taken out later.")
    read(client, "/en/consultations/small-mines-1/draft/")
    read(client, "/en/consultations/small-mines-1/draft/")
    assert reading_tags.drawn.cache_info().hits
    later = reading_tags.cleared["at"] + reading_tags.KEPT + 1
    monkeypatch.setattr(reading_tags, "cleared", dict(reading_tags.cleared))
    monkeypatch.setattr(reading_tags, "monotonic", lambda: later)
    read(client, "/en/consultations/small-mines-1/draft/")
    assert reading_tags.drawn.cache_info()[:2] == (0, 1)
