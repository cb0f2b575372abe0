"""The import desk: looked at before anything is stored, put right afterwards, corrected in public once fixed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from consultations.actions.drafts import freeze_draft
from consultations.actions.repairs import edit_clause
from consultations.clauses import ClauseRow
from consultations.formats.clause_table import read_clause_table, write_csv
from consultations.models import ClauseLineage, Draft
from consultations.problems import problems_of
from tests.consultations import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
NEW = "/en/desk/drafts/new/"


def sent(client, rows, **more):
    file = SimpleUploadedFile("clauses.csv", write_csv(rows) if not isinstance(rows, bytes) else rows)
    said = {"standard": "SM", "label": "1", "title": "", "language": "en", "file": file, **more}
    return client.post(NEW, said).content.decode()


def slip_in(page):
    return re.search(r'name="kept" value="([^"]+)"', page).group(1)


@pytest.fixture
def draft(secretary):
    return making.draft("1", by=secretary)


def at(draft, key=""):
    return f"/en/desk/drafts/{draft.pk}/" + (f"?key={key}" if key else "")


def test_a_table_is_looked_at_with_its_problems_before_anything_is_stored(as_secretary):
    rows = [
        ClauseRow("c-a", "4", "", "Buying"),
        ClauseRow("c-b", "4.1", "c-a", "", "<p>x</p>"),
        ClauseRow("c-c", "4.3"),
    ]
    page = sent(as_secretary, rows)
    assert "Nothing is stored yet" in page
    assert "There are no words in it." in page
    assert not Draft.objects.exists()
    response = as_secretary.post(NEW, {"kept": slip_in(page)})
    made = Draft.objects.get()
    assert response["Location"] == at(made)
    assert made.clauses.count() == 3


def test_a_faulty_table_names_row_and_field_and_offers_no_button(as_secretary):
    page = sent(as_secretary, [ClauseRow("c-a", "1", "c-none", "A")])
    assert "Row 2, parent of “c-a”" in page
    assert 'name="kept"' not in page


def test_what_looks_wrong_is_named_by_clause():
    rows = [
        ClauseRow("a", "4", "", "Part"),
        ClauseRow("b", "4.1", "a", "", "<p>x</p>"),
        ClauseRow("c", "4.3", "a", "", "<p>x</p>"),
        ClauseRow("d", "4.3", "a", "", "<p>" + "x" * 4001 + "</p>"),
        ClauseRow("e", "5.1", "a", "H" * 161, "<p>x</p>"),
        ClauseRow("f", "6", "", "Empty"),
    ]
    found = problems_of(rows)
    assert set(found) == {"c", "d", "e", "f"}
    assert len(found["d"]) == 2
    assert "does not belong below 4" in " ".join(found["e"])


def test_a_clause_is_put_right_on_its_page(as_secretary, draft):
    seen = draft.clauses.get(key="c-know").text_sha256
    said = {"act": "edit", "number": "2.7", "heading": "Know it", "body": "<p>Go there.</p>", "seen": seen}
    response = as_secretary.post(at(draft, "c-know"), said)
    assert response["Location"] == at(draft, "c-know") + "#one"
    one = draft.clauses.get(key="c-know")
    assert (one.number, one.heading, one.text, one.is_normative) == ("2.7", "Know it", "Go there.", False)


def test_what_was_typed_stays_when_somebody_was_faster(as_secretary, draft):
    response = as_secretary.post(at(draft, "c-know"), {"act": "edit", "body": "<p>Mine.</p>", "seen": "0" * 64})
    assert response.status_code == 400
    assert "&lt;p&gt;Mine.&lt;/p&gt;" in response.content.decode()


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ({"act": "move", "direction": "down"}, 5),
        ({"act": "split", "at": "0"}, 6),
        ({"act": "merge"}, 4),
        ({"act": "out"}, 4),
        ({"act": "renumber"}, 5),
        ({"act": "split"}, 5),
        ({"act": "fly"}, 5),
    ],
)
def test_each_button_does_its_one_thing(as_secretary, draft, said, count):
    edit_clause(by=making.secretary(), clause=draft.clauses.get(key="c-know"), body="<p>First. Second.</p>")
    assert as_secretary.post(at(draft, "c-know"), said).status_code == 302
    assert draft.clauses.count() == count


def test_a_fixed_draft_is_corrected_from_its_page(as_secretary, draft, secretary):
    freeze_draft(by=secretary, draft=draft)
    page = as_secretary.get(at(draft, "c-know")).content.decode()
    assert "Publish the correction" in page
    assert 'value="merge"' not in page
    said = {"act": "correct", "heading": "Know the site", "body": "<p>Better.</p>", "why": "Typing error."}
    as_secretary.post(at(draft, "c-know"), said)
    made = Draft.objects.get(corrects=draft)
    assert made.correction == {"en": "Typing error."}
    assert "Typing error." in as_secretary.get(at(draft, "c-know")).content.decode()
    assert "a correction itself" in as_secretary.get(at(made, "c-know")).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_clauses_leave_as_a_table(as_secretary, draft, kind):
    response = as_secretary.get(f"/en/desk/drafts/{draft.pk}/table.{kind}")
    assert f"SM-1.{kind}" in response["Content-Disposition"]
    assert [row.key for row in read_clause_table(response.content).rows] == [row.key for row in making.ROWS]
    assert as_secretary.get(f"/en/desk/drafts/{draft.pk}/table.pdf").status_code == 404


def test_lineage_is_confirmed_and_corrected_at_the_desk(as_secretary, draft, secretary):
    rows = [*making.ROWS[:3], ClauseRow("c-new", "9", "", "Fresh", "<p>Quite other words.</p>")]
    second = making.draft("2", by=secretary, rows=rows, previous=draft)
    address = f"/en/desk/drafts/{second.pk}/lineage/"
    page = as_secretary.get(address).content.decode()
    assert page.count('name="link"') == 6
    ids = list(ClauseLineage.objects.filter(kind="same").values_list("pk", flat=True))
    as_secretary.post(address, {"link": ids})
    assert as_secretary.get(address).content.decode().count('name="link"') == 3
    as_secretary.post(address, {"record": "1", "before": "2.2", "after": "c-new", "kind": "edited"})
    assert second.clauses.get(key="c-new").lineage_from.get().before.key == "c-title"
    response = as_secretary.post(address, {"record": "1", "before": "7.7", "after": "", "kind": "gone"}, follow=True)
    assert "There is no clause “7.7”" in response.content.decode()
    assert "no draft before" in as_secretary.get("/en/desk/drafts/").content.decode()
    assert as_secretary.get(f"/en/desk/drafts/{draft.pk}/lineage/").status_code == 200


def test_a_kind_of_link_that_does_not_exist_shows_what_is_open(as_secretary, secretary):
    draft = making.draft("2", by=secretary, previous=making.draft("1", by=secretary))
    address = f"/en/desk/drafts/{draft.pk}/lineage/"
    for odd in ("", "nonsense"):
        shown = as_secretary.get(address, {"show": odd}).context
        assert (shown["shown"], len(shown["page"])) == ("open", len(as_secretary.get(address).context["page"]))


@pytest.mark.parametrize("tail", ["", "new/", "{}/", "{}/lineage/", "{}/table.csv"])
def test_only_the_secretariat_works_here(client, as_member, draft, tail):
    address = "/en/desk/drafts/" + tail.format(draft.pk)
    for anybody in (client, as_member):
        assert anybody.get(address).status_code in (302, 403)


def add_clauses(draft, count, *, by):
    for number in range(count):
        place = 50 + number + draft.clauses.count()
        clause = draft.clauses.create(key=f"k-{place}", position=place, heading="More", text="x", body="<p>x</p>")
        ClauseLineage.objects.create(after=clause, kind="new", confirmed_at=draft.created_at, confirmed_by=by)


@pytest.mark.parametrize("tail", ["", "{}/", "{}/lineage/?show=all"])
def test_pages_of_drafts_at_the_desk_do_not_ask_more_for_more(as_secretary, secretary, queries_of, tail):
    first = making.draft("0", by=secretary)
    draft = making.draft("1", by=secretary, previous=first)
    address = "/en/desk/drafts/" + tail.format(draft.pk)
    add_clauses(draft, 1, by=secretary)
    as_secretary.get(address)
    few = queries_of(lambda: as_secretary.get(address))
    for number in range(3):
        making.draft(f"more-{number}", by=secretary)
    add_clauses(draft, 8, by=secretary)
    assert queries_of(lambda: as_secretary.get(address)) == few <= 20
