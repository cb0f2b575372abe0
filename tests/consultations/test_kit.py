"""The kit of a session: one file for paper that needs nothing else, with keys, questions and slips."""

import re

import pytest
from django.urls import reverse

from tests.consultations.voices_making import ask, make_round
from tests.factories import group

pytestmark = pytest.mark.django_db


def prepared(slug, questions=0, **facts):
    round = make_round(slug, announced_at=None, announced_by=None, contact_email="desk@example.org", **facts)
    ask(round, "What do you carry?", groups=[group("asm")])
    ask(round, "What do you refine?", groups=[group("lsm")])
    for number in range(questions):
        ask(round, f"And {number}?")
    round.announced_at, round.announced_by = round.opens_at, round.created_by
    round.save()
    return round


def form_of(client, round, **asked):
    return client.get(reverse("consultations:kit-form", args=[round.slug]), asked)


def test_the_form_is_one_small_file_that_fetches_nothing(client, noon):
    answer = form_of(client, prepared("kit", clauses=300), group="asm")
    text = answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="kit-en.html"'
    assert len(answer.content) <= 150_000
    assert not re.search(r"\ssrc=|<link|<script|url\(|@import", text)
    for words in ("c-300", "4.300", "What do you carry?", "PIN", "/en/receipts/correct/", "desk@example.org"):
        assert words in text
    assert "What do you refine?" not in text
    assert "What do you refine?" in form_of(client, prepared("all")).content.decode()


def test_the_kit_of_a_round_that_one_may_not_read_is_not_there(client, as_member, noon):
    round = prepared("members", audience="members")
    for name in ("kit", "kit-form"):
        address = reverse(f"consultations:{name}", args=[round.slug])
        assert [who.get(address).status_code for who in (client, as_member)] == [404, 200]


def test_the_kit_costs_the_same_with_more_questions(client, noon, queries_of):
    costs = []
    for slug, questions in (("few", 0), ("many", 6)):
        round = prepared(slug, questions, clauses=2 + 10 * questions)

        def load(round=round):
            assert form_of(client, round).status_code == 200
            assert client.get(reverse("consultations:kit", args=[round.slug])).status_code == 200

        load()
        costs.append(queries_of(load))
    assert costs[0] == costs[1]
