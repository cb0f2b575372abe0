"""Sessions as everybody sees them, and the way in which a participant says: this is not what I said."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations import receipts
from consultations.actions.correcting import say_otherwise, settle_correction
from consultations.forms.corrections import CorrectionForm, OutcomeForm
from consultations.forms.reasons import page_language
from consultations.models import Correction, FacilitatedSession, Submission
from consultations.permissions import can_settle_corrections
from consultations.titles import title_of
from consultations.told_sessions import sessions_of
from consultations.views.comments import crumbs_to, round_or_404
from portal.form_errors import put_on
from portal.headers import unlisted
from portal.members.viewer import viewer_of
from portal.numbers import row_number
from portal.throttle import is_shut, network, note_miss
from portal.unhurried import is_asked_again

EACH_PAGE = 25
MOST_SAID = 60  # by one network in ten minutes: a whole village may share one


@require_safe
def sessions(request: HttpRequest, slug: str) -> HttpResponse:
    """The sessions of a round of which something is published: region, quarter, how many, who held them."""
    round = round_or_404(viewer_of(request), slug)
    page = Paginator(sessions_of(round), EACH_PAGE).get_page(request.GET.get("page"))
    context = {"round": round, "title": title_of(round), "page": page, "crumbs": crumbs_to(round, (_("Sessions"), ""))}
    return render(request, "consultations/sessions.html", context)


def spoken_of(code: str) -> tuple[FacilitatedSession | None, Submission | None]:
    """What a code stands for: one response that was said in a session, or the whole session."""
    stored = receipts.stored_code(code)
    rows = Submission.objects.filter(receipt_sha256=stored, channel=Submission.Channel.SESSION)
    submission = rows.select_related("session_record__session__round", "round").first()
    if submission is not None:
        return submission.session_record.session, submission
    return FacilitatedSession.objects.filter(code_sha256=stored).select_related("round").first(), None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, code: str = "") -> HttpResponse:
    """With the code of a slip, and nothing else; the host is not told."""
    asked = code or request.GET.get("code", "")
    printed = receipts.parse(asked) if asked else None
    session, submission = spoken_of(printed) if printed else (None, None)
    is_missed = bool(asked) and session is None
    if is_shut("otherwise", network(request), most=MOST_SAID) or (is_missed and is_shut("receipt", network(request))):
        return unlisted(render(request, "consultations/receipt_wait.html", status=429))
    if session is None:
        if is_missed:
            note_miss("receipt", network(request))
        context: dict[str, Any] = {"asked": asked}
        return unlisted(render(request, "consultations/correct_code.html", context, status=404 if is_missed else 200))
    form = CorrectionForm(request.POST or None)
    is_said = request.method == "POST" and form.is_valid() and said(request, session, submission, form)
    context = {"session": session, "submission": submission, "form": form, "is_said": is_said, "code": printed}
    context["title"] = title_of(session.round)
    return unlisted(render(request, "consultations/correct.html", context, status=400 if form.errors else 200))


def said(
    request: HttpRequest, session: FacilitatedSession, submission: Submission | None, form: CorrectionForm
) -> bool:
    """Whether it was taken; what is wrong with it goes to the form."""
    if is_asked_again(request, form):
        return False
    try:
        language = get_language() or "en"
        say_otherwise(session=session, submission=submission, language=language, **form.cleaned_data)
    except ValidationError as error:
        put_on(form, error)
        return False
    note_miss("otherwise", network(request))
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def corrections(request: HttpRequest) -> HttpResponse:
    """What participants say of records, for the secretariat alone."""
    can_settle_corrections(viewer_of(request)).or_refuse()
    wrong: dict[int, OutcomeForm] = {}
    if request.method == "POST":
        number = request.POST.get("correction", "")
        one = get_object_or_404(Correction, pk=row_number(number))
        form = OutcomeForm(request.POST)
        if form.is_valid() and settled(request, one, form):
            return redirect("consultations:desk-corrections")
        wrong = {one.pk: form}
    about = ("session__round", "session__organisation", "submission", "settled_by")
    rows = Correction.objects.select_related(*about).order_by("settled_at", "-made_at")
    page = Paginator(rows, EACH_PAGE).get_page(request.GET.get("page"))
    listed = [(row, wrong.get(row.pk) or OutcomeForm(auto_id=f"c{row.pk}_%s")) for row in page.object_list]
    crumbs = [(_("Sessions"), reverse("consultations:desk-sessions")), (_("Not what was said"), "")]
    context = {"page": page, "rows": listed, "crumbs": crumbs}
    return render(request, "consultations/desk_corrections.html", context, status=400 if wrong else 200)


def settled(request: HttpRequest, correction: Correction, form: OutcomeForm) -> bool:
    """Whether it was taken; what is wrong with it goes to the form."""
    user: Any = request.user
    try:
        settle_correction(by=user, correction=correction, language=page_language(), **form.cleaned_data)
    except ValidationError as error:
        put_on(form, error)
        return False
    messages.success(request, _("Settled."))
    return True
