"""One clause at the desk: put right while the draft is at work, corrected in public once it is fixed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Clause
from portal.by_language import ByLanguageField

BODY_HELP = _(
    "Paragraphs stand in <p>…</p>, lists in <ul> or <ol> with <li>…</li>. Text without any tag is one paragraph."
)


class ClauseForm(forms.Form):
    """All that can be put right in a clause but its place."""

    number = forms.CharField(label=_("Number"), max_length=40, required=False)
    heading = forms.CharField(label=_("Heading"), max_length=500, required=False)
    body = forms.CharField(
        label=_("Text"), required=False, help_text=BODY_HELP, widget=forms.Textarea(attrs={"rows": 8})
    )
    level = forms.CharField(label=_("Level, where the standard has levels"), max_length=20, required=False)
    normative = forms.BooleanField(label=_("Normative: it has to be met"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def start(clause: Clause) -> dict[str, Any]:
        """What stands there now, and its hash."""
        return {
            "number": clause.number,
            "heading": clause.heading,
            "body": clause.body,
            "level": clause.level,
            "normative": clause.is_normative,
            "seen": clause.text_sha256,
        }


class CorrectionForm(forms.Form):
    """How a clause of a fixed draft should have read, and why, in public."""

    heading = forms.CharField(label=_("Heading"), max_length=500, required=False)
    body = forms.CharField(
        label=_("Text"), required=False, help_text=BODY_HELP, widget=forms.Textarea(attrs={"rows": 8})
    )
    why = forms.CharField(
        label=_("What was wrong, and why it is corrected, in public"), widget=forms.Textarea(attrs={"rows": 3})
    )
    why_fr = forms.CharField(label=_("In French"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    why_es = forms.CharField(label=_("In Spanish"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    @property
    def reasons(self) -> dict[str, str]:
        """By language."""
        names = {"en": "why", "fr": "why_fr", "es": "why_es"}
        return {language: self.cleaned_data[name] for language, name in names.items() if self.cleaned_data[name]}


class TermsReasonForm(forms.Form):
    """Why terms stand in a draft that nobody has agreed yet."""

    reason = ByLanguageField(label=_("Why it uses them all the same, in public"), rows=3, required=False)


class LineageForm(forms.Form):
    """What a clause was, said by a person: keys of the two clauses and the kind of change."""

    before = forms.CharField(required=False)
    after = forms.CharField(required=False)
    kind = forms.CharField()
