"""What a translator fills in beside the source, and by what the lists of translations are narrowed down."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from glossary.coverage import STATES
from glossary.forms.desk import LISTS, Lines, kept, lines, texts
from glossary.forms.details import SeenForm
from glossary.templatetags.glossary_marks import language_name
from glossary.words import Entry, Name
from portal.members.languages import direction
from portal.sealing import canonical


class TranslationForm(SeenForm):
    """One language of a term; what it does not ask for stays as it was."""

    preferred = forms.CharField(label=_("Preferred name"), required=False, max_length=240)
    definition = forms.CharField(label=_("Definition"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    admitted = Lines(label=_("Also accepted"), help_text=_("One name a line."))
    deprecated = Lines(label=_("Please avoid"), help_text=_("One name a line."))
    lookup = Lines(label=_("Only to be found by"), help_text=_("One name a line. Readers do not see them."))
    notes = Lines(label=_("Notes"), help_text=_("One note a line."))
    examples = Lines(label=_("Examples"), help_text=_("One example a line."))

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # the labels speak the reader's language, the words another
            field.widget.attrs |= {"lang": language, "dir": direction(language)}

    def entry(self, language: str, old: Entry | None) -> Entry:
        """The words as filled in."""
        data = self.cleaned_data
        before = {name.text: name for name in old.names} if old else {}
        names = [Name(data["preferred"].strip())] if data["preferred"].strip() else []
        names += [Name(text, status) for status in LISTS for text in lines(data[status])]
        return Entry(
            language,
            data["definition"].strip(),
            notes=lines(data["notes"]),
            examples=lines(data["examples"]),
            sources=old.sources if old else (),
            names=[kept(name, before.get(name.text)) for name in names],
        )


def initial_of(entry: Entry) -> dict[str, Any]:
    """Words as the form shows them."""
    by_status = {status: "\n".join(texts(entry.names, status)) for status in LISTS}
    words = {"definition": entry.definition, "preferred": entry.preferred}
    return words | {"notes": "\n".join(entry.notes), "examples": "\n".join(entry.examples)} | by_status


def mark_of(there: list[Any]) -> str:
    """Which words, source and all, somebody had before them: nobody writes over others' or finds them right unseen."""
    return hashlib.sha256(canonical(there).encode()).hexdigest()[:16]


class ReturnForm(SeenForm):
    """Back to whoever wrote it."""

    reason = forms.CharField(label=_("What is not right yet"), widget=forms.Textarea(attrs={"rows": 3}))


class NarrowForm(forms.Form):
    """Which terms, in which language, in which state."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    domain = forms.ChoiceField(label=_("Field"), required=False)

    def __init__(self, *args: Any, languages: list[str] | None, domains: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("all"))]
        chosen: dict[str, Any] = {"state": STATES.items(), "domain": [(one, one) for one in domains]}
        if languages is None:
            del self.fields["language"]
        else:
            chosen["language"] = [(code, language_name(code)) for code in languages]
        for name, choices in chosen.items():
            self.fields[name].choices = [*every, *choices]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        """What was chosen; what is no choice narrows nothing."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")
