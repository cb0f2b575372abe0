"""The glossary goes out, comes into an empty house, and goes out again byte for byte, its status aside."""

from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.urls import reverse

from glossary.actions import imports, record_phrasing, withdraw
from glossary.exporting import exported, rows_of, versions
from glossary.formats.files import FORMATS, written
from glossary.models import Concept, ConceptVersion, GroupPhrasing, LanguageEntry
from glossary.words import Entry, Mapped, Name, Related
from tests.factories import group
from tests.glossary.making import agreed, english, french, proposed

pytestmark = pytest.mark.django_db


def a_glossary(by) -> None:
    """One term of everything."""
    work = agreed(english("work", "what people do for a living"), by=by)
    rich = Entry(
        "en",
        "work under a penalty\nthat nobody chose",
        notes=("b second", "a first"),
        examples=("debt",),
        sources=({"citation": "A report", "url": "https://example.net/r?a=1&b=2", "relation": "modified"},),
        names=(
            Name("forced labour", part_of_speech="noun"),
            Name("FL", "admitted", "acronym", "case_sensitive"),
            Name("bonded labour", "deprecated"),
            Name("=slavery", "lookup", "variant", "never"),
        ),
    )
    agreed(
        rich,
        french("travail forcé", "", Name("corvée", "admitted", gender="feminine", region="fr-BE")),
        by=by,
        relations=[Related("broader", work.concept), Related("contrast", work.concept)],
        mappings=[Mapped("close", "https://example.net/fl", "FL there")],
        domain="labour",
    )
    about = {"definition": "a debt | nobody ends", "attribution": "Women of the river, 2026"}
    record_phrasing(
        by=by, concept=work.concept, group=group("asm"), language="es", text="no poder irse\nnunca", **about
    )
    proposed(english("pit", ""), Entry("ar", "حفرة", translation_state="reviewed"), by=by)
    withdraw(by=by, concept=proposed(english("shaft", "d"), by=by).concept, reason="Twice.", replaced_by=work.concept)


def without_status(row):
    return replace(row, row=0, status="", replaced_by="")


@pytest.mark.parametrize("form", FORMATS)
def test_a_glossary_comes_back_the_same_in_every_format(form, secretary, settings):
    a_glossary(secretary)
    before = list(map(without_status, rows_of(versions("all"))))
    reading = imports.read(b"".join(exported(form, "all")))
    assert (reading.format, reading.faults, reading.notes) == (form, [], [])
    back = sorted(map(without_status, reading.rows), key=lambda row: row.code)
    assert [[e.language for e in row.entries] for row in back] == [[e.language for e in row.entries] for row in before]
    assert {plan.action for plan in imports.plan_rows(reading)} == {"unchanged"}
    emptied = b"".join(written(back, settings.BASE_URL, form))
    assert emptied == b"".join(written(before, settings.BASE_URL, form))


def test_an_import_never_grants_agreement(secretary, tmp_path):
    a_glossary(secretary)
    path = tmp_path / "words.ttl"
    path.write_bytes(b"".join(exported("turtle")).replace(b"RS-", b"XY-"))
    call_command("import_glossary", str(path))
    taken = ConceptVersion.objects.filter(concept__code__startswith="XY-")
    assert set(taken.values_list("status", flat=True)) == {"proposed"}
    assert Concept.objects.filter(code="XY-0001").exists()


@pytest.mark.parametrize("form", FORMATS)
def test_how_groups_say_it_travels_and_states_are_told_but_never_granted(secretary, tmp_path, form):
    a_glossary(secretary)
    path = tmp_path / f"words.{FORMATS[form].ending}"
    rows = [
        replace(row, code=row.code.replace("RS", "XY"), uri=row.uri.replace("RS", "XY")) for row in rows_of(versions())
    ]
    path.write_bytes(b"".join(written(rows, django_settings.BASE_URL, form)))
    call_command("import_glossary", str(path))
    said = GroupPhrasing.objects.get(concept__code__startswith="XY-")
    assert (said.group.code, said.language, said.text) == ("asm", "es", "no poder irse\nnunca")
    assert (said.definition, said.attribution) == ("a debt | nobody ends", "Women of the river, 2026")
    taken = ConceptVersion.objects.filter(concept__code__startswith="XY-")
    assert set(taken.values_list("entries__translation_state", flat=True)) <= {"source", "draft"}
    assert not LanguageEntry.objects.filter(definition="no poder irse\nnunca").exists()


def test_only_agreed_terms_go_out_unless_all_are_asked_for(client, secretary):
    a_glossary(secretary)
    address = reverse("glossary:export", args=["ttl"])
    answer = client.get(address)
    words = b"".join(answer.streaming_content).decode()
    assert "forced labour" in words
    assert '"pit"' not in words
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert '"pit"' in b"".join(client.get(address + "?status=all").streaming_content).decode()
    assert client.get(reverse("glossary:export", args=["doc"])).status_code == 404


def test_what_is_asked_in_strange_signs_is_not_there(client, secretary):
    agreed(by=secretary)
    for status in ("%0A", "%0D%0AX-Other:1", "é", "some"):
        address = f"/en/glossary/export/glossary.csv?status={status}"
        assert client.get(address, headers={"if-none-match": "*"}).status_code == 404


def test_an_export_asks_the_same_for_more_terms(client, secretary, queries_of):
    a_glossary(secretary)
    address = reverse("glossary:export", args=["tbx"])
    before = queries_of(lambda: list(client.get(address).streaming_content))
    for number in range(5):
        agreed(english(f"pit {number}", "d"), by=secretary)
    assert queries_of(lambda: list(client.get(address).streaming_content)) == before
