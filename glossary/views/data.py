"""The glossary for programs: the URI of a concept, its documents, and the whole of it in every format."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.views.decorators.http import condition, require_safe

from glossary import state
from glossary.exporting import exported, row_of
from glossary.formats.files import FORMATS, written
from glossary.reading import concept_with_versions, standing

PAGE = "text/html"
DOCUMENTS = {
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
    "application/json": "jsonld",
}
BY_ENDING = {form.ending: form for form in FORMATS.values()}


def open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    """Programs of other sites may read it."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Location"
    return response


@require_safe
def concept_uri(request: HttpRequest, code: str) -> HttpResponseBase:
    """The concept's permanent name: leads people to its page, and programs to what they can read."""
    row, _versions = concept_with_versions(code)
    kind = request.get_preferred_type([PAGE, *DOCUMENTS]) or PAGE
    to = row.get_absolute_url()
    if kind != PAGE:
        to = reverse("concept-document", args=[row.code, DOCUMENTS[kind]])
    response = HttpResponseRedirect(to, status=303)
    patch_vary_headers(response, ["Accept", "Accept-Language", "Cookie"])
    return open_to_all(response)


@require_safe
def concept_document(request: HttpRequest, code: str, ending: str) -> HttpResponseBase:
    """What stands of one concept now, in a format for programs."""
    if ending not in set(DOCUMENTS.values()):
        raise Http404
    _row, versions = concept_with_versions(code)
    shown, form = standing(versions), BY_ENDING[ending]
    data = b"".join(written([row_of(shown)], settings.BASE_URL, form.name, str(shown.number)))
    response = HttpResponse(data, content_type=f"{form.media_type}; charset=utf-8")
    set_response_etag(response)
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return open_to_all(answer or response)


def etag_of(request: HttpRequest, ending: str) -> str | None:
    """The glossary's state and what was asked of it; what is not there has none."""
    status = request.GET.get("status", "")
    return f'"{state.key() or "0"}-{ending}-{status}"' if status in ("", "agreed", "all") else None


@require_safe
@condition(etag_func=etag_of)
def download(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The whole glossary, piece by piece: what is agreed, or with ``?status=all`` what stands of every concept."""
    form = BY_ENDING.get(ending)
    status = request.GET.get("status", "agreed")
    if form is None or status not in ("agreed", "all"):
        raise Http404
    response = StreamingHttpResponse(exported(form.name, status), content_type=form.media_type)
    response["Content-Disposition"] = f'attachment; filename="glossary.{form.ending}"'
    return open_to_all(response)
