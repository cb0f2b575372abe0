"""The draft reader, permanent addresses of clauses, and the bytes behind a fingerprint."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations import clauses
from consultations.corrected import versions_of
from consultations.finding import MOST, marked, places_with
from consultations.joint import positions_of
from consultations.models import Draft, Material, Round
from consultations.outline import Place, Sheet, entries, sheets
from consultations.permissions import can_respond
from consultations.reader import Shown, gone_since, languages_of, outline_of, shown
from consultations.scope import changed_clauses, is_in_scope
from consultations.titles import title_of, with_titles
from consultations.unsent import unsent_of
from portal.members.viewer import viewer_of


def round_with_draft(request: HttpRequest, slug: str) -> Round:
    """The round, if the reader may see it and there is a draft to read."""
    viewer = viewer_of(request)
    rounds = Round.objects.visible_to(viewer).announced().filter(draft__isnull=False)
    rounds = with_titles(rounds.select_related("draft__standard", "draft__previous")).annotate(
        compares=Exists(Draft.objects.comparable_for(viewer).filter(pk=OuterRef("draft__previous"))),
        has_versions=Exists(Draft.objects.filter(corrects=OuterRef("draft"))),
        has_materials=Exists(Material.objects.offered().filter(draft=OuterRef("draft"))),
    )
    return get_object_or_404(rounds, slug=slug)


def asked_page(request: HttpRequest, pages: list[Sheet]) -> Sheet:
    """The page asked for; what is no page is the first."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 5 else 1
    if not pages:
        raise Http404
    return pages[min(max(number, 1), len(pages)) - 1]


@require_safe
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """The text and beside each clause what others said."""
    round: Any = round_with_draft(request, slug)
    in_source = request.GET.get("text") == "source"
    asked = request.GET.get("q", "").strip()
    places = outline_of(round.draft, in_source=in_source)
    pages = sheets(places)
    page = found_page(round, places, asked, in_source) if asked else asked_page(request, pages)
    terms_now = request.GET.get("terms") == "now"
    rows, around = rows_of(round, page, in_source=in_source, terms_now=terms_now)
    counts, address = {row.clause.pk: row.count for row in rows}, reverse("consultations:draft", args=[slug])
    context = {
        **frame_of(round, pages, page),
        **around,
        "clauses": highlighted(rows, asked),
        "outline": entries(pages, page.number, counts, address, "&text=source" if in_source else ""),
        "in_source": in_source,
        "terms_now": terms_now,
        "takes_comments": bool(can_respond(viewer_of(request), round)),
        "mine": unsent_of(request, round),
        "positions": positions_of(viewer_of(request), round),
        "asked": asked,
        "gone": gone_since(round.draft) if is_last(round, pages, page) else [],
    }
    return render(request, "consultations/draft.html", context)


def rows_of(round: Any, page: Sheet, *, in_source: bool, terms_now: bool) -> tuple[list[Shown], dict[str, Any]]:
    """The clauses of the page, and what they say about the whole."""
    versions = versions_of(round.draft) if round.has_versions else []
    which: dict[str, Any] = {"in_source": in_source, "terms_now": terms_now}
    rows = shown(round, page.places[:MOST], compares=round.compares, versions=versions, **which)
    scope = changed_clauses(round)
    for row in rows:
        row.is_context = not is_in_scope(row.clause, scope)
    is_translated = any(row.translation for row in rows)
    return rows, {"versions": versions, "is_restricted": scope is not None, "is_translated": is_translated} | {
        "terms_moved": any(row.moved for row in rows)
    }


def found_page(round: Any, places: list[Place], asked: str, in_source: bool) -> Sheet:
    """What holds the words, as a page of its own; the draft has no page 0."""
    language = round.draft.language if in_source else get_language() or round.draft.language
    return Sheet(0, places_with(round.draft, places, asked, language))


def highlighted(rows: list[Shown], asked: str) -> list[Shown]:
    """With what was looked for marked."""
    for row in rows if asked else ():
        row.body = marked(row.body, asked)
    return rows


def is_last(round: Any, pages: list[Sheet], page: Sheet) -> bool:
    """At the end of the text stands what was taken out of it since the draft before."""
    return round.compares and page.number == len(pages)


def frame_of(round: Round, pages: list[Sheet], page: Sheet) -> dict[str, Any]:
    """What stands around the text: title, facts, neighbours."""
    draft: Any = round.draft
    title = title_of(round)
    crumbs = [
        (_("Consultations"), reverse("consultations:index")),
        (title, round.get_absolute_url()),
        (_("Draft %(label)s") % {"label": draft.label}, ""),
    ]
    return {
        "round": round,
        "draft": draft,
        "title": title,
        "page": page,
        "previous": pages[page.number - 2] if page.number > 1 else None,
        "next": pages[page.number] if 0 < page.number < len(pages) else None,
        "page_count": len(pages),
        "materials": draft.materials.offered() if vars(round).get("has_materials") else [],
        "languages": languages_of(draft),
        "crumbs": crumbs,
    }


@require_safe
def clause(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A clause's permanent address: 303 to the page and the place where it stands."""
    round = round_with_draft(request, slug)
    for page in sheets(outline_of(round.draft)):  # type: ignore[arg-type]
        if any(place.key == key for place in page.places):
            query = f"?page={page.number}" if page.number > 1 else ""
            address = reverse("consultations:draft", args=[slug])
            return HttpResponseRedirect(f"{address}{query}#{key}", status=303)
    raise Http404


@require_safe
def fixed_words(request: HttpRequest, slug: str) -> HttpResponse:
    """Exactly the bytes that the shown fingerprint covers."""
    draft: Any = round_with_draft(request, slug).draft
    body = clauses.fixed_words(draft, clauses.rows_of(draft.clauses.order_by("position")))
    return HttpResponse(body.encode(), content_type="application/json; charset=utf-8")
