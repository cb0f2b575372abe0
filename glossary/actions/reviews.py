"""Agreed words are looked at again, and found to hold; what no longer holds becomes a new version."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from glossary import permissions
from glossary.actions.news import note_news
from glossary.checks import check_language
from glossary.models import ConceptVersion, Reconfirmation, TermNews
from portal import clock
from portal.members.viewer import look_at

if TYPE_CHECKING:
    from portal.members.models import User

REVIEW_YEARS, FURTHEST = 3, 10  # when agreed words are looked at again, and the latest day anybody may choose


def later(day: date, years: int) -> date:
    """The same day, so many years on; 28 February for the 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


@transaction.atomic
def reconfirm(
    *, by: User, version: ConceptVersion, note: str, next_on: date | None = None, language: str = "en"
) -> Reconfirmation:
    """The words stay as they are; what was looked at is published, and the next date is set."""
    version = ConceptVersion.objects.select_related("concept").get(pk=version.pk)
    permissions.can_reconfirm(look_at(by), version).or_refuse()
    check_language(language)
    if not note.strip():
        raise ValidationError({"note": _("Say what was looked at: it is published.")})
    day = next_on or later(clock.today(), REVIEW_YEARS)
    if not clock.today() < day <= later(clock.today(), FURTHEST):
        raise ValidationError({"next_on": _("Choose a day to come, within ten years.")})
    row = Reconfirmation.objects.create(
        version=version, confirmed_at=clock.now(), confirmed_by=by, note=note.strip(), language=language, next_on=day
    )
    version.review_on = day
    version.save(update_fields=["review_on"])
    note_news(version, TermNews.Event.RECONFIRMED)
    log(version.concept, "glossary.reconfirm", user=by, data={"version": version.number, "next_on": day.isoformat()})
    return row
