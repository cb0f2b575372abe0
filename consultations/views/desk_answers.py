"""The answering desk: queue, the comment on its frozen clause, and the answer, side by side."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from consultations.actions.answers import (
    agree_disposition,
    owed,
    propose_disposition,
    publish_answers,
    write_synopsis,
)
from consultations.actions.grouping import agree_for_all, propose_for_all
from consultations.files_shown import hang_on
from consultations.forms.answers import DispositionForm, SynopsisForm
from consultations.forms.comments import REF
from consultations.models import Attachment, Comment, Disposition, Round
from consultations.permissions import can_agree, can_propose_answers, can_publish_answers, can_work_on_answers
from consultations.queue import Asked, count_alike, current_of, fitting, queue, read, with_answers
from consultations.said import tidy
from consultations.scope import carried_to, note_for
from consultations.titles import title_of
from consultations.told_sessions import session_of
from consultations.views.respond import see
from consultations.voice import voice_of
from portal.members.permissions import Refused
from portal.members.viewer import Viewer, viewer_of

EACH_PAGE = 30
MOST_CARRIED = 200  # comments of earlier rounds that are listed


def round_at_desk(request: HttpRequest, slug: str) -> tuple[Viewer, Round]:
    """The round, for who works on its answers; for anybody else there is no such page."""
    viewer = viewer_of(request)
    round = get_object_or_404(Round.objects.select_related("draft__standard"), slug=slug)
    if not can_work_on_answers(viewer, round):
        raise Http404
    return viewer, round


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """One comment after the other, proposed by one, agreed by another."""
    viewer, round = round_at_desk(request, slug)
    asked = tidy(request.GET.get("q", ""))
    rows = queue(round, read(asked))
    page = Paginator(rows, EACH_PAGE).get_page(request.GET.get("page"))
    one = chosen(request, round, page)
    form = None
    if request.method == "POST" and one is not None:
        done = answer(request, round, one, following(page, one))
        if isinstance(done, HttpResponse):
            return done
        form = done
    context = at_desk(request, viewer, round, page, one, form) | {"asked": asked}
    return render(request, "consultations/desk_answers.html", context, status=400 if form else 200)


def chosen(request: HttpRequest, round: Round, page: Page) -> Comment | None:
    """The comment in the middle: the one named, else the first of the queue."""
    matched = REF.fullmatch(request.GET.get("ref", ""))
    if matched is None or int(matched[1]) != round.number:
        return page.object_list[0] if page.object_list else None
    number = int(matched[2])
    here = next((comment for comment in page.object_list if comment.number == number), None)
    return here or with_answers(fitting(round, Asked())).filter(number=number).first()


def following(page: Page, one: Comment) -> str:
    """The next comment of the queue, so that answering goes on; empty at the end of the page."""
    numbers = [comment.number for comment in page.object_list]
    place = numbers.index(one.number) if one.number in numbers else -1
    rest = page.object_list[place + 1 :]
    return rest[0].ref if rest else ""


def answer(request: HttpRequest, round: Round, one: Comment, after: str) -> HttpResponse | DispositionForm:
    """Proposes or agrees, then goes on to the next; or the form with what is wrong."""
    user: Any = request.user
    form = DispositionForm(None if {"agree", "agree-all"} & set(request.POST) else request.POST, round=round)
    try:
        current = current_of(one)
        if form.is_bound and form.is_valid():
            messages.success(request, proposed(user, one, form.cleaned_data))
        elif current is not None and not form.is_bound:
            messages.success(request, agreed(user, one, current, for_all="agree-all" in request.POST))
        else:
            return form
    except ValidationError as error:
        for name, words in error.message_dict.items():
            form.add_error(name if name in form.fields else None, words)
        return form
    except Refused as refused:
        messages.error(request, str(refused))
        after = one.ref
    query = {name: request.GET[name] for name in ("q", "page") if request.GET.get(name)}
    return see(f"{request.path}?{urlencode({**query, 'ref': after} if after else query)}")


def proposed(user: Any, one: Comment, given: dict[str, Any]) -> str:
    """Proposes for one comment, or for all that say the same; what was done, in words."""
    given = {**given, "language": given["language"] or settings.LANGUAGE_CODE}
    if given.pop("for_all"):
        return alike(propose_for_all(by=user, comment=one, **given))
    propose_disposition(by=user, comment=one, **given)
    return _("%(ref)s: proposed.") % {"ref": one.ref}


def agreed(user: Any, one: Comment, current: Disposition, *, for_all: bool) -> str:
    """Agrees to one answer, or to the same wherever it is proposed to those alike."""
    if for_all:
        return alike(agree_for_all(by=user, disposition=current))
    agree_disposition(by=user, disposition=current)
    return _("%(ref)s: agreed.") % {"ref": one.ref}


def alike(number: int) -> str:
    """What is said after the same was done to several comments."""
    return ngettext("%(number)s comment answered.", "%(number)s comments answered alike.", number) % {"number": number}


def at_desk(
    request: HttpRequest, viewer: Viewer, round: Round, page: Page, one: Comment | None, form: DispositionForm | None
) -> dict[str, Any]:
    """The three panes: the same number of queries however many comments there are."""
    context: dict[str, Any] = {
        "round": round,
        "title": title_of(round),
        "page": page,
        "one": one,
        "counts": round.comments.answering(),  # type: ignore[attr-defined]
        "carried": list(carried_to(round)[:MOST_CARRIED]),
        "may_publish": can_publish_answers(viewer, round),
        "may_propose": can_propose_answers(viewer, round),
    }
    count_alike([*page.object_list, *([one] if one else [])])
    for comment in page.object_list:
        comment.current = current_of(comment)
    return context | in_the_middle(viewer, round, page, one, form) if one else context


def in_the_middle(
    viewer: Viewer, round: Round, page: Page, one: Comment, form: DispositionForm | None
) -> dict[str, Any]:
    """The comment, its neighbours in the queue, and the answer that stands."""
    current, parked = current_of(one), note_for(one.clause, round)
    numbers = [comment.number for comment in page.object_list]
    place = numbers.index(one.number) if one.number in numbers else -1
    return {
        "current": current,
        "voice": voice_of(one.submission),
        "session": session_of(one.submission),
        "with_response": hang_on(one.submission, [one], rows=Attachment.objects.visible_to(viewer).told()),
        "may_agree": can_agree(viewer, current) if current and not current.agreed_at else None,
        "form": form or DispositionForm(round=round, initial=start(current, parked)),
        "parked": parked,
        "previous": page.object_list[place - 1] if place > 0 else None,
        "next": page.object_list[place + 1] if 0 <= place < len(numbers) - 1 else None,
        "beside": beside(one),
    }


def start(current: Any, parked: str | Promise) -> dict[str, Any]:
    """The form begins with what is proposed already; what the round does not ask about is put off."""
    if current is None:
        put_off = {"value": Disposition.Value.DEFERRED, "reason": parked} if parked else {}
        return {"language": get_language() if parked else settings.LANGUAGE_CODE, **put_off}
    clause, other = current.changed_clause, current.duplicate_of
    return {
        "value": current.value,
        "reason": current.reason,
        "language": current.language,
        "changed_clause": (clause.number or clause.key) if clause else "",
        "duplicate_of": other.ref if other else "",
    }


def beside(one: Comment) -> list[Comment]:
    """What others said to the same words."""
    if one.clause_id is None:
        return []
    rows = Comment.objects.standing_there().filter(clause=one.clause_id).exclude(pk=one.pk)
    return list(rows.select_related("submission__group", "round")[:12])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """The synopsis in each language, what is missing, and the one button for all answers."""
    viewer, round = round_at_desk(request, slug)
    if not viewer.is_secretariat:
        raise Http404
    user: Any = request.user
    forms = synopsis_forms(round, request)
    if request.method == "POST":
        try:
            if "publish" in request.POST:
                publish_answers(by=user, round=round)
                messages.success(request, _("All answers are published, and each commenter gets a letter."))
                return redirect("consultations:answers", slug)
            for code, _name, form in forms:
                if form.is_bound and form.is_valid():
                    write_synopsis(by=user, round=round, language=code, body=form.cleaned_data["body"])
                    messages.success(request, _("The synopsis is kept."))
                    return see(reverse("consultations:desk-publish-answers", args=[slug]))
        except (Refused, ValidationError) as error:
            for words in getattr(error, "messages", [str(error)]):
                messages.error(request, words)
    context = {"round": round, "title": title_of(round), "owed": owed(round), "forms": forms}
    context |= {"counts": round.comments.answering(), "may_publish": can_publish_answers(viewer, round)}  # type: ignore[attr-defined]
    return render(request, "consultations/desk_publish_answers.html", context)


def synopsis_forms(round: Round, request: HttpRequest) -> list[tuple[str, str, SynopsisForm]]:
    """One form a language; the one that was sent is bound."""
    written = {row.language: row.body for row in round.synopses.all()}  # type: ignore[attr-defined]
    sent = request.POST.get("language", "")
    return [
        (
            code,
            name,
            SynopsisForm(
                request.POST if sent == code else None, initial={"body": written.get(code, "")}, auto_id=f"id_{code}_%s"
            ),
        )
        for code, name in settings.LANGUAGES
    ]
