"""Rounds as the public sees them: the list, and one round."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.counting import FEWEST, shown_and_hidden
from consultations.guards import conditions
from consultations.held_in import spoken_in
from consultations.models import Comment, FacilitatedSession, Round, Submission
from consultations.models.submissions import count_voices
from consultations.permissions import can_bring_in_something, can_hold_sessions
from consultations.promises import ledgers
from consultations.timeline import timeline
from portal.members.languages import Words
from portal.members.models import StakeholderGroup
from portal.members.viewer import viewer_of
from portal.models import SealedWords, speech


def told(row: Any) -> dict[str, Any]:
    """A row of a list with its sealed words."""
    words, language = speech(row.sealed)
    title = Words(words.get("title") or row.slug, language)
    return {"round": row, "title": title, "lede": Words(words.get("lede", ""), language), "comments": row.comment_count}


def listed(rows: QuerySet[Round]) -> list[dict[str, Any]]:
    """Rounds with words and numbers; one query."""
    rows = rows.select_related("draft__standard").annotate(
        sealed=SealedWords.objects.spoken_for("round", "slug"),
        comment_count=Comment.objects.count_of_rounds(),
    )
    return [told(row) for row in rows]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Open, soon open, being answered, answered: each under its own heading."""
    every = listed(Round.objects.visible_to(viewer_of(request)).announced())
    phases = [
        (Round.Phase.OPEN, _("Open for comment"), sorted),
        (Round.Phase.PAUSED, _("Paused"), sorted),
        (Round.Phase.UPCOMING, _("Opening soon"), sorted),
        (Round.Phase.CLOSED, _("Closed, being answered"), None),
        (Round.Phase.ANSWERED, _("Answered"), None),
        (Round.Phase.CANCELLED, _("Cancelled"), None),
    ]
    shelves = []
    for phase, name, order in phases:
        rows = [row for row in every if row["round"].phase == phase]
        if order:
            rows.sort(key=lambda row: row["round"].closes_at)
        if rows:
            shelves.append({"phase": phase, "name": name, "rows": rows})
    return render(request, "consultations/index.html", {"shelves": shelves, "crumbs": [(_("Consultations"), "")]})


def with_words(rows: QuerySet[Round]) -> QuerySet[Round]:
    """Sealed words, the number of sessions and of people in them, in the same query."""
    sealed, sessions = SealedWords.objects.spoken_for("round", "slug"), FacilitatedSession.objects
    return rows.annotate(
        sealed=sealed, session_count=sessions.count_of_rounds(), session_people=sessions.people_of_rounds(FEWEST)
    )


@require_safe
def round(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is about, until when, what was promised, and how to take part."""
    viewer = viewer_of(request)
    rows = Round.objects.visible_to(viewer).announced().select_related("draft__standard")
    row = get_object_or_404(with_words(rows), slug=slug)
    words, language = speech(row.sealed)  # type: ignore[attr-defined]
    title = Words(words.get("title") or slug, language)
    context = {
        "round": row,
        "title": title,
        "lede": Words(words.get("lede", ""), language),
        "purpose": Words(words.get("purpose", ""), language),
        "benefits": row.benefits.select_related("group"),
        "questions": row.questions.with_targets(),
        "promises": ledgers([row], viewer)[0].promises,
        "moments": timeline(row),
        "lifted": [text for name, text in conditions(row).items() if name in row.lifted],
        "languages": spoken_in(row),
        "comment_count": Comment.objects.published().filter(round=row).count(),
        "draft_clauses": row.draft.clauses.count() if row.draft else 0,
        "crumbs": [(_("Consultations"), reverse("consultations:index")), (title, "")],
        "may_bring_files": can_bring_in_something(viewer, row),
        "may_hold_sessions": can_hold_sessions(viewer, row),
        **spoken_so_far(row),
    }
    return render(request, "consultations/round.html", context)


def spoken_so_far(round: Round) -> dict[str, Any]:
    """Responses by group, a session as one of them; fewer than five are not counted out."""
    sent = Submission.objects.published().filter(round=round).order_by()
    counts = dict(sent.values_list("group").annotate(n=count_voices()))
    groups = {group.pk: group for group in StakeholderGroup.objects.filter(is_active=True)}
    visible, hidden = shown_and_hidden(groups, counts)
    most = max(visible.values(), default=1)
    voices = [{"group": groups[pk], "count": n, "length": f"{100 * n / most:.1f}"} for pk, n in visible.items()]
    return {"voices": voices, "said": {"voices": voices, "hardly": [groups[pk] for pk in hidden]}}
