"""The desk where files of terms come in: looked at row by row, chosen, imported at once, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from glossary import importing, permissions
from glossary.actions import imports
from glossary.formats.files import FORMATS
from glossary.forms.imports import FileForm
from glossary.models import Import, ImportRow
from glossary.views.desk import at_desk
from portal.differences import redline

FIELDS = {
    "definition": gettext_lazy("definition"),
    "preferred": gettext_lazy("preferred name"),
    "admitted": gettext_lazy("also accepted"),
    "deprecated": gettext_lazy("please avoid"),
    "lookup": gettext_lazy("only to be found by"),
    "notes": gettext_lazy("notes to entry"),
    "examples": gettext_lazy("examples"),
    "sources": gettext_lazy("sources"),
    "mappings": gettext_lazy("the same elsewhere"),
    "broader": gettext_lazy("broader"),
    "related": gettext_lazy("related"),
    "part_of": gettext_lazy("part of"),
    "contrast": gettext_lazy("not to be confused with"),
}
REDEFINED = "redefined"  # among those that are changed
EACH_PAGE = 50
SECONDS = 2
LONGEST_NUMBER = 10  # digits


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Files that came in, and the way to bring in another."""
    permissions.can_import(at_desk(request)).or_refuse()
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, user = form.cleaned_data["file"], request.user
        about = {"name": file.name, "data": file.read(), "form": form.cleaned_data["format"]}
        return redirect(importing.take_in(by=user, language=get_language() or "en", **about))
    page = Paginator(Import.objects.select_related("brought_by"), EACH_PAGE).get_page(request.GET.get("page"))
    crumbs = [(_("Glossary"), reverse("glossary:desk")), (_("Imports"), "")]
    context = {"form": form, "page_obj": page, "formats": FORMATS.values(), "crumbs": crumbs}
    return render(request, "glossary/desk_imports.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what each row would do; while the worker is at it the page looks again by itself."""
    permissions.can_import(at_desk(request)).or_refuse()
    file = get_object_or_404(Import, pk=pk)
    if request.method == "POST":
        try:
            act(request, file)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(f"{file.get_absolute_url()}?{request.GET.urlencode()}".rstrip("?"))
    response = render(request, "glossary/desk_import.html", context_of(request, file))
    if file.is_busy:
        response["Refresh"] = str(SECONDS)
    return response


def context_of(request: HttpRequest, file: Import) -> dict[str, Any]:
    """The sums, and one page of rows with their differences."""
    kinds = kinds_of(file)
    show = request.GET.get("show", "")
    show = show if show in {kind for kind, _label, _count in kinds} else ""
    page = Paginator(rows_shown(file, show), EACH_PAGE).get_page(request.GET.get("page"))
    for row in page:
        row.changes = list(map(shown, row.difference))
    return {
        "file": file,
        "form": FORMATS.get(file.format),
        "kinds": kinds,
        "show": show,
        "page_obj": page,
        "chosen": file.rows.filter(is_chosen=True, state=ImportRow.State.WAITING).count(),
        "kept": file.rows.filter(state=ImportRow.State.KEPT).select_related("concept")[:EACH_PAGE],
        "may_choose": file.state == Import.State.READY,
        "crumbs": [
            (_("Glossary"), reverse("glossary:desk")),
            (_("Imports"), reverse("glossary:desk-imports")),
            (file.file_name, ""),
        ],
    }


def kinds_of(file: Import) -> list[tuple[str, Any, int]]:
    """What rows would do, how it is called, how many; definitions that would be others are counted by themselves."""
    counts = dict(file.rows.order_by().values_list("action").annotate(n=Count("pk")))
    kinds = [(kind.value, kind.label, counts[kind]) for kind in ImportRow.Action if counts.get(kind)]
    redefined = file.rows.filter(is_redefined=True).count()
    return [*kinds, (REDEFINED, _("with another definition"), redefined)] if redefined else kinds


def rows_shown(file: Import, show: str) -> Any:
    """All, or those of one kind."""
    rows = file.rows.select_related("concept", "version")
    return rows.filter(is_redefined=True) if show == REDEFINED else rows.filter(action=show) if show else rows


def shown(change: dict[str, Any]) -> dict[str, Any]:
    """One field of a difference, as people read it."""
    label = str(FIELDS.get(change["field"], change["field"]))
    return change | {"html": redline(change["old"], change["new"]), "label": label}


def act(request: HttpRequest, file: Import) -> None:
    """What was pressed: keep the choice, import, take back."""
    do, user = request.POST.get("do", ""), request.user
    if do in ("choose", "import"):
        keep_choice(request, file)
    if do in ("all", "none"):
        rows = list(file.rows.filter(action__in=ImportRow.WANTED).values_list("number", flat=True))
        imports.choose(by=user, file=file, among=rows, chosen=rows if do == "all" else [])
    elif do == "import":
        importing.carry_out(by=user, file=file, language=get_language() or "en")
    elif do == "undo":
        kept = imports.undo(by=user, file=file)
        if kept:
            message = ngettext("%(n)s row has moved on and stays.", "%(n)s rows have moved on and stay.", len(kept))
            messages.warning(request, message % {"n": len(kept)})
        else:
            messages.success(request, _("The whole import is taken back."))


def keep_choice(request: HttpRequest, file: Import) -> None:
    """The ticks of the rows that stood on the page."""
    among, chosen = (numbers(request, name) for name in ("shown", "row"))
    imports.choose(by=request.user, file=file, among=among, chosen=chosen)


def numbers(request: HttpRequest, name: str) -> list[int]:
    """Of rows; whatever is none was not sent by our page."""
    said = request.POST.getlist(name)
    if not all(number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER for number in said):
        raise BadRequest
    return [int(number) for number in said]
