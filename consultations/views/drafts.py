"""The draft reader, permanent addresses of clauses, and the bytes behind a fingerprint."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations import clauses
from consultations.models import Round
from consultations.outline import Sheet, entries, sheets
from consultations.permissions import can_respond
from consultations.reader import languages_of, outline_of, shown
from consultations.scope import changed_clauses, is_in_scope
from consultations.titles import title_of, with_titles
from consultations.unsent import unsent_of
from portal.members.viewer import viewer_of


def round_with_draft(request: HttpRequest, slug: str) -> Round:
    """The round, if the reader may see it and there is a draft to read."""
    rounds = Round.objects.visible_to(viewer_of(request)).announced().filter(draft__isnull=False)
    return get_object_or_404(with_titles(rounds.select_related("draft__standard", "draft__previous")), slug=slug)


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
    round = round_with_draft(request, slug)
    in_source = request.GET.get("text") == "source"
    pages = sheets(outline_of(round.draft, in_source=in_source))  # type: ignore[arg-type]
    page = asked_page(request, pages)
    rows = shown(round, page.places, in_source=in_source)
    scope = changed_clauses(round)
    for row in rows:
        row.is_context = not is_in_scope(row.clause, scope)
    counts, address = {row.clause.pk: row.count for row in rows}, reverse("consultations:draft", args=[slug])
    context = {
        **frame_of(round, pages, page),
        "clauses": rows,
        "outline": entries(pages, page.number, counts, address, "&text=source" if in_source else ""),
        "in_source": in_source,
        "is_translated": any(row.translation for row in rows),
        "is_restricted": scope is not None,
        "takes_comments": bool(can_respond(viewer_of(request), round)),
        "mine": unsent_of(request, round),
    }
    return render(request, "consultations/draft.html", context)


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
        "next": pages[page.number] if page.number < len(pages) else None,
        "page_count": len(pages),
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
