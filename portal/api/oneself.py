"""What a person's own program reads of that person: with a token, and with nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Query, Router
from ninja.errors import HttpError

from consultations import receipts
from consultations.models import Answer, Clause, Comment, Disposition, Submission, UnsentResponse
from portal.api import links
from portal.api.consultations import answer_of
from portal.api.own_shapes import Begun, Person, Response
from portal.api.shapes import Page, Window, page_of
from portal.members.models import Membership, ReadingToken

COMMITTEE = Submission.Confidentiality.COMMITTEE


class Token:
    """The token that the door has let in; cookies are nothing here."""

    openapi_security_schema = None

    def __call__(self, request: HttpRequest) -> ReadingToken | None:
        request.is_about_oneself = True  # type: ignore[attr-defined]
        return getattr(request, "token", None)


router = Router(tags=["oneself"], auth=Token())
NEEDED = {"openapi_extra": {"security": [{"Token": []}]}}


def token_of(request: HttpRequest) -> ReadingToken:
    """The token, where it opens what the person said."""
    token: ReadingToken = request.token  # type: ignore[attr-defined]
    if not token.opens_responses:
        raise HttpError(403, _("This token does not open what you said."))
    return token


@router.get("", response=Person, summary="Whose token it is, and what it opens", **NEEDED)
def oneself(request: HttpRequest) -> dict[str, Any]:
    """To try a token with."""
    token: ReadingToken = request.token  # type: ignore[attr-defined]
    opens = {"records": token.opens_records, "responses": token.opens_responses}
    rows = Membership.objects.confirmed().filter(user=token.user).for_lists() if token.opens_records else []
    return {
        "name": token.user.display_name,
        "language": token.user.language,
        "organisations": [
            {"organisation": row.organisation.name, "role": row.role, "group": row.organisation.group.code}
            for row in rows
        ],
        "token": {
            "name": token.name,
            "opens": [name for name, is_open in opens.items() if is_open],
            "ends_at": token.ends_at,
        },
        "links": {
            name: [links.link(name, name, f"{links.ROOT}/me/{name}", reverse("members:account"))]
            for name in ("responses", "drafts")
            if token.opens_responses
        },
    }


@router.get("/responses", response=Page[Response], summary="What you have sent, the newest first", **NEEDED)
def own_responses(request: HttpRequest, window: Query[Window]) -> dict[str, Any]:
    """Your responses with their receipts, and what became of each comment."""
    answers_out = Prefetch("dispositions", Disposition.objects.published(), to_attr="answers_out")
    said = Comment.objects.filter(replaced_at=None).select_related("round", "clause").order_by("number", "pk")
    answered = Answer.objects.select_related("question").order_by("question__position", "pk")
    rows = (
        Submission.objects.filter(identity__user=token_of(request).user)
        .select_related("round", "organisation")
        .prefetch_related(
            Prefetch("comments", said.prefetch_related(answers_out), to_attr="said"),
            Prefetch("answers", answered, to_attr="answered"),
        )
        .order_by("-sent_at", "-pk")
    )
    with override(window.lang):
        return page_of(request, rows, window, lambda found: map(sent, found))


def sent(row: Any) -> dict[str, Any]:
    """One response; of what is for the committee only, how much there is."""
    code = receipts.code_for(row.idempotency_key)
    code = code if receipts.stored_code(code) == row.receipt_sha256 else ""
    closed = row.confidentiality == COMMITTEE
    comments = [comment for comment in row.said if not (closed or comment.committee_only)]
    answers = [answer for answer in row.answered if not (closed or answer.committee_only)]
    return {
        "id": f"{row.round.slug}/{row.number}",
        "status": "withdrawn" if row.withdrawn_at else row.screening,
        "url": reverse("consultations:receipt", args=[code]) if code else row.round.get_absolute_url(),
        "language": row.language,
        "round": row.round.slug,
        **{name: getattr(row, name) for name in ("sent_at", "changed_at", "withdrawn_at", "confidentiality")},
        "organisation": row.organisation.name if row.organisation else row.organisation_name,
        "sha256": row.content_sha256,
        "receipt": code,
        "comments": [comment_of(comment) for comment in comments],
        "answers": [{"question": str(answer.question_id), "value": answer.value} for answer in answers],
        "unshown": len(row.said) + len(row.answered) - len(comments) - len(answers),
        "links": {"consultation": [links.to_round(row.round)]},
    }


def comment_of(row: Any) -> dict[str, Any]:
    """One comment with its published answer."""
    return {
        "ref": row.ref,
        "clause": row.clause.key if row.clause else "",
        "type": row.kind,
        "body": row.body,
        "proposed_change": row.proposed_change,
        "justification": row.justification,
        "disposition": answer_of(row.answers_out[0]) if row.answers_out else None,
    }


@router.get("/drafts", response=Page[Begun], summary="What you have begun and not sent", **NEEDED)
def own_drafts(request: HttpRequest, window: Query[Window]) -> dict[str, Any]:
    """Responses that wait to be sent, the last touched first."""
    rows = UnsentResponse.objects.filter(user=token_of(request).user).select_related("round")
    with override(window.lang):
        return page_of(request, rows.order_by("-saved_at", "-pk"), window, begun)


def begun(rows: list[UnsentResponse]) -> Iterator[dict[str, Any]]:
    """Their words, as far as they are for more than the committee; clauses that are gone are named no more."""
    keys = {said.get("clause") for row in rows for said in row.words.get("comments", [])}
    known = set(Clause.objects.filter(key__in=[key for key in keys if key]).values_list("key", flat=True))
    for row in rows:
        comments, answers = row.words.get("comments", []), row.words.get("answers") or {}
        closed = (row.words.get("who") or {}).get("confidentiality") == COMMITTEE
        shown = [said for said in comments if not (closed or said.get("committee_only"))]
        told = {pk: said for pk, said in answers.items() if not (closed or (said or {}).get("committee_only"))}
        yield {
            "id": str(row.key),
            "status": "changing" if row.changes_id else "begun",
            "url": reverse("consultations:respond", args=[row.round.slug]),
            "language": row.language,
            "round": row.round.slug,
            "started_at": row.started_at,
            "saved_at": row.saved_at,
            "comments": [begun_comment(said, known) for said in shown],
            "answers": [{"question": str(pk), "value": said} for pk, said in told.items()],
            "unshown": len(comments) + len(answers) - len(shown) - len(told),
            "links": {"consultation": [links.to_round(row.round)]},
        }


def begun_comment(said: dict[str, Any], known: set[str]) -> dict[str, str]:
    """As it was typed."""
    texts = {name: str(said.get(name) or "") for name in ("type", "body", "proposed_change", "justification")}
    clause = str(said.get("clause") or "")
    return texts | {"clause": clause if clause in known else ""}
