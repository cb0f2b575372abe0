"""The kit of a session: one file for paper that needs nothing else, with keys, questions and slips."""

import re

import pytest
from django.urls import reverse

from consultations.models import Benefit, ClauseTranslation
from tests.consultations.voices_making import ask, make_round
from tests.factories import group

pytestmark = pytest.mark.django_db


def prepared(slug, questions=0, **facts):
    round = make_round(slug, announced_at=None, announced_by=None, contact_email="desk@example.org", **facts)
    Benefit.objects.create(round=round, group=group("asm"), benefits={"en": "A fair price."}, costs={"en": "Two days."})
    ask(round, "What do you carry?", groups=[group("asm")])
    ask(round, "What do you refine?", groups=[group("lsm")])
    ask(round, "What keeps you away?", kind="barrier")
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
    assert answer["Content-Disposition"] == 'attachment; filename="kit-form-en.html"'
    assert len(answer.content) <= 150_000
    assert not re.search(r"\ssrc=|<link|<script|url\(|@import", text)
    for words in (
        "c-300",
        "4.300",
        "What do you carry?",
        "☐ it could put us in danger",
        "☐ it stops us",
        "PIN",
        "/en/receipts/correct/",
        "desk@example.org",
    ):
        assert words in text
    assert "What do you refine?" not in text
    assert "What do you refine?" in form_of(client, prepared("all")).content.decode()


PARTS = ("form", "slides", "handout")


def part_of(client, round, name, *, language="en", **asked):
    address = reverse(f"consultations:kit-{name}", args=[round.slug]).replace("/en/", f"/{language}/", 1)
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_part_is_one_file_in_every_language_with_the_way_past_the_host(client, noon, language):
    round = prepared("parts")
    for name in PARTS:
        text = part_of(client, round, name, language=language, group="asm")
        assert f'<html lang="{language}"' in text
        assert not re.search(r"\ssrc=|<link|<script|url\(|@import", text)
        assert f"/{language}/receipts/correct/" in text
        assert "desk@example.org" in text
        assert "What do you carry?" in text
        assert "What do you refine?" not in text
        if name != "form":
            assert "A fair price." in text
            assert "Two days." in text


def test_a_clause_or_question_is_printed_in_another_language_only_where_somebody_reviewed_it(client, noon):
    round = prepared("words", clauses=3, languages=["en", "fr", "sw"])
    clauses = list(round.draft.clauses.order_by("position"))
    states = ["reviewed", "draft", "machine"]
    for clause, status in zip(clauses, states, strict=True):
        for language, heading, state in (("fr", f"Visites {status}", status), ("sw", f"Ziara {status}", "reviewed")):
            words = {"heading": heading, "body": f"<p>{heading}.</p>", "source_sha256": clause.text_sha256}
            ClauseTranslation.objects.create(clause=clause, language=language, status=state, **words)
    text = part_of(client, round, "form", language="fr")
    assert "Visites reviewed" in text
    assert "Visites draft" not in text
    assert "Visites machine" not in text
    assert "Visits 2" in text
    spoken = part_of(client, round, "form", language="fr", words="sw")
    assert "Ziara reviewed" in spoken
    assert 'lang="sw"' in spoken
    assert "Visits 1" not in spoken
    assert part_of(client, round, "form", language="fr", words="xx") == text


def test_the_kit_of_a_round_that_one_may_not_read_is_not_there(client, as_member, noon):
    round = prepared("members", audience="members")
    for name in ("kit", *(f"kit-{part}" for part in PARTS)):
        address = reverse(f"consultations:{name}", args=[round.slug])
        assert [who.get(address).status_code for who in (client, as_member)] == [404, 200]


def test_the_kit_costs_the_same_with_more_questions(client, noon, queries_of):
    costs = []
    for slug, questions in (("few", 0), ("many", 6)):
        round = prepared(slug, questions, clauses=2 + 10 * questions)

        def load(round=round):
            for name in PARTS:
                part_of(client, round, name)
            assert client.get(reverse("consultations:kit", args=[round.slug])).status_code == 200

        load()
        costs.append(queries_of(load))
    assert costs[0] == costs[1]
