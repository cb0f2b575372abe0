"""A receipt to take home: the same facts and words in one file, to keep or to print."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultations.models import Attachment
from consultations.views.attachments import handed_out
from consultations.views.receipts import find, pin_shown, reads_all, receipt_context
from portal.headers import unlisted
from portal.paper import bound, can_print
from portal.throttle import is_shut, network, note_miss

MOST_PRINTED = 30  # by one network in ten minutes: a PDF costs the machine a second


@never_cache
@require_safe
def copy(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """What the receipt shows to this browser, with the PIN where it holds it."""
    found = find(request, code)
    if isinstance(found, HttpResponse):
        return found
    printed, submission = found
    context = receipt_context(request, printed, submission) | {"closes": submission.round.closes_at}
    if kind == "pdf" and not can_print():
        return no_pdf(request, printed, _("This portal cannot make a PDF: it lacks a library for it."), 503)
    if kind == "pdf" and is_shut("print", network(request), most=MOST_PRINTED):
        return no_pdf(request, printed, _("Many PDFs were asked for from your network. Wait ten minutes."), 429)
    page = render_to_string("consultations/receipt_copy.html", context, request=request)
    answer = HttpResponse(page)
    if kind == "pdf":
        note_miss("print", network(request))
        answer = HttpResponse(bound(page, "portal/print.css"), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="receipt-{printed[:4]}.{kind}"'
    return unlisted(answer)


@never_cache
@require_safe
def file(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponseBase:
    """What came with the response, for its sender; what is for the committee only opens with the PIN."""
    found = find(request, code)
    if isinstance(found, HttpResponse):
        return found
    printed, submission = found
    if not reads_all(request, submission, pin_shown(request, printed, submission)):
        return unlisted(redirect("consultations:receipt", printed))
    row = Attachment.objects.checked().filter(submission=submission, key=key).first()
    if row is None:
        return unlisted(render(request, "consultations/receipt_none.html", status=404))
    return unlisted(handed_out(request, row))


def no_pdf(request: HttpRequest, code: str, reason: str, status: int) -> HttpResponse:
    """Why there is none, and what there is instead."""
    context = {"code": code, "reason": reason}
    return unlisted(render(request, "consultations/receipt_no_pdf.html", context, status=status))
