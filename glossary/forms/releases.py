"""A release: its number, and what is said in front of it."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from glossary.actions.releases import check_label


class ReleaseForm(forms.Form):
    """Looked at twice before it is published."""

    label = forms.CharField(label=_("Number"), max_length=12, help_text=_("The year and a number, like 2026.1."))
    introduction = forms.CharField(
        label=_("Opening words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What readers of this release should know. They stand above the list of changes."),
    )
    language = forms.ChoiceField(label=_("Language of the opening words"), choices=settings.LANGUAGES)

    def clean_label(self) -> str:
        """A number that nobody has cited yet."""
        label = self.cleaned_data["label"].strip()
        try:
            check_label(label)
        except ValidationError as error:
            raise forms.ValidationError(error.messages) from None
        return label
