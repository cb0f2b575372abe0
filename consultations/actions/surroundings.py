"""What surrounds a standard's drafts: terms of reference, crosswalk, editions, pilots and what they showed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.models import Clause, Draft, Edition, Finding, Overlap, Pilot, Standard, TermsOfReference
from consultations.models.standards import TEXTS_OF_TERMS
from consultations.permissions import can_keep_standards
from portal import clock
from portal.members.languages import SOURCE
from portal.members.viewer import look_at
from portal.signals import tell

Texts = Mapping[str, str]


def key_of(standard: Standard, said: str) -> str:
    """The permanent key of the clause that somebody names by key or number; empty for the whole standard."""
    if not said.strip():
        return ""
    newest = standard.drafts.order_by("-created_at", "-pk").first()
    found = Clause.objects.filter(draft=newest).called(said.strip()) if newest else None
    found = found or Clause.objects.filter(draft__standard=standard, key=said.strip()).first()
    if found is None:
        raise ValidationError({"clause_key": _("No draft of this standard has a clause “%(said)s”.") % {"said": said}})
    return found.key


def needed(texts: Texts, field: str) -> dict[str, str]:
    """The text in the source language at least."""
    if not texts.get(SOURCE, "").strip():
        raise ValidationError({field: _("At least the English text is needed.")})
    return dict(texts)


@transaction.atomic
def write_terms(*, by: Any, standard: Standard, why: Texts, existing: Texts, overlap: Texts) -> TermsOfReference:
    """The terms of reference; unseen until they are published, open to correction after."""
    can_keep_standards(look_at(by)).or_refuse()
    texts = dict(zip(TEXTS_OF_TERMS, (needed(why, "why"), dict(existing), dict(overlap)), strict=True))
    terms, _made = TermsOfReference.objects.update_or_create(standard=standard, defaults=texts)
    log(instance=standard, action="consultations.write_terms", user=by, data=texts)
    tell(Standard, [standard.pk])
    return terms


@transaction.atomic
def publish_terms(*, by: Any, standard: Standard) -> TermsOfReference:
    """From here on the public knows that this standard is being written, and why."""
    can_keep_standards(look_at(by)).or_refuse()
    terms = TermsOfReference.objects.select_for_update().filter(standard=standard).first()
    if terms is None:
        raise ValidationError(_("Write the terms of reference first."))
    if terms.published_at is None:
        terms.published_at, terms.published_by = clock.now(), by
        terms.save(update_fields=["published_at", "published_by"])
        log(instance=standard, action="consultations.publish_terms", user=by)
        tell(Standard, [standard.pk])
    return terms


@transaction.atomic
def record_overlap(
    *,
    by: Any,
    standard: Standard,
    other: str,
    relation: str,
    clause_key: str = "",
    other_clause: str = "",
    address: str = "",
    notes: Texts | None = None,
) -> Overlap:
    """One line of the crosswalk."""
    can_keep_standards(look_at(by)).or_refuse()
    if not other.strip() or relation not in Overlap.Relation.values:
        raise ValidationError({"other": _("Name the other standard, and say how ours compares.")})
    try:
        with transaction.atomic():
            row = Overlap.objects.create(
                standard=standard,
                clause_key=key_of(standard, clause_key),
                other=other.strip()[:200],
                other_clause=other_clause.strip()[:100],
                address=address,
                relation=relation,
                notes=dict(notes or {}),
            )
    except IntegrityError as error:
        raise ValidationError(_("The crosswalk has this line already.")) from error
    log(instance=standard, action="consultations.record_overlap", user=by, data={"clause": row.clause_key})
    tell(Standard, [standard.pk])
    return row


@transaction.atomic
def remove_overlap(*, by: Any, overlap: Overlap) -> None:
    """A line that is wrong; the log keeps what it said."""
    can_keep_standards(look_at(by)).or_refuse()
    said = {"clause": overlap.clause_key, "other": overlap.other, "other_clause": overlap.other_clause}
    log(instance=overlap.standard, action="consultations.remove_overlap", user=by, data=said)
    overlap.delete()
    tell(Standard, [overlap.standard_id])


@transaction.atomic
def record_edition(*, by: Any, standard: Standard, label: str, draft: Draft, effective_on: date) -> Edition:
    """A fixed draft takes effect on a day; the edition before it ends on that day."""
    can_keep_standards(look_at(by)).or_refuse()
    label = label.strip()
    if not label or "/" in label:
        raise ValidationError({"label": _("An edition needs a label without “/”.")})
    if draft.standard_id != standard.pk or draft.frozen_at is None or draft.corrects_id is not None:
        raise ValidationError({"draft": _("Only a draft of this standard whose words are fixed takes effect.")})
    before = standard.editions.filter(ended_on=None).order_by("-effective_on").first()
    if before is not None and before.effective_on >= effective_on:
        raise ValidationError({"effective_on": _("It takes effect after the edition before it.")})
    if before is not None:
        before.ended_on = effective_on
        before.save(update_fields=["ended_on"])
    try:
        with transaction.atomic():
            edition = Edition.objects.create(
                standard=standard, label=label, draft=draft, effective_on=effective_on, recorded_by=by
            )
    except IntegrityError as error:
        raise ValidationError({"label": _("There is an edition of this label already.")}) from error
    log(instance=standard, action="consultations.record_edition", user=by, data={"edition": label})
    tell(Draft, [draft.pk])
    tell(Standard, [standard.pk])
    return edition


@transaction.atomic
def end_edition(*, by: Any, edition: Edition, ended_on: date) -> Edition:
    """It holds no longer, without another one in its place."""
    can_keep_standards(look_at(by)).or_refuse()
    if ended_on <= edition.effective_on:
        raise ValidationError({"ended_on": _("It ends after it began.")})
    edition.ended_on = ended_on
    edition.save(update_fields=["ended_on"])
    data = {"edition": edition.label, "ended_on": ended_on.isoformat()}
    log(instance=edition.standard, action="consultations.end_edition", user=by, data=data)
    tell(Standard, [edition.standard_id])
    return edition


@transaction.atomic
def write_pilot(*, by: Any, standard: Standard, pilot: Pilot | None = None, **said: Any) -> Pilot:
    """A pilot, new or corrected: names, summaries, place, host, draft, starts_on, ends_on."""
    can_keep_standards(look_at(by)).or_refuse()
    row = pilot or Pilot(standard=standard)
    needed(said.get("names", row.names), "names")
    for name in ("names", "summaries", "place", "host", "draft", "starts_on", "ends_on"):
        if name in said:
            setattr(row, name, said[name])
    if row.starts_on is None:
        raise ValidationError({"starts_on": _("Say when it began.")})
    if row.ends_on is not None and row.ends_on < row.starts_on:
        raise ValidationError({"ends_on": _("It ends after it began.")})
    if row.draft is not None and row.draft.standard_id != standard.pk:
        raise ValidationError({"draft": _("This draft is another standard's.")})
    row.save()
    log(instance=standard, action="consultations.write_pilot", user=by, data={"pilot": row.pk})
    tell(Standard, [standard.pk])
    return row


@transaction.atomic
def publish_pilot(*, by: Any, pilot: Pilot) -> Pilot:
    """Outsiders see it and what it showed."""
    can_keep_standards(look_at(by)).or_refuse()
    if pilot.published_at is None:
        pilot.published_at, pilot.published_by = clock.now(), by
        pilot.save(update_fields=["published_at", "published_by"])
        log(instance=pilot.standard, action="consultations.publish_pilot", user=by, data={"pilot": pilot.pk})
        tell(Standard, [pilot.standard_id])
    return pilot


@transaction.atomic
def record_finding(
    *, by: Any, pilot: Pilot, kind: str, texts: Texts, clause_key: str = "", group: Any = None
) -> Finding:
    """What a pilot showed about one clause, or about the whole."""
    can_keep_standards(look_at(by)).or_refuse()
    if kind not in Finding.Kind.values:
        raise ValidationError({"kind": _("Say whether the clause could be met.")})
    key = key_of(pilot.standard, clause_key)
    row = Finding.objects.create(pilot=pilot, clause_key=key, kind=kind, texts=needed(texts, "texts"), group=group)
    data = {"pilot": pilot.pk, "clause": key}
    log(instance=pilot.standard, action="consultations.record_finding", user=by, data=data)
    tell(Standard, [pilot.standard_id])
    return row


@transaction.atomic
def remove_finding(*, by: Any, finding: Finding) -> None:
    """One that is wrong; the log keeps what it said."""
    can_keep_standards(look_at(by)).or_refuse()
    standard = finding.pilot.standard
    data = {"pilot": finding.pilot_id, "clause": finding.clause_key, "texts": finding.texts}
    log(instance=standard, action="consultations.remove_finding", user=by, data=data)
    finding.delete()
    tell(Standard, [standard.pk])
