"""What the groups think of words under review, before anybody decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from glossary import permissions
from glossary.checks import check_language
from glossary.models import ConceptVersion, Sounding
from portal import clock
from portal.members.viewer import look_at

if TYPE_CHECKING:
    from portal.members.models import Organisation, User

LONGEST = 4000


@transaction.atomic
def sound(
    *,
    by: User,
    version: ConceptVersion,
    organisation: Organisation,
    value: str,
    text: str = "",
    language: str = "en",
) -> Sounding:
    """One row each time: the last word of an organisation counts, the ones before it stay on record."""
    rows = ConceptVersion.objects.select_for_update(of=("self",), no_key=True).select_related("concept")
    version = rows.get(pk=version.pk)
    viewer = look_at(by)
    permissions.can_sound(viewer, version, organisation).or_refuse()
    check_sounding(value, text)
    check_language(language)
    text = "" if value == Sounding.Value.AGREE else text.strip()
    last = Sounding.objects.newest().filter(version=version, organisation=organisation).first()
    said = (value, text, organisation.group_id, by.pk)
    if last is not None and (last.value, last.text, last.group_id, last.given_by_id) == said:
        return last  # pressed twice
    sounding = Sounding.objects.create(
        version=version,
        organisation=organisation,
        group_id=organisation.group_id,
        value=value,
        text=text,
        language=language,
        given_at=clock.now(),
        given_by=by,
        is_written_down=organisation.pk not in viewer.delegate_of,
    )
    data = {"version": version.number, "organisation": organisation.pk, "value": value}
    log(version.concept, "glossary.sound", user=by, data=data)
    return sounding


def check_sounding(value: str, text: str) -> None:
    """A reservation or an objection says what it is about."""
    if value not in Sounding.Value.values:
        raise ValidationError({"value": _("Choose what the organisation thinks.")})
    if value != Sounding.Value.AGREE and not text.strip():
        raise ValidationError({"text": _("A reservation or an objection needs its words.")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("Write at most %(most)s characters.") % {"most": LONGEST}})
