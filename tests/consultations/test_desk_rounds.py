"""The desk: a round in one form, its checklist, its questions, a draft from a file, announcing with a tick."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from consultations.models import Draft, Round
from tests.consultations import making
from tests.factories import group

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

FORM = {
    "title": "Sourcing from small mines",
    "slug": "mines",
    "lede": "May a company buy?",
    "number": "1",
    "profile": "full",
    "opens_at": "2026-11-21T09:00",
    "closes_at": "2027-02-20T23:59",
    "time_zone": "Africa/Nairobi",
    "anonymity": "named",
    "screening": "after",
    "audience": "public",
}


def test_a_round_is_made_in_one_form_and_its_dates_are_read_in_its_zone(as_secretary):
    response = as_secretary.post("/en/desk/rounds/new/", {**FORM, "target_groups": [group("asm").pk]})
    assert response.status_code == 302
    round = Round.objects.get()
    assert round.closes_at.isoformat() == "2027-02-20T20:59:00+00:00"
    page = as_secretary.get("/en/desk/rounds/mines/").content.decode()
    assert "There is nothing to comment on." in page
    assert 'href="/en/desk/rounds/mines/#matter"' in page


def test_wrong_input_keeps_what_was_typed_and_says_what_to_do(as_secretary):
    wrong = {**FORM, "closes_at": "2026-01-01T10:00", "lede": "Typed with care"}
    page = as_secretary.post("/en/desk/rounds/new/", wrong).content.decode()
    assert "It closes before it opens." in page
    assert "Typed with care" in page
    assert not Round.objects.exists()


def test_questions_are_added_edited_and_taken_out_until_it_is_announced(as_secretary, secretary):
    round = making.prepared_round("mines", by=secretary)
    asked = {"text_en": "What would stop you?", "kind": "barrier", "target_groups": [group("asm").pk]}
    assert as_secretary.post("/en/desk/rounds/mines/questions/", asked).status_code == 302
    question = round.questions.get()
    address = f"/en/desk/rounds/mines/questions/{question.pk}/"
    assert "What would stop you?" in as_secretary.get(address).content.decode()
    as_secretary.post(address, {**asked, "text_en": "What would keep you out?", "text_fr": "Qu'est-ce qui empêche ?"})
    question.refresh_from_db()
    assert question.text == "What would keep you out?"
    assert question.translations.get().language == "fr"
    as_secretary.post(f"{address}out/")
    assert not round.questions.exists()


def test_announcing_takes_a_tick(as_secretary, secretary):
    round = making.prepared_round("mines", by=secretary)
    as_secretary.post("/en/desk/rounds/mines/announce/")
    round.refresh_from_db()
    assert round.announced_at is None
    as_secretary.post("/en/desk/rounds/mines/announce/", {"sure": "yes"})
    round.refresh_from_db()
    assert round.announced_at is not None
    page = as_secretary.get("/en/desk/rounds/mines/").content.decode()
    assert "Publish the new date" in page


def test_more_time_at_the_desk_is_published_with_its_reason(as_secretary, client, secretary):
    making.open_round("mines", by=secretary)
    address = "/en/desk/rounds/mines/dates/"
    assert as_secretary.post(address, {"closes_at": "2026-11-22T10:00", "reason": "x"}).status_code == 400
    later = {"closes_at": "2027-03-30T23:59", "reason": "The road was cut."}
    assert as_secretary.post(address, later).status_code == 302
    assert "The road was cut." in client.get("/en/consultations/mines/").content.decode()


def test_a_file_is_shown_before_it_is_stored(as_secretary, private):
    file = SimpleUploadedFile("draft.md", b"# 1 Purpose\n\nIt says <b>why</b>.\n\n- One\n- Two\n")
    facts = {"standard": "SM", "label": "1", "language": "en", "file": file}
    response = as_secretary.post("/en/desk/drafts/new/", facts)
    assert "3 clauses. Nothing is stored yet." in response.content.decode()
    assert not Draft.objects.exists()
    assert as_secretary.post("/en/desk/drafts/new/", {"kept": response.context["slip"]}).status_code == 302
    assert Draft.objects.get().clauses.count() == 3
    assert not any(path.is_file() for path in private.rglob("*"))


def test_a_file_that_cannot_be_read_says_why_and_stores_nothing(as_secretary):
    facts = {
        "standard": "SM",
        "label": "1",
        "language": "en",
        "file": SimpleUploadedFile("draft.docx", b"PK\x03\x04cut"),
    }
    page = as_secretary.post("/en/desk/drafts/new/", facts).content.decode()
    assert "This is not a Word file" in page
    assert not Draft.objects.exists()


@pytest.mark.parametrize("tail", ["", "new/", "small-mines-1/", "nothing/"])
def test_others_are_told_that_only_the_secretariat_works_here(as_outsider, secretary, tail):
    making.prepared_round(by=secretary)
    assert as_outsider.get(f"/en/desk/rounds/{tail}").status_code == 403


def test_the_list_at_the_desk_does_not_ask_more_for_more_rounds(as_secretary, secretary, queries_of):
    making.prepared_round("one", by=secretary)
    few = queries_of(lambda: as_secretary.get("/en/desk/rounds/"))
    for number in range(4):
        making.prepared_round(f"more-{number}", by=secretary)
    assert queries_of(lambda: as_secretary.get("/en/desk/rounds/")) <= few


def test_an_announced_round_points_at_no_form_and_says_in_which_zone_a_date_is_read(as_secretary, secretary):
    assert "Read in the time zone of the round" in as_secretary.get("/en/desk/rounds/new/").content.decode()
    making.open_round("mines", by=secretary)
    page = as_secretary.get("/en/desk/rounds/mines/").content.decode()
    assert "tick those" not in page
    assert "announced without naming groups" in page
    assert "Read in Africa/Nairobi" in page
