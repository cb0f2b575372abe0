"""What became of each clause: proposed whenever a draft changes, confirmed or corrected by a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.lineage import proposed
from consultations.models import Clause, ClauseLineage, Draft
from consultations.permissions import can_record_lineage
from portal import clock
from portal.members.viewer import look_at

Kind = ClauseLineage.Kind
SEVERAL = (Kind.SPLIT, Kind.MERGED)


def propose_lineage(*, draft: Draft) -> None:
    """Proposes anew all that nobody has confirmed yet; part of whatever changes a draft."""
    if draft.previous_id is None:
        return
    rows = lineage_of(draft)
    rows.filter(confirmed_at=None).delete()
    said = list(rows.values_list("before", "after"))
    settled = {pk for pair in said for pk in pair}
    before = Clause.objects.filter(draft=draft.previous_id).exclude(pk__in=settled).order_by("position")
    after = draft.clauses.exclude(pk__in=settled).order_by("position")
    links = proposed(list(before), list(after))
    ClauseLineage.objects.bulk_create(
        [ClauseLineage(before=link.before, after=link.after, kind=link.kind) for link in links], batch_size=500
    )


def lineage_of(draft: Draft) -> Any:
    """Every link between a draft and the one before."""
    return ClauseLineage.objects.filter(
        Q(after__draft=draft) | Q(after=None, before__draft=draft.previous_id, before__draft__isnull=False)
    )


@transaction.atomic
def record_lineage(*, by: Any, before: Clause | None, after: Clause | None, kind: str) -> ClauseLineage:
    """A person says what became of a clause; what else was said of the same two is replaced."""
    can_record_lineage(look_at(by)).or_refuse()
    check(before, after, kind)
    others = ClauseLineage.objects.none()
    for end, name in ((before, "before"), (after, "after")):
        if end is not None:
            others |= ClauseLineage.objects.filter(**{name: end})
    if kind in SEVERAL:
        others = others.filter(Q(before=None) | Q(after=None) | ~Q(kind__in=SEVERAL))
    drafts = drafts_of(before, after)
    others.exclude(before=before, after=after).delete()
    lineage, _made = ClauseLineage.objects.update_or_create(
        before=before,
        after=after,
        defaults={"kind": kind, "confirmed_at": clock.now(), "confirmed_by": by},
    )
    for draft in drafts:
        fill_in(draft=draft)
    log(instance=after or before, action="consultations.record_lineage", user=by, data={"kind": kind})
    return lineage


def check(before: Clause | None, after: Clause | None, kind: str) -> None:
    """What no link may be."""
    if before is None and after is None:
        raise ValidationError(_("Say which clause it was, or which it became."))
    if kind not in Kind.values or (before is None) != (kind == Kind.NEW) or (after is None) != (kind == Kind.GONE):
        raise ValidationError(_("A clause is new without one before, taken out without one after, and else both."))
    if before is not None and after is not None and after.draft.previous_id != before.draft_id:
        raise ValidationError(_("Both clauses have to stand in drafts that follow each other."))


def drafts_of(before: Clause | None, after: Clause | None) -> list[Draft]:
    """The later of the two drafts; of a clause that was taken out every draft that came after it."""
    if after is not None:
        return [after.draft]
    return list(before.draft.next_drafts.all()) if before is not None else []


def fill_in(*, draft: Draft) -> None:
    """No clause of the two drafts without a link: what nothing is said of is new, or taken out."""
    loose = draft.clauses.filter(lineage_from=None)
    gone = Clause.objects.filter(draft=draft.previous_id, lineage_to=None) if draft.previous_id else []
    rows = [ClauseLineage(before=None, after=clause, kind=Kind.NEW) for clause in loose]
    rows += [ClauseLineage(before=clause, after=None, kind=Kind.GONE) for clause in gone]
    ClauseLineage.objects.bulk_create(rows)


@transaction.atomic
def confirm_lineage(*, by: Any, draft: Draft, ids: Iterable[int]) -> int:
    """A person has looked at these proposals and found them right."""
    can_record_lineage(look_at(by)).or_refuse()
    rows = lineage_of(draft).filter(pk__in=list(ids), confirmed_at=None)
    count = rows.update(confirmed_at=clock.now(), confirmed_by=by)
    log(instance=draft, action="consultations.confirm_lineage", user=by, data={"links": count})
    return count
