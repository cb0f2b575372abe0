"""A clause in another language, and what goes along with a draft: the desk's input."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models.drafts import TranslationStatus

LANGUAGE_HELP = _("Its code: fr, es, sw for Swahili, qu for Quechua.")


class TranslationForm(forms.Form):
    """Heading and text, and where they come from."""

    heading = forms.CharField(label=_("Heading"), max_length=500, required=False)
    body = forms.CharField(label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 10}))
    status = forms.ChoiceField(
        label=_("This is"),
        choices=[(TranslationStatus.DRAFT, _("a person's draft")), (TranslationStatus.MACHINE, _("made by machine"))],
    )


class LanguageForm(forms.Form):
    """A language to translate into."""

    language = forms.RegexField(
        r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", label=_("Language"), max_length=35, help_text=LANGUAGE_HELP
    )


class MaterialForm(forms.Form):
    """A file that helps to understand a draft."""

    title = forms.CharField(label=_("Title, in its own language"), max_length=200)
    language = forms.CharField(label=_("Language"), max_length=35, help_text=LANGUAGE_HELP)
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, MP3, Ogg, plain text; 10 MB at most."),
    )
