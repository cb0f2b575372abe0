"""What the database cannot refuse, looked for afterwards: a line a fault, nothing where all is well."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator

from django.core.files.storage import storages
from django.utils.translation import gettext as _

from glossary.checks import relatives_above, standing_broader
from glossary.circles import leads_back
from glossary.content import as_entry, entry_sha256, sha256_of
from glossary.guards import points_at_itself
from glossary.models import Agreement, Concept, ConceptVersion, Designation, LanguageEntry, Release, ReleaseFile
from glossary.models.releases import checksums

SEALED = (ConceptVersion.Status.AGREED, ConceptVersion.Status.SUPERSEDED)


def faults() -> Iterator[str]:
    """Of every concept, in the order of the invariants."""
    yield from broken_seals()
    yield from agreed_by_silence()
    yield from names_twice()
    yield from same_names()
    yield from circles()
    yield from lost_replacements()
    yield from empty_definitions()
    yield from other_files()


def broken_seals() -> Iterator[str]:
    """The words no longer give the hash that was kept when they were agreed."""
    rows = ConceptVersion.objects.filter(status__in=SEALED).select_related("concept")
    for version in rows.iterator(chunk_size=500):
        if sha256_of(version) != version.content_sha256:
            about = {"code": version.concept.code, "number": version.number}
            yield _("%(code)s, version %(number)s: the words do not give its hash.") % about
    later = LanguageEntry.objects.filter(edition__gt=0).select_related("version__concept")
    for entry in later.prefetch_related("designations").iterator(chunk_size=500):
        if entry_sha256(entry) != entry.sha256:
            about = {"code": entry.version.concept.code, "language": entry.language}
            yield _("%(code)s: the translation into “%(language)s” does not give its hash.") % about


def agreed_by_silence() -> Iterator[str]:
    """In force, or once in force, though no group said anything of it."""
    spoken = Agreement.objects.exclude(value=Agreement.Value.ABSENT).values("version")
    silent = ConceptVersion.objects.filter(status__in=SEALED).exclude(pk__in=spoken)
    for code, number in silent.order_by("concept__code", "number").values_list("concept__code", "number"):
        yield _("%(code)s, version %(number)s: agreed, and no group said anything.") % {"code": code, "number": number}


def names_twice() -> Iterator[str]:
    """One name in two roles, told apart by accents or capitals only."""
    seen: set[tuple[int, str]] = set()
    rows = Designation.objects.select_related("entry__version__concept").order_by("entry", "position", "pk")
    for name in rows.iterator(chunk_size=2000):
        key = (name.entry_id, name.text.strip().casefold())
        if key in seen:
            about = {"code": name.entry.version.concept.code, "name": name.text, "language": name.entry.language}
            yield _("%(code)s: “%(name)s” stands twice (%(language)s).") % about
        seen.add(key)


def same_names() -> Iterator[str]:
    """Two agreed terms of one field that share a preferred name in a language."""
    found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    rows = Designation.objects.filter(
        status=Designation.Status.PREFERRED,
        entry__version__status=ConceptVersion.Status.AGREED,
        entry__is_current=True,
    ).values_list("entry__language", "text", "entry__version__concept__domain", "entry__version__concept__code")
    for language, text, domain, code in rows.iterator(chunk_size=2000):
        found[(language, text.casefold(), domain.casefold())].add(code)
    for (language, text, _domain), codes in sorted(found.items()):
        if len(codes) > 1:
            about = {"codes": ", ".join(sorted(codes)), "name": text, "language": language}
            yield _("%(codes)s are all called “%(name)s” (%(language)s) in one field.") % about


def circles() -> Iterator[str]:
    """A term above itself, or merely related to what stands above it."""
    upwards = standing_broader()
    codes = dict(Concept.objects.values_list("pk", "code"))
    for concept in sorted(upwards):
        if leads_back(concept, upwards):
            yield _("%(code)s stands above itself.") % {"code": codes[concept]}
    for concept, target in sorted({(low, high) for _version, low, high in relatives_above()}):
        about = {"code": codes[concept], "other": codes[target]}
        yield _("%(code)s is merely related to %(other)s, which stands above it.") % about


def lost_replacements() -> Iterator[str]:
    """Whoever follows the terms that took a withdrawn one's place goes round in a circle."""
    following = dict(Concept.objects.exclude(replaced_by=None).values_list("pk", "replaced_by"))
    codes = dict(Concept.objects.filter(pk__in=following).values_list("pk", "code"))
    for start in sorted(following):
        here, seen = following[start], {start}
        while here in following and here not in seen:
            seen.add(here)
            here = following[here]
        if here in seen:
            yield _("%(code)s is replaced in a circle.") % {"code": codes[start]}


def empty_definitions() -> Iterator[str]:
    """A definition that only points at its own name."""
    asked = LanguageEntry.objects.exclude(version__status=ConceptVersion.Status.PROPOSED).exclude(definition="")
    rows = asked.select_related("version__concept").prefetch_related("designations")
    for row in rows.iterator(chunk_size=500):
        if points_at_itself(as_entry(row)):
            about = {"code": row.version.concept.code, "language": row.language}
            yield _("%(code)s: the definition in “%(language)s” only points at the term itself.") % about


def other_files() -> Iterator[str]:
    """A file of a release that is gone, or whose bytes are no longer those that were published."""
    for release in Release.objects.published().prefetch_related("files"):
        files = list(release.files.all())
        for file in files:
            if hash_of(file) != file.sha256:
                yield _("%(label)s: the file %(name)s is not the one that was published.") % {
                    "label": release.label,
                    "name": file.name,
                }
        if hashlib.sha256(checksums(files).encode()).hexdigest() != release.sha256:
            yield _("%(label)s: its list of checksums is not the one that was published.") % {"label": release.label}


def hash_of(file: ReleaseFile) -> str:
    """Of the bytes that are there; nothing where there are none."""
    try:
        with storages["private"].open(file.stored) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
