"""Who finds a translation right has read those very words: what was changed meanwhile is told, and not approved."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from consultations.actions.questions import add_question, edit_question, review_question
from consultations.actions.translations import review_translation, translate_clause
from consultations.models import ClauseTranslation, QuestionTranslation
from tests.conftest import shown_second_factor
from tests.consultations import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
CHANGED = "This translation was changed meanwhile, and is not reviewed."
SEEN = re.compile(r'name="seen" value="(\w+)"')
ASKED = {"text": "Which?", "kind": "choice", "options": [{"text": {"en": "Gold", "fr": "Or"}}, {"text": {"en": "Tin"}}]}


@pytest.fixture
def draft(secretary):
    return making.draft("1", by=secretary)


def say(by, clause, body: str) -> ClauseTranslation:
    return translate_clause(by=by, clause=clause, language="fr", heading="Titre", body=body, status="draft")


def seen_on(page: str) -> str:
    """The mark that the page carries; there is one."""
    (mark,) = SEEN.findall(page)
    return mark


def test_a_clause_that_was_translated_anew_is_not_reviewed_by_an_older_window(draft, secretary, colleague):
    clause = draft.clauses.get(key="c-know")
    say(secretary, clause, "<p>Une fois par an.</p>")
    window = shown_second_factor(Client(), colleague)
    address = f"/en/desk/drafts/{draft.pk}/translations/fr/?key=c-know"
    older = seen_on(window.get(address).content.decode())
    say(secretary, clause, "<p>Deux fois par an.</p>")
    answer = window.post(address, {"act": "review", "seen": older})
    page = answer.content.decode()
    assert CHANGED in page
    assert "Deux fois par an." in page
    assert ClauseTranslation.objects.get().status == "draft"
    window.post(address, {"act": "review"})
    assert ClauseTranslation.objects.get().status == "draft"  # nothing says which words were read
    window.post(address, {"act": "review", "seen": seen_on(page)})
    row = ClauseTranslation.objects.get()
    assert (row.status, row.reviewed_by) == ("reviewed", colleague)


@pytest.mark.parametrize(
    "change",
    [
        {"translations": {"fr": "Laquelle ?"}},
        {"options": [{"text": {"en": "Gold", "fr": "Cuivre"}}, {"text": {"en": "Tin"}}]},
        {"text": "Which one?"},
        {"kind": "choices"},
    ],
)
def test_a_question_that_was_changed_is_not_reviewed_by_an_older_window(draft, secretary, colleague, change):
    round = making.prepared_round(draft=draft, by=secretary)
    question = add_question(by=secretary, round=round, **ASKED, translations={"fr": "Lequel ?"})
    window = shown_second_factor(Client(), colleague)
    desk = f"/en/desk/rounds/{round.slug}/"
    older = seen_on(window.get(desk).content.decode())
    edit_question(by=secretary, question=question, **{**ASKED, "translations": {"fr": "Lequel ?"}, **change})
    review = f"{desk}questions/{question.pk}/review/"
    page = window.post(review, {"language": "fr", "seen": older}, follow=True).content.decode()
    assert CHANGED in page
    assert QuestionTranslation.objects.get().status == "draft"
    window.post(review, {"language": "fr", "seen": seen_on(page)})
    assert QuestionTranslation.objects.get().status == "reviewed"


def test_two_windows_that_read_the_same_words_agree(draft, secretary, colleague):
    row = say(secretary, draft.clauses.get(key="c-know"), "<p>Une fois par an.</p>")
    for _window in range(2):
        review_translation(by=colleague, translation=row, seen=row.mark)
    assert ClauseTranslation.objects.get().status == "reviewed"


def test_a_row_in_hand_stands_for_what_was_read(draft, secretary, colleague):
    clause = draft.clauses.get(key="c-know")
    older = say(secretary, clause, "<p>Une fois par an.</p>")
    say(secretary, clause, "<p>Deux fois par an.</p>")
    with pytest.raises(ValidationError, match="changed meanwhile"):
        review_translation(by=colleague, translation=older)
    question = add_question(
        by=secretary, round=making.prepared_round(draft=draft), text="Why?", translations={"fr": "P"}
    )
    there = question.translations.get()
    QuestionTranslation.objects.update(text="Pourquoi ?")
    with pytest.raises(ValidationError, match="changed meanwhile"):
        review_question(by=colleague, translation=there)
