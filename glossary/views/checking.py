"""The report of what could be better in the glossary; it holds nobody up."""

from __future__ import annotations

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from glossary.checking import report
from glossary.lint import LEVELS
from glossary.views.desk import at_desk

EACH_PAGE = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every remark by weight."""
    at_desk(request)
    lines = report()
    counts = Counter(line.remark.level for line in lines)
    level = request.GET.get("level", "") if request.GET.get("level") in LEVELS else ""
    chosen = [line for line in lines if level in ("", line.remark.level)]
    context = {
        "page_obj": Paginator(chosen, EACH_PAGE).get_page(request.GET.get("page")),
        "levels": [(name, words, counts[name]) for name, words in LEVELS.items() if counts[name]],
        "level": level,
        "crumbs": [(_("Glossary"), reverse("glossary:desk")), (_("What could be better"), "")],
    }
    return render(request, "glossary/desk_remarks.html", context)
