"""Drafts at the desk: the list, a new one from a file (first what it would become), and the clauses as a table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations.actions.drafts import import_draft
from consultations.actions.sweeping import FILES_WAIT, WAITING
from consultations.carrying import carried_over, faults_of_reading
from consultations.clauses import ClauseRow, rows_of
from consultations.formats.clause_table import WRITERS
from consultations.formats.files import read_file
from consultations.formats.reading import MAX_FILE
from consultations.forms.desk_rounds import DraftFileForm
from consultations.models import Draft
from consultations.problems import problems_of
from consultations.views.desk_rounds import at_desk, crumbs_of
from portal.form_errors import put_on

SALT = "consultations.draft-file"


def index(request: HttpRequest) -> HttpResponse:
    """Every draft, the newest first, with what is still to be done on it."""
    at_desk(request)
    loose = Q(clauses__lineage_from__isnull=False, clauses__lineage_from__confirmed_at=None)
    rows = Draft.objects.select_related("standard", "previous", "corrects").annotate(
        clause_count=Count("clauses", distinct=True), open_links=Count("clauses__lineage_from", loose, distinct=True)
    )
    context = {"drafts": rows.order_by("-created_at", "-pk"), "crumbs": crumbs_of((_("Drafts"), ""))}
    return render(request, "consultations/desk_drafts.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Shows the clauses of a file and what is wrong with it; stores nothing yet."""
    at_desk(request)
    if request.method == "POST" and request.POST.get("kept"):
        return store(request)
    form = DraftFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "crumbs": crumbs_of((_("New draft"), ""))}
    if request.method == "POST" and form.is_valid():
        try:
            context |= preview(form.cleaned_data)
        except ValidationError as error:
            put_on(form, error)
    return render(request, "consultations/desk_draft_new.html", context)


def preview(said: dict[str, Any]) -> dict[str, Any]:
    """The clauses a file would become, what is wrong with them, and a signed slip for the file that waits."""
    file = said["file"]
    if file.size > MAX_FILE:
        raise ValidationError({"file": _("This file is larger than 25 MB. Take the pictures out and send it again.")})
    if Draft.objects.filter(standard__code=said["standard"].strip(), label=said["label"].strip()).exists():
        raise ValidationError({"label": _("There is a draft of this label already. Give this one another.")})
    data = file.read()
    try:
        reading = read_file(file.name, data)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
    rows, previous = carried_over(reading, said["standard"])
    known = {clause.key for clause in previous.clauses.all()} if previous else set()
    faults = faults_of_reading(reading, rows)
    slip = {**{name: said[name] for name in ("standard", "label", "language")}, "title": said["title"] or reading.title}
    slip |= {"standard_title": said["title"], "name": file.name}
    if not faults:
        slip["file"] = storages["private"].save(f"{WAITING}/file", ContentFile(data))
    return {
        "rows": lines_of(rows),
        "faults": faults,
        "warnings": reading.warnings,
        "previous": previous,
        "kept_count": sum(row.key in known for row in rows),
        "slip": "" if faults else signing.dumps(slip, salt=SALT, compress=True),
    }


def lines_of(rows: list[ClauseRow]) -> list[dict[str, Any]]:
    """The tree as the preview shows it: each clause with its depth and what to look at."""
    problems = problems_of(rows)
    depths: dict[str, int] = {}
    lines = []
    for row in rows:
        depths[row.key] = depths.get(row.parent, 0) + 1
        lines.append({"row": row, "depth": min(depths[row.key], 6), "problems": problems.get(row.key, [])})
    return lines


def store(request: HttpRequest) -> HttpResponse:
    """The second step: reads the waiting file again and stores it."""
    try:
        slip = signing.loads(request.POST["kept"], salt=SALT, max_age=FILES_WAIT)
        with storages["private"].open(slip["file"]) as stream:
            data = stream.read()
        rows, previous = carried_over(read_file(slip["name"], data), slip["standard"])
        facts = {name: slip.get(name, "") for name in ("standard", "label", "title", "standard_title", "language")}
        made = import_draft(by=request.user, rows=rows, source_name=slip["name"], previous=previous, **facts)
    except (signing.BadSignature, FileNotFoundError):
        messages.error(request, _("The file no longer waits here: choose it again."))
        return redirect("consultations:desk-draft-new")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("consultations:desk-draft-new")
    storages["private"].delete(slip["file"])
    stored = _("Draft %(label)s is stored. Put right what is wrong with it; a round can be held on it.")
    messages.success(request, stored % {"label": made.label})
    return redirect("consultations:desk-draft", made.pk)


def table(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """The clauses as a table to work on elsewhere; brought in again it is the same draft."""
    at_desk(request)
    draft = get_object_or_404(Draft.objects.select_related("standard"), pk=number)
    if kind not in WRITERS:
        raise Http404
    try:
        data = WRITERS[kind](rows_of(draft.clauses.order_by("position")))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("consultations:desk-draft", number)
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{draft.standard.code}-{draft.label}.{kind}"'
    return answer
