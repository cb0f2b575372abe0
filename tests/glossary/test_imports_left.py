"""What an import leaves behind: nothing that was taken back, no state that never ends, no sign that is no text."""

import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command

from glossary import importing
from glossary.actions import edit_version, imports, record_phrasing
from glossary.models import Concept, ConceptVersion, GroupPhrasing, Import
from portal import clock
from tests.factories import group
from tests.glossary.making import english
from tests.glossary.test_desk_imports import imported, press, upload
from tests.glossary.test_imports_once import looked_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private")]
SAID = 'code,language,preferred,phrasings\nnew 1,en,pit,"asm | en | the hole\nla | es | el pozo"\n'


@pytest.fixture
def groups(db):
    return group("asm"), group("la")


# -- what groups say -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("groups")
def test_what_groups_say_of_a_new_term_goes_when_the_import_is_taken_back_and_comes_again(as_secretary):
    file = imported(as_secretary, SAID)
    assert set(GroupPhrasing.objects.values_list("text", flat=True)) == {"the hole", "el pozo"}
    press(as_secretary, file, "undo")
    assert not GroupPhrasing.objects.exists()
    again = imported(as_secretary, SAID.replace("new 1", Concept.objects.get().code))
    assert (again.state, GroupPhrasing.objects.count()) == ("done", 2)


def test_what_somebody_has_written_down_since_stays(as_secretary, secretary, groups):
    file = imported(as_secretary, SAID)
    concept = Concept.objects.get()
    record_phrasing(by=secretary, concept=concept, group=groups[0], language="en", text="our hole")
    press(as_secretary, file, "undo")
    assert list(GroupPhrasing.objects.values_list("text", flat=True)) == ["our hole"]


@pytest.mark.usefixtures("groups")
def test_what_groups_say_of_a_term_that_has_moved_on_stays_with_it(as_secretary, secretary):
    file = imported(as_secretary, SAID)
    edit_version(by=secretary, version=ConceptVersion.objects.get(), entries=[english("pit", "a deep hole")])
    press(as_secretary, file, "undo")
    assert GroupPhrasing.objects.count() == 2


# -- a worker that was stopped -------------------------------------------------------------------------------------


def test_an_import_whose_worker_was_stopped_can_be_begun_again(as_secretary):
    upload(as_secretary, "term,comment\npit,hole\n")
    file = Import.objects.get()
    Import.objects.update(state="running", begun_at=clock.now() - timedelta(minutes=59))
    assert importing.give_up_stopped() == 0
    Import.objects.update(begun_at=clock.now() - timedelta(minutes=61))
    call_command("tick")
    page = as_secretary.get(file.get_absolute_url()).content.decode()
    assert "Nothing was imported. Begin it again." in page
    press(as_secretary, file, "import")
    file.refresh_from_db()
    assert (file.state, file.failure, Concept.objects.count()) == ("done", "", 1)


def test_a_file_whose_worker_was_stopped_is_let_go_with_its_bytes(as_secretary, secretary):
    path = storages["private"].save("imports/left", ContentFile(b"term,comment\n"))
    file = imports.bring_in(by=secretary, name="words.csv", data=b"x", original=path)
    Import.objects.update(begun_at=clock.now() - timedelta(hours=2))
    importing.give_up_stopped()
    file.refresh_from_db()
    assert (file.state, file.original, storages["private"].exists(path)) == ("failed", "", False)
    assert "Bring it in again." in as_secretary.get(file.get_absolute_url()).content.decode()
    importing.read_import.call(file.pk, secretary.pk, "en")
    file.refresh_from_db()
    assert file.state == "failed"


# -- what is no text -----------------------------------------------------------------------------------------------

YAML = '- name: "pi\\0t"\n  definition: a hole\n- name: ore\n  definition: "rock\\x00"\n- name: shaft\n'


def in_json(number: int, name: str, definition: str = "") -> dict:
    said = {"@id": f"http://example.org/{number}", "@type": "skos:Concept"}
    said["skos:prefLabel"] = {"@value": name, "@language": "en"}
    return said | ({"skos:definition": {"@value": definition, "@language": "en"}} if definition else {})


SKOS = {"skos": "http://www.w3.org/2004/02/skos/core#"}
GRAPH = [in_json(1, "pi\0t"), in_json(2, "ore", "rock\ud800"), in_json(3, "shaft")]
JSON = json.dumps({"@context": SKOS, "@graph": GRAPH})
TURTLE = r"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/1> a skos:Concept ; skos:prefLabel "pi\u0000t"@en .
<http://example.org/2> a skos:Concept ; skos:prefLabel "ore"@en ; skos:definition "rock\u0000"@en .
<http://example.org/3> a skos:Concept ; skos:prefLabel "shaft"@en .
"""


@pytest.mark.parametrize("text", [YAML, JSON, TURTLE], ids=["yaml", "json", "turtle"])
def test_a_character_that_no_database_keeps_is_an_error_of_its_row(secretary, text):
    file = looked_at(secretary, text)
    said = [(row.action, row.field) for row in file.rows.order_by("key")]
    assert sorted(said) == [("error", "definition"), ("error", "names"), ("new", "")]
    assert "no text: NUL" in file.rows.filter(action="error")[0].reason
    imports.carry_out(by=secretary, file=file)
    assert ConceptVersion.objects.get().entry_for("en").name == "shaft"


def test_a_table_with_such_a_character_is_refused_with_its_line(as_secretary):
    upload(as_secretary, "term,comment\npit,a hole\nshaft,a deep\0 pit\n")
    assert "there is a NUL in line 3" in as_secretary.get(Import.objects.get().get_absolute_url()).content.decode()


# -- what is redefined ---------------------------------------------------------------------------------------------


def test_the_preview_counts_definitions_that_would_be_others_and_shows_only_them(as_secretary):
    imported(as_secretary, "term,comment\npit,a hole\nore,rock\nshaft,\n")
    upload(as_secretary, "term,comment,pos\npit,a deep hole,\nore,rock,noun\nshaft,a way down,\n")
    address = Import.objects.latest("pk").get_absolute_url()
    page = as_secretary.get(address).content.decode()
    assert "Changed 3" in page
    assert "With another definition 1" in page
    some = as_secretary.get(f"{address}?show=redefined").content.decode()
    assert "deep" in some
    assert "a way down" not in some
    other = as_secretary.get(f"{Import.objects.earliest('pk').get_absolute_url()}?show=redefined").content.decode()
    assert "With another definition" not in other
    assert "shaft" in other
