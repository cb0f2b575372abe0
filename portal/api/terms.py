"""Terms of the glossary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import override
from ninja import Field, Query, Router, Schema

from glossary.content import as_entry
from glossary.models import Agreement, ConceptVersion, Designation
from glossary.words import Name
from governance.models import Decision
from portal.api import links
from portal.api.shapes import TEXT, AnyLanguage, Number, Page, Short, Window, page_of
from portal.api.term_shapes import Term
from portal.members.languages import interface_language
from portal.members.viewer import Viewer, viewer_of

router = Router(tags=["terms"])


class FoundName(Schema):
    """A name that somebody looked up, and the term it stands for."""

    id: str
    url: str
    name: str
    language: str
    name_status: str
    status: str
    version: int
    definition: str


class TermWindow(Window):
    """Which terms. Every language that somebody has written terms in can be asked for."""

    lang: AnyLanguage = "en"  # type: ignore[assignment]
    status: Annotated[Short, Field(description="how far it is", examples=["agreed"])] = ""
    q: Annotated[Short, Field(description="a part of a name, or a code", examples=["forced labour"])] = ""


def holding() -> QuerySet[ConceptVersion]:
    """Of each concept the version that holds now: agreed, else on its way, else the last; never a rejected one."""
    return ConceptVersion.objects.shown().with_words().order_by("concept__code")


def in_any_case(field: str, text: str) -> Q:
    """Capitals aside: SQLite knows only those of English, so that ÉTAIN is asked for as étain and Étain too."""
    written = {text, text.lower(), text.upper(), text.capitalize()} if not text.isascii() else {text}
    return Q(*((field, one) for one in sorted(written)), _connector=Q.OR)


@router.get("", response=Page[Term], summary="Terms, by code")
def terms(request: HttpRequest, window: Query[TermWindow]) -> dict[str, Any]:
    """Agreed terms, and those on their way."""
    rows = holding()
    if window.status:
        rows = rows.filter(status=window.status)
    if window.q:
        named = ConceptVersion.objects.filter(in_any_case("entries__designations__text__icontains", window.q)).values(
            "pk"
        )
        rows = rows.filter(Q(pk__in=named) | Q(concept__code__iexact=window.q))
    with override(interface_language(window.lang)):
        return page_of(request, rows, window, lambda found: items(found, viewer_of(request), window.lang))


@router.get("/lookup", response=list[FoundName], summary="Which terms are called so")
def lookup(
    request: HttpRequest,
    name: Annotated[str, Query(max_length=240, pattern=TEXT)],
    lang: Annotated[str, Query(max_length=35, pattern=TEXT)] = "",
) -> list[dict[str, Any]]:
    """Every term that has exactly this name, in any language or in one, whatever is recommended of it; a hundred."""
    rows = Designation.objects.filter(in_any_case("text__iexact", name.strip()), entry__is_current=True)
    rows = rows.filter(entry__version__in=holding().order_by().values("pk"))
    if lang:
        rows = rows.filter(entry__language__iexact=lang)
    found = rows.select_related("entry__version__concept").order_by("entry__version__concept__code", "pk")
    return [found_name(row) for row in found[:100]]


def found_name(row: Designation) -> dict[str, Any]:
    """The name that was found, what is said of it, and the term."""
    version = row.entry.version
    return {
        "id": version.concept.code,
        "url": version.concept.get_absolute_url(),
        "name": row.text,
        "language": row.entry.language,
        "name_status": row.status,
        "status": "withdrawn" if version.concept.withdrawn_at else version.status,
        "version": version.number,
        "definition": row.entry.definition,
    }


@router.get("/{code}/versions/{number}", response=Term, summary="One version of a term, for ever")
def term_version(request: HttpRequest, code: str, number: Number, lang: AnyLanguage = "en") -> dict[str, Any]:
    """The words of one version, whatever has become of it since."""
    rows = list(ConceptVersion.objects.with_words().filter(concept__code=code, number=number))
    with override(interface_language(lang)):
        found = next(items(rows, viewer_of(request), lang), None)
        if found is None:
            raise Http404
        return found | {"status": rows[0].status, "url": rows[0].get_absolute_url()}


@router.get("/{code}", response=Term, summary="One term")
def term(request: HttpRequest, code: str, lang: AnyLanguage = "en") -> dict[str, Any]:
    """The term as it holds now."""
    with override(interface_language(lang)):
        found = next(items(list(holding().filter(concept__code=code)), viewer_of(request), lang), None)
    if found is None:
        raise Http404
    return found


def items(versions: list[ConceptVersion], viewer: Viewer, language: str) -> Iterator[dict[str, Any]]:
    """Terms with the decisions that agreed them."""
    numbers = {version.decision_number for version in versions if version.decision_number}
    decisions = {d.number: d for d in Decision.objects.visible_to(viewer).filter(number__in=numbers)}
    said: dict[int, list[Agreement]] = {}
    for agreement in Agreement.objects.filter(version__in=versions).select_related("group"):
        said.setdefault(agreement.version_id, []).append(agreement)
    for version in versions:
        decision = decisions.get(version.decision_number)
        yield item(version, said.get(version.pk, []), decision, language)


def item(version: ConceptVersion, said: list[Any], decision: Decision | None, language: str) -> dict[str, Any]:
    """One term as data, in the language asked for where it has been written in it."""
    concept, entry = version.concept, version.entry_for(language)
    return {
        "id": concept.code,
        "status": "withdrawn" if concept.withdrawn_at else version.status,
        "url": concept.get_absolute_url(),
        "language": entry.language if entry else version.source_language,
        "name": entry.name if entry else concept.code,
        "definition": entry.definition if entry else "",
        "version": version.number,
        "proposed_at": version.created_at,
        "agreed_at": version.agreed_at,
        "closed_at": version.closed_at,
        "is_fallback": bool(entry and entry.language != language),
        "entries": [entry_of(each) for each in version.entries.all()],
        "agreements": [{"group": a.group.code, "value": a.value, "text": a.text, "language": a.language} for a in said],
        "decision_number": version.decision_number,
        "links": {"decisions": [links.to_decision(decision)] if decision else []},
    }


def entry_of(entry: Any) -> dict[str, Any]:
    """One language of a term as data."""
    return {
        "language": entry.language,
        "names": [name_of(name) for name in as_entry(entry).names],
        "definition": entry.definition,
        "notes": entry.notes,
        "translation_state": entry.translation_state,
        "is_part_of_the_version": not entry.is_beside_the_seal,
        "reviewed_at": entry.reviewed_at,
    }


def name_of(name: Name) -> dict[str, str]:
    """A designation with what is said of it."""
    said = ("text", "status", "kind", "part_of_speech", "gender", "region", "short_for")
    return {field: getattr(name, field) for field in said}
