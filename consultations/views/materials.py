"""Supporting material: a download for whoever may read the draft, and its place at the desk."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.actions.materials import add_material, remove_material
from consultations.forms.translations import MaterialForm
from consultations.models import Draft, Material
from consultations.views.desk_rounds import at_desk
from consultations.views.desk_translations import crumbs_to
from portal.form_errors import put_on
from portal.members.viewer import viewer_of
from portal.numbers import row_number


@require_safe
def material(request: HttpRequest, number: int) -> HttpResponseBase:
    """Never shown in the browser, whatever it says it is."""
    drafts = Draft.objects.visible_to(viewer_of(request))
    row = get_object_or_404(Material.objects.offered().filter(draft__in=drafts), pk=number)
    try:
        stream = storages["private"].open(row.stored)
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(stream, as_attachment=True, filename=row.name, content_type=row.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Language"] = row.language
    return answer


def desk(request: HttpRequest, number: int) -> HttpResponse:
    """What goes along with a draft: attach, take away."""
    at_desk(request)
    draft = get_object_or_404(Draft.objects.select_related("standard"), pk=number)
    form = MaterialForm(request.POST if "add" in request.POST else None, request.FILES or None)
    if "out" in request.POST:
        pk = request.POST["out"]
        one = get_object_or_404(Material, draft=draft, pk=row_number(pk))
        remove_material(by=request.user, material=one)
        messages.success(request, _("Taken away."))
        return redirect("consultations:desk-materials", number)
    if form.is_bound and form.is_valid() and attached(request, draft, form):
        messages.success(request, _("Attached. Whoever may read the draft may fetch it."))
        return redirect("consultations:desk-materials", number)
    context = {
        "draft": draft,
        "form": form,
        "materials": draft.materials.offered(),
        "crumbs": crumbs_to(draft, (_("Supporting material"), "")),
    }
    return render(request, "consultations/desk_materials.html", context)


def attached(request: HttpRequest, draft: Draft, form: MaterialForm) -> bool:
    """Whether the file was taken."""
    said = form.cleaned_data
    file = said["file"]
    try:
        facts = {"title": said["title"], "language": said["language"], "name": file.name}
        add_material(by=request.user, draft=draft, data=file.read(), **facts)
    except ValidationError as error:
        put_on(form, error)
        return False
    return True
