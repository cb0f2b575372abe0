"""Where in the draft a comment stands: line, element, quoted words, and what it would do to them."""

import json

import pytest
from django.core.exceptions import ValidationError

from consultations.actions.responses import keep, submit
from consultations.models import Comment
from tests.consultations.voices_making import begun, make_round


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
