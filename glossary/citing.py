"""How a version is cited, and what has happened since somebody did."""

from __future__ import annotations

import re
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from glossary.history import change_between
from glossary.models import ConceptVersion, LanguageEntry, Release

SPECIAL = re.compile(r"([#$%&_{}])")


def line(version: ConceptVersion, name: str, publisher: str, address: str) -> str:
    """For a footnote: name, code, version, by whom and when it was agreed, address."""
    about = {
        "name": name,
        "code": version.concept.code,
        "number": version.number,
        "status": version.get_status_display(),
        "decision": version.decision_number,
        "publisher": publisher,
        "address": address,
    }
    if version.agreed_at is None:
        return _("“%(name)s” (%(code)s, version %(number)s, %(status)s). %(publisher)s. %(address)s") % about
    about["day"] = date_format(version.agreed_at, "DATE_FORMAT")
    words = _(
        "“%(name)s” (%(code)s, version %(number)s, agreed on %(day)s by %(decision)s). %(publisher)s. %(address)s"
    )
    return words % about


def bibtex(version: ConceptVersion, name: str, publisher: str, address: str) -> str:
    """An entry for a bibliography; the hash tells whether the words are the ones that were cited."""
    day = version.agreed_at or version.created_at
    fields = {
        "title": f"{{{escaped(name)}}}",
        "author": f"{{{escaped(publisher)}}}",
        "year": f"{day:%Y}",
        "month": f"{day:%m}",
        "edition": f"Version {version.number}",
        "number": version.concept.code,
        "url": address,
        "note": escaped(note_of(version)),
    }
    return in_bibtex(f"{version.concept.code.lower()}-v{version.number}", fields)


def release_line(release: Release, publisher: str, address: str) -> str:
    """For a footnote: which edition, whose, when."""
    assert release.published_at
    about = {"title": release.title, "publisher": publisher, "address": address}
    about["day"] = date_format(release.published_at, "DATE_FORMAT")
    return _("%(publisher)s: %(title)s. Published on %(day)s. %(address)s") % about


def release_bibtex(release: Release, publisher: str, address: str) -> str:
    """An entry for a bibliography; the hash stands for all files of the release."""
    assert release.published_at
    fields = {
        "title": f"{{{escaped(release.title)}}}",
        "author": f"{{{escaped(publisher)}}}",
        "year": f"{release.published_at:%Y}",
        "month": f"{release.published_at:%m}",
        "edition": release.label,
        "url": address,
        "note": f"SHA-256 of its checksums {release.sha256}",
    }
    return in_bibtex(f"glossary-{release.label}", fields)


def in_bibtex(key: str, fields: dict[str, str]) -> str:
    """As programs read it."""
    rows = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{rows}\n}}\n"


def note_of(version: ConceptVersion) -> str:
    """Which decision, and the hash of the words."""
    parts = [f"Agreed by {version.decision_number}" if version.decision_number else str(version.get_status_display())]
    return ". ".join([*parts, f"SHA-256 {version.content_sha256}"] if version.content_sha256 else parts)


def escaped(text: str) -> str:
    """Signs that mean something to TeX."""
    return SPECIAL.sub(r"\\\1", text.replace("\\", ""))


def since(
    version: ConceptVersion, versions: list[ConceptVersion], entry: LanguageEntry | None
) -> dict[str, Any] | None:
    """What a reader of an old citation must know: which versions came after, and the words side by side."""
    later = [one for one in versions if one.number > version.number and one.agreed_at]
    if version.agreed_at is None or not later:
        return None
    newest = later[0]
    meanings = [one for one in later if one.change_class == one.ChangeClass.MEANING]
    return {
        "versions": later,
        "newest": newest,
        "meaning_changed": bool(meanings),
        "change": change_between(version, newest, entry.language) if entry else None,
    }
