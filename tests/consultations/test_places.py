"""Where in the draft a comment stands: line, element, quoted words, and what it would do to them."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import strip_tags

from consultations.actions.responses import add_comment, keep, submit
from consultations.models import ClauseTranslation, Comment
from consultations.said import said_in
from tests.consultations.voices_making import begun, clause_of, make_round


@pytest.mark.django_db
def test_the_place_of_a_comment_is_kept_and_named_in_the_bytes_only_where_it_was_said(noon):
    round = make_round()
    response = begun(round)
    place = {"line": "17", "element": "Table 1", "quote": "times a year", "change_mode": "delete"}
    keep(response=response, words={"comments": [{"body": "One."}, {"body": "Two.", **place}]})
    submission = submit(response=response, name="B", email="b@example.org").submission
    plain, placed = json.loads(submission.content)["comments"]
    assert set(place) & set(plain) == set()
    assert {name: placed[name] for name in place} == place
    comment = Comment.objects.get(number=2)
    assert {name: getattr(comment, name) for name in place} == place


@pytest.mark.django_db
@pytest.mark.parametrize(("field", "value"), [("line", "1" * 101), ("element", "x" * 201), ("change_mode", "burn")])
def test_a_place_that_cannot_be_kept_is_said_by_field(noon, field, value):
    response = begun(make_round())
    keep(response=response, words={"comments": [{"body": "One.", field: value}]})
    with pytest.raises(ValidationError) as error:
        submit(response=response, name="B", email="b@example.org")
    assert set(error.value.message_dict) == {field}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("quote", {"quote": "every year"}),
        ("proposed_change", {"change_mode": "replace"}),
        ("proposed_change", {"change_mode": "add"}),
        ("proposed_change", {"change_mode": "delete", "proposed_change": "Twice."}),
    ],
)
def test_quoted_words_stand_in_the_clause_and_a_change_says_what_it_changes(noon, field, said):
    round = make_round()
    with pytest.raises(ValidationError) as error:
        add_comment(response=begun(round), clause=clause_of(round), body="One.", **said)
    assert set(error.value.message_dict) == {field}


@pytest.mark.django_db
def test_quoted_words_may_be_those_of_a_translation_and_are_broken_into_lines_as_they_like(noon):
    round, rows = make_round(), {}
    clause = clause_of(round)
    ClauseTranslation.objects.create(clause=clause, language="fr", body="<p>Un acheteur visite le site.</p>")
    for words in ("visite le site", "visit\n the  site"):
        response = begun(round)
        add_comment(response=response, clause=clause, body="No.", quote=words)
        rows[words] = response.words["comments"][0]["quote"]
    assert all(said == kept for said, kept in rows.items())


@pytest.mark.django_db
def test_a_file_of_a_committee_is_not_judged(noon):
    round = make_round()
    response = begun(round)
    keep(response=response, words={"comments": [{"body": "One.", "clause": "c-1", "quote": "as we heard it"}]})
    assert said_in(response, from_form=True).errors == {}
    assert set(said_in(response).errors) == {"quote"}


@pytest.mark.django_db
def test_whoever_reads_or_answers_a_comment_sees_where_it_stands(noon, client, as_secretary):
    round = make_round()
    response = begun(round)
    place = {"line": "17", "element": "Table 1", "quote": "a year", "clause": "c-1"}
    keep(response=response, words={"comments": [{"body": "Two.", **place}]})
    receipt = submit(response=response, name="B", email="b@example.org")
    pages = [
        client.get(reverse("consultations:comment", args=[round.slug, "R1-0001"])),
        client.get(reverse("consultations:receipt", args=[receipt.code])),
        as_secretary.get(reverse("consultations:desk-submission", args=[round.slug, receipt.submission.number])),
        as_secretary.get(reverse("consultations:desk-answers", args=[round.slug]), {"ref": "R1-0001"}),
    ]
    for page in pages:
        text = page.content.decode()
        assert "Line 17, Table 1" in strip_tags(text)
        assert ">a year</q>" in text
