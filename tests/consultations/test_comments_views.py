"""Published comments: found, read, and walked from clause to decision."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from consultations.actions.answers import agree_disposition, propose_disposition, publish_answers, write_synopsis
from consultations.lines import beside
from consultations.models import Clause, Comment, Draft
from portal.members.models import StakeholderGroup
from tests.consultations.voices_making import clause_of, close, make_round, sent

pytestmark = pytest.mark.django_db


def text_of(client, name: str, *args, **query) -> str:
    response = client.get(reverse(f"consultations:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_comments_are_listed_and_chosen_by_group_clause_kind_and_words(client, noon):
    round = make_round()
    sent(round, "Too few visits.", clause=clause_of(round, 1))
    sent(round, "Too many papers.", clause=clause_of(round, 2), group="la")
    both = text_of(client, "comments", round.slug)
    assert "Too few visits." in both
    assert "Too many papers." in both
    for query in ({"group": "la"}, {"clause": "4.2"}, {"q": "PAPERS"}, {"clause": "c-2"}):
        text = text_of(client, "comments", round.slug, **query)
        assert "Too many papers." in text
        assert "Too few visits." not in text
    assert "No comment fits" in text_of(client, "comments", round.slug, kind="ed")
    assert "Too few visits." in text_of(client, "comments", round.slug, group="nobody", kind="zz", page="x")


def test_an_empty_round_says_so(client, noon):
    assert "No comment is published yet" in text_of(client, "comments", make_round().slug)


def test_hostile_words_are_shown_as_words(client, noon):
    round = make_round()
    sent(round, "<script>alert(1)</script>", clause=clause_of(round))
    for text in (text_of(client, "comments", round.slug), text_of(client, "comment", round.slug, "R1-0001")):
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_comment_that_is_not_there_is_a_404(client, noon):
    round = make_round()
    sent(round, "Secret.", confidentiality="committee")
    for ref in ("R1-0001", "R1-0002", "R2-0001", "nonsense"):
        assert client.get(reverse("consultations:comment", args=[round.slug, ref])).status_code == 404
    assert client.get(reverse("consultations:comment", args=["nowhere", "R1-0001"])).status_code == 404


def test_the_thread_from_the_clause_to_the_changed_clause(client, noon, secretary, colleague):
    round = make_round()
    sent(round, "Too few visits.", clause=clause_of(round))
    comment = Comment.objects.get()
    draft = Draft.objects.create(standard=round.draft.standard, label="draft 2", previous=round.draft)
    changed = Clause.objects.create(draft=draft, key="c-1", number="4.1", position=1, body="<p>Twice.</p>")
    text = text_of(client, "comment", round.slug, comment.ref)
    assert "A buyer shall visit the site 1 times a year." in text
    assert reverse("consultations:clause", args=[round.slug, "c-1"]) in text
    assert "Answered, with the reason" in text
    close(round)
    comment = Comment.objects.get()
    disposition = propose_disposition(
        by=secretary, comment=comment, value="accepted_modified", reason="You are right.", changed_clause=changed
    )
    agree_disposition(by=colleague, disposition=disposition)
    write_synopsis(by=secretary, round=round, language="en", body="Much was said.")
    assert "You are right." not in text_of(client, "comment", round.slug, comment.ref)
    assert "not published yet" in text_of(client, "answers", round.slug)
    publish_answers(by=secretary, round=round)
    text = text_of(client, "comment", round.slug, comment.ref)
    assert "You are right." in text
    assert "The next draft is not public yet." in text
    text = text_of(client, "answers", round.slug)
    assert "Much was said." in text
    assert "You are right." in text
    assert "Too few visits." in text_of(client, "answers", round.slug, value="accepted_modified")


def test_lists_cost_the_same_however_many_rows(client, noon, queries_of):
    round = make_round()
    sent(round, "One.", clause=clause_of(round))
    address = reverse("consultations:comments", args=[round.slug])
    client.get(address)
    few = queries_of(lambda: client.get(address))
    for number in range(4):
        sent(round, f"More {number}.", clause=clause_of(round, 2), group="la", confidentiality="name")
    assert queries_of(lambda: client.get(address)) == few
    assert few <= 15


def test_comments_of_many_clauses_come_in_one_query(noon, queries_of):
    round = make_round()
    sent(round, *(f"Number {number}." for number in range(5)), clause=clause_of(round, 1))
    sent(round, "Elsewhere.", clause=clause_of(round, 2), confidentiality="name")
    first, second, *rest = round.draft.clauses.values_list("pk", flat=True)
    groups = StakeholderGroup.objects.in_bulk()
    assert queries_of(lambda: beside([first, second, *rest], groups)) == 1
    found = beside([first, second, *rest], groups, each=3)
    assert [line.number for line in found[first]] == [1, 2, 3]
    assert found[second][0].sign == "g-asm"


def answered_round(by, second):
    round = make_round()
    for number in (1, 1, 2):
        sent(round, f"On {number}.", clause=clause_of(round, number))
    sent(round, "On all of it.")
    close(round)
    for comment in Comment.objects.all():
        agree_disposition(
            by=second, disposition=propose_disposition(by=by, comment=comment, value="accepted", reason="Yes.")
        )
    write_synopsis(by=by, round=round, language="en", body="Much was said.")
    publish_answers(by=by, round=round)
    return round


def test_answers_stand_below_the_heading_of_their_clause(client, noon, secretary, colleague, queries_of):
    round = answered_round(secretary, colleague)
    clause_of(round, 1).translations.create(language="fr", heading="Visites", status="reviewed", source_sha256="x" * 64)
    text = text_of(client, "answers", round.slug)
    headings = re.findall(r'<h3 id="on-\d+">(.*?)</h3>', text)
    assert [re.sub("<[^>]+>", "", heading) for heading in headings].count("4.1 Visits 1") == 1
    assert len(headings) == 3
    with override("fr"):
        address = reverse("consultations:answers", args=[round.slug])
    assert "Visites" in client.get(address).content.decode()
    few = queries_of(lambda: client.get(address))
    clause_of(round, 2).translations.create(language="fr", heading="Deux", status="reviewed", source_sha256="x" * 64)
    assert queries_of(lambda: client.get(address)) == few


def test_a_comments_page_is_headed_by_what_it_is_about(client, noon):
    round = make_round()
    sent(round, "Too few.", clause=clause_of(round, 2))
    sent(round, "All of it.")
    text = text_of(client, "comment", round.slug, "R1-0001")
    heading = re.sub("<[^>]+>", "", re.search(r"<h1>(.*?)</h1>", text, re.DOTALL).group(1)).strip()
    assert heading == "Comment R1-0001 on 4.2, Visits 2"
    assert "Comment R1-0002 on the whole draft" in text_of(client, "comment", round.slug, "R1-0002")
