"""Import is a desk, not a gamble: looked at, chosen, done at once, taken back."""

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from glossary import importing
from glossary.actions import agree, edit_version, imports, open_review, propose_version, reject
from glossary.formats.skos import DETAILS
from glossary.models import Concept, ConceptVersion, Import, ImportRow
from glossary.words import GroupAgreement, Name
from portal.members.permissions import Refused
from tests.factories import MembershipFactory, group
from tests.glossary.making import agreed, english, proposed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]
TABLE = "term,comment,fr\npit,a hole in the ground,fosse\nshaft,a deep pit,\n,nameless,\npit,another hole,\n"


def upload(client, text: str = TABLE, name: str = "words.csv"):
    return client.post(reverse("glossary:desk-imports"), {"file": SimpleUploadedFile(name, text.encode())})


def press(client, file: Import, do: str, **more):
    return client.post(file.get_absolute_url(), {"do": do, **more}, follow=True)


def imported(client, text: str = TABLE) -> Import:
    upload(client, text)
    file = Import.objects.latest("pk")
    press(client, file, "all")
    press(client, file, "import")
    file.refresh_from_db()
    return file


def test_a_file_is_looked_at_row_by_row_before_anything_is_taken(as_secretary):
    answer = upload(as_secretary)
    file = Import.objects.get()
    assert answer["Location"] == file.get_absolute_url()
    assert not Concept.objects.exists()
    assert list(file.rows.values_list("place", "action")) == [(2, "new"), (3, "new"), (4, "error"), (5, "error")]
    page = as_secretary.get(file.get_absolute_url()).content.decode()
    assert "There is no name in this row" in page
    assert "Row 2 is the same term" in page
    assert "a hole in the ground" in page
    assert "Import 2 chosen rows" in page


def test_only_the_chosen_rows_become_proposals(as_secretary):
    upload(as_secretary)
    file = Import.objects.get()
    press(as_secretary, file, "import", shown=["1", "2"], row=["2"])
    assert [version.entry_for("en").name for version in ConceptVersion.objects.all()] == ["shaft"]
    assert set(ConceptVersion.objects.values_list("status", flat=True)) == {"proposed"}
    file.refresh_from_db()
    assert file.state == "done"


def test_an_import_is_taken_back_as_a_whole(as_secretary):
    file = imported(as_secretary)
    assert ConceptVersion.objects.filter(status="proposed").count() == 2
    page = press(as_secretary, file, "undo").content.decode()
    assert "The whole import is taken back" in page
    assert set(ConceptVersion.objects.values_list("status", flat=True)) == {"rejected"}
    assert Concept.objects.count() == 2  # a code is for ever
    again = imported(as_secretary)
    assert again.rows.filter(state="imported").count() == 2
    assert ConceptVersion.objects.filter(status="proposed", number=2).count() == 2


def test_words_that_were_changed_in_their_place_come_back(as_secretary):
    first = imported(as_secretary, "term,comment\npit,a hole in the ground\n")
    second = imported(as_secretary, "term,comment\npit,a hole that was dug\n")
    version = ConceptVersion.objects.get()
    assert version.entries.get().definition == "a hole that was dug"
    press(as_secretary, second, "undo")
    assert version.entries.get().definition == "a hole in the ground"
    press(as_secretary, first, "undo")
    version.refresh_from_db()
    assert version.status == "rejected"


def test_what_has_moved_on_stays_and_is_named(as_secretary, secretary):
    file = imported(as_secretary, "term,comment\npit,hole\nshaft,deep pit\nadit,way in\ncage,lift\n")
    pit, shaft, adit, _cage = ConceptVersion.objects.order_by("pk")
    edit_version(by=secretary, version=pit, entries=[english("pit", "by hand")])
    version = open_review(by=secretary, version=shaft)
    open_review(by=secretary, version=adit)
    agree(
        by=secretary, version=version, decision_number="SC-2026-001", agreements=[GroupAgreement(group("asm"), "agree")]
    )
    propose_version(by=secretary, concept=shaft.concept, entries=[english("shaft", "newer")], reason="Deeper.")
    page = press(as_secretary, file, "undo").content.decode()
    assert "3 rows have moved on and stay" in page
    assert "Its words have been edited" in page
    assert "There is a newer version" in page
    assert "no mere proposal any more" in page
    assert list(ConceptVersion.objects.order_by("pk").values_list("status", flat=True)) == [
        "proposed",
        "agreed",
        "under_review",
        "rejected",
        "proposed",
    ]
    with pytest.raises(Exception, match="carried out"):
        imports.undo(by=secretary, file=file)


def test_what_has_changed_since_the_preview_stops_all_of_it(as_secretary, secretary):
    concept = agreed(english("pit", "hole"), by=secretary).concept
    upload(as_secretary, "term,comment\npit,a deep hole\nshaft,deep pit\n")
    file = Import.objects.get()
    assert list(file.rows.values_list("action", flat=True)) == ["changed", "new"]
    propose_version(by=secretary, concept=concept, entries=[english("pit", "meanwhile")], reason="Deeper.")
    page = press(as_secretary, file, "import", shown=["1", "2"], row=["1", "2"]).content.decode()
    assert "The glossary has changed since this was looked at" in page
    assert ConceptVersion.objects.count() == 2
    file.refresh_from_db()
    assert file.state == "ready"


def test_a_difference_shows_what_goes_and_what_comes(as_secretary, secretary):
    agreed(english("pit", "a hole in the ground"), by=secretary)
    upload(as_secretary, "term,comment\npit,a hole in the rock\n")
    page = as_secretary.get(Import.objects.get().get_absolute_url()).content.decode()
    assert "<del>ground</del><ins>rock</ins>" in page


def test_a_file_that_cannot_be_read_says_why(as_secretary):
    upload(as_secretary, "<html></html>", "words.html")
    file = Import.objects.get()
    assert file.state == "failed"
    assert "none of the formats" in as_secretary.get(file.get_absolute_url()).content.decode()


def test_while_the_worker_is_at_it_the_page_looks_again_by_itself(as_secretary, secretary):
    file = imports.bring_in(by=secretary, name="words.csv", data=b"x")
    Import.objects.filter(pk=file.pk).update(total=6000, done=1500)
    answer = as_secretary.get(file.get_absolute_url())
    assert answer["Refresh"] == "2"
    assert "1500 of 6000 rows" in answer.content.decode()
    assert '<progress id="far" class="progress" max="6000" value="1500">' in answer.content.decode()


def test_the_desk_of_imports_costs_the_same_with_more(as_secretary, queries_of):
    imported(as_secretary, "term,comment\npit,hole\n")
    last = lambda: Import.objects.latest("pk").get_absolute_url()  # noqa: E731
    addresses = lambda: (reverse("glossary:desk-imports"), last())  # noqa: E731
    before = [queries_of(lambda a=a: as_secretary.get(a)) for a in addresses()]
    imported(as_secretary, "term,comment\n" + "".join(f"term {n},words {n}\n" for n in range(30)))
    assert [queries_of(lambda a=a: as_secretary.get(a)) for a in addresses()] == before


def test_imports_are_the_secretariats(client, secretary):
    member = MembershipFactory().user
    file = imports.bring_in(by=secretary, name="words.csv", data=b"x")
    acts = (
        lambda: imports.bring_in(by=member, name="a", data=b""),
        lambda: imports.choose(by=member, file=file, among=[], chosen=[]),
        lambda: imports.carry_out(by=member, file=file),
        lambda: imports.undo(by=member, file=file),
    )
    for act in acts:
        with pytest.raises(Refused):
            act()
    client.force_login(member)
    assert client.get(reverse("glossary:desk-imports")).status_code == 403


def test_asked_twice_it_is_imported_once(as_secretary, secretary):
    upload(as_secretary, "term,comment\npit,hole\n")
    file = Import.objects.get()
    importing.carry_out(by=secretary, file=file, language="en")
    importing.carry_out(by=secretary, file=file, language="en")
    assert ImportRow.objects.filter(state="imported").count() == 1


@pytest.mark.parametrize("place", ["read", "look_through"])
def test_a_reading_that_breaks_down_is_told_and_leaves_no_file(as_secretary, monkeypatch, caplog, place):
    def broken(*args, **kwargs):
        raise RuntimeError("nobody foresaw this")

    def kept() -> list[str]:
        return storages["private"].listdir("imports")[1] if storages["private"].exists("imports") else []

    monkeypatch.setattr(imports, place, broken)
    before = kept()
    upload(as_secretary)
    file = Import.objects.get()
    assert (file.state, file.failure) == ("failed", "Please try again.")
    assert "nobody foresaw this" in caplog.text
    assert kept() == before


def test_an_import_that_breaks_down_is_told_and_can_be_asked_for_again(as_secretary, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("nobody foresaw this")

    upload(as_secretary)
    file = Import.objects.get()
    with monkeypatch.context() as patch:
        patch.setattr(imports, "carry_out", broken)
        assert "Please try again." in press(as_secretary, file, "import", shown=["1", "2"], row=["2"]).content.decode()
    assert Import.objects.get().state == "ready"
    press(as_secretary, file, "import", shown=["1", "2"], row=["2"])
    assert Import.objects.get().state == "done"


def test_a_row_that_is_known_by_a_code_says_its_name(as_secretary):
    upload(as_secretary, "code,language,preferred,definition\nnew 1,en,pit head,where the shaft begins\n")
    assert (
        "<b>pit head</b> where the shaft begins"
        in as_secretary.get(Import.objects.get().get_absolute_url()).content.decode()
    )


SAME_ADDRESS = "exact https://example.org/x\nclose https://example.org/x There"


def test_the_same_address_twice_is_one_mapping(as_secretary):
    imported(as_secretary, f'code,language,preferred,mappings\nnew 1,en,pit,"{SAME_ADDRESS}"\n')
    assert [(one.match, one.uri) for one in ConceptVersion.objects.get().mappings.all()] == [
        ("exact", "https://example.org/x")
    ]


def test_a_long_subject_of_a_vocabulary_is_cut(as_secretary):
    words = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> .
    <https://example.org/a> a skos:Concept ; skos:prefLabel "pit"@en ; dct:subject "%s" ."""
    imported(as_secretary, words % ("x" * 90))
    assert Concept.objects.get().domain == "x" * 80


def test_an_import_starts_from_the_words_that_stand(as_secretary, secretary):
    concept = agreed(english("pit", "a hole", Name("digging", "admitted")), by=secretary).concept
    turned_down = english("pit", "a hole", Name("abyss", "admitted"))
    reject(by=secretary, version=proposed(turned_down, by=secretary, concept=concept), reason="No.")
    imported(as_secretary, "term,comment\npit,a deep hole\n")
    version = concept.versions.get(number=3)
    assert {name.text for name in version.entries.get().designations.all()} == {"pit", "digging"}
    reject(by=secretary, version=version, reason="Not deep.")
    upload(as_secretary, "term,comment\npit,a deep hole\n")
    assert Import.objects.latest("pk").rows.get().action == "unchanged"


HOSTILE = "javascript:alert(1)"
WITH_SOURCE = {
    "words.csv": f"code,language,preferred,sources\nnew 1,en,pit,A report <{HOSTILE}>\n",
    "words.yaml": f"terms:\n- name: pit\n  definition: hole\n  sources:\n  - A report <{HOSTILE}>\n",
    "words.ttl": f"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <https://example.org/a> a skos:Concept ; skos:prefLabel "pit"@en ; <{DETAILS}>
    '{{"entries":{{"en":{{"sources":[{{"citation":"A report","url":"{HOSTILE}"}}]}}}}}}' .""",
    "words.tbx": f"""<tbx type="TBX-Basic" style="dca"><text><body><conceptEntry id="a"><langSec xml:lang="en">
    <descripGrp><descrip type="definition">hole</descrip><adminGrp><admin type="source">A report</admin>
    <xref type="externalCrossReference" target="{HOSTILE}">there</xref></adminGrp></descripGrp>
    <termSec><term>pit</term></termSec></langSec></conceptEntry></body></text></tbx>""",
}


@pytest.mark.parametrize("name", WITH_SOURCE)
def test_no_file_brings_a_link_that_leads_elsewhere_than_the_web(as_secretary, name):
    upload(as_secretary, WITH_SOURCE[name], name)
    file = Import.objects.get()
    press(as_secretary, file, "all")
    press(as_secretary, file, "import")
    version = ConceptVersion.objects.get()
    assert [source.get("url") for source in version.entries.get().sources] == [""]
    assert "A report" in version.entries.get().sources[0]["citation"]
    page = as_secretary.get(version.concept.get_absolute_url()).content.decode()
    assert f'href="{HOSTILE}' not in page
