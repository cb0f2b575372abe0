"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, connection, transaction

from glossary.models import Agreement, Concept, ConceptVersion, Designation, LanguageEntry, Mapping, Relation
from glossary.words import Mapped, Name, Related
from tests.factories import group
from tests.glossary.making import agreed, english, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(secretary):
    target = proposed(english("labour", "work"), by=secretary).concept
    links = {"relations": [Related("broader", target)], "mappings": [Mapped("exact", "https://example.org/x")]}
    return agreed(english("forced labour", "work", Name("forced labor", "admitted")), by=secretary, **links)


CHANGES = {
    "definition": lambda v: LanguageEntry.objects.filter(version=v).update(definition="other"),
    "name": lambda v: Designation.objects.filter(entry__version=v).update(text="other"),
    "relation": lambda v: Relation.objects.filter(version=v).update(kind="related"),
    "mapping": lambda v: Mapping.objects.filter(version=v).update(label="other"),
    "agreement": lambda v: Agreement.objects.filter(version=v).update(value="abstain"),
    "hash": lambda v: ConceptVersion.objects.filter(pk=v.pk).update(content_sha256="0" * 64),
    "decision": lambda v: ConceptVersion.objects.filter(pk=v.pk).update(decision_number="SC-2026-999"),
    "status back": lambda v: ConceptVersion.objects.filter(pk=v.pk).update(status="proposed"),
    "code": lambda v: Concept.objects.filter(pk=v.concept_id).update(code="RS-9999"),
    "new entry": lambda v: LanguageEntry.objects.create(version=v, language="fr"),
    "new name": lambda v: Designation.objects.create(entry=v.entries.get(), text="other", status="admitted"),
    "new relation": lambda v: Relation.objects.create(version=v, kind="related", target=v.concept),
    "new mapping": lambda v: Mapping.objects.create(version=v, match="exact", uri="https://example.org/y"),
    "new agreement": lambda v: Agreement.objects.create(version=v, group=group("la"), value="agree"),
    "entry gone": lambda v: LanguageEntry.objects.filter(version=v)._raw_delete("default"),
    "name gone": lambda v: Designation.objects.filter(entry__version=v).delete(),
    "relation gone": lambda v: Relation.objects.filter(version=v).delete(),
    "mapping gone": lambda v: Mapping.objects.filter(version=v).delete(),
    "concept gone": lambda v: connection.cursor().execute("DELETE FROM glossary_concept WHERE id = %s", [v.concept_id]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_agreed_version_is_frozen_against_any_path(version, change):
    with pytest.raises(IntegrityError, match=r"frozen|step"), transaction.atomic():
        CHANGES[change](version)


def test_words_cannot_be_moved_into_an_agreed_version(version):
    other = proposed(english("cobalt", "a metal"))
    other.entries.update(language="fr")
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        LanguageEntry.objects.filter(version=other).update(version=version)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Designation.objects.filter(entry__version=other).update(entry=version.entries.get(), status="admitted")


def test_a_superseded_version_never_comes_back(version):
    agreed(english(definition="other"), concept=version.concept)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConceptVersion.objects.filter(pk=version.pk).update(status="withdrawn")


def test_there_are_never_two_agreed_versions(version):
    other = proposed(english(definition="other"), concept=version.concept)
    sealed = {"decision_number": "X", "content_sha256": "0" * 64, "agreed_at": version.agreed_at}
    with pytest.raises(IntegrityError), transaction.atomic():
        ConceptVersion.objects.filter(pk=other.pk).update(status="agreed", agreed_by=version.agreed_by, **sealed)


def test_a_name_is_preferred_once_in_an_entry():
    entry = proposed().entries.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Designation.objects.create(entry=entry, text="other", status="preferred")


def test_a_concept_without_an_agreed_version_is_not_deleted_either():
    version = proposed()
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        connection.cursor().execute("DELETE FROM glossary_concept WHERE id = %s", [version.concept_id])
