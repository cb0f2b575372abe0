"""``find``: the one door to search, for the page and for the API alike."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.utils.translation import get_language

from portal.members.languages import Words
from portal.members.viewer import Viewer
from search import expansion, marking, naming, spelling
from search.documents.passages import passage
from search.engines import choice
from search.engines.inquiry import Found, Inquiry
from search.fields import FACETS
from search.models import SearchEntry
from search.query import Part, Query, parse

PAGE = 20
DEEPEST = 1_000  # pages
TITLED = ("term", "standard", "consultation", "decision", "trade-off", "body", "page", "clause")


@dataclass
class Hit:
    """One entry with its words marked."""

    entry: SearchEntry
    title: str
    snippet: str
    page: int = 0  # of a file that has pages


@dataclass
class Results:
    """What a page of results needs to say."""

    total: int = 0
    hits: list[Hit] = field(default_factory=list)
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    expanded: list[Words] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)
    engine: str = ""
    page: int = 1
    query: Query = field(default_factory=Query)
    filters: dict[str, list[str]] = field(default_factory=dict)  # chosen and typed
    is_by_date: bool = False
    concept: int | None = None  # the agreed term that is exactly what was asked


def tokens_of(viewer: Viewer) -> list[str] | None:
    """The audience rules this viewer satisfies; a rule that is not known stays shut. None: all of them."""
    if viewer.is_secretariat:
        return None
    held = {"public", *(f"g{pk}" for pk in viewer.groups), *(["members"] if viewer.is_member else [])}
    if held == {"public"}:
        return ["public"]
    closed = SearchEntry.objects.exclude(audience="public").order_by().values_list("audience", flat=True).distinct()
    return ["public", *(rule for rule in closed if held & set(rule.split(",")))]


def chosen(filters: dict[str, list[str]], query: Query) -> dict[str, list[str]]:
    """What was ticked and what was typed: whatever answers one of the values of a field."""
    ticked = {name: values for name, values in filters.items() if name in FACETS and values}
    typed = naming.meant(query.filters) if query.filters else {}
    return {name: list(dict.fromkeys([*ticked.get(name, []), *typed.get(name, [])])) for name in {**ticked, **typed}}


def read(text: str, filters: dict[str, list[str]], known: expansion.Names | None) -> tuple[Query, dict[str, list[str]]]:
    """What is looked for, with the names that mean the same, and what it is narrowed to."""
    query = parse(text)
    narrowed = chosen(filters, query)
    query = expansion.expand(query, known) if known else query
    return replace(query, is_anything=bool(narrowed) and not query.parts), narrowed


def find(
    text: str,
    *,
    viewer: Viewer,
    filters: dict[str, list[str]] | None = None,
    page: int = 1,
    language: str | None = None,
    size: int = PAGE,
    offset: int | None = None,
    expanded: bool = True,
    is_by_date: bool = False,
) -> Results:
    """Everything the viewer may see that matches, best or newest first; any text is fine.

    Filters without a word find all that they leave, newest first.
    """
    known = expansion.names()
    query, narrowed = read(text, filters or {}, known if expanded else None)
    page, tokens = max(1, min(page, DEEPEST)), tokens_of(viewer)
    found, engine = choice.answer(
        Inquiry(
            query,
            tokens=tokens,
            filters=narrowed,
            language=language or get_language() or "en",
            offset=(page - 1) * size if offset is None else offset,
            size=size,
            is_by_date=is_by_date or query.is_anything,
        )
    )
    entries = standing(found, tokens)
    results = Results(found.total, engine=engine, expanded=query.expanded, page=page, query=query, filters=narrowed)
    results.is_by_date = is_by_date or query.is_anything
    results.hits = [shown(entry, query) for entry in entries]
    results.concept = known.concepts.get(asked_words(query))
    results.facets = {name: by_number(counts) for name, counts in found.facets.items()}
    if found.total < 3 and query.wanted and not any(part.others for part in query.wanted):
        results.suggestions = spelling.other_spellings(query, known)
    return results


def everything(query: Query, *, viewer: Viewer, filters: dict[str, list[str]]) -> Results:
    """What there is to choose from, before a word is said."""
    asked = Inquiry(Query(is_anything=True), tokens=tokens_of(viewer), language=get_language() or "en", size=0)
    found, engine = choice.answer(asked)
    facets = {name: by_number(counts) for name, counts in found.facets.items()}
    return Results(found.total, facets=facets, engine=engine, filters=chosen(filters, query))


def asked_words(query: Query) -> tuple[str, ...]:
    """What stands in the box, where it could be a name and nothing else."""
    if any(part.others or part.is_negative or part.is_prefix for part in query.parts):
        return ()
    return tuple(word for part in query.parts for word in part.words)


def by_number(counts: dict[str, int]) -> list[tuple[str, int]]:
    """What is found most often first."""
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def standing(found: Found, tokens: list[str] | None, *unread: str) -> list[SearchEntry]:
    """The rows that were found, looked at once more: a server may have found what is closed or gone since."""
    rows = SearchEntry.objects.standing().open_to(tokens).defer(*unread).in_bulk(found.ids)
    found.total -= len(found.ids) - len(rows)
    return [rows[key] for key in found.ids if key in rows]


def unsaid(title: str, body: str) -> str:
    """What the title has not said: where nothing has a heading, its first words are the title."""
    start = title.removesuffix("…").rstrip()
    return body[len(start) :].lstrip(" .,;:\n") if start and body.startswith(start) else body


def shown(entry: SearchEntry, query: Query) -> Hit:
    """The entry with the found words marked."""
    marker = marking.Marker(query, entry.language)
    if entry.kind == SearchEntry.Kind.DOCUMENT:
        page, words = passage(marker, entry.body)
        return Hit(entry, marker.whole(entry.title), words, page)
    return Hit(entry, marker.whole(entry.title), marker.snippet(unsaid(entry.title, entry.body)))


def begun(part: Part) -> Part:
    """The word that is being typed may go on."""
    if part.others:
        return replace(part, others=(*part.others[:-1], begun(part.others[-1])))
    return replace(part, is_prefix=True, is_phrase=len(part.words) > 1)


def suggest(text: str, *, viewer: Viewer, language: str | None = None, size: int = 8) -> list[SearchEntry]:
    """Titles and other names that begin like what is being typed, of what the viewer may see."""
    query = parse(text)
    if not query.wanted or query.unwanted or len("".join(query.wanted[-1].words)) < 2:
        return []
    *before, last = query.parts
    filters = chosen({}, query)
    filters["kind"] = [kind for kind in TITLED if kind in filters.get("kind", TITLED)] or ["none of them"]
    query = replace(query, parts=(*before, begun(last)))
    here, tokens = language or get_language() or "en", tokens_of(viewer)
    asked = Inquiry(query, tokens=tokens, filters=filters, language=here, size=size * 3, facets=(), titles_only=True)
    found, _engine = choice.answer(asked)
    once: dict[tuple[str, str], SearchEntry] = {}
    for entry in standing(found, tokens, "body"):
        kept = once.get((entry.kind, entry.url))
        if kept is None or (entry.language == here and kept.language != here):
            once[entry.kind, entry.url] = entry
    return list(once.values())[:size]
