"""The glossary goes out, comes into an empty house, and goes out again byte for byte, its status aside."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.urls import reverse

from glossary.actions import imports, withdraw
from glossary.exporting import exported, rows_of, versions
from glossary.formats.files import FORMATS, written
from glossary.models import Concept, ConceptVersion
from glossary.words import Entry, Mapped, Name, Related
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
    proposed(english("pit", ""), Entry("ar", "حفرة"), by=by)
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


def test_an_export_asks_the_same_for_more_terms(client, secretary, queries_of):
    a_glossary(secretary)
    address = reverse("glossary:export", args=["tbx"])
    before = queries_of(lambda: list(client.get(address).streaming_content))
    for number in range(5):
        agreed(english(f"pit {number}", "d"), by=secretary)
    assert queries_of(lambda: list(client.get(address).streaming_content)) == before
