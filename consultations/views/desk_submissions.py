"""Responses at the desk: what came in, screened with a reason, words taken out; who sent it stands apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from consultations.actions.attachments import take_file_out
from consultations.actions.disputing import settle_dispute
from consultations.actions.redacting import take_words_out
from consultations.actions.screening import decline_submission, hold_submission, publish_submission, settle_plea
from consultations.files_shown import hang_on
from consultations.forms.reasons import page_language
from consultations.forms.reports import DisputeForm
from consultations.forms.screening import DeclineForm, HoldForm, PublishForm, SettleForm, TakeOutForm
from consultations.models import Report, Round, Submission
from consultations.permissions import can_publish_submission, can_screen, can_see_identities, can_settle
from consultations.titles import title_of
from portal.members.models import User
from portal.members.permissions import Refused
from portal.members.viewer import Viewer, viewer_of
from portal.numbers import row_number

EACH_PAGE = 50
ASKING = "asking"
FORMS: dict[str, type[forms.Form]] = {
    "publish": PublishForm,
    "hold": HoldForm,
    "decline": DeclineForm,
    "take_out": TakeOutForm,
    "settle": SettleForm,
    "dispute": DisputeForm,
}


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
    rows = Submission.objects.filter(round=round).select_related("group", "organisation", "session_record__session")
    asked = request.GET.get("is", "")
    if asked in Submission.ScreeningState.values:
        rows = rows.filter(screening=asked, withdrawn_at=None)
        if asked == Submission.ScreeningState.PENDING:
            rows = rows.exclude(confidentiality=Submission.Confidentiality.COMMITTEE)
    if asked == ASKING:
        rows = rows.asking()  # type: ignore[attr-defined]
    rows = rows.annotate(comment_count=Count("comments", filter=Q(comments__replaced_at=None))).order_by("-number")
    context = {
        "round": round,
        "title": title_of(round),
        "page": Paginator(rows, EACH_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "states": [*Submission.ScreeningState.choices, (ASKING, _("somebody asks for something"))],
    }
    return render(request, "consultations/desk_submissions.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One response with all it says, and everything that can be done about it."""
    viewer, round = for_secretariat(request, slug)
    rows = Submission.objects.select_related("group", "sector", "organisation", "identity", "screened_by", "round")
    one = get_object_or_404(rows, round=round, number=number)
    if "file_out" in request.POST:
        return file_out(request, one)
    bound = forms_for(request, one)
    pressed = next((name for name in FORMS if name in request.POST), "")
    if pressed and bound[pressed].is_valid() and done(request, one, pressed, bound[pressed]):
        return redirect("consultations:desk-submission", slug, number)
    context = about(viewer, one) | {"forms": bound}
    failed = bool(pressed and bound[pressed].errors)
    return render(request, "consultations/desk_submission.html", context, status=400 if failed else 200)


def file_out(request: HttpRequest, one: Submission) -> HttpResponse:
    """Deletes one of its files, with the reason that everybody reads."""
    pk, user = request.POST.get("file", ""), cast(User, request.user)
    row = get_object_or_404(one.attachments, pk=row_number(pk))  # type: ignore[attr-defined]
    try:
        take_file_out(by=user, attachment=row, reason=request.POST.get("reason", ""), language=page_language())
        messages.success(request, _("The file is deleted."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("consultations:desk-submission", one.round.slug, one.number)


def about(viewer: Viewer, one: Submission) -> dict[str, Any]:
    """All that the page shows of a response, and what the viewer may do with it."""
    near = Submission.objects.filter(round=one.round)
    comments = list(one.comments.filter(replaced_at=None).select_related("clause", "round"))
    answers = list(one.answers.select_related("question").prefetch_related("question__translations"))
    plea = one.pleas.waiting().select_related("submission").first()
    return {
        "round": one.round,
        "title": title_of(one.round),
        "one": one,
        "identity": getattr(one, "identity", None),
        "files": hang_on(one, comments, answers),
        "comments": comments,
        "answers": answers,
        "plea": plea,
        "may_settle": can_settle(viewer, plea) if plea else None,
        "dispute": Report.objects.disputes().filter(submission=one).first(),
        "redactions": one.redactions.select_related("made_by"),
        "may_publish": can_publish_submission(viewer, one),
        "may_hold": can_screen(viewer, one),
        "previous": near.filter(number__lt=one.number).order_by("-number").first(),
        "next": near.filter(number__gt=one.number).order_by("number").first(),
    }


def forms_for(request: HttpRequest, one: Submission) -> dict[str, Any]:
    """A form for each act; the one whose button was pressed holds what was typed."""
    starts = {"hold": {"reason": one.hold_reason, "language": one.hold_language}} if one.hold_reason else {}
    return {
        name: form(request.POST if name in request.POST else None, initial=starts.get(name), auto_id=f"id_{name}_%s")
        for name, form in FORMS.items()
    }


def done(request: HttpRequest, one: Submission, pressed: str, form: forms.Form) -> bool:
    """Does what the button says; what is wrong goes to its form."""
    user: Any = request.user
    data = form.cleaned_data
    acts: dict[str, tuple[Callable[[], Any], str]] = {
        "publish": (lambda: publish_submission(by=user, submission=one, **data), _("Published.")),
        "hold": (lambda: hold_submission(by=user, submission=one, **data), _("Held back.")),
        "decline": (lambda: decline_submission(by=user, submission=one, **data), _("Declined.")),
        "take_out": (lambda: take_words_out(by=user, submission=one, **data), _("The words are taken out everywhere.")),
        "settle": (lambda: settle(user, one, data), _("Settled. The sender reads it on the receipt.")),
        "dispute": (lambda: settle_who(user, one, data), _("Settled.")),
    }
    act, said = acts[pressed]
    try:
        act()
    except ValidationError as error:
        for name, words in error.message_dict.items():
            form.add_error(name if name in form.fields else None, words)
        return False
    except Refused as refused:
        messages.error(request, str(refused))
        return True
    messages.success(request, said)
    return True


def settle(user: Any, one: Submission, data: dict[str, Any]) -> None:
    """The request that was read; settled meanwhile in another window, it is refused and not the next one settled."""
    plea = get_object_or_404(one.pleas, pk=data["plea"])
    said = {name: data[name] for name in ("answer", "revision", "language")}
    settle_plea(by=user, plea=plea, is_granted=data["is_granted"] == "yes", **said)


def settle_who(user: Any, one: Submission, data: dict[str, Any]) -> None:
    """Every report of a wrong name that waits, by one answer."""
    report = get_object_or_404(Report.objects.disputes().filter(submission=one)[:1])
    said = {"outcome": data["outcome"], "language": page_language()}
    settle_dispute(by=user, report=report, is_theirs=data["is_theirs"] == "yes", **said)
