"""What was answered to the questions, for those who work on the answers; and the same as a table to take along."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultations.models import Round
from consultations.results import HEADINGS, lines_of, results_of
from consultations.titles import title_of
from consultations.views.desk_answers import round_at_desk
from portal.files.csv_table import neutral
from portal.files.packing import printable


@never_cache
@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Question by question: numbers where there was something to choose, words where there was something to say."""
    viewer, round = round_at_desk(request, slug)
    crumbs = [
        (_("Desk"), reverse("desk")),
        (title_of(round), round.get_absolute_url()),
        (_("Answers to questions"), ""),
    ]
    context = {"round": round, "title": title_of(round), "results": results_of(round), "crumbs": crumbs}
    return render(request, "consultations/desk_results.html", context | {"viewer": viewer})


@never_cache
@require_safe
def table(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """A line an answer."""
    _viewer, round = round_at_desk(request, slug)
    answer = StreamingHttpResponse(written(round), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="answers-{round.slug}.csv"'
    return answer


def written(round: Round) -> Iterator[bytes]:
    """The bytes, while they are sent; what looks like a formula has a ' before it."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADINGS)
    yield ("\ufeff" + stream.getvalue()).encode()
    for line in lines_of(round):
        stream.seek(0)
        stream.truncate()
        writer.writerow([neutral(printable(cell)) for cell in line])
        yield stream.getvalue().encode()
