"""What is said of a name: its kind, grammar and place in words, and the full form it is short for."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from glossary.content import name_content, words_of
from glossary.exporting import row_of
from glossary.formats.cells import name_cell, name_in
from glossary.formats.files import read_file
from glossary.models import Designation
from glossary.words import Entry, Name, with_full_forms
from tests.glossary.making import agreed, english, proposed

pytestmark = pytest.mark.django_db
FULL = "conflict-affected and high-risk area"
SHORT = Name("CAHRA", "admitted", "acronym", "case_sensitive", "noun", short_for=FULL)
FRENCH = Entry("fr", "d", names=(Name("zone", gender="feminine", part_of_speech="noun", region="fr-CD"),))
FOREIGN = """<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc>
<sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader><text><body><conceptEntry id="c1"><langSec xml:lang="en">
<termSec id="t1"><term>full name</term><ref type="crossReference" target="t2">other</ref></termSec>
<termSec id="t2"><term>FN</term><termNote type="termType">acronym</termNote>
<ref type="crossReference" target="#t1">full</ref></termSec>
</langSec></conceptEntry></body></text></tbx>"""


def test_a_short_form_and_its_full_one_are_shown_both_ways(client: Client, secretary):
    version = agreed(english(FULL, "d", SHORT), FRENCH, by=secretary)
    page = " ".join(client.get(version.concept.get_absolute_url()).content.decode().split())
    assert f'acronym, noun; short for <span lang="en">{FULL}</span>' in page
    assert 'in short <span lang="en">CAHRA</span>' in page
    assert "noun, feminine, said in fr-CD" in page
    paper = client.get("/en/glossary/print/").content.decode()
    assert f'short for <span lang="en">{FULL}</span>' in paper
    names = client.get(f"/api/v1/terms/{version.concept.code}").json()["entries"][0]["names"]
    assert names[1] | {"matching": ""} == {**vars(SHORT), "matching": ""}


def test_a_full_form_stands_in_the_same_entry_whatever_writes_it(secretary):
    proposed(english(FULL, "d", Name("CAHRA", "admitted")), FRENCH, by=secretary)
    short, other = Designation.objects.get(text="CAHRA"), Designation.objects.get(text="zone")
    for strange in (other, short):
        with pytest.raises(DatabaseError), transaction.atomic():
            Designation.objects.filter(pk=short.pk).update(short_for=strange)
    with pytest.raises(DatabaseError), transaction.atomic():
        Designation.objects.create(entry=short.entry, text="CA", status="admitted", short_for=other)
    full = Designation.objects.get(text=FULL)
    Designation.objects.filter(pk=short.pk).update(short_for=full)
    with pytest.raises(DatabaseError), transaction.atomic():
        Designation.objects.filter(pk=full.pk).update(entry=other.entry, status="admitted")


@pytest.mark.parametrize("full", ["nothing here", "CAHRA"])
def test_what_a_name_is_short_for_is_written_beside_it(secretary, full):
    with pytest.raises(ValidationError, match="write that in full beside it"):
        proposed(english("area", "d", Name("CAHRA", "admitted", "acronym", short_for=full)), by=secretary)


def test_the_seal_covers_the_full_form_and_older_seals_hold(secretary):
    version = agreed(english(FULL, "d", SHORT), by=secretary)
    assert words_of(version)[0].names[1] == SHORT
    assert name_content(Designation.objects.get(text="CAHRA"), FULL)["short_for"] == FULL
    assert "short_for" not in name_content(Designation.objects.get(text=FULL), "")
    assert row_of(version).entries[0].names[1].short_for == FULL


@pytest.mark.parametrize("full", ["a, b {c}", "short for x", "a \\( b", "noun", "}{"])
def test_a_cell_keeps_any_full_form(full):
    name = Name("X", "admitted", "acronym", region="es-MX", short_for=full)
    assert name_in(name_cell(name), "admitted") == name


def test_a_full_form_that_is_gone_or_short_itself_is_left_out():
    names = (Name("a"), Name("b", "admitted", short_for="a"), Name("c", "admitted", short_for="b"))
    assert [name.short_for for name in with_full_forms(names)] == ["", "a", ""]


def test_another_house_s_file_says_what_an_acronym_stands_for():
    names = read_file(FOREIGN.encode(), "https://example.org").rows[0].entries[0].names
    assert {name.text: name.short_for for name in names} == {"full name": "", "FN": "full name"}


def test_the_desk_asks_what_a_name_is_short_for(as_secretary):
    version = proposed(english(FULL, "d"))
    address = f"/en/desk/glossary/{version.concept.code}/names/en/"
    form = {"name-TOTAL_FORMS": "2", "name-INITIAL_FORMS": "1", "source-TOTAL_FORMS": "0", "source-INITIAL_FORMS": "0"}
    usual = {"kind": "full_form", "matching": "normal", "status": "preferred"}
    form |= {f"name-0-{field}": value for field, value in {**usual, "text": FULL}.items()}
    row = {**usual, "text": "CAHRA", "status": "admitted", "kind": "acronym", "short_for": FULL}
    form |= {f"name-1-{field}": value for field, value in row.items()}
    assert as_secretary.post(address, form).status_code == 302
    assert Designation.objects.get(text="CAHRA").short_for == Designation.objects.get(text=FULL)
    assert FULL in as_secretary.get(address).content.decode()
