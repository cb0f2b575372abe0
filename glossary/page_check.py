"""The term check in the editor of pages: told beside "saved", never in the way of saving."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.db.models import TextField
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from glossary.term_check import SAYS, Finding, findings_in

SPOKEN_OF = ("not_agreed", "deprecated", "superseded", "withdrawn")  # pages name people and places: no hint on those


def texts_of(page: Page) -> Iterator[str]:
    """Plain texts and rich texts, as HTML."""
    for field in page._meta.get_fields():
        value = getattr(page, field.name, None) if isinstance(field, TextField | StreamField) else None
        if isinstance(field, StreamField):
            yield from (block.value.source for block in value or () if isinstance(block.value, RichText))
        elif isinstance(value, str) and value:
            yield escape(value)


def findings_on(page: Page) -> list[Finding]:
    """What the page says in words that are not agreed or no longer in use."""
    language = page.locale.language_code
    found = [one for text in texts_of(page) for one in findings_in(text, language) if one.kind in SPOKEN_OF]
    return list(dict.fromkeys(found))


def tell_editor(request: HttpRequest, page: Page) -> None:
    """After saving: each of the words with what is wrong, and what to say instead."""
    said = [sentence(one) for one in findings_on(page.specific.get_latest_revision_as_object())]
    if said:
        messages.warning(request, _("Terms to look at: %(terms)s.") % {"terms": "; ".join(said)})


def sentence(finding: Finding) -> str:
    """“forced labor” is a name to avoid (forced labour)."""
    told = f"“{finding.words}” {SAYS[finding.kind]}"
    return f"{told} ({finding.instead})" if finding.instead else told
