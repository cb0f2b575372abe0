"""How each group says it, in its own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from glossary import permissions
from glossary.formats.tags import LANGUAGE
from glossary.models import Concept, GroupPhrasing
from portal import clock
from portal.members.viewer import look_at
from portal.signals import tell

if TYPE_CHECKING:
    from portal.members.models import StakeholderGroup, User


@transaction.atomic
def record_phrasing(
    *,
    by: User | None,
    concept: Concept,
    group: StakeholderGroup,
    language: str,
    text: str,
    attribution: str = "",
    definition: str = "",
) -> GroupPhrasing:
    """One phrasing a group and language; a new one takes the place of the old."""
    permissions.can_record_phrasing(look_at(by), concept).or_refuse()
    if not text.strip():
        raise ValidationError(_("Write down what they say."))
    if not LANGUAGE.fullmatch(language):
        message = _("“%(language)s” is no language tag. Write one like en, fr or es-MX.")
        raise ValidationError(message % {"language": language})
    phrasing, _made = GroupPhrasing.objects.update_or_create(
        concept=concept,
        group=group,
        language=language,
        defaults={
            "text": text.strip(),
            "definition": definition.strip(),
            "attribution": attribution.strip(),
            "recorded_at": clock.now(),
            "imported_by": None,
        },
    )
    log(concept, "glossary.record_phrasing", user=by, data={"group": group.code, "language": language})
    tell(Concept, [concept.pk])
    return phrasing


@transaction.atomic
def remove_phrasing(*, by: User | None, phrasing: GroupPhrasing) -> None:
    """What was recorded in error, or what the group no longer says; the log keeps that it was there, not its words."""
    permissions.can_record_phrasing(look_at(by), phrasing.concept).or_refuse()
    data = {"group": phrasing.group.code, "language": phrasing.language}
    log(phrasing.concept, "glossary.remove_phrasing", user=by, data=data)
    concept = phrasing.concept_id
    phrasing.delete()
    tell(Concept, [concept])
