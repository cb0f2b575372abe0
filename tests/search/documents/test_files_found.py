"""Files are found by their words, by whoever may fetch them, where they belong; and by nobody once they may not."""

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from consultations.actions.attachments import take_file_out
from consultations.actions.materials import add_material, remove_material
from consultations.actions.responses import add_comment, submit
from consultations.actions.safeguarding import report_risk
from consultations.actions.screening import hold_submission
from consultations.models import Attachment, Comment
from portal import clock
from portal.members.viewer import ANYBODY, Viewer
from portal.models import ContentPage, HomePage
from portal.planting import add_page
from search.documents import actions
from search.documents.models import LEASE, MOST_TRIES, FileText
from search.documents.reading import PAGE_END
from search.finding import Hit, find
from search.models import SearchEntry
from tests.consultations import making as rounds
from tests.consultations import voices_making as voices
from tests.consultations.files_sent import put, sent_with_files_of
from tests.search.documents.making import pdf, read, word

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "private")]
STAFF, MEMBER = Viewer(user=1, is_secretariat=True), Viewer(user=2, organisations=frozenset({1}))


def found(text: str, viewer: Viewer = ANYBODY) -> list[Hit]:
    return find(text, viewer=viewer, filters={"kind": ["document"]}).hits


def said_with(data: bytes, name: str, round=None, **how):
    """A response with one comment and a file for the whole of it."""
    round = round or rounds.open_round("mines")
    response = voices.begun(round)
    add_comment(response=response, clause=None, body="Said.")
    put(response, data, name, description="Prices of zqdescribed roads")
    return submit(response=response, by=None, name="Beatriz", email="b@example.org", **how).submission


def another_round():
    by = rounds.secretary()
    return rounds.open_round("other", by=by, draft=rounds.draft("other", by=by))


# -- attachments ---------------------------------------------------------------------------------------------------


def test_a_file_is_found_by_its_name_at_once_and_by_its_words_once_it_is_read(index_equals_rebuild, client):
    said_with(pdf("Nothing here.", "The zqinside road is long."), "roads.pdf")
    assert [hit.entry.title for hit in found("roads")] == ["roads.pdf"]
    assert found("zqinside") == []
    read()
    (hit,) = found("zqinside")
    assert (hit.page, hit.entry.label, hit.entry.place) == (2, "PDF", "R1-0001")
    assert "The <mark>zqinside</mark> road" in hit.snippet
    assert hit.entry.url.endswith("/comments/R1-0001/")
    page = client.get("/en/search/?q=zqinside").content.decode()
    assert "page 2" in page
    assert "roads.pdf" in page
    index_equals_rebuild()


@pytest.mark.parametrize("level", ["committee", "withheld", "name"])
def test_words_of_a_file_are_as_closed_as_the_file(level, index_equals_rebuild):
    said_with(word("A zqinside word"), "roads.docx", confidentiality=level)
    read()
    assert len(found("zqinside")) == len(found("zqinside", STAFF)) == (0 if level == "committee" else 1)
    assert FileText.objects.exists() == (level != "committee")
    index_equals_rebuild()


def test_a_file_of_a_public_comment_for_the_committee_only_is_not_read():
    sent_with_files_of(rounds.open_round("mines"), b"A zqinside word")
    read()
    assert found("zqinside", STAFF) == []
    assert not FileText.objects.exists()


def gone_everywhere() -> bool:
    """Neither found, nor counted, nor kept."""
    read()
    here = SearchEntry.objects.filter(body__contains="zqinside").exists() or FileText.objects.exists()
    return not here and not any(found(words, STAFF) for words in ("zqinside", "zqdescribed", "roads"))


def test_a_file_that_is_taken_out_vanishes_in_the_same_transaction(secretary, index_equals_rebuild):
    said_with(pdf("A zqinside word"), "roads.pdf")
    read()
    assert found("zqinside")
    take_file_out(by=secretary, attachment=Attachment.objects.get(), reason="A face.")
    assert gone_everywhere()
    index_equals_rebuild()


def test_a_response_that_is_held_or_locked_takes_its_files_along_and_brings_them_back(secretary):
    submission = said_with(pdf("A zqinside word"), "roads.pdf")
    read()
    assert found("zqinside")
    hold_submission(by=secretary, submission=submission, reason="Prices.", **voices.seen(submission))
    assert gone_everywhere()
    other = said_with(pdf("A zqinside word too"), "roads.pdf", another_round())
    read()
    assert found("zqinside")
    report_risk(comment=Comment.objects.get(submission=other), words="They look for her.")
    assert gone_everywhere()


# -- supporting material -------------------------------------------------------------------------------------------


def test_material_is_found_by_whoever_may_read_its_draft(secretary, index_equals_rebuild):
    draft = rounds.draft(by=secretary)
    about = {"title": "Kwa ufupi", "language": "sw", "name": "ufupi.docx"}
    row = add_material(by=secretary, draft=draft, data=word("Neno la zqinside"), **about)
    assert found("zqinside", STAFF) == found("ufupi", STAFF) == []
    rounds.open_round(by=secretary, draft=draft, audience="members")
    read()
    assert found("zqinside") == []
    (hit,) = found("zqinside", MEMBER)
    assert (hit.entry.title, hit.entry.language, hit.entry.audience) == ("Kwa ufupi", "sw", "members")
    assert hit.entry.url.endswith("/draft/")
    index_equals_rebuild()
    remove_material(by=secretary, material=row)
    assert gone_everywhere()
    index_equals_rebuild()


# -- files of the editor -------------------------------------------------------------------------------------------


def page_with(document: Document, slug: str = "roads") -> ContentPage:
    link = f'<p>See <a linktype="document" id="{document.pk}">this</a>.</p>'
    page = ContentPage(title="About roads", slug=slug, body=[("text", link)])
    return add_page(parent=HomePage.objects.get(locale__language_code="en"), page=page)


def a_document(settings, tmp_path, name: str = "roads.pdf", data: bytes = b"") -> Document:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    file = ContentFile(data or pdf("A zqinside word"), name=name)
    return Document.objects.create(title="Roads of the south", file=file)


def publish(page: ContentPage) -> None:
    page.save_revision().publish()


def test_a_file_of_the_editor_is_found_once_a_public_page_leads_to_it(settings, tmp_path, index_equals_rebuild):
    document = a_document(settings, tmp_path)
    read()
    assert found("zqinside", STAFF) == []
    page = page_with(document)
    publish(page)
    read()
    (hit,) = found("zqinside")
    assert (hit.entry.title, hit.entry.place, hit.entry.url) == ("Roads of the south", "About roads", "/roads/")
    index_equals_rebuild()
    page.unpublish()
    assert gone_everywhere()
    index_equals_rebuild()


def test_a_collection_that_is_shut_or_a_file_that_is_exchanged_takes_the_words_away(settings, tmp_path):
    document = a_document(settings, tmp_path)
    publish(page_with(document))
    read()
    document.file = ContentFile(pdf("Another zqother word"), name="roads.pdf")
    document.save()
    assert found("zqinside") == []
    read()
    assert found("zqother")
    inner = Collection.get_first_root_node().add_child(name="Board")
    document.collection = inner
    document.save()
    read()
    shut = CollectionViewRestriction.objects.create(collection=inner, restriction_type="login")
    assert found("zqother", STAFF) == []
    assert not FileText.objects.exists()
    shut.delete()
    read()
    assert found("zqother")
    document.delete()
    assert gone_everywhere()


def test_a_collection_that_is_moved_into_a_shut_one_is_noticed_by_the_worker(settings, tmp_path):
    root = Collection.get_first_root_node()
    shut, inner = root.add_child(name="Board"), Collection.get_first_root_node().add_child(name="Files")
    CollectionViewRestriction.objects.create(collection=Collection.objects.get(pk=shut.pk), restriction_type="login")
    document = a_document(settings, tmp_path)
    document.collection = inner
    document.save()
    publish(page_with(document))
    read()
    assert found("zqinside")
    Collection.objects.get(pk=inner.pk).move(Collection.objects.get(pk=shut.pk), pos="sorted-child")
    assert gone_everywhere()


# -- the worker ----------------------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_says_so_and_stops_no_other(as_secretary):
    round = rounds.open_round("mines")
    for name in ("broken.pdf", "roads.pdf"):
        said_with(pdf(f"A zqinside word in {name}"), name, round)
    storages["private"].delete(Attachment.objects.get(name="broken.pdf").stored)
    read()
    assert found("zqinside")
    states = dict(FileText.objects.values_list("state", "text"))
    assert set(states) == {"read", "unreadable"}
    desk = as_secretary.get("/en/desk/search/").content.decode()
    assert "1 file read" in desk
    assert "1 could not be read" in desk


def test_a_file_that_takes_the_worker_along_is_left_alone_after_three_times(monkeypatch):
    said_with(pdf("A zqinside word"), "roads.pdf")

    def dies(row):
        raise KeyboardInterrupt

    for turn in range(MOST_TRIES):
        monkeypatch.setattr(actions, "read", dies)
        with clock.set_to(clock.now() + LEASE * 2 * (turn + 1)), pytest.raises(KeyboardInterrupt):
            read()
    monkeypatch.undo()
    with clock.set_to(clock.now() + timedelta(days=1)):
        read()
    assert FileText.objects.get().state == FileText.State.UNREADABLE


def test_two_workers_read_a_file_once():
    said_with(pdf("A zqinside word"), "roads.pdf")
    row = FileText.objects.get()
    assert [row.claim(), row.claim()] == [True, False]
    read()
    assert FileText.objects.get().state == FileText.State.WAITING  # the first one has it


def test_a_file_taken_out_while_it_is_read_leaves_nothing(secretary):
    said_with(pdf("A zqinside word"), "roads.pdf")
    row = FileText.objects.get()
    take_file_out(by=secretary, attachment=Attachment.objects.get(), reason="A face.")
    actions.settle(row, FileText.State.READ, "A zqinside word")
    assert gone_everywhere()


def test_words_deep_in_a_long_file_are_shown_with_their_page():
    pages = [f"Page {number} of the report. " + "word " * 400 for number in range(1, 60)]
    pages[41] += "A zqinside passage."
    said_with(pdf("short"), "roads.pdf")
    FileText.objects.update(state="read", text=PAGE_END.join(pages))
    from search.actions import refresh

    refresh(Attachment, [Attachment.objects.get().pk])
    (hit,) = found("zqinside")
    assert hit.page == 42
    assert "<mark>zqinside</mark>" in hit.snippet
    assert io.BytesIO
