"""In which language a reason is typed: chosen, else that of the page on which it is typed."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.forms.respond import WRITTEN_IN


def page_language() -> str:
    """Of the page on which somebody types."""
    return get_language() or "en"


def language_field() -> forms.ChoiceField:
    """Begins with the language of the page."""
    return forms.ChoiceField(
        label=_("Language of the reason"), choices=WRITTEN_IN, required=False, initial=page_language
    )


class SpokenForm(forms.Form):
    """A form whose reason, or answer, is read by others in the language in which it was typed."""

    language = language_field()

    def clean_language(self) -> str:
        """Where nothing was chosen, as the page speaks."""
        return self.cleaned_data["language"] or page_language()
