"""Clauses and the comments on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import override
from ninja import Field, Query, Router

from consultations.cosigners import told_numbers
from consultations.models import Clause, Comment, Disposition, Draft, Round
from consultations.told_sessions import session_of
from governance.models import Adoption, AnsweredComment, Decision
from portal.api import links
from portal.api.files import files_for, files_of
from portal.api.shapes import Clause as ClauseShape
from portal.api.shapes import Comment as CommentShape
from portal.api.shapes import Language, Page, Short, Window, page_of
from portal.members.viewer import Viewer, viewer_of

clauses_router = Router(tags=["clauses"])
comments_router = Router(tags=["comments"])


class ClauseWindow(Window):
    """Which clauses."""

    round: Annotated[Short, Field(description="the address of a consultation")] = ""
    standard: Annotated[Short, Field(description="the code of a standard")] = ""
    draft: Annotated[Short, Field(description="the label of a draft")] = ""


class CommentWindow(Window):
    """Which comments."""

    round: Annotated[Short, Field(description="the address of a consultation")] = ""
    clause: Annotated[Short, Field(description="a clause's id, or its key in whatever draft")] = ""
    group: Annotated[Short, Field(description="the code of a stakeholder group", examples=["asm"])] = ""
    status: Annotated[Short, Field(description="what became of it; ``unanswered`` where nothing yet")] = ""
    changed: Annotated[Short, Field(description="the id of a clause that was changed because of them")] = ""
    decision: Annotated[Short, Field(description="the number of a decision that answers them")] = ""


# -- clauses -------------------------------------------------------------------------------------------------------


def readable_clauses(viewer: Viewer) -> QuerySet[Clause]:
    """Clauses of drafts that the viewer may read, with everything an item names."""
    rounds = Round.objects.visible_to(viewer).order_by("-opens_at")
    adoptions = Adoption.objects.filter(decision__in=Decision.objects.visible_to(viewer)).select_related("decision")
    said = Comment.objects.visible_to(viewer)
    answered = Disposition.objects.published().filter(comment__in=said).select_related("comment__round")
    return (
        Clause.objects.filter(draft__in=Draft.objects.visible_to(viewer).filter(rounds__in=rounds))
        .select_related("draft__standard")
        .prefetch_related(
            "translations",
            Prefetch("draft__rounds", rounds, to_attr="doors"),
            Prefetch("draft__adoptions", adoptions),
            Prefetch(
                "comments", said.select_related("round").order_by("number")[: links.MOST + 1], to_attr="first_said"
            ),
            Prefetch("caused_by", answered.order_by("comment__number")[: links.MOST + 1], to_attr="first_causes"),
        )
        .order_by("draft", "position", "pk")
    )


@clauses_router.get("", response=Page[ClauseShape], summary="Clauses, in the order of their draft")
def clauses(request: HttpRequest, window: Query[ClauseWindow]) -> dict[str, Any]:
    """Clauses of the drafts that have been put out for comment."""
    viewer = viewer_of(request)
    rows = readable_clauses(viewer)
    if window.round:
        through = Round.objects.visible_to(viewer).filter(slug=window.round)
        rows = rows.filter(draft__in=through.values("draft"))
    if window.standard:
        rows = rows.filter(draft__standard__code=window.standard)
    if window.draft:
        rows = rows.filter(draft__label=window.draft)
    with override(window.lang):
        return page_of(request, rows, window, lambda found: (clause_item(row, window.lang) for row in found))


@clauses_router.get("/{slug}/{key}", response=ClauseShape, summary="One clause")
def clause(request: HttpRequest, slug: str, key: str, lang: Language = "en") -> dict[str, Any]:
    """A clause as it was put out in one round."""
    viewer = viewer_of(request)
    through = Round.objects.visible_to(viewer).filter(slug=slug)
    found = readable_clauses(viewer).filter(draft__in=through.values("draft"), key=key).first()
    if found is None:
        raise Http404
    with override(lang):
        return clause_item(found, lang, slug=slug)


def clause_item(row: Clause, language: str, *, slug: str = "") -> dict[str, Any]:
    """One clause as data, with what was said of it and what came of it."""
    doors: list[Round] = row.draft.doors  # type: ignore[attr-defined]
    through = next((door for door in doors if door.slug == slug), doors[0])
    adopted = any(adoption.decision.published_at for adoption in row.draft.adoptions.all())
    here = links.to_clause(row, through)
    return {
        "id": here["id"],
        "status": "adopted" if adopted else "consulted",
        "url": here["url"],
        "language": row.draft.language,
        "key": row.key,
        "number": row.number,
        "heading": row.heading,
        "text": row.text,
        "body": row.body,
        "normative": row.is_normative,
        "standard": row.draft.standard.code,
        "draft": row.draft.label,
        "sha256": row.text_sha256,
        "translations": [
            {"language": t.language, "heading": t.heading, "text": t.body, "status": t.status}
            for t in row.translations.all()
        ],
        "links": clause_links(row, through, here),
    }


def clause_links(row: Clause, through: Round, here: links.Link) -> dict[str, list[links.Link]]:
    """What was said of it, what it was changed for, what came of it."""
    name, url = str(here["id"]), str(here["url"])
    caused_by = [answer.comment for answer in row.first_causes]  # type: ignore[attr-defined]
    return {
        **links.to_comments("comments", row.first_said, url=url, clause=name),  # type: ignore[attr-defined]
        **links.to_comments("caused_by", caused_by, url=url, changed=name),
        "decisions": [links.to_decision(adoption.decision) for adoption in row.draft.adoptions.all()],
        "draft": [links.to_draft(through)],
        "consultation": [links.to_round(through)],
        "standard": [links.to_standard(row.draft.standard)],
    }


SESSION = ("submission__session_record__session__group", "submission__session_record__session__organisation")

# -- comments ------------------------------------------------------------------------------------------------------


def readable_comments(viewer: Viewer) -> QuerySet[Comment]:
    """Comments that the viewer may read, with their answers and the decisions that answer them."""
    doors = Prefetch("changed_clause__draft__rounds", Round.objects.visible_to(viewer), to_attr="doors")
    answers = Disposition.objects.published().select_related("changed_clause__draft", "duplicate_of__round")
    decided = AnsweredComment.objects.filter(decision__in=Decision.objects.visible_to(viewer))
    return (
        Comment.objects.visible_to(viewer)
        .select_related("round", "clause", "submission__group", *SESSION)
        .prefetch_related(
            Prefetch("dispositions", answers.prefetch_related(doors), to_attr="answers_out"),
            Prefetch("decisions", decided.select_related("decision")),
            *files_for(viewer),
        )
        .order_by("round", "number", "pk")
    )


@comments_router.get("", response=Page[CommentShape], summary="Published comments, by number")
def comments(request: HttpRequest, window: Query[CommentWindow]) -> dict[str, Any]:
    """What was said, by whom, and what became of it."""
    viewer = viewer_of(request)
    rows = those_asked_for(readable_comments(viewer), window, viewer)
    with override(window.lang):
        return page_of(request, rows, window, comment_items)


def comment_items(found: Iterable[Comment]) -> Iterator[dict[str, Any]]:
    """A page of comments, with how many have put their names under each."""
    rows = list(found)
    cosigned = told_numbers([row.pk for row in rows])
    return (comment_item(row, cosigned.get(row.pk, 0)) for row in rows)


def clauses_named(name: str, viewer: Viewer) -> QuerySet[Clause]:
    """By a clause's id: the round through which it is read, and its key."""
    slug, _slash, key = name.partition("/")
    through = Round.objects.visible_to(viewer).filter(slug=slug)
    return Clause.objects.filter(draft__in=through.values("draft"), key=key)


def those_asked_for(rows: QuerySet[Comment], window: CommentWindow, viewer: Viewer) -> QuerySet[Comment]:
    """Every filter that was given; what leads on to a draft or a decision needs that it may be read."""
    if window.round:
        rows = rows.filter(round__slug=window.round)
    if "/" in window.clause:
        rows = rows.filter(clause__in=clauses_named(window.clause, viewer))
    elif window.clause:
        rows = rows.filter(clause__key=window.clause)
    if window.group:
        rows = rows.filter(submission__group__code=window.group)
    answered = Disposition.objects.published()
    if window.changed:
        rows = rows.filter(dispositions__in=answered.filter(changed_clause__in=clauses_named(window.changed, viewer)))
    if window.decision:
        decided = Decision.objects.visible_to(viewer).filter(number=window.decision)
        rows = rows.filter(decisions__decision__in=decided)
    if window.status == "unanswered":
        return rows.exclude(dispositions__in=answered)
    return rows.filter(dispositions__in=answered.filter(value=window.status)) if window.status else rows


@comments_router.get("/{slug}/{ref}", response=CommentShape, summary="One comment and its thread")
def comment(request: HttpRequest, slug: str, ref: str, lang: Language = "en") -> dict[str, Any]:
    """By the round's address and the comment's number, as in R1-0421."""
    number = ref.rpartition("-")[2]
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        raise Http404
    found = readable_comments(viewer_of(request)).filter(round__slug=slug, number=int(number)).first()
    if found is None or found.ref != ref:
        raise Http404
    with override(lang):
        return next(comment_items([found]))


def comment_item(row: Comment, cosigned: int) -> dict[str, Any]:
    """One comment as data; who said it is told by group only."""
    answer: Disposition | None = next(iter(row.answers_out), None)  # type: ignore[attr-defined]
    here, session = links.to_comment(row), session_of(row.submission)
    return {
        "id": here["id"],
        "status": answer.value if answer else "unanswered",
        "url": here["url"],
        "language": row.language,
        "ref": row.ref,
        "round": row.round.slug,
        "clause": row.clause.label if row.clause else "",
        "type": row.kind,
        "body": row.body,
        "proposed_change": row.proposed_change,
        "change": row.change_mode,
        "quote": row.quote,
        "line": row.line,
        "element": row.element,
        "justification": row.justification,
        "group": row.submission.group.code,
        "cosigned": cosigned,
        "session": session.as_data() if session else None,
        "files": files_of(row),
        "disposition": answer and answer_of(answer),
        "links": {
            "clause": [links.to_clause(row.clause, row.round)] if row.clause else [],
            "consultation": [links.to_round(row.round)],
            "decisions": [links.to_decision(answered.decision) for answered in row.decisions.all()],
            **dict(steps_from(answer)),
        },
    }


def answer_of(answer: Disposition) -> dict[str, Any]:
    """A disposition as data."""
    return {
        "value": answer.value,
        "reason": answer.reason,
        "language": answer.language,
        "published_at": answer.published_at,
    }


def steps_from(answer: Disposition | None) -> Iterator[tuple[str, list[links.Link]]]:
    """The clause that was changed, where the reader may read its draft; the comment that says the same."""
    changed = answer.changed_clause if answer else None
    doors: list[Round] = changed.draft.doors if changed else []  # type: ignore[attr-defined]
    yield "changed_clause", [links.to_clause(changed, doors[0])] if changed and doors else []
    same = answer.duplicate_of if answer else None
    yield "duplicate_of", [links.to_comment(same)] if same else []
