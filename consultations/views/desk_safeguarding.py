"""The safeguarding officer's desk: what is locked, what was reported; for anybody else there is no such page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations.actions.safeguarding import lift_lock, lock_by_hand
from consultations.files_shown import hang_on
from consultations.forms.reasons import page_language
from consultations.forms.reports import LiftForm
from consultations.models import Answer, Attachment, Comment, Report, Submission
from consultations.permissions import can_look_after_people
from portal.members.viewer import viewer_of

EACH_PAGE = 50
WAITING = Q(reports__kind=Report.Kind.AT_RISK, reports__settled_at=None)


def officer_or_404(request: HttpRequest) -> Any:
    """Who looks after people; the same 404 for the secretariat and the administrator as for anybody."""
    if not can_look_after_people(viewer_of(request)):
        raise Http404
    return request.user


@never_cache
@require_safe
def locks(request: HttpRequest) -> HttpResponse:
    """Everything that is locked or was reported, the latest report first."""
    officer_or_404(request)
    rows = (
        Submission.with_locked.filter(WAITING | Q(locked_at__isnull=False))
        .select_related("round", "group")
        .annotate(
            report_count=Count("reports", filter=WAITING, distinct=True),
            network_count=Count("reports__origin", filter=WAITING & ~Q(reports__origin=""), distinct=True),
            last_report=Max("reports__made_at", filter=WAITING),
        )
        .order_by("-last_report", "-pk")
    )
    page = Paginator(rows, EACH_PAGE).get_page(request.GET.get("page"))
    return render(request, "consultations/desk_safeguarding.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest, number: int) -> HttpResponse:
    """One response with what it says and what was reported about it; locked or lifted here."""
    user = officer_or_404(request)
    reported = Report.objects.of_risk().filter(submission=number)
    one = get_object_or_404(Submission.with_locked.select_related("round", "group", "sector"), pk=number)
    if not reported.exists() and one.locked_at is None:
        raise Http404
    form = LiftForm(request.POST if "lift" in request.POST else None)
    if request.method == "POST" and acted(request, user, one, reported.last(), form):
        return redirect("consultations:desk-lock", number)
    comments = list(Comment.with_locked.filter(submission=one, replaced_at=None).select_related("clause", "round"))
    given = Answer.with_locked.filter(submission=one).select_related("question")
    answers = list(given.prefetch_related("question__translations"))
    context = {
        "files": hang_on(one, comments, answers, rows=Attachment.with_locked.told()),  # type: ignore[attr-defined]
        "one": one,
        "form": form,
        "reports": reported.select_related("settled_by"),
        "comments": comments,
        "answers": answers,
    }
    return render(request, "consultations/desk_lock.html", context, status=400 if form.errors else 200)


def acted(request: HttpRequest, user: Any, one: Submission, report: Report | None, form: LiftForm) -> bool:
    """Locks or lifts; what is wrong goes to the form."""
    if "lock" in request.POST and report is not None:
        lock_by_hand(by=user, report=report)
        messages.success(request, _("Locked."))
        return True
    if not form.is_valid():
        return False
    try:
        lift_lock(by=user, submission=one, reason=form.cleaned_data["reason"], language=page_language())
    except ValidationError as error:
        form.add_error("reason", error.message_dict["reason"])
        return False
    messages.success(request, _("The lock is lifted."))
    return True
