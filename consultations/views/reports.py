"""*This was not me* and *somebody is at risk*: a form for anybody, signed in or not, with or without scripts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.actions.disputing import report_not_me
from consultations.actions.safeguarding import report_risk
from consultations.forms.comments import REF
from consultations.forms.reports import ReportForm
from consultations.models import Comment, Report, Round
from consultations.views.comments import crumbs_to, round_or_404
from portal.members.viewer import viewer_of
from portal.throttle import origin_of
from portal.unhurried import is_asked_again


def published_or_404(round: Round, ref: str) -> Comment:
    """A comment that everybody reads; the same 404 for any other."""
    matched = REF.fullmatch(ref)
    if matched is None or int(matched[1]) != round.number:
        raise Http404
    rows = Comment.objects.published().filter(round=round, number=int(matched[2]))
    found = rows.select_related("submission", "round", "clause").first()
    if found is None:
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """Asks what is the matter. The answer is the same whatever comes of it, and tells nobody anything."""
    round = round_or_404(viewer_of(request), slug)
    comment = published_or_404(round, ref)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not is_asked_again(request, form):
        act = report_risk if form.cleaned_data["kind"] == Report.Kind.AT_RISK else report_not_me
        act(comment=comment, words=form.cleaned_data["words"], origin=origin_of(request))
        messages.success(request, _("Thank you. We have it, and somebody looks after it."))
        return HttpResponseRedirect(reverse("consultations:comments", args=[slug]), status=303)
    crumbs: list[tuple[Any, str]] = [(_("Comments"), reverse("consultations:comments", args=[slug]))]
    crumbs += [(comment.ref, comment.get_absolute_url()), (_("Report"), "")]
    context = {"round": round, "comment": comment, "form": form, "crumbs": crumbs_to(round, *crumbs)}
    return render(request, "consultations/report.html", context, status=400 if form.errors else 200)
