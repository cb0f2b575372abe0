"""The desk where a release is made: the changes, a second look, and then it goes out."""

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
from django.views.decorators.http import require_http_methods

from glossary import permissions, releasing
from glossary.actions.releases import suggested_label
from glossary.changes import ChangeList
from glossary.forms.releases import ReleaseForm
from glossary.models import Release
from glossary.views.desk import at_desk

EACH_PAGE = 100
SECONDS = 3


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Releases, and the one whose files are being written."""
    permissions.can_release(at_desk(request)).or_refuse()
    if request.method == "POST":
        failed = get_object_or_404(Release, label=request.POST.get("again", ""))
        releasing.again(by=request.user, release=failed)
        return redirect("glossary:desk-releases")
    page = Paginator(Release.objects.with_counts().select_related("made_by"), 50).get_page(request.GET.get("page"))
    crumbs = [(_("Glossary"), reverse("glossary:desk")), (_("Releases"), "")]
    answer = render(request, "glossary/desk_releases.html", {"page_obj": page, "crumbs": crumbs})
    if any(row.state == Release.State.BUILDING for row in page):
        answer["Refresh"] = str(SECONDS)
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What a release made now would hold; looked at once more before it is published."""
    permissions.can_release(at_desk(request)).or_refuse()
    first = {"label": suggested_label(), "language": get_language()}
    form = ReleaseForm(request.POST or None, initial=first)
    do = request.POST.get("do", "") if form.is_valid() else ""
    if do == "publish" and (made := published(request, form)):
        messages.success(request, _("%(title)s is made. Its files are being written.") % {"title": made.title})
        return redirect("glossary:desk-releases")
    context = context_of(request) | {"form": form, "second": do == "look"}
    return render(request, "glossary/desk_release.html", context, status=400 if form.errors else 200)


def published(request: HttpRequest, form: ReleaseForm) -> Release | None:
    """What was made, unless something stood against it."""
    read = request.POST.get("read", "")
    try:
        return releasing.release(by=request.user, read=read, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
    return None


def context_of(request: HttpRequest) -> dict[str, Any]:
    """The changes since the last release, a page of them with their words."""
    changes = ChangeList(Release.objects.published().first())
    page = Paginator(changes.changed, EACH_PAGE).get_page(request.GET.get("page"))
    return {
        "changes": changes,
        "counts": changes.counts(),
        "page_obj": page,
        "rows": releasing.as_terms(page.object_list),
        "at_work": Release.objects.exclude(state=Release.State.PUBLISHED).first(),
        "crumbs": [
            (_("Glossary"), reverse("glossary:desk")),
            (_("Releases"), reverse("glossary:desk-releases")),
            (_("New release"), ""),
        ],
    }
