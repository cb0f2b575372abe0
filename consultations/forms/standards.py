"""What the secretariat says of a standard: its code once, its title and summary in every language."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.by_language import ByLanguageField


class StandardForm(forms.Form):
    """Title and summary, by language."""

    titles = ByLanguageField(label=_("Title"))
    summaries = ByLanguageField(label=_("What it is for"), required=False, rows=3)


class NewStandardForm(StandardForm):
    """The same, with the code that drafts and decisions will cite."""

    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("As in ASM-1; it stays."))

    field_order = ["code", "titles", "summaries"]
