"""What the secretariat says of a standard beside its title: why, what it overlaps with, what holds, what was tried."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Draft, Finding, Overlap, Standard
from portal.by_language import ByLanguageField
from portal.members.models import Organisation, StakeholderGroup

CLAUSE_HELP = _("Its number in the newest draft, or its key. Empty: the whole standard.")


class DayInput(forms.DateInput):
    """A day as the browser offers it."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class TermsForm(forms.Form):
    """The terms of reference."""

    why = ByLanguageField(label=_("Why it is needed"), rows=4)
    existing = ByLanguageField(label=_("What exists already"), required=False, rows=4)
    overlap = ByLanguageField(label=_("How it overlaps with other standards"), required=False, rows=3)


class OverlapForm(forms.Form):
    """A line of the crosswalk."""

    clause_key = forms.CharField(label=_("Our clause"), required=False, help_text=CLAUSE_HELP)
    relation = forms.ChoiceField(label=_("Ours"), choices=Overlap.Relation.choices)
    other = forms.CharField(label=_("The other standard"), max_length=200)
    other_clause = forms.CharField(label=_("Its clause"), max_length=100, required=False)
    address = forms.URLField(label=_("Where it can be read"), required=False, assume_scheme="https")
    notes = ByLanguageField(label=_("Note"), required=False)


class EditionForm(forms.Form):
    """A draft that takes effect."""

    label = forms.CharField(label=_("Edition"), max_length=40)
    draft = forms.ModelChoiceField(Draft.objects.none(), label=_("Its text"))
    effective_on = forms.DateField(label=_("In force from"), widget=DayInput())

    def __init__(self, *args: Any, standard: Standard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts: Any = self.fields["draft"]
        drafts.queryset = Draft.objects.filter(standard=standard, frozen_at__isnull=False, corrects=None)
        drafts.label_from_instance = lambda draft: draft.label


class PilotForm(forms.Form):
    """A pilot."""

    names = ByLanguageField(label=_("What was tried, in a few words"))
    summaries = ByLanguageField(label=_("What was done"), required=False, rows=3)
    place = forms.CharField(
        label=_("Region"), max_length=200, required=False, help_text=_("Coarse: it must not point at one mine.")
    )
    draft = forms.ModelChoiceField(Draft.objects.none(), label=_("Draft that was tried"), required=False)
    host = forms.ModelChoiceField(Organisation.objects.none(), label=_("Held by"), required=False)
    starts_on = forms.DateField(label=_("From"), widget=DayInput())
    ends_on = forms.DateField(label=_("To"), required=False, widget=DayInput())

    def __init__(self, *args: Any, standard: Standard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts: Any = self.fields["draft"]
        drafts.queryset = Draft.objects.filter(standard=standard, corrects=None)
        drafts.label_from_instance = lambda draft: draft.label
        self.fields["host"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]


class FindingForm(forms.Form):
    """What a pilot showed."""

    clause_key = forms.CharField(label=_("Clause"), required=False, help_text=CLAUSE_HELP)
    kind = forms.ChoiceField(label=_("The clause"), choices=Finding.Kind.choices)
    group = forms.ModelChoiceField(StakeholderGroup.objects.none(), label=_("For whom"), required=False)
    texts = ByLanguageField(label=_("What was found"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = StakeholderGroup.objects.filter(is_active=True)  # type: ignore[attr-defined]
