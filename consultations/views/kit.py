"""What a host takes along, each part one file that needs no line: slides, handout, and the form for paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.barriers import Obstacle, Severity
from consultations.held_in import said_in
from consultations.models import Question, Round
from consultations.permissions import can_hold_sessions
from consultations.plain import plain_rows
from consultations.titles import title_of
from consultations.views.comments import crumbs_to, round_or_404
from portal.members.languages import Words, pick
from portal.members.models import Sector, StakeholderGroup
from portal.members.viewer import viewer_of
from portal.models import speech

STYLES = Path(settings.BASE_DIR) / "portal/static/portal/kit.css"
LINES, SLIPS = range(8), range(6)  # of a printed form


class Asked(NamedTuple):
    """A question with its number on paper, in a language in which it was reviewed, or in its own."""

    number: int
    words: Words
    choices: list[list[Words]]  # each list is chosen from by itself


def asked(round: Round, group: StakeholderGroup | None, sector: Sector | None, language: str) -> list[Asked]:
    """The questions of one group and sector, or all of them."""
    numbered = enumerate(round.questions.with_targets(), start=1)  # type: ignore[attr-defined]
    every = group is None and sector is None
    meant = [(n, one) for n, one in numbered if every or one.is_for(group, sector)]
    chosen = [(n, one) for n, one in meant if one.is_said]  # paper holds no file
    return [Asked(n, worded(one, language), choices_of(one, language)) for n, one in chosen]


def choices_of(question: Question, language: str) -> list[list[Words]]:
    """What can be ticked on paper."""
    if question.kind == Question.Kind.SCALE:
        return [[Words(str(n), language) for n in range(1, 6)]]
    if question.kind == Question.Kind.BARRIER:
        own = get_language() or language
        return [[Words(str(label), own) for label in labels] for labels in (Obstacle.labels, Severity.labels)]
    return [[pick(option["text"], language) for option in question.options]]


def worded(question: Question, language: str) -> Words:
    """A translation only where somebody has read it over since the question last changed."""
    if question.language == language or not said_in(question, language):
        return Words(question.text, question.language)
    (text,) = [row.text for row in question.translations.all() if row.language == language]  # type: ignore[attr-defined]
    return Words(text, language)


def chosen_in(request: HttpRequest) -> dict[str, Any]:
    """For whom the form is printed; an unknown code chooses nobody."""
    group, sector = request.GET.get("group", ""), request.GET.get("sector", "")
    return {
        "group": StakeholderGroup.objects.filter(code=group).first() if group else None,
        "sector": Sector.objects.filter(code=sector).first() if sector else None,
    }


@require_safe
def kit(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts to take along, how a session goes and the words before it."""
    viewer = viewer_of(request)
    round = round_or_404(viewer, slug)
    context = {
        "round": round,
        "title": title_of(round),
        "groups": StakeholderGroup.objects.filter(is_active=True),
        "sectors": Sector.objects.all(),
        "languages": spoken(round),
        "may_hold_sessions": can_hold_sessions(viewer, round),
        "crumbs": crumbs_to(round, (_("Kit for a session"), "")),
    }
    return render(request, "consultations/kit.html", context)


@require_safe
def part(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One file that needs nothing else: to be kept, sent on and printed where there is no line."""
    round = round_or_404(viewer_of(request), slug)
    chosen, own = chosen_in(request), str(request.LANGUAGE_CODE)  # type: ignore[attr-defined]
    language = request.GET.get("words", "") if request.GET.get("words") in spoken(round) else own
    context = {
        "round": round,
        "title": title_of(round),
        "questions": asked(round, **chosen, language=language),
        "home": settings.BASE_URL,
        **(filled_in(round, language) if name == "form" else told_of(round, chosen["group"])),
        **chosen,
    }
    text = render_to_string(f"consultations/kit_{name}.html", context, request)
    styles = f"<style>{STYLES.read_text(encoding='utf-8')}</style>"
    answer = HttpResponse(text.replace("</head>", f"{styles}</head>", 1))
    also = f"-{language}" if language != own else ""
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{name}-{own}{also}.html"'
    return answer


def spoken(round: Round) -> list[str]:
    """The languages of the draft and of the round; where one is not reviewed yet, the draft's own words are printed."""
    own = [round.draft.language] if round.draft else []
    return list(dict.fromkeys([*own, *round.languages]))


def filled_in(round: Round, language: str) -> dict[str, Any]:
    """What the form for paper holds besides questions: the draft as far as its translation was reviewed, and lines."""
    rows = plain_rows(round.draft, language, reviewed=True) if round.draft else []
    return {"rows": rows, "lines": LINES, "slips": SLIPS}


def told_of(round: Round, group: StakeholderGroup | None) -> dict[str, Any]:
    """What slides and handout tell: what the round is for, and what it may bring and cost."""
    words, language = speech(vars(round).get("sealed"))
    benefits = round.benefits.select_related("group")  # type: ignore[attr-defined]
    return {
        "lede": Words(words.get("lede", ""), language),
        "purpose": Words(words.get("purpose", ""), language),
        "benefits": benefits.filter(group=group) if group else benefits,
    }
