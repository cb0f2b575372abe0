"""Forms of those who report a comment, and of those who look at it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Report


class ReportForm(forms.Form):
    """What is the matter with a published comment."""

    kind = forms.ChoiceField(label=_("What is the matter?"), choices=Report.Kind.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("More, if it is safe to say"),
        help_text=_("You need not say who you are, and we do not keep it."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LiftForm(forms.Form):
    """Why a lock is lifted."""

    reason = forms.CharField(
        label=_("Why it is safe now, or what was done"),
        help_text=_("Kept with the reports; nobody but the safeguarding officer reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DisputeForm(forms.Form):
    """Who sent it, after asking."""

    is_theirs = forms.ChoiceField(
        label=_("What was found"),
        choices=[("yes", _("They sent it: the name is shown again")), ("no", _("They did not: the name is erased"))],
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(label=_("How you found out"), widget=forms.Textarea(attrs={"rows": 2}))
