"""What was done with all of it: the synopsis and every disposition, once they are published."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.models import Comment, Disposition, Round, Synopsis
from consultations.reader import headings_of
from consultations.thread import give_places, with_threads
from consultations.views.comments import EACH_PAGE, crumbs_to, round_or_404
from consultations.voice import give_voices
from portal.members.languages import fallbacks
from portal.members.viewer import viewer_of


@require_safe
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """Synopsis, how many of each answer, and the comments with their answers in the order of the clauses."""
    viewer = viewer_of(request)
    round = round_or_404(viewer, slug)
    crumbs = crumbs_to(round, (_("Answers"), ""))
    context = {"round": round, "title": crumbs[1][0], "crumbs": crumbs}
    if round.answered_at is None:
        return render(request, "consultations/answers_wait.html", context)
    asked = request.GET.get("value", "")
    rows = Comment.objects.published().filter(round=round, dispositions__in=Disposition.objects.published())
    if asked in Disposition.Value.values:
        rows = rows.filter(dispositions__value=asked, dispositions__superseded_at=None)
    rows = with_threads(rows.with_voices().order_by("clause__position", "number"), viewer)
    page = Paginator(rows, EACH_PAGE).get_page(request.GET.get("page"))
    page.object_list = give_voices(give_places(page.object_list, viewer))
    clauses = {comment.clause_id: comment.clause for comment in page.object_list if comment.clause}
    headings = headings_of(round.draft, clauses.values()) if round.draft else {}
    for comment in page.object_list:
        comment.clause_heading = headings.get(comment.clause_id)
    context |= {"page": page, "asked": asked, "synopsis": synopsis_for(round), "tally": tally(round)}
    return render(request, "consultations/answers.html", context)


def synopsis_for(round: Round) -> Synopsis | None:
    """In the reader's language, else in another, marked."""
    rows = {row.language: row for row in round.synopses.all()}  # type: ignore[attr-defined]
    for code in fallbacks(get_language()):
        if code in rows:
            return rows[code]
    return next(iter(rows.values()), None)


def tally(round: Round) -> list[dict[str, object]]:
    """How many published comments got each answer."""
    published = Comment.objects.published().filter(round=round)
    rows: QuerySet[Disposition] = Disposition.objects.published().filter(comment__in=published)
    counts = dict(rows.order_by().values_list("value").annotate(number=Count("pk")))
    return [
        {"value": value, "label": label, "number": counts[value], "sign": Disposition(value=value).sign}
        for value, label in Disposition.Value.choices
        if value in counts
    ]
