"""What was done with all of it: the synopsis and every disposition, once they are published."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.lines import Line, lines
from consultations.models import Clause, Comment, Disposition, Round, Synopsis
from consultations.reader import headings_of
from consultations.views.comments import EACH_PAGE, crumbs_to, round_or_404
from portal.members.languages import Words, fallbacks
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
    page = Paginator(rows.order_by("clause__position", "number"), EACH_PAGE).get_page(request.GET.get("page"))
    page.object_list = with_reasons(page.object_list, round)
    context |= {"page": page, "asked": asked, "synopsis": synopsis_for(round), "tally": tally(round)}
    return render(request, "consultations/answers.html", context)


@dataclass
class Answered:
    """A comment of the list with its answer, under the heading of its clause."""

    line: Line
    answer: Disposition
    clause: Clause | None
    heading: Words | None


def with_reasons(comments: QuerySet[Comment], round: Round) -> list[Answered]:
    """The lines of one page with answers, reasons and clauses: six queries however many."""
    numbers = list(comments.values_list("pk", flat=True))
    rows = Disposition.objects.published().filter(comment__in=numbers).prefetch_related("translations")
    answers = {row.comment_id: row for row in rows}
    told = lines(comments, answers={pk: row.value for pk, row in answers.items()})
    clauses = Clause.objects.in_bulk({line.clause for line in told if line.clause})
    headings = headings_of(round.draft, clauses.values()) if round.draft else {}
    return [
        Answered(line, answers[line.pk], clauses.get(line.clause or 0), headings.get(line.clause or 0)) for line in told
    ]


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
