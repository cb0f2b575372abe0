"""Where a fixed draft was corrected in public: at each clause what it should have read, when it was said and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from consultations.models import Clause, Draft
from portal.differences import redline


@dataclass
class Correction:
    """One correction of one clause."""

    draft: Draft
    old_heading: str
    old: str
    clause: Clause

    @property
    def text(self) -> SafeString:
        """As it was fixed and as it should have read, both at once."""
        return redline(self.old, self.clause.text)

    @property
    def heading(self) -> SafeString | None:
        """The same of the heading, where that was wrong."""
        return redline(self.old_heading, self.clause.heading) if self.old_heading != self.clause.heading else None


def versions_of(draft: Draft) -> list[Draft]:
    """The minor versions of a draft, in their order; one query."""
    return list(Draft.objects.filter(corrects=draft).order_by("pk"))


def corrections_of(versions: Sequence[Draft], clauses: Collection[Clause]) -> dict[str, list[Correction]]:
    """Key → what was corrected in that clause, one after the other; one query where anything was."""
    if not versions or not clauses:
        return {}
    by_pk = {version.pk: version for version in versions}
    said = {clause.key: (clause.heading, clause.text) for clause in clauses}
    found: dict[str, list[Correction]] = {}
    for clause in Clause.objects.filter(draft__in=by_pk, key__in=said).order_by("draft_id"):
        heading, text = said[clause.key]
        if (clause.heading, clause.text) != (heading, text):
            found.setdefault(clause.key, []).append(Correction(by_pk[clause.draft_id], heading, text, clause))
            said[clause.key] = (clause.heading, clause.text)
    return found
