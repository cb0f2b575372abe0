"""Which formats there are, and which of them a file is: by what stands in it, never by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from glossary.formats import skos, skos_out, tables, tbx, tbx_out, yaml_terms
from glossary.formats.rows import Reading, TermRow, Unreadable
from portal.files.limits import MAX_FILE


@dataclass(frozen=True)
class Format:
    """One way in and out."""

    name: str
    title: str
    ending: str
    media_type: str
    read: Callable[[bytes, str], Reading]
    write: Callable[[Iterable[TermRow], str, str], Iterator[Any]]


EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    form.name: form
    for form in (
        Format("turtle", "SKOS, Turtle", "ttl", "text/turtle", skos.read_turtle, skos_out.turtle),
        Format("rdfxml", "SKOS, RDF/XML", "rdf", "application/rdf+xml", skos.read_rdf_xml, skos_out.rdf_xml),
        Format("jsonld", "SKOS, JSON-LD", "jsonld", "application/ld+json", skos.read_json_ld, skos_out.json_ld),
        Format("tbx", "TBX-Basic", "tbx", "application/x-tbx+xml", tbx.read, tbx_out.write),
        Format("csv", "CSV", "csv", "text/csv", tables.read, tables.write_csv),
        Format("xlsx", "Excel", "xlsx", EXCEL, tables.read_xlsx, tables.write_xlsx),
        Format("yaml", "YAML", "yaml", "application/yaml", yaml_terms.read, yaml_terms.write),
    )
}
ALIASES = {"skos": "turtle", "ttl": "turtle", "rdf": "rdfxml", "json-ld": "jsonld", "excel": "xlsx", "yml": "yaml"}
TURTLE = re.compile(r"(?i)\A(\s*#.*\n|\s*\n)*\s*((@?prefix|@?base)\s|<[^>]+>\s+(a|<)|_:|\[\s+(a|<))")
YAML = re.compile(r"(?m)\A(\s*#.*\n|\s*\n)*(---\s*$|terms:\s*$|-\s+[\w\"']+:)")
XML = re.compile(r"\s*<([?!]|[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?[\s>/])")  # <http://…> is Turtle
ROOT = re.compile(r"<(?!\?|!)(?:[\w.-]+:)?([\w.-]+)")


def named(name: str) -> Format:
    """By its name or one people use for it."""
    found = FORMATS.get(ALIASES.get(name.lower(), name.lower()))
    if found is None:
        message = _("“%(name)s” is no format of a glossary. There are: %(known)s.")
        raise Unreadable(message % {"name": name[:20], "known": ", ".join(FORMATS)})
    return found


def detected(data: bytes) -> Format:
    """By what the file begins with."""
    if data.startswith(b"PK"):
        return FORMATS["xlsx"]
    start = beginning(data)
    if not start.strip():
        raise Unreadable(_("It is empty."))
    if XML.match(start):
        return of_xml(start)
    if start.lstrip()[:1] == "{" or re.match(r"\s*\[\s*[{\]]", start):
        return FORMATS["jsonld"]
    if YAML.match(start):
        return FORMATS["yaml"]
    if TURTLE.match(start):
        return FORMATS["turtle"]
    line = start.strip().partition("\n")[0]
    if any(mark in line for mark in ",;\t|") and not line.startswith("#"):
        return FORMATS["csv"]
    raise Unreadable(unknown())


def beginning(data: bytes) -> str:
    """The first words, whatever their encoding; enough to tell formats apart."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[:40_000].decode("utf-16", errors="replace")
    return data[:20_000].decode("utf-8-sig", errors="replace")


def of_xml(start: str) -> Format:
    """By the first element."""
    root = ROOT.search(re.sub(r"<!--.*?-->", "", start, flags=re.S))
    name = root[1] if root else ""
    if name in ("tbx", "martif"):
        return FORMATS["tbx"]
    if name == "RDF":
        return FORMATS["rdfxml"]
    raise Unreadable(unknown())


def unknown() -> str:
    """The sentence for everything else."""
    return _("It is none of the formats that are read: SKOS (Turtle, RDF/XML, JSON-LD), TBX, CSV, Excel (.xlsx), YAML.")


def read_file(data: bytes, base: str, form: str = "") -> Reading:
    """The rows of a file, and what is wrong with it; raises ``Unreadable`` with what to do."""
    if len(data) > MAX_FILE:
        raise Unreadable(_("It is larger than 25 MB. Split it into several files."))
    if not data.strip():
        raise Unreadable(_("It is empty."))
    chosen = named(form) if form else detected(data)
    reading = chosen.read(data, base)
    reading.format = chosen.name
    return reading


def written(rows: Iterable[TermRow], base: str, form: str, version: str = "") -> Iterator[bytes]:
    """The bytes of a file, piece by piece; ``version`` is told where one concept is."""
    for piece in named(form).write(rows, base, version):
        yield piece.encode() if isinstance(piece, str) else piece
