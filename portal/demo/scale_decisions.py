"""The made-up alliance's decisions: written as drafts, then sealed and published, as the triggers ask."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.utils.translation import override

from governance.models import Body, Decision, DecisionPage, GovernanceIndexPage, Option, Position, Seat
from portal import clock
from portal.members.models import StakeholderGroup, User
from portal.members.viewer import COMMITTEE
from portal.seals import seal

if TYPE_CHECKING:
    from portal.demo.scale_words import Filler


def make_body() -> Body:
    """One committee with a seat for each group."""
    group, _made = Group.objects.get_or_create(name=f"{COMMITTEE}scale")
    facts = {"prefix": "SCALE", "names": {"en": "Made-up committee"}, "group": group}
    body, made = Body.objects.get_or_create(slug="scale", defaults=facts)
    if made:
        day = clock.today() - timedelta(days=365)
        Seat.objects.bulk_create(Seat(body=body, group=g, starts_on=day) for g in StakeholderGroup.objects.all())
    return body


def make_decisions(*, count: int, filler: Filler, by: User) -> None:
    """In force, with options, positions and sealed words."""
    if not count:
        return
    body = make_body()
    seats = list(body.seats.all())
    shelf = GovernanceIndexPage.objects.get(locale__language_code="en")
    first = Decision.objects.filter(body=body).count() + 1
    for n in range(first, first + count):
        decision = Decision.objects.create(number=f"SCALE-{clock.today().year}-{n:04}", body=body, created_by=by)
        write_page(decision=decision, shelf=shelf, filler=filler, by=by)
        Option.objects.bulk_create(
            Option(decision=decision, position=k, titles={"en": filler.name(4)}, is_baseline=k == 0, is_chosen=k == 1)
            for k in range(3)
        )
        Position.objects.bulk_create(
            Position(decision=decision, seat=seat, group_id=seat.group_id, value="support", taken_by=by)
            for seat in seats
        )
        put_in_force(decision=decision, by=by)


def write_page(*, decision: Decision, shelf: GovernanceIndexPage, filler: Filler, by: User) -> None:
    words = {"plain_summary": filler.sentence(30), "cost_line": filler.words(8), "question": filler.sentence()}
    page = DecisionPage(title=filler.name(6), slug=decision.number.lower(), record=decision, live=False, **words)
    shelf.add_child(instance=page)
    with override("en"):
        page.save_revision(user=by)
        seal(page=page, record=decision.record_name, by=by)


def put_in_force(*, decision: Decision, by: User) -> None:
    now = clock.now()
    decision.state, decision.published_by = Decision.State.IN_FORCE, by
    decision.decided_at = decision.published_at = now
    decision.review_on = now.date() + timedelta(days=700)
    decision.result = {"passed": True, "reason": "Made up for measuring.", "checks": []}
    decision.save()
