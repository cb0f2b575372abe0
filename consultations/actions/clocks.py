"""The clock of a round that people know of: more time, a pause, and what takes two people. Old dates always stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.actions.news import note_news
from consultations.actions.opening import locked
from consultations.models import DateChange, LateDoor, Motion, Notice, Round
from consultations.permissions import (
    can_change_dates,
    can_drop,
    can_move,
    can_open_late_door,
    can_pause,
    can_resume,
    can_second,
)
from portal import clock
from portal.members.viewer import look_at
from portal.signals import tell

AGAIN = timedelta(days=7)  # a round that is reopened stays open at least this long


def said(reason: str) -> str:
    """A reason that everybody will read."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say in public why.")})
    return reason.strip()


def besides(language: str, others: Mapping[str, str] | None) -> dict[str, str]:
    """The same reason in other languages than its own, where somebody wrote it."""
    return {code: text.strip() for code, text in (others or {}).items() if text.strip() and code != language}


@transaction.atomic
def change_dates(
    *,
    by: Any,
    round: Round,
    closes_at: datetime,
    reason: str,
    language: str = "en",
    translations: Mapping[str, str] | None = None,
) -> DateChange:
    """More time, never less: the old date stays on record with the public reason."""
    round = locked(round)
    can_change_dates(look_at(by), round).or_refuse()
    reason = said(reason)
    if closes_at <= max(round.closes_at, clock.now()):
        raise ValidationError({"closes_at": _("A round can only be given more time: choose a later date.")})
    told: dict[str, Any] = {"reason": reason, "language": language, "others": translations}
    return turn(by=by, round=round, kind=DateChange.Kind.EXTENDED, closes_at=closes_at, **told)


def turn(
    *,
    by: Any,
    round: Round,
    kind: DateChange.Kind,
    closes_at: datetime,
    reason: str,
    language: str = "en",
    others: Mapping[str, str] | None = None,
) -> DateChange:
    """Keeps the old closing date, sets the new one, and notes the news: the same for every change of the clock."""
    change = DateChange.objects.create(
        round=round,
        kind=kind,
        old_closes_at=round.closes_at,
        new_closes_at=closes_at,
        reason=reason,
        language=language,
        translations=besides(language, others),
        changed_at=clock.now(),
        changed_by=by,
    )
    round.closes_at = closes_at
    round.save(update_fields=["closes_at", "paused_at", "paused_by"])
    log(instance=round, action="consultations.change_dates", user=by, data={"kind": kind})
    note_news(round=round, event=str(kind), key=f"{kind}:{change.pk}", change=change)
    tell(Round, [round.pk])
    return change


@transaction.atomic
def pause(
    *, by: Any, round: Round, reason: str, language: str = "en", translations: Mapping[str, str] | None = None
) -> DateChange:
    """Nothing is taken in until it goes on; what people have written stays."""
    round = locked(round)
    can_pause(look_at(by), round).or_refuse()
    round.paused_at, round.paused_by = clock.now(), by
    told: dict[str, Any] = {"reason": said(reason), "language": language, "others": translations}
    return turn(by=by, round=round, kind=DateChange.Kind.PAUSED, closes_at=round.closes_at, **told)


@transaction.atomic
def resume(
    *, by: Any, round: Round, reason: str, language: str = "en", translations: Mapping[str, str] | None = None
) -> DateChange:
    """It goes on, and the lost time is given back to the second."""
    round = locked(round)
    can_resume(look_at(by), round).or_refuse()
    assert round.paused_at is not None  # what ``can_resume`` has asked
    lost = clock.now() - round.paused_at
    round.paused_at = round.paused_by = None
    told: dict[str, Any] = {"reason": said(reason), "language": language, "others": translations}
    return turn(by=by, round=round, kind=DateChange.Kind.RESUMED, closes_at=round.closes_at + lost, **told)


@transaction.atomic
def move(
    *,
    by: Any,
    round: Round,
    kind: str,
    reason: str,
    closes_at: datetime | None = None,
    language: str = "en",
    translations: Mapping[str, str] | None = None,
) -> Motion:
    """One person proposes to reopen or to cancel, with the reason that will be public; nothing happens yet."""
    round = locked(round)
    can_move(look_at(by), round, kind).or_refuse()
    check_reopening(kind, closes_at)
    closes_at = closes_at if kind == Motion.Kind.REOPEN else None
    told: dict[str, Any] = {
        "reason": said(reason),
        "language": language,
        "translations": besides(language, translations),
    }
    motion = Motion(round=round, kind=kind, closes_at=closes_at, moved_by=by, **told)
    try:
        with transaction.atomic():
            motion.save()
    except IntegrityError as error:
        raise ValidationError(_("Something waits for a second person already: settle that first.")) from error
    log(instance=round, action="consultations.move", user=by, data={"kind": kind})
    return motion


def check_reopening(kind: str, closes_at: datetime | None) -> None:
    """Long enough that people can still come back from the field and take part."""
    if kind == Motion.Kind.REOPEN and (closes_at is None or closes_at < clock.now() + AGAIN):
        raise ValidationError(
            {"closes_at": _("A round that is opened again stays open at least %(days)s days.") % {"days": AGAIN.days}}
        )


@transaction.atomic
def second(*, by: Any, motion: Motion) -> Round:
    """Another person agrees, and it is done."""
    round = locked(motion.round)
    motion = Motion.objects.select_for_update(no_key=True, of=("self",)).select_related("round").get(pk=motion.pk)
    can_second(look_at(by), motion).or_refuse()
    check_reopening(motion.kind, motion.closes_at)
    motion.seconded_at, motion.seconded_by = clock.now(), by
    motion.save(update_fields=["seconded_at", "seconded_by"])
    if motion.kind == Motion.Kind.CANCEL:
        cancel(by=by, round=round)
    elif motion.closes_at is not None:
        turn(
            by=by,
            round=round,
            kind=DateChange.Kind.REOPENED,
            closes_at=motion.closes_at,
            reason=motion.reason,
            language=motion.language,
            others=motion.translations,
        )
    return round


def cancel(*, by: Any, round: Round) -> None:
    """It ends without an answer; what was sent is kept, and its reason stands on the motion."""
    round.cancelled_at, round.cancelled_by = clock.now(), by
    round.paused_at = round.paused_by = None
    round.save(update_fields=["cancelled_at", "cancelled_by", "paused_at", "paused_by"])
    log(instance=round, action="consultations.cancel", user=by)
    note_news(round=round, event=Notice.Event.CANCELLED)
    tell(Round, [round.pk])


@transaction.atomic
def drop(*, by: Any, motion: Motion) -> None:
    """Given up before anybody seconded it; it stays on record."""
    motion = Motion.objects.select_for_update(no_key=True, of=("self",)).select_related("round").get(pk=motion.pk)
    can_drop(look_at(by), motion).or_refuse()
    motion.dropped_at, motion.dropped_by = clock.now(), by
    motion.save(update_fields=["dropped_at", "dropped_by"])
    log(instance=motion.round, action="consultations.drop", user=by, data={"kind": motion.kind})


@transaction.atomic
def open_late_door(*, by: Any, round: Round, reason: str, ends_at: datetime, language: str = "en") -> LateDoor:
    """Lets one late response in, until a day, for a reason that will stand beside it; not once answers are agreed."""
    round = locked(round)
    can_open_late_door(look_at(by), round).or_refuse()
    if ends_at <= clock.now():
        raise ValidationError({"ends_at": _("Choose a moment to come.")})
    if round.comments.filter(dispositions__agreed_at__isnull=False, dispositions__superseded_at=None).exists():  # type: ignore[attr-defined]
        raise ValidationError(_("Answers are agreed already: what comes now can no longer be weighed with the rest."))
    door = LateDoor.objects.create(
        round=round, reason=said(reason), language=language, ends_at=ends_at, opened_at=clock.now(), opened_by=by
    )
    log(instance=round, action="consultations.open_late_door", user=by, data={"door": door.pk})
    return door
