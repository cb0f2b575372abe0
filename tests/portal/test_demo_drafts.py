"""The demo's two drafts: between them everything happens that can happen to a clause."""

import pytest

from consultations.actions.drafts import import_draft
from consultations.changes import tally
from consultations.models import ClauseLineage
from portal.demo.stage import read
from portal.demo.standard import rows_of

pytestmark = pytest.mark.django_db


def test_the_second_draft_shows_every_kind_of_change(secretary):
    words = read("standard")
    facts = {"by": secretary, "standard": words["code"], "title": words["titles"]["en"]}
    first = import_draft(label="1", rows=rows_of(words, first=True), **facts)
    second = import_draft(label="2", rows=rows_of(words, first=False), previous=first, **facts)
    assert {kind for kind, _words, _number in tally(second)} == set(ClauseLineage.Kind.values)


def test_the_slip_that_is_corrected_stands_in_the_draft():
    about = read("surroundings")["correction"]
    (clause,) = [clause for clause in read("standard")["clause"] if clause["key"] == about["key"]]
    assert about["wrong"] in clause["en"]
    assert about["right"] not in clause["en"]
