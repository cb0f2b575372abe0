"""Published comments: the list of a round, and one comment with its whole thread."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.cosigners import cosigners_of
from consultations.exporting import TYPES, Chosen, file_name, written
from consultations.files_shown import hang_on
from consultations.forms.comments import REF, FindComments
from consultations.lines import Line, lines
from consultations.models import Attachment, Comment, Disposition, Round
from consultations.reader import headings_of
from consultations.said import tidy
from consultations.scope import note_for
from consultations.thread import give_places, with_threads
from consultations.titles import title_of, with_titles
from consultations.told_sessions import session_of
from consultations.voice import small_cells, voice_of
from portal.members.languages import Words
from portal.members.viewer import Viewer, viewer_of

EACH_PAGE = 25


def round_or_404(viewer: Viewer, slug: str) -> Round:
    """A round the reader may know of; the same 404 for any other."""
    rounds = Round.objects.visible_to(viewer).announced().select_related("draft__standard")
    return get_object_or_404(with_titles(rounds), slug=slug)


def crumbs_to(round: Round, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    """Where the reader is."""
    title: Words = title_of(round)
    return [
        (_("Consultations"), reverse("consultations:index")),
        (title, reverse("consultations:round", args=[round.slug])),
        *more,
    ]


@require_safe
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said, by group, clause, kind and words."""
    viewer = viewer_of(request)
    round = round_or_404(viewer, slug)
    form = FindComments(request.GET)
    everything = Comment.objects.published().filter(round=round)
    page = Paginator(find(everything, form), EACH_PAGE).get_page(request.GET.get("page"))
    page.object_list = with_answers(page.object_list)
    crumbs = crumbs_to(round, (_("Comments"), ""))
    context = {"round": round, "title": crumbs[1][0], "form": form, "page": page, "crumbs": crumbs}
    asked = request.GET.copy()
    asked.pop("page", None)
    context |= {"asked": asked.urlencode(), "file_forms": TYPES}
    context["is_filtered"] = form.is_valid() and any(
        form.cleaned_data[name] for name in ("group", "clause", "kind", "answer", "q")
    )
    return render(request, "consultations/comments.html", context)


def with_answers(comments: QuerySet[Comment]) -> list[Line]:
    """The lines of one page, each with the published answer in a word; three queries."""
    numbers = list(comments.values_list("pk", flat=True))
    answers = dict(Disposition.objects.published().filter(comment__in=numbers).values_list("comment", "value"))
    return lines(comments, answers=answers)


def chosen_in(form: FindComments) -> Chosen:
    """What a form asks for; what it does not understand asks for nothing."""
    asked = form.cleaned_data if form.is_valid() else {}
    return Chosen(
        group=asked["group"].code if asked.get("group") else "",
        clause=tidy(asked.get("clause")),
        kind=asked.get("kind") or "",
        disposition=asked.get("answer") or "",
        words=asked.get("q") or "",
    )


def find(rows: QuerySet[Comment], form: FindComments) -> Any:
    """The comments a form asks for, in the order it asks for."""
    rows = chosen_in(form).of(rows, published=True)
    asked = form.cleaned_data if form.is_valid() else {}
    order = {"clause": ("clause__position", "number"), "new": ("-number",)}.get(asked.get("sort") or "", ("number",))
    return rows.order_by(*order)


@require_safe
def download(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """What everybody may read of a round, as a file; the same choice as on the page."""
    viewer = viewer_of(request)
    round = round_or_404(viewer, slug)
    if form not in TYPES:
        raise Http404
    return handed_out(round, viewer, form, chosen_in(FindComments(request.GET)))


def handed_out(round: Round, viewer: Viewer, form: str, chosen: Chosen, *, as_public: bool = True) -> HttpResponseBase:
    """The file, sent while it is written."""
    pieces = written(round, viewer, form, chosen, as_public=as_public)
    response = StreamingHttpResponse(pieces, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{file_name(round, form)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def comment(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    """One comment, walked both ways: its clause before, its answer, changed clause and decisions after."""
    viewer = viewer_of(request)
    round = round_or_404(viewer, slug)
    matched = REF.fullmatch(ref)
    if matched is None or int(matched[1]) != round.number:
        raise Http404
    rows = with_threads(Comment.objects.published().filter(round=round, number=int(matched[2])).with_voices(), viewer)
    found = give_places(rows, viewer)
    if not found:
        return gone(request, round, int(matched[2]))
    one: Any = found[0]
    one.voice = voice_of(one.submission, small_cells(round))
    one.with_response = hang_on(one.submission, [one], rows=Attachment.objects.published().told())
    one.taken_out = one.redactions.filter(closed_at__isnull=False)
    near = Comment.objects.published().filter(round=round)
    context = in_round(round, one.ref) | {
        "comment": one,
        "heading": headings_of(round.draft, [one.clause])[one.clause.pk] if round.draft and one.clause else None,
        "beside": near.filter(clause=one.clause).exclude(pk=one.pk).count() if one.clause else 0,
        "cosigners": cosigners_of(one),
        "parked": note_for(one.clause, round),
        "may_cosign": round.is_open,
        "session": session_of(one.submission),
        **neighbours(near, one),
    }
    return render(request, "consultations/comment.html", context)


def in_round(round: Round, ref: str) -> dict[str, Any]:
    """The round of a comment, and the way back to its others."""
    others = (_("Comments"), reverse("consultations:comments", args=[round.slug]))
    return {"round": round, "crumbs": crumbs_to(round, others, (ref, ""))}


def neighbours(near: QuerySet[Comment], one: Comment) -> dict[str, Comment | None]:
    """The comment before and the one after; one query."""
    before = near.filter(number__lt=one.number).order_by("-number").values("number")[:1]
    after = near.filter(number__gt=one.number).order_by("number").values("number")[:1]
    found = Round.objects.filter(pk=one.round_id).values_list(Subquery(before), Subquery(after)).get()
    previous, following = (Comment(round=one.round, number=number) if number else None for number in found)
    return {"previous": previous, "next": following}


def gone(request: HttpRequest, round: Round, number: int) -> HttpResponse:
    """A comment that was public and was taken back: its number stays. For any other there is no such page."""
    rows = Comment.objects.taken_back().filter(round=round, number=number).select_related("submission", "round")
    found = rows.first()
    if found is None:
        raise Http404
    context = in_round(round, found.ref) | {"gone": found, "ref": found.ref}
    return render(request, "consultations/comment_gone.html", context, status=410)
