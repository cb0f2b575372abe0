"""A draft from a file, at the desk: first what it would become, then, on the same page, storing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from consultations.actions.drafts import import_draft
from consultations.actions.sweeping import FILES_WAIT, WAITING
from consultations.carrying import carried_over
from consultations.formats.files import read_file
from consultations.formats.reading import MAX_FILE
from consultations.forms.desk_rounds import DraftFileForm
from consultations.models import Draft
from consultations.views.desk_rounds import at_desk, crumbs_of, put_on

SALT = "consultations.draft-file"


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
    """The clauses a file would become, and a signed slip for the file that waits."""
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
    rows, previous = carried_over(reading.rows, said["standard"])
    name = storages["private"].save(f"{WAITING}/file", ContentFile(data))
    facts = {name: said[name] for name in ("standard", "label", "language")}
    slip = {
        **facts,
        "title": said["title"] or reading.title,
        "standard_title": said["title"],
        "name": file.name,
        "file": name,
    }
    known = {clause.key for clause in previous.clauses.all()} if previous else set()
    return {
        "rows": rows,
        "warnings": reading.warnings,
        "previous": previous,
        "kept_count": sum(row.key in known for row in rows),
        "slip": signing.dumps(slip, salt=SALT, compress=True),
    }


def store(request: HttpRequest) -> HttpResponse:
    """The second step: reads the waiting file again and stores it."""
    try:
        slip = signing.loads(request.POST["kept"], salt=SALT, max_age=FILES_WAIT)
        with storages["private"].open(slip["file"]) as stream:
            data = stream.read()
        rows, previous = carried_over(read_file(slip["name"], data).rows, slip["standard"])
        facts = {name: slip.get(name, "") for name in ("standard", "label", "title", "standard_title", "language")}
        made = import_draft(by=request.user, rows=rows, source_name=slip["name"], previous=previous, **facts)
    except (signing.BadSignature, FileNotFoundError):
        messages.error(request, _("The file no longer waits here: choose it again."))
        return redirect("consultations:desk-draft-new")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("consultations:desk-draft-new")
    storages["private"].delete(slip["file"])
    messages.success(request, _("Draft %(label)s is stored. A round can now be held on it.") % {"label": made.label})
    return redirect("consultations:desk-rounds")
