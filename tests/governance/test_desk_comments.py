"""Tying a comment to a decision at the desk: the one that is meant, never a guess."""

import pytest

from governance.forms.decisions import CommentForm
from tests.governance.making import comment

pytestmark = pytest.mark.django_db


def meant(ref: str) -> CommentForm:
    return CommentForm({"ref": ref})


def test_a_number_that_one_round_has_is_enough():
    said = comment()
    form = meant(f" {said.ref.lower()} ")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["ref"] == said


@pytest.fixture
def namesake():
    """The first comment of another first round."""
    first, second = comment(slug="first-edition"), comment(slug="other-edition")
    assert first.ref == second.ref
    return first, second


def test_a_number_that_two_rounds_have_is_not_guessed_but_asked_for(namesake):
    first, _second = namesake
    form = meant(first.ref)
    assert not form.is_valid()
    assert f"first-edition/{first.ref}, other-edition/{first.ref}" in str(form.errors)


@pytest.mark.parametrize(
    "pattern", ["{slug}/{ref}", "/en/consultations/{slug}/comments/{ref}/", "https://host/fr/{path}"]
)
def test_the_address_of_its_page_says_which(namesake, pattern: str):
    for said in namesake:
        path = f"consultations/{said.round.slug}/comments/{said.ref}/"
        form = meant(pattern.format(slug=said.round.slug, ref=said.ref, path=path))
        assert form.is_valid(), form.errors
        assert form.cleaned_data["ref"] == said
