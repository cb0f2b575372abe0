"""Responses at the desk: what came in, published or held back with a reason; who sent it stands apart."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations.actions.screening import hold_submission, publish_submission
from consultations.forms.answers import HoldForm
from consultations.models import Round, Submission
from consultations.permissions import can_publish_submission, can_screen, can_see_identities
from consultations.titles import title_of
from portal.members.permissions import Refused
from portal.members.viewer import Viewer, viewer_of

EACH_PAGE = 50


def for_secretariat(request: HttpRequest, slug: str) -> tuple[Viewer, Round]:
    """The round, for who may see who sent what; for anybody else there is no such page."""
    viewer = viewer_of(request)
    if not can_see_identities(viewer):
        raise Http404
    return viewer, get_object_or_404(Round, slug=slug)


@never_cache
@require_safe
def submissions(request: HttpRequest, slug: str) -> HttpResponse:
    """All responses of a round, those that wait for a look first when asked."""
    _viewer, round = for_secretariat(request, slug)
    rows = Submission.objects.filter(round=round).select_related("group", "organisation")
    asked = request.GET.get("is", "")
    if asked in Submission.ScreeningState.values:
        rows = rows.filter(screening=asked, withdrawn_at=None)
        if asked == Submission.ScreeningState.PENDING:
            rows = rows.exclude(confidentiality=Submission.Confidentiality.COMMITTEE)
    rows = rows.annotate(comment_count=Count("comments")).order_by("-number")
    context = {
        "round": round,
        "title": title_of(round),
        "page": Paginator(rows, EACH_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "states": Submission.ScreeningState.choices,
    }
    return render(request, "consultations/desk_submissions.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One response with all it says; published or held back here."""
    viewer, round = for_secretariat(request, slug)
    rows = Submission.objects.select_related("group", "sector", "organisation", "identity", "screened_by", "round")
    one = get_object_or_404(rows, round=round, number=number)
    form = HoldForm(request.POST or None, initial={"reason": one.hold_reason})
    if request.method == "POST" and form.is_valid() and screened(request, one, form):
        return redirect("consultations:desk-submission", slug, number)
    context = {
        "round": round,
        "title": title_of(round),
        "one": one,
        "identity": getattr(one, "identity", None),
        "comments": one.comments.select_related("clause", "round"),
        "answers": one.answers.select_related("question").prefetch_related("question__translations"),
        "form": form,
        "may_publish": can_publish_submission(viewer, one),
        "may_hold": can_screen(viewer, one),
        "previous": rows.filter(round=round, number__lt=number).order_by("-number").first(),
        "next": rows.filter(round=round, number__gt=number).order_by("number").first(),
    }
    return render(request, "consultations/desk_submission.html", context, status=400 if form.errors else 200)


def screened(request: HttpRequest, one: Submission, form: HoldForm) -> bool:
    """Publishes or holds back; what is wrong goes to the form."""
    user: Any = request.user
    try:
        if "publish" in request.POST:
            publish_submission(by=user, submission=one)
            messages.success(request, _("Published."))
        else:
            hold_submission(by=user, submission=one, reason=form.cleaned_data["reason"])
            messages.success(request, _("Held back."))
    except ValidationError as error:
        form.add_error("reason", error.message_dict["reason"])
        return False
    except Refused as refused:
        messages.error(request, str(refused))
    return True
