"""The same page in another language: an alias becomes a page of its own when it gets its own words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Locale, Page

from portal.members.languages import SOURCE


def page_in(page: Page, language: str) -> Page:
    """The page's counterpart in ``language``, made where there is none; in the caller's transaction."""
    locale = Locale.objects.filter(language_code=language).first()
    if locale is None:
        raise ValidationError(_("The site has no language “%(language)s”.") % {"language": language})
    there = type(page).objects.filter(translation_key=page.translation_key, locale=locale).first()
    if there is None:
        return page.copy_for_translation(locale, copy_parents=True)
    if there.alias_of_id:
        with override(SOURCE):  # Wagtail stores the log's words
            ConvertAliasPageAction(there).execute(skip_permission_checks=True)
        there.refresh_from_db()
    return there


def write_translation(*, page: Page, language: str, **words: Any) -> Page:
    """A draft of the page's words in ``language``, not saved yet: the caller saves the revision."""
    draft: Page = page_in(page, language).get_latest_revision_as_object()
    for name, value in words.items():
        setattr(draft, name, value)
    return draft
