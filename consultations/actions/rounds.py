"""Rounds are prepared, announced once their guards are met, and given more time with a public reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.db.models import Field
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from consultations.actions.drafts import freeze_draft
from consultations.actions.questions import add_question, edit_question, remove_question, state_benefit
from consultations.guards import Guard, unmet_guards
from consultations.models import ConsultationPage, ConsultationsIndexPage, DateChange, Draft, Round
from consultations.permissions import can_announce, can_change_dates, can_edit_round, can_make_round
from portal import clock
from portal.members.languages import SOURCE
from portal.members.models import StakeholderGroup
from portal.members.viewer import look_at
from portal.planting import add_page
from portal.seals import seal_all
from portal.signals import tell
from portal.translating import write_translation

__all__ = [
    "Guard",
    "add_question",
    "announce",
    "change_dates",
    "create_round",
    "edit_question",
    "edit_round",
    "remove_question",
    "state_benefit",
    "unmet_guards",
    "write_words",
]

WORDS = ("title", "lede", "purpose")
# What may be said of a round; the model's own defaults stand for what is not.
FACTS = (
    *("opens_at", "closes_at", "time_zone", "draft", "number", "profile", "waiver", "anonymity", "screening"),
    *("audience", "audience_group", "synopsis_due_on", "decision_due_on", "contact_email", "minimum_days"),
)
FIRST, LATER = 60, 30  # days a public round lasts at least: the first, and those after it


@transaction.atomic
def create_round(
    *,
    by: Any,
    slug: str,
    title: str,
    lede: str = "",
    purpose: str = "",
    target_groups: Sequence[StakeholderGroup] = (),
    minimum_days: int | None = None,
    **facts: Any,
) -> Round:
    """A round in preparation and the page of its words, unseen by others. ``facts``: those named in ``FACTS``."""
    can_make_round(look_at(by)).or_refuse()
    known(facts)
    if minimum_days is None:
        minimum_days = FIRST if facts.get("number", 1) == 1 else LATER
    round = Round(slug=slug, minimum_days=minimum_days, created_by=by, **facts)
    check(round)
    if Round.objects.filter(slug=slug).exists():
        raise ValidationError({"slug": _("Another round has this address. Choose another.")})
    round.save()
    round.target_groups.set(target_groups)
    plant_words(round=round, title=title.strip(), lede=lede.strip(), purpose=purpose.strip(), by=by)
    log(instance=round, action="consultations.create_round", user=by)
    return round


def known(facts: dict[str, Any], *more: str) -> None:
    """A misspelt name is the caller's mistake, and is told at once."""
    unknown = set(facts) - set(FACTS) - set(more)
    if unknown:
        raise TypeError(f"a round knows no {', '.join(sorted(unknown))}")


def plant_words(*, round: Round, title: str, lede: str, purpose: str, by: Any) -> ConsultationPage:
    """The page of its words, a draft in the source language, with its aliases."""
    shelf = ConsultationsIndexPage.objects.get(locale__language_code=SOURCE)
    page = ConsultationPage(
        title=title or round.slug, slug=round.slug, lede=lede, purpose=purpose, record=round, live=False
    )
    with override("en"):
        add_page(parent=shelf, page=page)
        page.save_revision(user=by if by and by.pk else None)
    return page


def check(round: Round) -> None:
    """What no round may be, whatever its profile; by field, for the form."""
    faults: dict[str, str] = {}
    try:
        validate_slug(round.slug)
    except ValidationError:
        faults["slug"] = _("An address is made of letters, digits and hyphens.")
    if round.slug == "new":  # the desk's own address
        faults["slug"] = _("Choose another address.")
    try:
        ZoneInfo(round.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        faults["time_zone"] = _("“%(zone)s” is no time zone. Write it like Africa/Nairobi.") % {"zone": round.time_zone}
    if round.closes_at <= round.opens_at:
        faults["closes_at"] = _("It closes before it opens.")
    if round.contact_email:
        try:
            validate_email(round.contact_email)
        except ValidationError:
            faults["contact_email"] = _("This is not an e-mail address.")
    for name in ("profile", "anonymity", "screening", "audience"):
        if getattr(round, name) not in dict(cast(Field, Round._meta.get_field(name)).flatchoices):
            faults[name] = _("“%(value)s” is not one of the choices.") % {"value": getattr(round, name)}
    if (round.audience == "body") != (round.audience_group is not None):
        faults["audience"] = _("A round for one body names that body, and no other round does.")
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def edit_round(*, by: Any, round: Round, target_groups: Sequence[Any] | None = None, **changes: Any) -> Round:
    """Facts and words of a round in preparation; only what is named changes."""
    can_edit_round(look_at(by), round).or_refuse()
    known(changes, *WORDS)
    for name in FACTS:
        if name in changes:
            setattr(round, name, changes[name])
    check(round)
    round.save()
    if target_groups is not None:
        round.target_groups.set(target_groups)
    words = {name: changes[name] for name in WORDS if name in changes}
    if words:
        write_words(by=by, round=round, **words)
    log(instance=round, action="consultations.edit_round", user=by, data={"fields": sorted(changes)})
    return round


@transaction.atomic
def write_words(*, by: Any, round: Round, language: str = SOURCE, **words: str) -> ConsultationPage:
    """Title, lede, purpose in one language, as a draft of its page; an alias becomes a page of its own."""
    can_edit_round(look_at(by), round).or_refuse()
    source = round.pages.get(locale__language_code=SOURCE)
    texts = {name: text.strip() for name, text in words.items()}
    page = write_translation(page=source, language=language, **texts)
    with override("en"):
        page.save_revision(user=by)
    return page


@transaction.atomic
def announce(*, by: Any, round: Round) -> Round:
    """Guards, then in one transaction: the draft fixed, the words sealed, the round known to its audience."""
    can_announce(look_at(by), round).or_refuse()
    missing = unmet_guards(round)
    if missing:
        raise ValidationError([ValidationError(str(guard.message), code=guard.name) for guard in missing])
    if round.draft is not None and round.draft.frozen_at is None:
        freeze_draft(by=by, draft=round.draft)
    round.announced_at, round.announced_by = clock.now(), by
    round.save(update_fields=["announced_at", "announced_by"])
    pages = list(ConsultationPage.objects.filter(record=round, alias_of=None).select_related("locale"))
    seal_all(pages=pages, record=round.record_name, by=by)
    log(instance=round, action="consultations.announce", user=by)
    tell(Round, [round.pk])
    if round.draft_id:
        tell(Draft, [round.draft_id])
    return round


@transaction.atomic
def change_dates(*, by: Any, round: Round, closes_at: datetime, reason: str) -> DateChange:
    """More time, never less: the old date stays on record with the public reason."""
    can_change_dates(look_at(by), round).or_refuse()
    if not reason.strip():
        raise ValidationError({"reason": _("Say in public why the date changes.")})
    if closes_at <= max(round.closes_at, clock.now()):
        raise ValidationError({"closes_at": _("A round can only be given more time: choose a later date.")})
    kind = DateChange.Kind.EXTENDED if round.is_open or clock.now() < round.opens_at else DateChange.Kind.REOPENED
    change = DateChange.objects.create(
        round=round,
        kind=kind,
        old_closes_at=round.closes_at,
        new_closes_at=closes_at,
        reason=reason.strip(),
        changed_by=by,
    )
    round.closes_at = closes_at
    round.save(update_fields=["closes_at"])
    log(instance=round, action="consultations.change_dates", user=by, data={"kind": kind})
    tell(Round, [round.pk])
    return change
