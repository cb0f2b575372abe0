"""Drafts in other languages: filed by one, reviewed by another; when one is there in full; things to take along."""

import html
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.translation import gettext, override

from consultations.actions.materials import LARGEST, add_material, remove_material
from consultations.actions.questions import add_question, review_question
from consultations.actions.repairs import edit_clause
from consultations.actions.translations import review_translation, translate_clause
from consultations.models import ClauseTranslation, Material, QuestionTranslation, reviewed_since
from consultations.permissions import can_file_reviewed, can_review_translation
from consultations.translated import progress_of
from portal import clock
from portal.members.permissions import Refused
from portal.members.viewer import look_at
from tests.conftest import shown_second_factor
from tests.consultations import making
from tests.consultations.word_files import heading, word

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "private")]


@pytest.fixture
def draft(secretary):
    return making.draft("1", by=secretary)


def reviewed(colleague, row):
    return review_translation(by=colleague, translation=row)


def say(by, clause, status="draft", language="fr", body="<p>Mots.</p>"):
    return translate_clause(by=by, clause=clause, language=language, heading="Titre", body=body, status=status)


def test_whoever_translates_does_not_review(draft, secretary, colleague, member):
    row = say(secretary, draft.clauses.get(key="c-know"))
    assert (row.status, row.translated_by, row.reviewed_by) == ("draft", secretary, None)
    for person in (secretary, member):
        with pytest.raises(Refused):
            review_translation(by=person, translation=row)
    review_translation(by=colleague, translation=row)
    row.refresh_from_db()
    assert (row.status, row.reviewed_by) == ("reviewed", colleague)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClauseTranslation.objects.update(translated_at=clock.now(), translated_by=colleague)


@pytest.mark.parametrize(
    ("role", "own", "others", "none"),
    [(None, False, False, False), ("member", False, False, False), ("secretary", False, True, False)],
)
def test_a_review_is_the_work_of_a_second_person_of_the_secretariat(
    request, draft, secretary, colleague, role, own, others, none
):
    person = request.getfixturevalue(role) if role else None
    viewer, clause = look_at(person), draft.clauses.get(key="c-know")
    mine, theirs = say(secretary, clause), say(colleague, draft.clauses.get(key="c-title"))
    question = add_question(
        by=secretary, round=making.prepared_round(draft=draft), text="Why?", translations={"fr": "P"}
    )
    asked = question.translations.get()
    asked_by_colleague = QuestionTranslation(question=question, language="es", text="P", translated_by=colleague)
    for right in (can_review_translation, can_file_reviewed):
        assert [bool(right(viewer, row)) for row in (mine, theirs)] == [own, others]
    assert [bool(can_review_translation(viewer, row)) for row in (asked, asked_by_colleague)] == [own, others]
    assert bool(can_file_reviewed(viewer, None)) == none


def test_nobody_files_their_own_words_as_reviewed(draft, secretary, colleague):
    clause = draft.clauses.get(key="c-know")
    for person in (secretary, colleague):
        with pytest.raises(Refused, match="filed by one person and reviewed by another"):
            say(person, clause, status="reviewed")
    say(secretary, clause)
    with pytest.raises(Refused, match="Somebody else reviews your own"):
        say(secretary, clause, status="reviewed")
    row = say(colleague, clause, status="reviewed", body="<p>Mieux.</p>")
    assert (row.status, row.translated_by, row.reviewed_by, row.body) == (
        *("reviewed", secretary, colleague),
        "<p>Mieux.</p>",
    )


def test_a_question_in_another_language_is_a_draft_until_somebody_else_has_reviewed_it(
    as_secretary, secretary, colleague, draft
):
    round = making.prepared_round(draft=draft, by=secretary)
    said = {
        "text_en": "Which?",
        "text_fr": "Lequel ?",
        "kind": "choice",
        "options_en": "Gold\nTin",
        "options_fr": "Or\nÉtain",
    }
    desk = f"/en/desk/rounds/{round.slug}/"
    as_secretary.post(f"{desk}questions/", said)
    row = QuestionTranslation.objects.get()
    assert (row.status, row.translated_by, row.reviewed_by) == ("draft", secretary, None)
    page = as_secretary.get(desk).content.decode()
    assert "Lequel ? (Or; Étain)" in page
    assert "Somebody else reviews your own translation" in page
    review = f"{desk}questions/{row.question_id}/review/"
    assert "Somebody else" in as_secretary.post(review, {"language": "fr"}, follow=True).content.decode()
    other = shown_second_factor(Client(), colleague)
    assert "Reviewed: it asks the same" in other.get(desk).content.decode()
    other.post(review, {"language": "fr", "seen": row.mark})
    row.refresh_from_db()
    assert (row.status, row.reviewed_by) == ("reviewed", colleague)
    assert other.post(review, {"language": "sw"}).status_code == 404
    address = f"{desk}questions/{row.question_id}/"
    as_secretary.post(address, {**said, "is_required": "1"})
    row.refresh_from_db()
    assert row.status == "reviewed"  # its words are as they were
    for change in ({"text_fr": "Laquelle ?"}, {"options_fr": "Or\nCuivre"}, {"text_en": "Which one?"}):
        QuestionTranslation.objects.update(status="reviewed")
        said |= change
        as_secretary.post(address, said)
        row.refresh_from_db()
        assert (row.status, row.reviewed_by) == ("draft", None), change


def test_whoever_answers_is_told_that_a_question_is_not_reviewed_in_their_language(client, secretary, colleague, draft):
    round = making.prepared_round(draft=draft, by=secretary)
    question = add_question(by=secretary, round=round, text="Why?", translations={"fr": "Pourquoi ?"})
    making.announce(by=secretary, round=round)
    there = f"consultations/{round.slug}/respond/"
    told = "This translation of the question has not been reviewed yet."
    with override("fr"):
        in_french = gettext(told)
    assert in_french in html.unescape(client.get(f"/fr/{there}").content.decode())
    assert told not in client.get(f"/en/{there}").content.decode()
    review_question(by=colleague, translation=question.translations.get())  # while the round is open
    assert in_french not in html.unescape(client.get(f"/fr/{there}").content.decode())


def test_words_that_have_changed_are_translated_anew_before_they_are_reviewed(draft, secretary, colleague):
    row = say(secretary, draft.clauses.get(key="c-know"))
    edit_clause(by=secretary, clause=draft.clauses.get(key="c-know"), body="<p>Other words.</p>")
    row.refresh_from_db()
    with pytest.raises(ValidationError, match="translate it anew"):
        review_translation(by=colleague, translation=row)
    assert say(secretary, draft.clauses.get(key="c-know")).is_outdated() is False


def test_a_language_is_there_from_its_last_review_on(draft, secretary, colleague):
    clauses = list(draft.clauses.order_by("position"))
    for number, clause in enumerate(clauses):
        assert reviewed_since(draft, "fr") is None
        with clock.set_to(clock.now() + timedelta(days=number)):
            review_translation(by=colleague, translation=say(secretary, clause))
            last = clock.now()
    assert reviewed_since(draft, "fr") == last
    assert reviewed_since(draft, "es") is None
    assert reviewed_since(draft, "en") is None  # not fixed yet
    say(colleague, clauses[0], status="reviewed", body="<p>De meilleurs mots.</p>")
    assert reviewed_since(draft, "fr") == last
    say(secretary, clauses[0])
    assert reviewed_since(draft, "fr") is None


def test_progress_counts_each_state_once(draft, secretary, colleague):
    clauses = {clause.key: clause for clause in draft.clauses.all()}
    reviewed(colleague, say(secretary, clauses["c-purpose"]))
    say(secretary, clauses["c-buying"], status="machine")
    say(secretary, clauses["c-know"])
    edit_clause(by=secretary, clause=clauses["c-know"], heading="Other")
    (row,) = progress_of(draft)
    assert (row.reviewed, row.machine, row.draft, row.outdated, row.missing) == (1, 1, 0, 1, 2)


def test_the_desk_shows_both_languages_and_goes_on_to_the_next_clause(as_secretary, draft, colleague):
    address = f"/en/desk/drafts/{draft.pk}/translations/"
    assert as_secretary.post(address, {"language": "sw"})["Location"] == f"{address}sw/"
    assert as_secretary.post(address, {"language": "no such"}).status_code == 200
    page = as_secretary.get(f"{address}sw/?key=c-know").content.decode()
    assert "A buyer shall visit the site every year." in page
    assert 'lang="sw"' in page
    said = {"act": "save", "heading": "Ujue mgodi", "body": "Mnunuzi atembelee.", "status": "draft"}
    response = as_secretary.post(f"{address}sw/?key=c-know", said)
    assert response["Location"] == f"{address}sw/?key=c-title#one"
    row = ClauseTranslation.objects.get()
    assert (row.language, row.body) == ("sw", "<p>Mnunuzi atembelee.</p>")
    assert "Somebody else reviews your own translation" in as_secretary.get(f"{address}sw/?key=c-know").content.decode()
    row.translated_by = colleague
    row.save()
    as_secretary.post(f"{address}sw/?key=c-know", {"act": "review", "seen": row.mark})
    row.refresh_from_db()
    assert row.status == "reviewed"
    assert as_secretary.get(f"{address}en/").status_code == 404


@pytest.mark.parametrize("tail", ["translations/", "translations/fr/", "materials/"])
def test_these_desks_are_the_secretariats_and_cost_the_same_however_much(
    client, as_secretary, secretary, draft, queries_of, tail
):
    address = f"/en/desk/drafts/{draft.pk}/{tail}"
    assert client.get(address).status_code in (302, 403)
    clauses = list(draft.clauses.all())
    say(secretary, clauses[0])
    add_material(by=secretary, draft=draft, title="A", language="sw", name="a.txt", data=b"A")
    as_secretary.get(address)
    few = queries_of(lambda: as_secretary.get(address))
    for clause in clauses[1:]:
        say(secretary, clause)
    for number in range(4):
        add_material(by=secretary, draft=draft, title="B", language="qu", name="b.txt", data=b"B%d" % number)
    assert queries_of(lambda: as_secretary.get(address)) == few <= 20


# -- supporting material -------------------------------------------------------------------------------------------


def test_material_is_fetched_by_whoever_may_read_the_draft_and_never_shown(client, secretary, draft):
    data = b"Kwa ufupi"
    row = add_material(by=secretary, draft=draft, title="Kwa ufupi", language="sw", name="../e vil.html", data=data)
    address = f"/en/materials/{row.pk}/"
    assert client.get(address).status_code == 404
    making.open_round(by=secretary, draft=draft)
    response = client.get(address)
    assert b"".join(response.streaming_content) == data
    assert response["Content-Disposition"] == 'attachment; filename="e_vil.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Language"] == "sw"
    remove_material(by=secretary, material=row)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"data": b"<html><script>x</script>"}, "file"),
        ({"data": b"MZ\x90\x00"}, "file"),
        ({"data": b"PK\x03\x04 no zip"}, "file"),
        ({"data": b"x" * (LARGEST + 1)}, "file"),
        ({"title": " "}, "title"),
        ({"language": "kiswahili kwa wote"}, "language"),
    ],
)
def test_what_may_not_be_attached_says_why(secretary, draft, said, field):
    good = {"title": "A", "language": "sw", "name": "a.txt", "data": b"A"}
    with pytest.raises(ValidationError) as refused:
        add_material(by=secretary, draft=draft, **{**good, **said})
    assert list(refused.value.message_dict) == [field]
    assert not Material.objects.exists()


@pytest.mark.parametrize(
    ("data", "ending"),
    [(b"%PDF-1.7", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"OggS", "ogg"), (word(heading("A")), "docx")],
)
def test_a_file_is_named_by_what_it_is(secretary, draft, data, ending):
    row = add_material(by=secretary, draft=draft, title="A", language="qu", name="notes.exe", data=data)
    assert row.name == f"notes.{ending}"


def test_only_the_secretariat_attaches(member, secretary, draft):
    with pytest.raises(Refused):
        add_material(by=member, draft=draft, title="A", language="sw", name="a.txt", data=b"A")
    row = add_material(by=secretary, draft=draft, title="A", language="sw", name="a.txt", data=b"A")
    with pytest.raises(Refused):
        remove_material(by=member, material=row)


def test_material_is_attached_and_taken_away_at_the_desk(as_secretary, draft):
    address = f"/en/desk/drafts/{draft.pk}/materials/"
    file = SimpleUploadedFile("kwa.txt", b"Kwa ufupi")
    as_secretary.post(address, {"add": "1", "title": "Kwa ufupi", "language": "sw", "file": file})
    row = Material.objects.get()
    assert "Kwa ufupi" in as_secretary.get(address).content.decode()
    as_secretary.post(address, {"out": row.pk})
    assert not Material.objects.offered().exists()
    file = SimpleUploadedFile("kwa.html", b"<html>")
    page = as_secretary.post(address, {"add": "1", "title": "Kwa", "language": "sw", "file": file}).content.decode()
    assert "can be attached" in page
