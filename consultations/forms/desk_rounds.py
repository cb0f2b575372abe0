"""A round in one form, more time, a file: the desk's input."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.actions.inviting import BY_INVITATION
from consultations.forms.reasons import language_field, page_language
from consultations.guards import words_of
from consultations.instants import instant
from consultations.models import Draft, Round
from portal import clock
from portal.audience import Audience
from portal.by_language import ByLanguageField
from portal.members.models import StakeholderGroup

LOCAL = "%Y-%m-%dT%H:%M"
ROUND_ZONE = _("Read in the time zone of the round, which is chosen below.")
ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc", "posix")))


def long_text(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    """A field for as much as is to be said."""
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **more)


class MomentInput(forms.DateTimeInput):
    """A date with its time, as the browser offers it; without help one types 2026-12-18T23:59."""

    input_type = "datetime-local"


class DraftChoice(forms.ModelChoiceField):
    """Drafts by code and label."""

    def label_from_instance(self, obj: Draft) -> str:
        return f"{obj.standard.code} / {obj.label}"


class RoundForm(forms.Form):
    """Everything a round needs, on one page; a light round needs little of it."""

    title = forms.CharField(label=_("Title"), max_length=200)
    slug = forms.SlugField(label=_("Address"), max_length=80, required=False, help_text=_("Else made from the title."))
    lede = long_text(_("What it is about, in two or three sentences"))
    purpose = long_text(_("What it is for"))
    draft = DraftChoice(Draft.objects.none(), label=_("Draft"), required=False, empty_label=_("none: only questions"))
    number = forms.IntegerField(label=_("Which round it is"), min_value=0, max_value=99, initial=1)
    kind = forms.ChoiceField(label=_("Kind"), choices=Round.Kind.choices, required=False, initial="public")
    planned_rounds = forms.IntegerField(
        label=_("Public rounds planned for this standard"), min_value=1, max_value=9, initial=2, required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which it is held"),
        choices=settings.LANGUAGES,
        initial=[code for code, _name in settings.LANGUAGES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    grace_minutes = forms.IntegerField(
        label=_("Minutes after the close in which what was begun before may be sent"),
        min_value=0,
        max_value=1440,
        initial=30,
        required=False,
    )
    sheets_days = forms.IntegerField(
        label=_("Days after the close in which paper sheets and records of sessions may arrive"),
        min_value=0,
        max_value=90,
        initial=14,
        required=False,
    )
    profile = forms.ChoiceField(label=_("How strict"), choices=Round.Profile.choices, initial="full")
    opens_at = forms.CharField(label=_("Opens"), help_text=ROUND_ZONE, widget=MomentInput())
    closes_at = forms.CharField(label=_("Closes"), help_text=ROUND_ZONE, widget=MomentInput())
    announce_at = forms.CharField(
        label=_("Announced by itself at"),
        help_text=_("Once a second person has approved it, and before it opens. Empty: announced by hand."),
        required=False,
        widget=MomentInput(),
    )
    time_zone = forms.ChoiceField(label=_("Time zone of the round"), choices=[])
    synopsis_due_on = forms.DateField(
        label=_("Every comment answered by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    decision_due_on = forms.DateField(
        label=_("Decision by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    waiver = long_text(
        _("Reason for departing from the conditions"), help_text=_("It is published. It lifts the longer conditions.")
    )
    waiver_language = language_field()
    contact_email = forms.EmailField(label=_("Who answers questions about it"), required=False)
    competition_notice = ByLanguageField(
        label=_("What competitors must not tell each other"),
        help_text=_("Shown to whoever comments. Empty: as the alliance says everywhere."),
        required=False,
        rows=3,
    )
    asks_acknowledgement = forms.BooleanField(
        label=_("Whoever sends a response says that they have read it"), required=False
    )
    anonymity = forms.ChoiceField(label=_("Names"), choices=Round.Anonymity.choices, initial="named")
    screening = forms.ChoiceField(label=_("Responses are"), choices=Round.Screening.choices, initial="after")
    audience = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[
            *(choice for choice in Audience.choices if choice[0] != Audience.BODY),
            (BY_INVITATION, _("those invited by name (early rounds only)")),
        ],
    )
    target_groups = forms.ModelMultipleChoiceField(
        StakeholderGroup.objects.none(),
        label=_("Groups that it touches"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["draft"].queryset = Draft.objects.filter(corrects=None).select_related("standard")  # type: ignore[attr-defined]
        self.fields["target_groups"].queryset = StakeholderGroup.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = [("UTC", "UTC"), *((zone, zone) for zone in ZONES)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Dates are read in the round's own zone."""
        data: dict[str, Any] = super().clean() or {}
        zone = data.get("time_zone") or "UTC"
        data["announce_at"] = data.get("announce_at") or None
        for name in ("opens_at", "closes_at", "announce_at"):
            if data.get(name):
                try:
                    data[name] = instant(data[name], zone, end_of_day=name == "closes_at")
                except ValidationError as error:
                    self.add_error(name, error)
        for name in ("kind", "planned_rounds", "grace_minutes", "sheets_days", "languages", "waiver_language"):
            if data.get(name) in (None, "", []):
                data.pop(name, None)  # what is not said stays as it is usual
        data["slug"] = data.get("slug") or slugify(data.get("title", ""))[:80]
        if not data["slug"] and "slug" not in self.errors:
            self.add_error("slug", gettext("Write an address of letters, digits and hyphens."))
        return data

    @staticmethod
    def today(zone: str) -> dict[str, Any]:
        """Open at once, for thirty days: what a light round usually is."""
        now = clock.now().astimezone(ZoneInfo(zone))
        closes = (now + timedelta(days=30)).replace(hour=23, minute=59)
        return {"opens_at": now.strftime(LOCAL), "closes_at": closes.strftime(LOCAL)}

    @staticmethod
    def again(round: Round) -> dict[str, Any]:
        """What differs when a round is held once more: the next number, the newest draft, no old promises."""
        drafts = Draft.objects.filter(standard=round.draft.standard_id if round.draft else None)
        return {
            "slug": "",
            "number": round.number + 1 if round.counts else round.number,
            "draft": drafts.order_by("-created_at", "-pk").first(),
            "synopsis_due_on": None,
            "decision_due_on": None,
            "waiver": "",
            "waiver_language": page_language(),
            "announce_at": None,
        }

    @staticmethod
    def start(round: Round) -> dict[str, Any]:
        """What stands there now."""
        words = words_of(round)
        facts = {name: getattr(round, name) for name in RoundForm.base_fields if hasattr(round, name)}
        facts["opens_at"] = round.local(round.opens_at).strftime(LOCAL)
        facts["closes_at"] = round.local(round.closes_at).strftime(LOCAL)
        facts["announce_at"] = round.local(round.announce_at).strftime(LOCAL) if round.announce_at else None
        facts["target_groups"] = list(round.target_groups.all())
        if round.is_by_invitation:
            facts["audience"] = BY_INVITATION
        if not round.waiver:
            facts["waiver_language"] = page_language()
        if words is not None:
            facts |= {"title": words.title, "lede": words.lede, "purpose": words.purpose}
        return facts


class DraftFileForm(forms.Form):
    """A file that is to become a draft."""

    standard = forms.CharField(label=_("Code of the standard"), max_length=20)
    label = forms.CharField(label=_("Label of the draft"), max_length=40, help_text=_("As in “2” or “2027-03”."))
    title = forms.CharField(label=_("Title"), max_length=200, required=False, help_text=_("Else the file's own."))
    language = forms.ChoiceField(
        label=_("Language"), choices=[("en", "English"), ("fr", "Français"), ("es", "Español")]
    )
    file = forms.FileField(label=_("Word (.docx), Markdown (.md) or a clause table (.csv, .xlsx)"))
