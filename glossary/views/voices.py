"""What groups and people say of a version: soundings while it is under review, comments and their answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from glossary import actions, permissions
from glossary.forms.voices import CommentForm, SoundingForm
from glossary.models import Concept, ConceptVersion, VersionComment
from glossary.reading import concept_with_versions
from glossary.sounding_board import sides_of
from portal.form_errors import tried
from portal.members.viewer import viewer_of

PAGE = 25
ORDERS = {"": ("-posted_at", "-pk"), "oldest": ("posted_at", "pk")}


def loaded(code: str, number: int) -> tuple[Concept, ConceptVersion]:
    """A version by its address, with its words."""
    row, versions = concept_with_versions(code)
    version = next((one for one in versions if one.number == number), None)
    if version is None:
        raise Http404
    return row, version


def crumbs_of(row: Concept, version: ConceptVersion, here: Any) -> list[tuple[Any, str]]:
    """From the index to here."""
    what = _("version %(number)s") % {"number": version.number}
    return [
        (_("Glossary"), reverse("glossary:index")),
        (row.code, row.get_absolute_url()),
        (what, version.get_absolute_url()),
        (here, ""),
    ]


def about(row: Concept, version: ConceptVersion, here: Any) -> dict[str, Any]:
    """The words that are spoken of, above every form."""
    entry = version.entry_for(get_language())
    name = entry.name if entry else row.code
    return {"concept": row, "version": version, "entry": entry, "name": name, "crumbs": crumbs_of(row, version, here)}


@require_http_methods(["GET", "HEAD", "POST"])
def sounding(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A delegate says what an organisation thinks; beside it what the others said."""
    viewer = viewer_of(request)
    row, version = loaded(code, number)
    may = permissions.can_sound(viewer, version)
    form = SoundingForm(request.POST or None, viewer=viewer)
    if request.method == "POST":
        may.or_refuse()
        user: Any = request.user
        if form.is_valid() and tried(
            form,
            lambda: actions.sound(by=user, version=version, language=get_language() or "en", **form.cleaned_data),
        ):
            messages.success(request, _("It stands beside the words now."))
            return redirect(f"{version.get_absolute_url()}#soundings")
    context = about(row, version, _("What the groups think")) | {"form": form, "may": may, "sides": sides_of(version)}
    return render(request, "glossary/sounding.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What people say of these words; whoever is signed in adds to it."""
    viewer = viewer_of(request)
    row, version = loaded(code, number)
    may = permissions.can_comment(viewer, version)
    form = CommentForm(request.POST or None, viewer=viewer)
    if request.method == "POST" and may and said(request, form, version):
        return redirect("glossary:comments", code, number)
    order = request.GET.get("order", "") if request.GET.get("order", "") in ORDERS else ""
    rows = version.comments.published().select_related("organisation", "group").order_by(*ORDERS[order])  # type: ignore[attr-defined]
    context = about(row, version, _("Comments")) | {
        "form": form,
        "may": may,
        "order": order,
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "mine": mine(viewer.user, version),
    }
    return render(request, "glossary/comments.html", context, status=400 if form.errors else 200)


def said(request: HttpRequest, form: Form, version: ConceptVersion) -> bool:
    """Kept; the sender reads whether it stands there at once."""
    user: Any = request.user
    done = form.is_valid() and tried(
        form, lambda: actions.comment(by=user, version=version, language=get_language() or "en", **form.cleaned_data)
    )
    if done:
        at_once = viewer_of(request).is_member
        later = _("We have it. It stands here as soon as somebody of the secretariat has looked at it.")
        messages.success(request, _("It stands here now.") if at_once else later)
    return done


def mine(user: int | None, version: ConceptVersion) -> list[VersionComment]:
    """What somebody wrote here that does not stand on the page, with the reason."""
    if user is None:
        return []
    rows = version.comments.filter(author=user).exclude(state=VersionComment.State.PUBLISHED)  # type: ignore[attr-defined]
    return list(rows.order_by("-pk")[:20])
