"""Turtle, RDF/XML and JSON-LD as one graph: nothing is fetched, nothing unfolds, and what is wrong has its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parse as parse_xml
from django.utils.translation import gettext as _

from glossary.formats.rows import Unreadable
from portal.files.limits import MAX_FILE

if TYPE_CHECKING:
    from rdflib import Graph

# rdflib costs 30 MB and a third of a second: it is only imported where a file is read.

NAMES = {"turtle": "Turtle", "xml": "RDF/XML", "json-ld": "JSON-LD"}


def parse(data: bytes, form: str) -> Graph:
    """The file as a graph, or one clear line. ``form`` is rdflib's name of the serialisation."""
    from rdflib import Graph

    check_size(data)
    if form == "xml":
        check_xml(data)
    try:
        if form == "json-ld":
            return graph_of(text_of(data))
        return Graph().parse(data=data if form == "xml" else text_of(data), format=form)
    except RecursionError:
        raise Unreadable(_("It is nested too deeply to be read.")) from None
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(explain(error, NAMES[form])) from error


def check_size(data: bytes) -> None:
    """Neither empty nor endless."""
    if len(data) > MAX_FILE:
        raise Unreadable(_("It is larger than 25 MB. Split it into several files."))
    if not data.strip():
        raise Unreadable(_("It is empty."))


def text_of(data: bytes) -> str:
    """UTF-8, since both formats say so."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("It is not UTF-8 (byte %(place)s). Save it as UTF-8 and try again.")
        raise Unreadable(message % {"place": error.start}) from error


def check_xml(data: bytes) -> None:
    """Well-formed, and declaring no entities, neither its own nor foreign ones."""
    from xml.sax.handler import ContentHandler

    with told_faults():
        parse_xml(BytesIO(data), ContentHandler(), forbid_entities=True, forbid_external=True)


@contextmanager
def told_faults() -> Iterator[None]:
    """What a parser of XML minds, in words for whoever brought the file."""
    from xml.sax import SAXParseException

    try:
        yield
    except DefusedXmlException as error:
        raise Unreadable(entities_refused()) from error
    except SAXParseException as error:
        about = {"line": error.getLineNumber(), "why": error.getMessage()[:160]}
        raise Unreadable(_("It is no valid XML, in line %(line)s: %(why)s.") % about) from error
    except (ValueError, LookupError) as error:
        raise Unreadable(_("It is no valid XML: %(why)s.") % {"why": str(error)[:160]}) from error


def entities_refused() -> str:
    """The sentence for files that tell their reader to unfold or fetch something."""
    return _("It declares entities, which could unfold without end or fetch other files. Take its DOCTYPE out.")


def graph_of(text: str) -> Graph:
    """JSON-LD, whose context must stand in the file: one elsewhere would have to be fetched."""
    from rdflib import Graph
    from rdflib.plugins.parsers.jsonld import to_rdf

    said = json.loads(text)
    check_contexts(said)
    graph = Graph()
    to_rdf(said, graph)
    return graph


def check_contexts(said: Any) -> None:
    """Only contexts that are written out."""
    ahead: list[Any] = [said]
    while ahead:
        here = ahead.pop()
        if isinstance(here, list):
            ahead += here
        if not isinstance(here, dict):
            continue
        contexts = here.get("@context", [])
        contexts = contexts if isinstance(contexts, list) else [contexts]
        if any(isinstance(context, str) for context in contexts) or "@import" in here:
            message = _("Its @context stands elsewhere, and nothing is fetched. Write the context into the file.")
            raise Unreadable(message)
        ahead += here.values()


def explain(error: Exception, name: str) -> str:
    """Line and reason, where the parser knows them."""
    line = getattr(error, "lines", None)
    line = line + 1 if line is not None else getattr(error, "lineno", None)
    why = " ".join(str(getattr(error, "_why", "") or getattr(error, "msg", "") or error).split())[:160]
    if line is not None:
        return _("It is no valid %(format)s, in line %(line)s: %(why)s.") % {"format": name, "line": line, "why": why}
    return _("It is no valid %(format)s: %(why)s.") % {"format": name, "why": why}
