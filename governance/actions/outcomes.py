"""The end of a decision: published or returned. The result is computed, never typed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.models import Draft
from glossary.actions import agree
from glossary.models import Agreement, Concept
from glossary.words import GroupAgreement
from governance.actions.wording import seal_words
from governance.counting import counted, current_positions, seats_of
from governance.emails import comment_answered
from governance.guards import for_publication
from governance.models import Decision, Position, Seat
from governance.permissions import can_publish_decision, can_return_decision
from portal import clock
from portal.members.viewer import look_at
from portal.signals import tell


def for_update(decision: Decision) -> Decision:
    """The row as it stands now, held until the end of the transaction."""
    return Decision.objects.select_for_update(of=("self",)).select_related("body", "supersedes").get(pk=decision.pk)


def months_later(day: date, months: int) -> date:
    """The same day, so many months on; the last of the month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(day)


@transaction.atomic
def publish_decision(*, by: Any, decision: Decision) -> Decision:
    """Computes the result, seals the words, agrees the terms, replaces what it supersedes: all or nothing."""
    decision = for_update(decision)
    can_publish_decision(look_at(by), decision).or_refuse()
    if missing := for_publication(decision):
        raise ValidationError([str(one.message) for one in missing])
    result, record = counted(decision)
    if not result.passed:
        raise ValidationError(_("It %(result)s. Return it to the body.") % {"result": result.reason})
    decision.result = record
    decision.state = Decision.State.IN_FORCE
    decision.decided_at = decision.published_at = clock.now()
    decision.published_by = by
    decision.effective_on = decision.effective_on or clock.today()
    decision.review_on = decision.review_on or months_later(clock.today(), decision.body.review_months)
    decision.save()
    seal_words(record=decision, by=by)
    log(decision, "governance.publish_decision", user=by, data={"passed": True})
    supersede(decision=decision, by=by)
    put_in_force(decision=decision, by=by)
    tell_commenters(decision=decision)
    tell(Decision, [decision.pk])
    return decision


@transaction.atomic
def return_decision(*, by: Any, decision: Decision, reason: str = "") -> Decision:
    """Back to the body, with its result and for everybody to see. What comes next is a new decision, a new number."""
    decision = for_update(decision)
    can_return_decision(look_at(by), decision).or_refuse()
    result, record = counted(decision)
    if result.passed and not reason.strip():
        raise ValidationError({"reason": _("It would pass: say why it is returned all the same.")})
    decision.result = record | {"returned_because": reason.strip()}
    decision.state = Decision.State.RETURNED
    decision.returned_at = clock.now()
    decision.supersedes = None  # somebody else may replace the old one now
    decision.save()
    seal_words(record=decision, by=by)
    log(decision, "governance.return_decision", user=by, data={"reason": reason})
    tell(Decision, [decision.pk])
    return decision


def supersede(*, decision: Decision, by: Any) -> None:
    """The one it replaces knows its successor in the same instant."""
    old = decision.supersedes
    if old is None:
        return
    if Decision.objects.filter(pk=old.pk, state=Decision.State.IN_FORCE).update(state=Decision.State.SUPERSEDED) != 1:
        raise ValidationError(_("%(number)s is no longer in force.") % {"number": old.number})
    log(old, "governance.supersede", user=by, data={"by": decision.number})
    tell(Decision, [old.pk])


def put_in_force(*, decision: Decision, by: Any) -> None:
    """Terms become agreed, with what each group said; drafts become what holds."""
    adoptions = list(decision.adoptions.select_related("version__concept", "draft"))
    versions = [adoption.version for adoption in adoptions if adoption.version is not None]
    if versions:
        said = agreements_of(decision)
        for version in versions:
            agree(by=by, version=version, decision_number=decision.number, agreements=said)
        tell(Concept, [version.concept_id for version in versions])
    drafts = [adoption.draft_id for adoption in adoptions if adoption.draft_id]
    if drafts:
        tell(Draft, drafts)


def agreements_of(decision: Decision) -> list[GroupAgreement]:
    """What each group said, from the positions of its seats; a group without any position is absent."""
    positions = current_positions(decision)
    by_group: dict[Any, list[Seat]] = defaultdict(list)
    for seat in seats_of(decision):
        by_group[seat.group].append(seat)
    return [group_agreement(group, [positions.get(seat.pk) for seat in seats]) for group, seats in by_group.items()]


def group_agreement(group: Any, said: list[Position | None]) -> GroupAgreement:
    """The gravest thing its seats said: objection, reservation, agreement, abstention, nothing."""
    taken = [position for position in said if position is not None and position.value != Position.Value.RECUSE]
    against = [position for position in taken if position.value == Position.Value.OBJECT]
    ways = [p for p in taken if p.value in (Position.Value.SUPPORT, Position.Value.NO_OBJECTION)]
    reserved = [position for position in ways if position.comment]
    for value, rows, words in (
        (Agreement.Value.OBJECT, against, lambda p: p.reason),
        (Agreement.Value.RESERVATION, reserved, lambda p: p.comment),
        (Agreement.Value.AGREE, ways, lambda p: ""),
        (Agreement.Value.ABSTAIN, taken, lambda p: p.comment or p.reason),
    ):
        if rows:
            text = "\n\n".join(filter(None, (words(position) for position in rows)))
            return GroupAgreement(group, value, text, rows[0].language, rows[-1].taken_at)
    return GroupAgreement(group, Agreement.Value.ABSENT, "", "en", clock.now())


def tell_commenters(*, decision: Decision) -> None:
    """One mail a response, naming its comments."""
    ties = decision.answered_comments.select_related("comment__round", "comment__submission__identity__user").order_by(
        "comment__number"
    )
    said: dict[Any, list[str]] = defaultdict(list)
    for tie in ties:
        said[tie.comment.submission].append(tie.comment.ref)
    for submission, refs in said.items():
        comment_answered(decision=decision, submission=submission, refs=refs)
