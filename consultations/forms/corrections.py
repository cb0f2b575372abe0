"""*This is not what I said*, and what came of it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CorrectionForm(forms.Form):
    """No name is asked; a way to be reached only if one likes."""

    words = forms.CharField(
        label=_("What is wrong, or what you said"),
        help_text=_("In any language. It goes to the secretariat only; the host of the session is not told."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    contact = forms.CharField(
        label=_("How we can reach you"),
        help_text=_("A telephone number or an address, deleted once this is settled."),
        max_length=200,
        required=False,
    )


class OutcomeForm(forms.Form):
    """What the secretariat found and did."""

    outcome = forms.CharField(label=_("What was found and done"), widget=forms.Textarea(attrs={"rows": 2}))
