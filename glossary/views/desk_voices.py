"""The secretariat answers: proposals of members, comments on versions, words that are due to be looked at again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from glossary import actions, permissions
from glossary.forms import voices as f
from glossary.models import ConceptVersion, TermProposal, VersionComment
from glossary.reading import concept_with_versions, standing
from glossary.views.asking import about, alike
from glossary.views.desk import at_desk
from portal import clock
from portal.form_errors import tried

PAGE = 50
DONE = {
    "take_up": gettext_lazy("It is on the table."),
    "decline": gettext_lazy("It is declined. Whoever proposed it is told."),
    "take_out": gettext_lazy("The words are taken out. That it was done, and why, stands with the proposal."),
    "publish": gettext_lazy("Everybody reads it now."),
    "take_off": gettext_lazy("It is not on the page. Its author is told."),
    "answer": gettext_lazy("The answer stands below the comment."),
    "reconfirm": gettext_lazy("It is looked at, and holds."),
}


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What members ask for and nobody has answered, oldest first."""
    at_desk(request)
    rows = TermProposal.objects.waiting().with_outcome().order_by("proposed_at", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    crumbs = [(_("Glossary"), reverse("glossary:desk")), (_("Proposals of members"), "")]
    return render(request, "glossary/desk_proposals.html", {"page_obj": page, "crumbs": crumbs})


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, number: int) -> HttpResponse:
    """One of them beside what is there, and the two ways to answer it."""
    viewer = at_desk(request)
    row = get_object_or_404(TermProposal.objects.with_outcome(), pk=number)
    do = request.POST.get("do", "")
    forms = {
        "take_up": f.TakeUpForm(request.POST if do == "take_up" else None, initial={"change_class": "meaning"}),
        "decline": f.DeclineForm(request.POST if do == "decline" else None),
        "take_out": f.TakeOutForm(request.POST if do == "take_out" else None),
    }
    if request.method == "POST" and answered(request, do, forms, SETTLE, row):
        row.refresh_from_db()
        if row.version is not None:
            return redirect("glossary:desk-concept", row.version.concept.code)
        return redirect(row) if do == "take_out" else redirect("glossary:desk-proposals")
    context = about(row) | {"forms": forms, "may": permissions.can_settle_proposal(viewer, row)}
    context["may_take_out"] = permissions.can_take_words_out(viewer, row)
    context["alike"] = alike(row.name, get_language() or "en")
    context["crumbs"] = [
        (_("Glossary"), reverse("glossary:desk")),
        (_("Proposals of members"), reverse("glossary:desk-proposals")),
        (row.words, ""),
    ]
    return render(request, "glossary/desk_proposal.html", context)


def spoken_here() -> str:
    """The language in which an answer is written."""
    return get_language() or "en"


SETTLE: dict[str, Callable[[Any, dict[str, Any], Any], object]] = {
    "take_up": lambda by, data, row: actions.take_up(by=by, proposal=row, language=spoken_here(), **data),
    "decline": lambda by, data, row: actions.decline(by=by, proposal=row, language=spoken_here(), **data),
    "take_out": lambda by, data, row: actions.take_words_out(by=by, proposal=row, language=spoken_here(), **data),
}


def answered(request: HttpRequest, do: str, forms: dict[str, Any], acts: dict[str, Any], row: Any) -> bool:
    """The form that was sent is acted on; what is refused stands above it."""
    if do not in forms:
        raise Http404
    form: Form = forms[do]
    done = form.is_valid() and tried(form, lambda: acts[do](request.user, form.cleaned_data, row))
    if done:
        messages.success(request, str(DONE[do]))
    return done


@require_safe
def comments(request: HttpRequest) -> HttpResponse:
    """What waits to be looked at, then what has no answer yet; oldest first."""
    at_desk(request)
    rows = VersionComment.objects.exclude(state=VersionComment.State.DECLINED).filter(answered_at=None)
    rows = rows.select_related("version__concept", "organisation", "group").order_by("-state", "posted_at", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    crumbs = [(_("Glossary"), reverse("glossary:desk")), (_("Comments"), "")]
    return render(request, "glossary/desk_comments.html", {"page_obj": page, "crumbs": crumbs})


ANSWER: dict[str, Callable[[Any, dict[str, Any], Any], object]] = {
    "publish": lambda by, data, row: actions.publish_comment(by=by, comment=row),
    "take_off": lambda by, data, row: actions.decline_comment(by=by, comment=row, reason=data["reason"]),
    "answer": lambda by, data, row: actions.answer_comment(by=by, comment=row, language=get_language() or "en", **data),
}


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, number: int) -> HttpResponse:
    """One comment: publish it, take it off the page, answer it."""
    viewer = at_desk(request)
    rows = VersionComment.objects.select_related("version__concept", "organisation", "group")
    row = get_object_or_404(rows, pk=number)
    do = request.POST.get("do", "")
    forms = {
        "publish": Form(request.POST if do == "publish" else None),
        "take_off": f.ScreenForm(request.POST if do == "take_off" else None),
        "answer": f.AnswerForm(request.POST if do == "answer" else None),
    }
    if request.method == "POST" and answered(request, do, forms, ANSWER, row):
        return redirect("glossary:desk-comments" if do != "publish" else request.path)
    context = {
        "comment": row,
        "entry": standing(concept_with_versions(row.version.concept.code)[1]).entry_for(get_language()),
        "forms": forms,
        "may_answer": permissions.can_answer_comment(viewer, row),
        "crumbs": [
            (_("Glossary"), reverse("glossary:desk")),
            (_("Comments"), reverse("glossary:desk-comments")),
            (row.version.concept.code, ""),
        ],
    }
    return render(request, "glossary/desk_comment.html", context)


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Agreed words by the day on which they are to be looked at again; what is overdue stands first."""
    at_desk(request)
    rows = ConceptVersion.objects.agreed().filter(review_on__isnull=False).with_words()
    page = Paginator(rows.order_by("review_on", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "today": clock.today(),
        "overdue": ConceptVersion.objects.overdue().count(),
        "crumbs": [(_("Glossary"), reverse("glossary:desk")), (_("To be looked at again"), "")],
    }
    return render(request, "glossary/desk_reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, code: str) -> HttpResponse:
    """The words in force as they are, and the button that says they hold."""
    viewer = at_desk(request)
    row, versions = concept_with_versions(code)
    version = standing(versions)
    forms = {"reconfirm": f.ReconfirmForm(request.POST or None)}
    if request.method == "POST" and answered(request, "reconfirm", forms, RECONFIRM, version):
        return redirect("glossary:desk-reviews")
    context = {
        "concept": row,
        "version": version,
        "entry": version.entry_for(get_language()),
        "form": forms["reconfirm"],
        "may": permissions.can_reconfirm(viewer, version),
        "before": version.reconfirmations.all(),  # type: ignore[attr-defined]
        "today": clock.today(),
        "crumbs": [
            (_("Glossary"), reverse("glossary:desk")),
            (_("To be looked at again"), reverse("glossary:desk-reviews")),
            (code, ""),
        ],
    }
    return render(request, "glossary/desk_review.html", context)


RECONFIRM: dict[str, Callable[[Any, dict[str, Any], Any], object]] = {
    "reconfirm": lambda by, data, row: actions.reconfirm(by=by, version=row, language=get_language() or "en", **data),
}
