"""Rounds are prepared: facts, words, whom they touch. What happens then stands in ``opening`` and ``clocks``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.db.models import Field
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from consultations.actions.clocks import change_dates
from consultations.actions.copying import copy_matter
from consultations.actions.editing import note_edit
from consultations.actions.inviting import with_audience
from consultations.actions.opening import announce, approve, make_ready, take_back
from consultations.actions.questions import add_question, edit_question, remove_question, state_benefit
from consultations.guards import Guard, unmet_guards
from consultations.models import ConsultationPage, ConsultationsIndexPage, Round
from consultations.permissions import can_edit_round, can_make_round
from portal import clock, outbox
from portal.members.languages import SOURCE
from portal.members.models import StakeholderGroup
from portal.members.viewer import look_at
from portal.planting import add_page
from portal.translating import write_translation

__all__ = [
    "Guard",
    "add_question",
    "announce",
    "approve",
    "change_dates",
    "create_round",
    "edit_question",
    "edit_round",
    "make_ready",
    "remove_question",
    "state_benefit",
    "take_back",
    "unmet_guards",
    "write_words",
]

CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
WORDS = ("title", "lede", "purpose")
# What may be said of a round; the model's own defaults stand for what is not.
FACTS = (
    *("opens_at", "closes_at", "time_zone", "draft", "number", "profile", "anonymity", "screening"),
    *("audience", "audience_group", "synopsis_due_on", "decision_due_on", "contact_email", "minimum_days"),
    *("kind", "languages", "planned_rounds", "grace_minutes", "sheets_days", "announce_at"),
    *("competition_notice", "asks_acknowledgement", "waiver", "waiver_language"),
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
    copy_of: Round | None = None,
    **facts: Any,
) -> Round:
    """A round in preparation and the page of its words, unseen by others. ``facts``: those named in ``FACTS``.

    ``copy_of``: a round whose questions, benefits and words in other languages come along.
    """
    can_make_round(look_at(by)).or_refuse()
    facts = with_audience(slug, facts)
    known(facts)
    facts = {**usual(facts), **facts}
    if minimum_days is None:
        minimum_days = least_days(facts["kind"], facts.get("number", 1))
    now = clock.now()
    round = Round(slug=slug, minimum_days=minimum_days, created_by=by, edited_by=by, edited_at=now, **facts)
    check(round)
    if Round.objects.filter(slug=slug).exists():
        raise ValidationError({"slug": _("Another round has this address. Choose another.")})
    round.save()
    round.target_groups.set(target_groups)
    plant_words(round=round, title=title.strip(), lede=lede.strip(), purpose=purpose.strip(), by=by)
    log(instance=round, action="consultations.create_round", user=by)
    if copy_of is not None:
        copy_matter(by=by, source=copy_of, round=round)
    return round


def usual(facts: dict[str, Any]) -> dict[str, Any]:
    """What follows from the draft where nothing is said: without one it is a survey; it is held in its language."""
    draft = facts.get("draft")
    kind = Round.Kind.PUBLIC if draft is not None else Round.Kind.SURVEY
    return {"kind": kind, "languages": [draft.language if draft is not None else SOURCE]}


def least_days(kind: str, number: int) -> int:
    """How long a round of a standard lasts at least; early rounds and surveys are as long as they are."""
    if kind not in Round.COUNTING:
        return 0
    return FIRST if number == 1 else LATER


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
    if round.announce_at is not None and round.announce_at >= round.opens_at:
        faults["announce_at"] = _("People are told before it opens: choose an earlier moment.")
    if round.contact_email:
        try:
            outbox.check_address(round.contact_email)
        except ValidationError:
            faults["contact_email"] = _("This is not an e-mail address.")
    for name in ("kind", "profile", "anonymity", "screening", "audience"):
        if getattr(round, name) not in dict(cast(Field, Round._meta.get_field(name)).flatchoices):
            faults[name] = _("“%(value)s” is not one of the choices.") % {"value": getattr(round, name)}
    if (round.audience == "body") != (round.audience_group is not None):
        faults["audience"] = _("A round for one body names that body, and no other round does.")
    if round.is_by_invitation and round.kind != Round.Kind.EARLY:
        faults["audience"] = _("Only an early round is for those invited by name: everybody may speak in the others.")
    faults |= misfits(round)
    if faults:
        raise ValidationError(faults)


def misfits(round: Round) -> dict[str, str]:
    """Where kind, draft and languages do not go together."""
    faults = {}
    if round.kind == Round.Kind.SURVEY and round.draft is not None:
        faults["draft"] = _("A survey only asks questions: choose no draft, or another kind of round.")
    if round.kind == Round.Kind.RESTRICTED and (round.draft is None or round.draft.previous_id is None):
        faults["draft"] = _("A restricted round needs a draft that follows another: only what changed is asked about.")
    unknown = [code for code in round.languages if not CODE.fullmatch(str(code))]
    if unknown:
        faults["languages"] = _("“%(value)s” is no language. Write it like fr.") % {"value": unknown[0]}
    return faults


@transaction.atomic
def edit_round(*, by: Any, round: Round, target_groups: Sequence[Any] | None = None, **changes: Any) -> Round:
    """Facts and words of a round in preparation; only what is named changes."""
    Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    round.refresh_from_db()
    can_edit_round(look_at(by), round).or_refuse()
    changes = with_audience(round.slug, changes)
    known(changes, *WORDS)
    for name in FACTS:
        if name in changes:
            setattr(round, name, changes[name])
    if {"kind", "number"} & set(changes) and "minimum_days" not in changes:
        round.minimum_days = least_days(round.kind, round.number)
    check(round)
    round.save()
    if target_groups is not None:
        round.target_groups.set(target_groups)
    words = {name: changes[name] for name in WORDS if name in changes}
    if words:
        write_words(by=by, round=round, **words)
    note_edit(by=by, round=round, verb="edit_round", data={"fields": sorted(changes)})
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
    note_edit(by=by, round=round, verb="edit_round", data={"words": language})
    return page
