"""Terms in YAML, alone or in front of a page: a list of name, definition, tags and categories, and more where there is
more. Every scalar is text, aliases are refused."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from django.utils.translation import gettext as _

from glossary.formats import cells
from glossary.formats.asides import phrasing_lines, phrasings_in, state_lines, states_in
from glossary.formats.checking import Faults, settled
from glossary.formats.columns import KINDS, address
from glossary.formats.rdf import check_size, text_of
from glossary.formats.rows import Reading, TermRow, Unreadable, in_order
from glossary.formats.tags import canonical_tag
from glossary.words import CODE, Entry, Mapped, Name

FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.S | re.M)
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
RESOLVERS: dict[str, Any] = yaml.SafeDumper.yaml_implicit_resolvers
LISTS = {"admitted": "admitted", "deprecated": "deprecated", "tags": "lookup"}


def read(data: bytes, base: str) -> Reading:
    """Every term of the list; ``row`` is the line in which it begins."""
    check_size(data)
    text = text_of(data)
    front = FRONT.match(text)
    above = text[: front.start(1)].count("\n") if front else 0
    node = composed(front[1] if front else text)
    if isinstance(node, yaml.MappingNode):
        node = next((value for key, value in node.value if key.value == "terms"), None)
    if not isinstance(node, yaml.SequenceNode):
        raise Unreadable(_("It is YAML, but holds no list of terms."))
    reading = Reading()
    for item in node.value:
        Term(item, item.start_mark.line + 1 + above, base).into(reading)
    if not reading.rows and not reading.faults:
        raise Unreadable(_("It holds no terms."))
    return settled(reading)


def composed(text: str) -> Any:
    """The document as nodes, which know their lines."""
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=LOADER)):
            raise Unreadable(_("It uses aliases (*name), which could unfold without end. Write the words out."))
        return yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        about = {"line": line, "why": error.problem or error.context or ""}
        raise Unreadable(_("It is no valid YAML, in line %(line)s: %(why)s.") % about) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise Unreadable(_("It is no valid YAML: %(why)s.") % {"why": str(error)[:160]}) from error


def plain(node: Any, faults: Faults) -> Any:
    """A node as texts, lists and dictionaries."""
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            if key.value in found:
                faults.add(str(key.value), _("“%(name)s” stands twice.") % {"name": str(key.value)[:60]})
            found[str(key.value)] = plain(value, faults)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [plain(one, faults) for one in node.value]
    return "" if node.value in ("~", "null") and not node.style else str(node.value)


class Term:
    """One item of the list on its way to a row."""

    def __init__(self, node: Any, line: int, base: str) -> None:
        self.line, self.base = line, base
        self.faults = Faults(line, "")
        said = plain(node, self.faults)
        self.said: dict[str, Any] = said if isinstance(said, dict) else {}
        self.code = str(self.said.get("code", "")).strip()
        self.is_ours = CODE.fullmatch(self.code) is not None
        self.faults.key = self.code or self.text("name")[:60]
        if not self.text("name") and not self.code:
            self.faults.add("name", _("There is no preferred name. Write one as “name”."))

    def text(self, field: str, said: dict[str, Any] | None = None) -> str:
        """A text; others break their lines anywhere."""
        value = (self.said if said is None else said).get(field, "")
        value = value.strip() if isinstance(value, str) else ""
        return value if self.is_ours else " ".join(value.split())

    def texts(self, field: str, said: dict[str, Any] | None = None) -> list[str]:
        """A list of texts, or one alone."""
        value = (self.said if said is None else said).get(field, [])
        value = [value] if isinstance(value, str) else value
        return [one.strip() for one in value if isinstance(one, str) and one.strip()] if isinstance(value, list) else []

    def into(self, reading: Reading) -> None:
        """A row, or the faults."""
        source = canonical_tag(self.text("language") or "en")
        languages = self.said.get("languages", {})
        more = languages.items() if isinstance(languages, dict) else ()
        entries = [self.entry(source, self.said)]
        entries += [self.entry(canonical_tag(tag), words) for tag, words in more if isinstance(words, dict)]
        for entry in entries:
            if self.faults.is_language("language", entry.language):
                self.faults.check_names(entry.language, entry.names)
        mappings = tuple(map(cells.mapping_in, self.texts("mappings")))
        for mapping in mappings:
            self.faults.check_address(mapping.uri)
        reading.faults += self.faults.found
        if not self.faults.found:
            reading.rows.append(self.row_of(source, entries, mappings))

    def row_of(self, source: str, entries: list[Entry], mappings: tuple[Mapped, ...]) -> TermRow:
        """All of it, in the house's shape."""
        replaced_by = self.text("replaced_by")
        relations = {(kind, address(self.base, code)) for kind in KINDS for code in self.texts(kind)}
        return TermRow(
            self.line,
            address(self.base, self.code) if self.code else "",
            self.faults.key,
            source,
            tuple(sorted(entries, key=lambda entry: entry.language)),
            tuple(sorted(relations)),
            mappings,
            domain="; ".join(self.texts("categories"))[:80],
            code=self.code if self.is_ours else "",
            status=self.text("status"),
            replaced_by=address(self.base, replaced_by) if replaced_by else "",
            phrasings=phrasings_in(self.texts("phrasings")),
            states=states_in(self.texts("translation_states")),
        )

    def entry(self, language: str, said: dict[str, Any]) -> Entry:
        """One language; a tag that only repeats a name is none."""
        name = self.text("name", said)
        names = [cells.name_in(name, "preferred")] if name and self.is_ours else [Name(name)] if name else []
        for field, status in LISTS.items():
            texts = self.texts(field, said)
            names += [cells.name_in(text, status) if self.is_ours else Name(text, status) for text in texts]
        if not self.is_ours:
            names = list({one.text.casefold(): one for one in reversed(names)}.values())[::-1]
        sources = tuple(map(cells.source_in, self.texts("sources", said)))
        words = tuple(self.texts("notes", said)), tuple(self.texts("examples", said))
        return Entry(language, self.text("definition", said), *words, sources, in_order(names))


def write(rows: Iterable[TermRow], base: str, version: str = "") -> Iterator[str]:
    """A front matter with one list."""
    yield "---\nterms:\n"
    for row in rows:
        yield dumped([item(row, f"{base}/id/")])
    yield "---\n"


def dumped(said: Any) -> str:
    """Lists, dictionaries and texts as ``yaml.dump`` writes them, at a fraction of its cost."""
    place = io.StringIO()
    dumper = DUMPER(place, allow_unicode=True, width=1_000_000)
    try:
        for event in (yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False), *events(said)):
            dumper.emit(event)
        dumper.emit(yaml.DocumentEndEvent(explicit=False))
        dumper.emit(yaml.StreamEndEvent())
    finally:
        dumper.dispose()
    return place.getvalue()


def events(said: Any) -> Iterator[Any]:
    """What a dumper hears of it."""
    if isinstance(said, str):
        yield yaml.ScalarEvent(None, None, (is_plain(said), True), said)
    elif isinstance(said, dict):
        yield yaml.MappingStartEvent(None, None, True, flow_style=False)
        for key, value in said.items():
            yield from events(key)
            yield from events(value)
        yield yaml.MappingEndEvent()
    else:
        yield yaml.SequenceStartEvent(None, None, True, flow_style=False)
        for one in said:
            yield from events(one)
        yield yaml.SequenceEndEvent()


def is_plain(text: str) -> bool:
    """Read without quotation marks it would still be a text: not yes, not 12, not a date."""
    return not any(pattern.match(text) for _tag, pattern in RESOLVERS.get(text[:1], ()))


def item(row: TermRow, own: str) -> dict[str, Any]:
    """One term; what there is nothing of is left out."""
    by_kind = {
        kind: sorted(uri.removeprefix(own) for one, uri in row.relations if one == kind)
        for kind in ("broader", "related", "part_of", "contrast")
    }
    others = [entry for entry in row.entries if entry.language != row.source_language]
    mappings = sorted(row.mappings, key=lambda mapping: (mapping.match, mapping.uri))
    said = {
        "code": row.code or row.key,
        "status": row.status,
        "replaced_by": row.replaced_by.removeprefix(own),
        "language": row.source_language,
        **(words(row.source) if row.source else {}),
        "categories": [row.domain] if row.domain else [],
        **by_kind,
        "mappings": [cells.mapping_cell(mapping) for mapping in mappings],
        "phrasings": phrasing_lines(row),
        "translation_states": state_lines(row),
        "languages": {entry.language: words(entry) for entry in sorted(others, key=lambda entry: entry.language)},
    }
    return {field: value for field, value in said.items() if value}


def words(entry: Entry) -> dict[str, Any]:
    """One language."""
    by_status: dict[str, list[str]] = {status: [] for status in ("preferred", *LISTS.values())}
    for name in in_order(entry.names):
        by_status[name.status].append(cells.name_cell(name))
    said: dict[str, Any] = {"name": next(iter(by_status["preferred"]), ""), "definition": entry.definition}
    said |= {field: by_status[status] for field, status in LISTS.items()}
    said |= {"notes": list(entry.notes), "examples": list(entry.examples)}
    said["sources"] = [cells.source_cell(source) for source in entry.sources]
    return {field: value for field, value in said.items() if value}
