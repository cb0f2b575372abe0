"""People to be invited: one on each line, as addresses are copied from anywhere."""

from __future__ import annotations

from email.utils import getaddresses
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.actions.inviting import Guest


class InviteForm(forms.Form):
    """Names and addresses, and the language of the mail."""

    people = forms.CharField(
        label=_("People"),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("One on each line: ada@example.org, or Ada Quispe <ada@example.org>."),
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"),
        choices=settings.LANGUAGES,
        help_text=_("Whoever has an account is written to in the language of the account."),
    )

    def clean_people(self) -> list[Guest]:
        """Each line an address; the line that is none is named."""
        found: list[Guest] = []
        for number, line in enumerate(self.cleaned_data["people"].splitlines(), start=1):
            if not line.strip():
                continue
            pairs = [(name, email) for name, email in getaddresses([line.strip(" ,;")]) if email]
            if not pairs or any("@" not in email for _name, email in pairs):
                told = gettext("Line %(number)s has no e-mail address: %(line)s")
                raise ValidationError(told % {"number": number, "line": line.strip()[:80]})
            found += [Guest(email=email, name=name) for name, email in pairs]
        return found

    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        return {"guests": self.cleaned_data["people"], "language": self.cleaned_data["language"]}
