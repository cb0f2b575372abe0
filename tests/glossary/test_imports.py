"""Vocabularies out of Turtle files: all proposals, all or nothing, twice the same."""

import csv

import pytest
from django.core.management import CommandError, call_command

from glossary.actions import edit_version, propose_version, reject, withdraw
from glossary.formats import files
from glossary.formats.files import read_file
from glossary.formats.rows import Unreadable
from glossary.models import Concept, ConceptVersion, LanguageEntry
from glossary.words import GroupAgreement
from tests.factories import group
from tests.glossary.making import agreed, english

pytestmark = pytest.mark.django_db

HEAD = """
PREFIX : <http://example.org/mine/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
GOOD = (
    HEAD
    + """
:not-operating a skos:Concept ; skos:notation "02" ; skos:prefLabel "not operating"@en ;
    skos:definition "a mine at rest"@en ; skos:narrower :closed .
:operating a skos:Concept ; skos:notation "01" ; skos:prefLabel "operating"@en, "en service"@fr, "운영중"@ko ;
    skos:altLabel "working"@en ; skos:definition "a mine at work"@en ; skos:scopeNote "Any day."@en .
:closed a skos:Concept ; skos:prefLabel "closed"@en ; skos:exactMatch <http://example.net/closed> .
"""
)


@pytest.fixture
def file(tmp_path):
    def write(text, name="words.ttl"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def versions() -> int:
    return ConceptVersion.objects.count()


def test_everything_arrives_as_a_proposal_with_a_code_of_ours(file, capsys):
    call_command("import_glossary", file(GOOD))
    assert "3 new" in capsys.readouterr().out
    assert set(ConceptVersion.objects.values_list("status", flat=True)) == {"proposed"}
    assert list(Concept.objects.values_list("code", flat=True)) == ["RS-0001", "RS-0002", "RS-0003"]
    operating = ConceptVersion.objects.get(concept__code="RS-0001")
    assert {entry.language: entry.name for entry in operating.entries.all()} == {
        "en": "operating",
        "fr": "en service",
        "ko": "운영중",
    }
    assert operating.entries.get(language="en").notes == ["Any day."]
    assert operating.entries.get(language="fr").translation_state == "draft"


def test_narrower_at_one_end_is_broader_at_the_other(file):
    call_command("import_glossary", file(GOOD))
    closed = ConceptVersion.objects.get(entries__designations__text="closed")
    assert closed.relations.get().target.versions.get().entries.get().name == "not operating"
    assert {mapping.uri for mapping in closed.mappings.all()} == {
        "http://example.org/mine/closed",
        "http://example.net/closed",
    }


def test_the_same_file_again_changes_nothing(file, capsys):
    call_command("import_glossary", file(GOOD))
    call_command("import_glossary", file(GOOD))
    assert "3 unchanged" in capsys.readouterr().out
    assert versions() == 3


def test_a_dry_run_tells_and_changes_nothing(file, capsys):
    call_command("import_glossary", file(GOOD), "--dry-run")
    assert "3 new. Dry run" in capsys.readouterr().out
    assert not Concept.objects.exists()


def test_a_changed_definition_of_an_agreed_term_becomes_the_next_proposal(file, secretary, capsys):
    concept = imported_and_agreed(file, secretary)
    call_command("import_glossary", file(GOOD.replace("a mine at work", "a mine that works")))
    assert "1 changed" in capsys.readouterr().out
    assert [(v.number, v.status) for v in concept.versions.order_by("number")] == [(1, "agreed"), (2, "proposed")]
    again = concept.versions.get(number=2)
    assert again.entries.get(language="en").definition == "a mine that works"
    assert LanguageEntry.objects.filter(version=again).count() == 3


def imported_and_agreed(file, secretary) -> Concept:
    from glossary.actions import agree, open_review

    call_command("import_glossary", file(GOOD))
    version = ConceptVersion.objects.get(concept__code="RS-0001")
    version = open_review(by=secretary, version=version)
    said = [GroupAgreement(group("asm"), "agree")]
    return agree(by=secretary, version=version, decision_number="SC-2026-001", agreements=said).concept


def test_a_proposal_that_an_import_made_is_changed_in_its_place(file, secretary, capsys):
    call_command("import_glossary", file(GOOD))
    call_command("import_glossary", file(GOOD.replace("a mine at work", "x y")))
    assert "1 changed, 2 unchanged (1 with another definition)" in capsys.readouterr().out
    assert versions() == 3
    assert ConceptVersion.objects.filter(entries__definition="x y").count() == 1


def test_what_somebody_has_worked_on_or_withdrawn_is_a_conflict(file, secretary, capsys):
    call_command("import_glossary", file(GOOD))
    by_hand = ConceptVersion.objects.get(concept__code="RS-0001")
    edit_version(by=secretary, version=by_hand, entries=[english("operating", "by hand")])
    withdraw(by=secretary, concept=Concept.objects.get(code="RS-0003"), reason="Enough.")
    changed = GOOD.replace("a mine at work", "x y").replace('"closed"@en', '"shut"@en')
    with pytest.raises(CommandError, match="2 conflict"):
        call_command("import_glossary", file(changed))
    told = capsys.readouterr().err
    assert "on the table" in told
    assert "withdrawn" in told
    assert versions() == 3


def test_a_rejected_proposal_does_not_come_back_by_itself(file, secretary, capsys):
    call_command("import_glossary", file(GOOD))
    for version in ConceptVersion.objects.all():
        reject(by=secretary, version=version, reason="Not ours.")
    call_command("import_glossary", file(GOOD))
    assert "3 unchanged" in capsys.readouterr().out


def test_our_own_address_is_recognised(file, secretary, settings):
    concept = agreed(english("area", "d"), by=secretary).concept
    text = f'{HEAD}<{settings.BASE_URL}/id/{concept.code}> a skos:Concept ; skos:prefLabel "area"@en ; '
    call_command("import_glossary", file(text + 'skos:definition "other words"@en .'))
    assert concept.versions.count() == 2
    assert not concept.versions.get(number=2).mappings.exists()


FAULTS = {
    "two preferred names": (':a a skos:Concept ; skos:prefLabel "one"@en, "two"@en .', "names", "two preferred"),
    "no language": (':a a skos:Concept ; skos:prefLabel "one" .', "prefLabel", "has no language"),
    "wrong language": (':a a skos:Concept ; skos:prefLabel "one"@english .', "prefLabel", "no language tag"),
    "no name": (':a a skos:Concept ; skos:definition "words"@en .', "prefLabel", "no preferred name"),
    "empty name": (':a a skos:Concept ; skos:prefLabel " "@en .', "prefLabel", "empty"),
    "long name": (f':a a skos:Concept ; skos:prefLabel "{"a" * 241}"@en .', "names", "240"),
    "twice": (':a a skos:Concept ; skos:prefLabel "one"@en ; skos:altLabel "One"@en .', "names", "stands twice"),
    "two definitions": (
        ':a a skos:Concept ; skos:prefLabel "one"@en ; skos:definition "x"@en, "y"@en .',
        "definition",
        "two definitions",
    ),
    "itself": (':a a skos:Concept ; skos:prefLabel "one"@en ; skos:related :a .', "related", "related to itself"),
    "circle": (
        ':a a skos:Concept ; skos:prefLabel "one"@en ; skos:broader :b . '
        ':b a skos:Concept ; skos:prefLabel "two"@en ; skos:broader :a .',
        "broader",
        "broader than itself",
    ),
    "script address": (
        ':a a skos:Concept ; skos:prefLabel "one"@en ; skos:exactMatch <javascript:alert(1)> .',
        "mappings",
        "no web address",
    ),
    "no address": ('_:a a skos:Concept ; skos:prefLabel "one"@en .', "subject", "no web address"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_row_is_named_with_its_field_and_nothing_changes(file, capsys, fault):
    words, field, reason = FAULTS[fault]
    good = ':good a skos:Concept ; skos:prefLabel "good"@en .'
    path = file(f"{HEAD}\n{words}\n{good}")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("import_glossary", path)
    told = capsys.readouterr().err
    assert path in told
    assert field in told
    assert reason in told
    assert not Concept.objects.exists()


def test_the_good_rows_are_taken_when_asked_for(file, tmp_path):
    words = f'{HEAD}:a a skos:Concept ; skos:prefLabel "one" . :b a skos:Concept ; skos:prefLabel "=two"@en .'
    report = tmp_path / "report.csv"
    call_command("import_glossary", file(words), "--accept-good", "--report", str(report))
    assert Concept.objects.count() == 1
    rows = list(csv.reader(report.read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["row", "action", "key", "field", "reason"]
    assert [row[1] for row in rows[1:]] == ["error", "new"]


BROKEN = {
    "empty": (b"", "empty"),
    "not Turtle": (b"PREFIX : <http://x/>\n:a :b ", "no valid Turtle"),
    "truncated": (GOOD[: len(GOOD) // 2].encode(), "no valid Turtle"),
    "other XML": (b'<?xml version="1.0"?><html/>', "none of the formats"),
    "entities": (b'<!DOCTYPE tbx [<!ENTITY a "aaa">]><tbx><text>&a;</text></tbx>', "declares entities"),
    "entity bomb": (
        b'<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>',
        "declares entities",
    ),
    "entity elsewhere": (
        b'<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tbx><text>&x;</text></tbx>',
        "declares entities",
    ),
    "cut XML": (b"<tbx><text><body><conceptEntry>", "no valid XML, in line 1"),
    "context elsewhere": (b'{"@context": "http://example.org/context", "@graph": []}', "nothing is fetched"),
    "no concept": (b'{"@context": {}}', "no skos:Concept"),
    "cut JSON": (b'{"@context": {}, ', "no valid JSON-LD, in line 1"),
    "aliases": (b"terms:\n- &a name: one\n- *a\n", "uses aliases"),
    "cut YAML": (b'terms:\n- name: "one\n', "no valid YAML, in line"),
    "YAML of something else": (b"---\ntitle: page\n---\n", "no list of terms"),
    "table without names": (b"pos,comment\nnoun,words\n", "no column of names"),
    "Latin-1": (HEAD.encode() + "# é".encode("latin-1"), "not UTF-8"),
    "nothing in it": (HEAD.encode(), "no skos:Concept"),
    "zip": (b"PK\x03\x04\xff\xfe", "not an Excel file"),
    "bytes": (bytes(range(1, 200)) * 10, "not text in UTF-8"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_gets_one_clear_line(file, kind):
    content, message = BROKEN[kind]
    with pytest.raises(CommandError, match=message):
        call_command("import_glossary", file(content))
    assert not Concept.objects.exists()


def test_a_file_too_large_or_not_there_is_not_read(file, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE", 10)
    with pytest.raises(CommandError, match="25 MB"):
        call_command("import_glossary", file(GOOD))
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("import_glossary", str(tmp_path / "none.ttl"))


def test_the_line_of_a_mistake_is_named():
    with pytest.raises(Unreadable, match="line 3"):
        read_file(b"PREFIX : <http://x/>\n:a :b :c .\n:a :b ;; ]\n", "https://example.org")


def test_a_proposal_made_by_hand_is_left_alone(file, secretary):
    propose_version(by=secretary, entries=[english("operating", "d")])
    call_command("import_glossary", file(GOOD))
    assert Concept.objects.count() == 4
