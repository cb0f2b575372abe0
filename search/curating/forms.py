"""What is asked at the desk of search."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from search.curating.actions import LONGEST


class SearchForm(forms.Form):
    """Which search is to have picks."""

    typed = forms.CharField(label=_("Words that people search for"), max_length=LONGEST)
    language = forms.ChoiceField(label=_("On pages in"), choices=settings.LANGUAGES)


class PickForm(forms.Form):
    """Which record, and why."""

    entry = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label=_("Why, in a line"), max_length=200)
