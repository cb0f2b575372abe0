"""What a host takes along: how a session goes, what to say before it, and the form as one file for paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.models import Question, Round
from consultations.permissions import can_hold_sessions
from consultations.plain import plain_rows
from consultations.titles import title_of
from consultations.views.comments import crumbs_to, round_or_404
from portal.members.models import Sector, StakeholderGroup
from portal.members.viewer import viewer_of

STYLES = Path(settings.BASE_DIR) / "portal/static/portal/kit.css"
LINES, SLIPS = range(8), range(6)  # of a printed form


def asked(round: Round, group: StakeholderGroup | None, sector: Sector | None) -> list[tuple[int, Question]]:
    """The questions with their numbers: of one group and sector, or all of them."""
    numbered = enumerate(round.questions.with_targets(), start=1)  # type: ignore[attr-defined]
    return [(n, one) for n, one in numbered if (group is None and sector is None) or one.is_for(group, sector)]


def chosen_in(request: HttpRequest) -> dict[str, Any]:
    """For whom the form is printed; an unknown code chooses nobody."""
    group, sector = request.GET.get("group", ""), request.GET.get("sector", "")
    return {
        "group": StakeholderGroup.objects.filter(code=group).first() if group else None,
        "sector": Sector.objects.filter(code=sector).first() if sector else None,
    }


@require_safe
def kit(request: HttpRequest, slug: str) -> HttpResponse:
    """The outline, the handout and the words before it; and the way to the form."""
    viewer = viewer_of(request)
    round = round_or_404(viewer, slug)
    context = {
        "round": round,
        "title": title_of(round),
        "groups": StakeholderGroup.objects.filter(is_active=True),
        "sectors": Sector.objects.all(),
        "may_hold_sessions": can_hold_sessions(viewer, round),
        "crumbs": crumbs_to(round, (_("Kit for a session"), "")),
    }
    return render(request, "consultations/kit.html", context)


@require_safe
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """One file that needs nothing else: to be kept, sent on and printed where there is no line."""
    round = round_or_404(viewer_of(request), slug)
    chosen = chosen_in(request)
    context = {
        "round": round,
        "title": title_of(round),
        "rows": plain_rows(round.draft, request.LANGUAGE_CODE) if round.draft else [],  # type: ignore[attr-defined]
        "questions": asked(round, **chosen),
        "lines": LINES,
        "slips": SLIPS,
        "home": settings.BASE_URL,
        **chosen,
    }
    text = render_to_string("consultations/kit_form.html", context, request)
    styles = f"<style>{STYLES.read_text(encoding='utf-8')}</style>"
    answer = HttpResponse(text.replace("</head>", f"{styles}</head>", 1))
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{request.LANGUAGE_CODE}.html"'  # type: ignore[attr-defined]
    return answer
