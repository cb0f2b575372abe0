"""The way of a round to the public: ready, approved by a second person, announced. Each step asks its conditions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.actions.drafts import freeze_draft
from consultations.actions.inviting import mail_waiting
from consultations.actions.news import note_news
from consultations.guards import Guard, lifted_guards, unmet_guards
from consultations.models import ConsultationPage, Draft, Notice, Round
from consultations.permissions import can_announce, can_approve, can_make_ready, can_take_back
from portal import clock
from portal.members.viewer import look_at
from portal.seals import seal_all
from portal.signals import tell

APPROVAL = "approval"


def locked(round: Round) -> Round:
    """The row as it is now, nobody else's until the transaction ends; what the caller holds is brought up to date."""
    Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    round.refresh_from_db()
    return round


def refuse_if_missing(missing: Sequence[Guard]) -> None:
    """One message for each condition that is not met, under its name."""
    if missing:
        raise ValidationError([ValidationError(str(guard.message), code=guard.name) for guard in missing])


@transaction.atomic
def make_ready(*, by: Any, round: Round) -> Round:
    """Puts it before a second person: from now on the draft is fixed and nothing changes unless it is taken back."""
    round = locked(round)
    can_make_ready(look_at(by), round).or_refuse()
    refuse_if_missing([guard for guard in unmet_guards(round) if guard.name != APPROVAL])
    fix_draft(by=by, round=round)
    round.ready_at, round.ready_by = clock.now(), by
    round.save(update_fields=["ready_at", "ready_by"])
    log(instance=round, action="consultations.make_ready", user=by)
    return round


@transaction.atomic
def approve(*, by: Any, round: Round) -> Round:
    """A second person has read it and stands behind it; what was met when it was made ready is asked once more."""
    round = locked(round)
    can_approve(look_at(by), round).or_refuse()
    refuse_if_missing([guard for guard in unmet_guards(round) if guard.name != APPROVAL])
    round.approved_at, round.approved_by = clock.now(), by
    round.save(update_fields=["approved_at", "approved_by"])
    log(instance=round, action="consultations.approve_round", user=by)
    return round


@transaction.atomic
def take_back(*, by: Any, round: Round, reason: str) -> Round:
    """Back to preparation: nobody outside has been told, and whoever approved it approves it anew."""
    round = locked(round)
    can_take_back(look_at(by), round).or_refuse()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is taken back.")})
    round.ready_at = round.ready_by = round.approved_at = round.approved_by = None
    round.save(update_fields=["ready_at", "ready_by", "approved_at", "approved_by"])
    log(instance=round, action="consultations.take_back", user=by, data={"reason": reason.strip()})
    return round


@transaction.atomic
def announce(*, by: Any, round: Round, without_approval: bool = False) -> Round:
    """Guards, then in one transaction: the draft fixed, the words sealed, the round known to its audience.

    ``without_approval``: an operator's command, on a published waiver; the page then says that nobody approved it.
    """
    round = locked(round)
    can_announce(look_at(by), round).or_refuse()
    unmet = unmet_guards(round)
    spared = [guard for guard in unmet if guard.name == APPROVAL and without_approval and round.waiver.strip()]
    refuse_if_missing([guard for guard in unmet if guard not in spared])
    fix_draft(by=by, round=round)
    round.lifted = [guard.name for guard in [*lifted_guards(round), *spared]]
    round.announced_at, round.announced_by = clock.now(), by
    round.save(update_fields=["announced_at", "announced_by", "lifted"])
    pages = list(ConsultationPage.objects.filter(record=round, alias_of=None).select_related("locale"))
    seal_all(pages=pages, record=round.record_name, by=by)
    log(instance=round, action="consultations.announce", user=by)
    note_news(round=round, event=Notice.Event.ANNOUNCED)
    mail_waiting(round)
    tell(Round, [round.pk])
    if round.draft_id:
        tell(Draft, [round.draft_id])
    return round


def fix_draft(*, by: Any, round: Round) -> None:
    """The words that are approved are the words that are asked about."""
    if round.draft is not None and round.draft.frozen_at is None:
        freeze_draft(by=by, draft=round.draft)
