"""The draft reader, permanent addresses of clauses, and the bytes behind a fingerprint."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations import clauses
from consultations.models import Clause, Round
from portal.members.viewer import viewer_of


def round_with_draft(request: HttpRequest, slug: str) -> Round:
    """The round, if the reader may see it and there is a draft to read."""
    rounds = Round.objects.visible_to(viewer_of(request)).announced().filter(draft__isnull=False)
    return get_object_or_404(rounds.select_related("draft__standard"), slug=slug)


def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """The text and beside each clause what others said."""
    round = round_with_draft(request, slug)
    rows = round.draft.clauses.with_counts()
    context = {"round": round, "clauses": rows, "crumbs": [(_("Draft"), "")]}
    return render(request, "consultations/draft.html", context)


def clause(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A clause's permanent address: 303 to the page and the place where it stands."""
    round = round_with_draft(request, slug)
    get_object_or_404(Clause, draft=round.draft, key=key)
    address = reverse("consultations:draft", args=[slug])
    return HttpResponseRedirect(f"{address}#{key}", status=303)


def fixed_words(request: HttpRequest, slug: str) -> HttpResponse:
    """Exactly the bytes that the shown fingerprint covers."""
    draft = round_with_draft(request, slug).draft
    body = clauses.fixed_words(draft, clauses.rows_of(draft.clauses.order_by("position")))
    return HttpResponse(body.encode(), content_type="application/json; charset=utf-8")
