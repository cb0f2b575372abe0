"""What every group has said of a version so far; whoever has not answered is named as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from glossary.models import ConceptVersion, Sounding
from portal.members.models import StakeholderGroup

GRAVEST = (Sounding.Value.OBJECT, Sounding.Value.RESERVATION, Sounding.Value.AGREE)


@dataclass(frozen=True)
class Side:
    """One group: the gravest thing any of its organisations said stands for it, as in a decision."""

    group: StakeholderGroup
    said: list[Sounding] = field(default_factory=list)

    @property
    def value(self) -> str:
        """Nothing where nobody has answered."""
        values = {row.value for row in self.said}
        return next((str(value) for value in GRAVEST if value in values), "")

    @property
    def in_words(self) -> list[Sounding]:
        """Reservations and objections, each in its own words."""
        return [row for row in self.said if row.text]


def sides_of(version: ConceptVersion, groups: Sequence[StakeholderGroup] | None = None) -> list[Side]:
    """Every group in use, and any other that has spoken; a query, and one for the groups where nobody knows them."""
    said: defaultdict[int, list[Sounding]] = defaultdict(list)
    rows = version.soundings.newest().select_related("group", "organisation")  # type: ignore[attr-defined]
    for row in rows.order_by("group__position", "organisation__name"):
        said[row.group_id].append(row)
    groups = StakeholderGroup.objects.order_by("position", "pk") if groups is None else groups
    return [Side(group, said[group.pk]) for group in groups if group.is_active or group.pk in said]
