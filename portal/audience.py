"""Who may read a record: the audience stands on the record itself, and visibility is a queryset.

Wagtail's page privacy is never asked, since it covers neither translations nor redirects.
"""

from __future__ import annotations

from typing import Self, TypeVar

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.members.viewer import Viewer


class Audience(models.TextChoices):
    """From widest to narrowest."""

    PUBLIC = "public", _("everybody")
    MEMBERS = "members", _("members of the alliance")
    BODY = "body", _("one body and the secretariat")


def readable(viewer: Viewer, prefix: str = "") -> Q:
    """The condition under which ``viewer`` may read a row whose audience fields stand behind ``prefix``."""
    if viewer.is_secretariat:
        return Q()
    condition = Q(**{f"{prefix}audience": Audience.PUBLIC})
    if viewer.is_member:
        condition |= Q(**{f"{prefix}audience": Audience.MEMBERS})
    if viewer.groups:
        condition |= Q(**{f"{prefix}audience": Audience.BODY, f"{prefix}audience_group__in": viewer.groups})
    return condition


Row = TypeVar("Row", bound=models.Model)


class AudienceQuerySet(models.QuerySet[Row]):
    """The door to every record that has an audience."""

    def within_audience(self, viewer: Viewer) -> Self:
        """Rows whose audience includes the viewer; each record's ``visible_to`` adds its own state."""
        return self.filter(readable(viewer))


class HasAudience(models.Model):
    """A record with an audience; ``audience_group`` is the Django group of the body."""

    audience = models.CharField(_("who may read it"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    audience_group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(audience=Audience.BODY, audience_group__isnull=False)
                | (~Q(audience=Audience.BODY) & Q(audience_group=None)),
                name="%(app_label)s_%(class)s_audience_names_its_body",
            )
        ]

    @property
    def audience_token(self) -> str:
        """The audience as search stores it: ``public``, ``members`` or ``g12``."""
        return f"g{self.audience_group_id}" if self.audience == Audience.BODY else self.audience
