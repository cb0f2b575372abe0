"""How several things stand in one cell: one a line. A line break inside a thing is written \\n, a backslash \\\\."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from glossary.words import Mapped, Name, is_address

KINDS = ("full_form", "acronym", "abbreviation", "short_form", "variant", "phrase")
MATCHING = ("case_sensitive", "never")
PARTS = ("noun", "verb", "adjective", "adverb", "proper_noun", "other")
GENDERS = ("masculine", "feminine", "neuter")
MATCHES = ("exact", "close", "broad", "narrow", "related")
BLOCK = re.compile(r"(?s)(.*?) ?\{([^{}]*)\}")
SOURCE = re.compile(r"(?s)(.*?) ?<([^<>]*)>(?: \((\w*)\))?")
SHORT_FOR = re.compile(r"(?s)((?:.*?, )?)short for (.+)")
ESCAPED = re.compile(r"\\(.)", re.S)


def packed(texts: Iterable[str]) -> str:
    """Several texts as one cell."""
    return "\n".join(text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n") for text in texts)


def unpacked(cell: str) -> list[str]:
    """The texts of a cell."""
    lines = (ESCAPED.sub(lambda m: {"n": "\n", "r": "\r"}.get(m[1], m[1]), line) for line in cell.split("\n"))
    return [line.strip() for line in lines if line.strip()]


def name_cell(name: Name) -> str:
    """A name, and in braces what is not usual: CAHRA {acronym, noun, region es-MX, short for high-risk area}."""
    marks = [name.kind] if name.kind != "full_form" else []
    marks += [name.matching] if name.matching != "normal" else []
    marks += [name.part_of_speech] if name.part_of_speech else []
    marks += [f"gender {name.gender}"] if name.gender == "other" else [name.gender] if name.gender else []
    marks += [f"region {name.region}"] if name.region else []
    text = name.text
    marks += [f"short for {braceless(name.short_for)}"] if name.short_for else []
    if marks or name_in(text, name.status) != Name(text, name.status):
        return f"{text} {{{', '.join(marks)}}}"
    return text


def name_in(cell: str, status: str) -> Name:
    """The name back again; braces with other words in them are part of it."""
    found = BLOCK.fullmatch(cell)
    if found is None:
        return Name(cell, status)
    said = SHORT_FOR.fullmatch(found[2])
    name = Name(found[1].strip(), status, short_for=braced(said[2]).strip() if said else "")
    for mark in filter(None, (mark.strip() for mark in (said[1] if said else found[2]).split(","))):
        marked = with_mark(name, mark)
        if marked is None:
            return Name(cell, status)
        name = marked
    return name if name.text else Name(cell, status)


def braceless(text: str) -> str:
    """A full form inside braces: \\( and \\) are braces of its own."""
    return text.replace("\\", "\\\\").replace("{", "\\(").replace("}", "\\)")


def braced(text: str) -> str:
    """The full form back again."""
    return ESCAPED.sub(lambda found: {"(": "{", ")": "}"}.get(found[1], found[1]), text)


def with_mark(name: Name, mark: str) -> Name | None:
    """One more thing known of a name; None for a word that says nothing."""
    word, _space, rest = mark.partition(" ")
    if word == "region" and rest:
        return replace(name, region=rest.strip()[:35])
    if word == "gender" and rest == "other":
        return replace(name, gender="other")
    for field, known in (("kind", KINDS), ("matching", MATCHING), ("part_of_speech", PARTS), ("gender", GENDERS)):
        if mark in known:
            return replace(name, **{field: mark})
    return None


def source_cell(source: dict[str, str]) -> str:
    """A source: its words, its address, how far ours differ: Some report <https://…> (modified)."""
    citation, url, relation = (str(source.get(field, "")) for field in ("citation", "url", "relation"))
    plain = {"citation": citation, "url": "", "relation": ""}
    if url or relation or source_in(citation) != plain:
        return f"{citation} <{url}>" + (f" ({relation})" if relation else "")
    return citation


def source_in(cell: str) -> dict[str, str]:
    """The source back again; what is no web address stays among its words."""
    found = SOURCE.fullmatch(cell)
    if found is None or (found[2] and not is_address(found[2])):
        return {"citation": cell, "url": "", "relation": ""}
    return {"citation": found[1], "url": found[2], "relation": found[3] or ""}


def mapping_cell(mapping: Mapped) -> str:
    """A match elsewhere: exact https://… The name there."""
    return " ".join(filter(None, (mapping.match, mapping.uri, mapping.label)))


def mapping_in(cell: str) -> Mapped:
    """The match back again; an address alone is the same thing there."""
    first, _space, rest = cell.partition(" ")
    if first in MATCHES:
        uri, _space, label = rest.partition(" ")
        return Mapped(first, uri, label.strip()[:240])
    return Mapped("exact", first, rest.strip()[:240])
