"""What SKOS has no words for, in one literal beside it: kinds of names, their order, sources, finer relations.

What SKOS says wins: a detail of something that no longer stands there is left aside.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from glossary.formats.asides import phrasing_lines, state_lines
from glossary.formats.rows import TermRow, in_order
from glossary.formats.tags import canonical_tag, is_language
from glossary.words import Entry, Mapped, Name, is_address, with_full_forms

LABELS = {"preferred": "prefLabel", "admitted": "altLabel", "deprecated": "hiddenLabel", "lookup": "hiddenLabel"}
STATUSES = {"prefLabel": "preferred", "altLabel": "admitted", "hiddenLabel": "lookup"}
RELATIONS = {"broader": "broader", "related": "related", "part_of": "broader", "contrast": "related"}
USUAL = vars(Name(""))
Pairs = Iterable[tuple[str, str]]


def details_of(row: TermRow) -> str:
    """JSON, or nothing where SKOS says it all."""
    said: dict[str, Any] = {}
    for entry in row.entries:
        if found := entry_details(entry):
            said.setdefault("entries", {})[entry.language] = found
    if any(kind not in ("broader", "related") for kind, _uri in row.relations):
        said["relations"] = [list(relation) for relation in sorted(row.relations)]
    labels = {mapping.uri: mapping.label for mapping in row.mappings if mapping.label}
    if labels:
        said["mappings"] = labels
    if lines := phrasing_lines(row):
        said["phrasings"] = lines
    if lines := state_lines(row):
        said["states"] = lines
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if said else ""


def entry_details(entry: Entry) -> dict[str, Any]:
    """Only what reading the SKOS alone would get wrong."""
    found: dict[str, Any] = {}
    names = in_order(entry.names)
    if names != plain_names((LABELS[name.status], name.text) for name in names):
        found["names"] = [slim(name) for name in names]
    for field in ("notes", "examples"):
        texts = list(getattr(entry, field))
        if texts != sorted(set(texts)):
            found[field] = texts
    if entry.sources:
        found["sources"] = [dict(source) for source in entry.sources]
    return found


def slim(name: Name) -> dict[str, str]:
    """A name without what is usual."""
    return {field: value for field, value in vars(name).items() if value != USUAL[field] or field == "status"}


def plain_names(labels: Pairs) -> tuple[Name, ...]:
    """Names as SKOS alone tells them."""
    return in_order([Name(text, STATUSES[label]) for label, text in sorted(labels, key=lambda pair: pair[1])])


def read_details(text: str) -> dict[str, Any]:
    """The literal as data; one that is broken says nothing."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def names_from(labels: Pairs, said: Any) -> tuple[Name, ...]:
    """Names of SKOS, with the details of those that still stand there."""
    left = set(labels)
    names: list[Name] = []
    for about in said if isinstance(said, list) else []:
        name = name_from(about)
        if name and (LABELS.get(name.status, ""), name.text) in left:
            left.discard((LABELS[name.status], name.text))
            names.append(name)
    return with_full_forms(in_order([*names, *plain_names(left)]))


def name_from(about: Any) -> Name | None:
    """One detail as a name, if it is one."""
    if not isinstance(about, dict) or not all(isinstance(value, str) for value in about.values()):
        return None
    known = {field: value for field, value in about.items() if field in USUAL}
    return Name(**known) if known.get("text") else None


def ordered(texts: Sequence[str], said: Any) -> tuple[str, ...]:
    """Texts of SKOS in the order the details give."""
    wanted = [text for text in said if text in texts] if isinstance(said, list) else []
    return (*wanted, *(text for text in texts if text not in wanted))


def sourced(about: dict[str, Any]) -> set[str]:
    """Languages with sources: SKOS says nothing of one in which only these stand."""
    found = {tag for tag, more in about.items() if isinstance(more, dict) and sources_from(more.get("sources"))}
    return {tag for tag in found if is_language(tag) and tag == canonical_tag(tag)}


def sources_from(said: Any) -> tuple[dict[str, str], ...]:
    """Sources, as far as they are such; an address that is none is left out."""
    rows = [row for row in said if isinstance(row, dict)] if isinstance(said, list) else []
    texts = [{str(field): str(value) for field, value in row.items()} for row in rows]
    return tuple(row | {"url": row["url"] if is_address(row["url"]) else ""} if "url" in row else row for row in texts)


def relations_from(links: Iterable[tuple[str, str]], said: Any) -> tuple[tuple[str, str], ...]:
    """Relations of SKOS, with the finer kinds the details know."""
    left = set(links)
    finer: list[tuple[str, str]] = []
    for pair in said if isinstance(said, list) else []:
        kind, uri = (*map(str, pair), "", "")[:2] if isinstance(pair, list) else ("", "")
        if (RELATIONS.get(kind, ""), uri) in left:
            finer.append((kind, uri))
    covered = {(RELATIONS[kind], uri) for kind, uri in finer}
    return tuple(sorted({*finer, *(left - covered)}))


def mappings_from(found: Iterable[tuple[str, str]], said: Any) -> tuple[Mapped, ...]:
    """One mapping an address: the first, and ``exact`` comes first."""
    labels = said if isinstance(said, dict) else {}
    kinds: dict[str, str] = {}
    for kind, uri in found:
        kinds.setdefault(uri, kind)
    return tuple(Mapped(kind, uri, str(labels.get(uri, ""))[:240]) for uri, kind in sorted(kinds.items()))


def lines_in(said: Any) -> list[str]:
    """Lines, as far as they are such."""
    return [line for line in said if isinstance(line, str)] if isinstance(said, list) else []


def one_line(text: str) -> str:
    """A name stands on one line."""
    return " ".join(text.split()) if "\n" in text or "\r" in text or "\t" in text else text
