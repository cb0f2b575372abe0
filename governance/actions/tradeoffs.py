"""The trade-off statement: what each option costs and brings, and whom; published before anything is decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from governance.actions.wording import only, plant_page, seal_words, write
from governance.guards import for_statement
from governance.models import Decision, Impact, TradeOff
from governance.numbering import numbered
from governance.permissions import (
    can_edit_trade_off,
    can_publish_trade_off,
    can_review_trade_off,
    can_write_trade_off,
)
from governance.words import Effect
from portal import clock
from portal.members.languages import SOURCE
from portal.members.viewer import look_at
from portal.signals import tell

PREFIX = "TO"


def locked(trade_off: TradeOff) -> TradeOff:
    """The row as it stands now, held until the end of the transaction."""
    return TradeOff.objects.select_for_update(of=("self",)).select_related("decision__body").get(pk=trade_off.pk)


WORDS = ("plain_summary", "problem", "given_up", "given_up_why", "body")
FACTS = ("currency", "price_year", "horizon_years", "evaluate_on")


@transaction.atomic
def draft_trade_off(*, by: Any, decision: Decision, title: str, number: str | None = None, **more: Any) -> TradeOff:
    """The statement of one decision, read by whoever may read the decision.

    ``more``: plain_summary, problem, given_up, given_up_why, body; currency, price_year, horizon_years, evaluate_on.
    """
    can_write_trade_off(look_at(by), decision).or_refuse()
    only(more, *WORDS, *FACTS)
    if not title.strip():
        raise ValidationError({"title": _("Write a title.")})
    if TradeOff.objects.filter(decision=decision).exists():
        raise ValidationError(_("This decision has its statement already."))
    facts = {name: more.pop(name) for name in FACTS if name in more}
    facts |= {name: getattr(decision, name) for name in ("audience", "audience_group")}
    facts |= {"decision": decision, "created_by": by}
    statement = numbered(TradeOff, PREFIX, number, lambda free: TradeOff.objects.create(number=free, **facts))
    plant_page(record=statement, slug=statement.number, by=by, title=title, **more)
    log(statement, "governance.draft_trade_off", user=by)
    tell(TradeOff, [statement.pk])
    return statement


@transaction.atomic
def edit_trade_off(*, by: Any, trade_off: TradeOff, words: Mapping[str, Any] | None = None, **facts: Any) -> TradeOff:
    """Words in the source language, and currency, price_year, horizon_years, evaluate_on. A review counts no more."""
    trade_off = locked(trade_off)
    can_edit_trade_off(look_at(by), trade_off).or_refuse()
    only(facts, *FACTS)
    for name, value in facts.items():
        setattr(trade_off, name, value)
    if words:
        if not words.get("title", "-").strip():
            raise ValidationError({"title": _("Write a title.")})
        write(record=trade_off, language=SOURCE, by=by, **words)
    trade_off.save()
    to_be_reviewed_again(trade_off)
    log(trade_off, "governance.edit_trade_off", user=by)
    tell(TradeOff, [trade_off.pk])
    return trade_off


def to_be_reviewed_again(trade_off: TradeOff) -> None:
    """A review is of what stood there: a change undoes it."""
    if trade_off.reviewed_at is not None:
        trade_off.verdict, trade_off.reviewed_at, trade_off.reviewed_by = "", None, None
        trade_off.save(update_fields=["verdict", "reviewed_at", "reviewed_by"])


def checked_effect(trade_off: TradeOff, effect: Effect) -> None:
    """What the database would refuse without words."""
    errors: dict[str, Any] = {}
    if getattr(effect.option, "decision_id", None) != trade_off.decision_id:
        errors["option"] = _("Choose one of the options of this decision.")
    if effect.dimension not in Impact.Dimension.values:
        errors["dimension"] = _("Choose a dimension.")
    if effect.direction not in Impact.Direction.values:
        errors["direction"] = _("Choose cost, benefit, or nothing that counts.")
    if not any(effect.texts.values()):
        errors["texts"] = _("Say what it is; if it is nothing that counts, say why.")
    if effect.direction != Impact.Direction.NONE:
        if effect.group is None:
            errors["group"] = _("Every cost has a bearer, every benefit somebody who gains: choose a group.")
        if effect.magnitude not in Impact.Magnitude.values:
            errors["magnitude"] = _("Say how much: minor, moderate, major or severe.")
    figures = (effect.low, effect.central, effect.high)
    if any(figure is not None for figure in figures):
        if None in figures or not effect.unit:
            errors["unit"] = _("Give lowest, best and highest estimate, and the unit.")
        elif not figures[0] <= figures[1] <= figures[2]:
            errors["low"] = _("The lowest estimate is the smallest, the highest the greatest.")
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def record_impact(*, by: Any, trade_off: TradeOff, impact: Impact | None = None, **effect: Any) -> Impact:
    """One cell of the matrix, as ``governance.words.Effect`` names it: a new one, or other words for ``impact``."""
    trade_off = locked(trade_off)
    can_edit_trade_off(look_at(by), trade_off).or_refuse()
    said = Effect(**effect)
    checked_effect(trade_off, said)
    row = impact or Impact(trade_off=trade_off, position=trade_off.impacts.count())
    for name, value in vars(said).items():
        setattr(row, name, value)
    row.unit = said.unit.strip()
    row.texts = {code: text for code, text in said.texts.items() if text}
    row.magnitude = None if said.direction == Impact.Direction.NONE else said.magnitude
    row.save()
    to_be_reviewed_again(trade_off)
    log(trade_off, "governance.record_impact", user=by, data={"impact": row.pk})
    tell(TradeOff, [trade_off.pk])
    return row


@transaction.atomic
def remove_impact(*, by: Any, impact: Impact) -> None:
    """Takes a cell back to "not assessed"."""
    trade_off = locked(impact.trade_off)
    can_edit_trade_off(look_at(by), trade_off).or_refuse()
    log(trade_off, "governance.remove_impact", user=by, data={"impact": impact.pk})
    impact.delete()
    to_be_reviewed_again(trade_off)
    tell(TradeOff, [trade_off.pk])


@transaction.atomic
def review_trade_off(
    *, by: Any, trade_off: TradeOff, verdict: str = TradeOff.Verdict.POSITIVE, notes: Mapping[str, str] | str = ""
) -> TradeOff:
    """A second person says whether it can be relied on. Reservations are published with it."""
    trade_off = locked(trade_off)
    can_review_trade_off(look_at(by), trade_off).or_refuse()
    notes = {SOURCE: notes} if isinstance(notes, str) else dict(notes)
    if verdict not in TradeOff.Verdict.values:
        raise ValidationError({"verdict": _("Choose a verdict.")})
    if verdict != TradeOff.Verdict.POSITIVE and not any(notes.values()):
        raise ValidationError({"notes": _("Say what your reservation is.")})
    trade_off.verdict, trade_off.reviewed_at, trade_off.reviewed_by = verdict, clock.now(), by
    trade_off.review_notes = notes
    trade_off.save()
    log(trade_off, "governance.review_trade_off", user=by, data={"verdict": verdict})
    return trade_off


@transaction.atomic
def publish_trade_off(*, by: Any, trade_off: TradeOff) -> TradeOff:
    """Seals words and figures. A decision can weigh it from now on; nothing in it changes any more."""
    trade_off = locked(trade_off)
    can_publish_trade_off(look_at(by), trade_off).or_refuse()
    if missing := for_statement(trade_off):
        raise ValidationError([str(one.message) for one in missing])
    trade_off.published_at, trade_off.published_by = clock.now(), by
    trade_off.save()
    seal_words(record=trade_off, by=by)
    log(trade_off, "governance.publish_trade_off", user=by)
    tell(TradeOff, [trade_off.pk])
    return trade_off
