"""Words of a record: written on its Wagtail page, one page a language, and sealed when the record is closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from governance.models import Body, BodyPage, Decision, DecisionPage, GovernanceIndexPage, TradeOff, TradeOffPage
from governance.permissions import can_translate
from governance.words import prose
from portal.members.languages import SOURCE
from portal.members.viewer import look_at
from portal.planting import add_page
from portal.seals import seal_all
from portal.translating import write_translation

PAGES: dict[type, type] = {Decision: DecisionPage, TradeOff: TradeOffPage, Body: BodyPage}
PROSE_FIELDS = ("context", "rationale", "body", "mandate")


def only(given: Mapping[str, Any], *known: str) -> None:
    """A misspelt keyword is a mistake, not a silence."""
    if unknown := sorted(set(given) - set(known)):
        raise TypeError(f"unknown keywords: {unknown}")


def checked(words: Mapping[str, Any]) -> dict[str, Any]:
    """Prose as blocks, the rest as it is."""
    return {name: prose(value) if name in PROSE_FIELDS else value for name, value in words.items()}


def plant_page(*, record: Any, slug: str, by: Any, **words: Any) -> Any:
    """The draft page of a new record in the source language, with its aliases. In the caller's transaction."""
    shelf = GovernanceIndexPage.objects.filter(locale__language_code=SOURCE).first()
    if shelf is None:
        raise ValidationError(_("The page tree is missing: run “manage.py plant”."))
    page = PAGES[type(record)](record=record, slug=slugify(slug), live=False, locale=shelf.locale, **checked(words))
    with override(SOURCE):
        add_page(parent=shelf, page=page)
        page.save_revision(user=by)
    return page


def write(*, record: Any, language: str, by: Any, **words: Any) -> Any:
    """A new draft of the words in one language. In the caller's transaction."""
    with override(SOURCE):
        source = record.pages.get(locale__language_code=SOURCE)
        draft = write_translation(page=source, language=language, **checked(words))
        if not draft.live:  # lists show the row
            draft.save(clean=False)
        draft.save_revision(user=by)
    return draft


def seal_words(*, record: Any, by: Any) -> None:
    """Every language that has words of its own and is not sealed yet."""
    pages = list(record.pages.filter(alias_of=None, sealed_words=None).select_related("locale").order_by("pk"))
    seal_all(pages=pages, record=record.record_name, by=by)


@transaction.atomic
def translate(*, by: Any, record: Decision | TradeOff | Body, language: str, **words: Any) -> None:
    """Words in another language; after publication they are sealed at once, as one more row."""
    can_translate(look_at(by), record).or_refuse()
    if language == SOURCE:
        raise ValidationError(_("The source language is edited, not translated."))
    if not words.get("title"):
        raise ValidationError({"title": _("Write a title.")})
    if record.is_sealed and record.pages.filter(locale__language_code=language, sealed_words__isnull=False).exists():
        raise ValidationError(_("These words are sealed in this language already."))
    draft = write(record=record, language=language, by=by, **words)
    if record.is_sealed:
        seal_words(record=record, by=by)
    elif isinstance(record, Body):
        publish_page(draft=draft, by=by)
    log(record, "governance.translate", user=by, data={"language": language})


def publish_page(*, draft: Any, by: Any) -> None:
    """For words that are no evidence: a body's own page."""
    with override(SOURCE):
        draft.save_revision(user=by).publish(user=by, skip_permission_checks=True)
