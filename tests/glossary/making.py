"""Terms for tests, made as people make them: by actions."""

from glossary.actions import agree, open_review, propose_version
from glossary.models import ConceptVersion
from glossary.words import Entry, GroupAgreement, Name
from tests.factories import UserFactory, group


def someone():
    """A person of the secretariat."""
    return UserFactory(is_staff=True)


def english(name: str = "forced labour", definition: str = "work under a penalty", *others: Name, **fields) -> Entry:
    """An entry in the source language."""
    return Entry("en", definition, names=(Name(name), *others), **fields)


def french(name: str = "travail forcé", definition: str = "travail sous peine", *others: Name, **fields) -> Entry:
    """An entry in French."""
    return Entry("fr", definition, names=(Name(name), *others), **fields)


def proposed(*entries: Entry, by=None, **fields) -> ConceptVersion:
    """A proposal."""
    if "concept" in fields:
        fields.setdefault("reason", "The words were not clear.")
    return propose_version(by=by or someone(), entries=entries or (english(),), **fields)


def under_review(*entries: Entry, by=None, **fields) -> ConceptVersion:
    """A proposal that people are looking at."""
    by = by or someone()
    return open_review(by=by, version=proposed(*entries, by=by, **fields))


def agreed(*entries: Entry, by=None, number="SC-2026-001", agreements=None, **fields) -> ConceptVersion:
    """A version in force, with one group's word."""
    by = by or someone()
    if agreements is None:
        agreements = [GroupAgreement(group("asm"), "agree")]
    version = under_review(*entries, by=by, **fields)
    return agree(by=by, version=version, decision_number=number, agreements=agreements)
