"""What the page of a response shows: its comments on their clauses, its questions, what will be published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations.actions.continuing import code_of
from consultations.files_shown import of_unsent
from consultations.forms.respond import RespondForm
from consultations.joint import Position, hands_of
from consultations.models import Attachment, Clause, Comment, Hand, Round, UnsentResponse
from consultations.models.unsent import KEPT_AFTER_CLOSE
from consultations.proposals import difference
from consultations.said import said_in
from consultations.titles import title_of
from consultations.two_windows import fingerprint
from consultations.views.comments import crumbs_to
from consultations.will_be_read import will_be_read
from portal.members.models import Sector, StakeholderGroup

ANCHORS = {  # where the page goes on after a button
    "code": "along",
    "link": "along",
    "edit": "comment",
    "difference": "comment",
    "add": "comments",
    "drop": "comments",
    "attach": "files",
    "attach_answer": "questions",
    "drop_file": "files",
    "questions": "questions",
    "published": "published",
}


def written(
    round: Round,
    rows: list[dict[str, Any]],
    language: str,
    hands: Mapping[str, list[Hand]] | None = None,
    files: Mapping[Any, list[Attachment]] | None = None,
) -> list[dict[str, Any]]:
    """Comments of the response with the clauses they are on, and whose hand they are in; one query."""
    keys = [row.get("clause") for row in rows if row.get("clause")]
    clauses = {clause.key: clause for clause in Clause.objects.filter(draft=round.draft_id, key__in=keys)}
    kinds = dict(Comment.Kind.choices)
    told_of = [told(row, clauses.get(row.get("clause")), str(kinds.get(row.get("type", ""), ""))) for row in rows]
    hands, files = hands or {}, files or {}
    here = {row["id"]: files.get(row["id"], []) for row in rows}
    return [
        {
            **row,
            "language": language,
            "hands": hands.get(row["id"], []),
            "files": here[row["id"]],
            "public_files": [one for one in here[row["id"]] if not one.committee_only],
        }
        for row in told_of
    ]


def written_in(response: UnsentResponse) -> str:
    """The language that its writer has chosen, or began in."""
    return str((response.words or {}).get("language") or response.language)


def told(row: dict[str, Any], clause: Clause | None, kind: str) -> dict[str, Any]:
    """One comment of the response as it will read."""
    said = {"mode": row.get("change_mode", ""), "quote": row.get("quote", "")}
    shown = difference(clause, proposed=row.get("proposed_change", ""), **said)
    return {**row, "clause": clause, "kind": kind, "difference": shown, "was": fingerprint(row)}


def whole(
    round: Round, response: UnsentResponse, form: RespondForm, *, signed_in: Any, position: Position | None = None
) -> dict[str, Any]:
    """The open page."""
    words = response.words or {}
    group = StakeholderGroup.objects.filter(code=words.get("group")).first() if words.get("group") else None
    sector = Sector.objects.filter(code=words.get("sector")).first() if words.get("sector") else None
    hands, files = hands_of(response), of_unsent(response)
    language = written_in(response)
    comments = written(round, words.get("comments", []), language, hands, files)
    answers = said_in(response).answers if words.get("answers") or files else []
    stand = {"group": group, "sector": sector, "signed_in": signed_in, "position": position}
    asked = {own: form.asked(own=own, group=group, sector=sector, hands=hands, files=files) for own in (True, False)}
    return {
        "round": round,
        "form": form,
        "response": response if response.pk else None,
        "code": code_of(response) if response.pk else "",
        "crumbs": crumbs_to(round, (_("My response"), "")),
        "position": position,
        "group": group,
        "own": asked[True],
        "others": asked[False],
        "comments": comments,
        "written_in": language,
        "files": files.get("", []),
        "public_files": [one for one in files.get("", []) if not one.committee_only],
        "answers": [(answer, files.get(answer.question.pk, [])) for answer in answers],
        "will": will_be_read(response, comments=comments, answers=answers, **stand),
        "signed_in": signed_in,
        "named": round.anonymity == Round.Anonymity.NAMED,
        "kept_days": KEPT_AFTER_CLOSE.days,
    }


def sent(position: Position) -> dict[str, Any]:
    """The page of a position that has been sent: when, and where its receipt is."""
    crumbs = crumbs_to(position.round, (position.organisation.name, ""))
    return {"position": position, "round": position.round, "sent": position.sent, "crumbs": crumbs}


def kept(round: Round, response: UnsentResponse | None, data: QueryDict) -> dict[str, Any]:
    """What was written, for a page on which nothing can be sent any more."""
    words, language = (response.words, written_in(response)) if response else ({}, get_language() or "en")
    texts = [data.get(name, "") for name in ("body", "proposed_change", "quote", "justification")]
    for given in (words.get("answers") or {}).values():
        texts += [given.get("text"), given.get("remedy")]
    texts += [value for name, value in data.items() if name.startswith("q") and not response]
    return {
        "round": round,
        "title": title_of(round),
        "crumbs": [
            (_("Consultations"), reverse("consultations:index")),
            (title_of(round), reverse("consultations:round", args=[round.slug])),
            (_("My response"), ""),
        ],
        "comments": written(round, words.get("comments", []), language),
        "written_in": language,
        "texts": [text for text in texts if text],
    }
