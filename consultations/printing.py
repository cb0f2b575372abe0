"""A draft as PDF: made once for each text and language after somebody asks for it, kept under the hash of the words.

WeasyPrint and the libraries it needs are optional; where they are missing the page says so and offers the light page.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.cache import cache as shared
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import override
from django_tasks import task

from consultations.models import ClauseTranslation, Draft, Round
from consultations.plain import plain_rows
from consultations.titles import title_of
from portal.paper import bound, can_print

__all__ = ["can_print", "order", "stored_name"]
FOLDER = "drafts/pdf"
AGAIN = 10 * 60  # seconds after which one that was ordered may be ordered again


def stored_name(draft: Draft, language: str) -> str:
    """Where the file stands: another text, another translation, another correction is another file."""
    rows = ClauseTranslation.objects.filter(clause__draft=draft, language=language).order_by("clause_id")
    facts: list[Any] = [draft.pk, draft.sha256, language, list(draft.corrections.values_list("sha256", flat=True))]
    if language != draft.language:
        facts += list(rows.values_list("clause_id", "status", "source_sha256", "heading", "body"))
    elif not draft.sha256:
        facts += list(draft.clauses.values_list("position", "key", "number", "text_sha256"))
    return f"{FOLDER}/{hashlib.sha256(repr(facts).encode()).hexdigest()}.pdf"


def order(round: Round, language: str) -> None:
    """Asks the worker for it, once in a while."""
    draft: Any = round.draft
    if shared.add(f"pdf:{stored_name(draft, language)}", 1, AGAIN):
        print_draft.enqueue(round.pk, language)


@task()
def print_draft(round: int, language: str) -> str:
    """Makes the file, unless somebody else's order made it meanwhile."""
    row = Round.objects.select_related("draft__standard").get(pk=round)
    draft: Any = row.draft
    name = stored_name(draft, language)
    if not storages["private"].exists(name):
        storages["private"].save(name, ContentFile(pdf_of(row, language)))
    return name


def pdf_of(round: Round, language: str) -> bytes:
    """The bytes; nothing is fetched while it is made."""
    draft: Any = round.draft
    with override(language):
        title = title_of(round)
        closes = date_format(round.local(round.closes_at), "DATETIME_FORMAT")
        context = {"round": round, "draft": draft, "title": title, "closes": closes}
        context["rows"] = plain_rows(draft, language)
        page = render_to_string("consultations/print.html", context)
    return bound(page, "portal/print.css")
