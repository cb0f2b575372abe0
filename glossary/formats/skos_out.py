"""One concept as SKOS, in Turtle or JSON-LD: the answer of its URI to programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

MEDIA_TYPES = {"text/turtle": "turtle", "application/ld+json": "json-ld"}
LABELS = {"preferred": "prefLabel", "admitted": "altLabel", "deprecated": "hiddenLabel", "lookup": "hiddenLabel"}
RELATIONS = {"broader": "broader", "related": "related", "part_of": "broader", "contrast": "related"}


def write(content: dict[str, Any], about: dict[str, str], base: str, media_type: str) -> str:
    """``content`` as ``glossary.content`` gives it; ``about`` says status and replacement; ``base`` is the site."""
    from rdflib import OWL, RDF, SKOS, Graph, Literal, URIRef
    from rdflib.namespace import DCTERMS

    graph, subject = Graph(), URIRef(f"{base}/id/{content['code']}")
    graph.bind("skos", SKOS)
    graph.bind("dcterms", DCTERMS)
    graph.add((subject, RDF.type, SKOS.Concept))
    graph.add((subject, SKOS.notation, Literal(content["code"])))
    graph.add((subject, OWL.versionInfo, Literal(str(content["version"]))))
    graph.add((subject, SKOS.editorialNote, Literal(about["status"])))
    if about["status"] == "withdrawn":
        graph.add((subject, OWL.deprecated, Literal(True)))
    if about.get("replaced_by"):
        graph.add((subject, DCTERMS.isReplacedBy, URIRef(f"{base}/id/{about['replaced_by']}")))
    for entry in content["entries"]:
        add_entry(graph, subject, entry)
    for row in content["relations"]:
        graph.add((subject, SKOS[RELATIONS[row["kind"]]], URIRef(f"{base}/id/{row['target']}")))
    for row in content["mappings"]:
        graph.add((subject, SKOS[f"{row['match']}Match"], URIRef(row["uri"])))
    return str(graph.serialize(format=MEDIA_TYPES[media_type]))


def add_entry(graph: Graph, subject: URIRef, entry: dict[str, Any]) -> None:
    """The words of one language."""
    from rdflib import SKOS, Literal

    language = entry["language"]
    for name in entry["names"]:
        graph.add((subject, SKOS[LABELS[name["status"]]], Literal(name["text"], lang=language)))
    texts = [("definition", entry["definition"])]
    texts += [("scopeNote", text) for text in entry["notes"]] + [("example", text) for text in entry["examples"]]
    for field, text in texts:
        if text:
            graph.add((subject, SKOS[field], Literal(text, lang=language)))
