"""What the secretariat fills in at the desk: one language of a proposal, and the acts around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from glossary.formats.tags import canonical_tag, is_language
from glossary.models import Concept, ConceptVersion, Designation, GroupPhrasing, LanguageEntry
from glossary.words import Entry, Name
from portal.members.models import StakeholderGroup

State = LanguageEntry.TranslationState
LISTS = ("admitted", "deprecated", "lookup")


def lines(text: str) -> list[str]:
    """One thing a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class Lines(forms.CharField):
    """A text area whose lines are things of their own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)


def language_field() -> forms.CharField:
    """A tag such as es or es-MX."""
    return forms.CharField(label=_("Language"), max_length=35, help_text=_("A tag like en, fr or es-MX."))


class LanguageMixin:
    """Forms that ask for a language hold it to the shape of one."""

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"].strip()  # type: ignore[attr-defined]
        if not is_language(language):
            raise forms.ValidationError(_("This is no language tag. Write one like en, fr or es-MX."))
        return canonical_tag(language)


class EntryForm(LanguageMixin, forms.Form):
    """What a proposal says in one language."""

    language = language_field()
    definition = forms.CharField(label=_("Definition"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    preferred = forms.CharField(label=_("Preferred name"), required=False, max_length=240)
    matching = forms.ChoiceField(
        label=_("In texts, the preferred name is"), choices=Designation.Matching.choices, initial="normal"
    )
    admitted = Lines(label=_("Also accepted"), help_text=_("One name a line."))
    deprecated = Lines(label=_("Please avoid"), help_text=_("One name a line."))
    lookup = Lines(label=_("Only to be found by"), help_text=_("One name a line. Readers do not see them."))
    notes = Lines(label=_("Notes"), help_text=_("One note a line."))
    examples = Lines(label=_("Examples"), help_text=_("One example a line."))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            self.fields["language"].widget = forms.HiddenInput()

    def entry(self, old: Entry | None) -> Entry:
        """The words as filled in; what the form does not ask for stays as it was."""
        data = self.cleaned_data
        before = {name.text: name for name in old.names} if old else {}
        names = [Name(data["preferred"], "preferred", matching=data["matching"])] if data["preferred"] else []
        names += [Name(text, status) for status in LISTS for text in lines(data[status])]
        return Entry(
            data["language"],
            data["definition"],
            notes=lines(data["notes"]),
            examples=lines(data["examples"]),
            sources=old.sources if old else (),
            names=[kept(name, before.get(name.text)) for name in names],
            translation_state=old.translation_state if old else State.DRAFT,
        )


def kept(name: Name, old: Name | None) -> Name:
    """What kind of name it is, and how the others are linked, is not asked for here."""
    if old is None:
        return name
    matching = name.matching if name.status == "preferred" else old.matching
    return replace(old, status=name.status, matching=matching)


def initial_of(entry: Entry) -> dict[str, Any]:
    """An entry as the form shows it."""
    by_status = {status: "\n".join(texts(entry.names, status)) for status in LISTS}
    preferred = next((name for name in entry.names if name.status == "preferred"), None)
    return {
        "language": entry.language,
        "definition": entry.definition,
        "preferred": preferred.text if preferred else "",
        "matching": preferred.matching if preferred else "normal",
        "notes": "\n".join(entry.notes),
        "examples": "\n".join(entry.examples),
        **by_status,
    }


def texts(names: Iterable[Name], status: str) -> list[str]:
    """The names of one status."""
    return [name.text for name in names if name.status == status]


class TermForm(forms.Form):
    """A new term; the rest is written afterwards."""

    preferred = forms.CharField(label=_("Preferred name"), max_length=240)
    language = forms.ChoiceField(label=_("Source language"), choices=settings.LANGUAGES)
    definition = forms.CharField(label=_("Definition"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    domain = forms.CharField(label=_("Field"), required=False, max_length=80)
    reason = forms.CharField(label=_("Why it is needed"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class VersionForm(forms.Form):
    """The next version, which starts as a copy."""

    change_class = forms.ChoiceField(
        label=_("What is going to change"),
        choices=ConceptVersion.ChangeClass.choices,
        widget=forms.RadioSelect,
        help_text=_("A change of meaning leaves translations outdated until somebody looks at them again."),
    )
    reason = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}))


class ConfirmForm(forms.Form):
    """A translation of this version says what its source says."""

    language = forms.CharField(max_length=35, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class ReviewForm(forms.Form):
    """Asks the groups to look."""

    until = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))


class RejectForm(forms.Form):
    """Closes a proposal."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("It is published with the proposal.")
    )


class WithdrawForm(forms.Form):
    """Takes a term out of use."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands above the term from now on."),
    )
    replaced_by = forms.CharField(label=_("The term in its place"), required=False, help_text=_("A code like RS-0042."))

    def clean_replaced_by(self) -> Concept | None:
        """A code that somebody has."""
        code = self.cleaned_data["replaced_by"].strip().upper()
        found = Concept.objects.filter(code=code).first()
        if code and found is None:
            raise forms.ValidationError(_("No term has this code. Look it up in the glossary."))
        return found


class PhrasingForm(LanguageMixin, forms.Form):
    """How one group says it."""

    group = forms.ModelChoiceField(label=_("Group"), queryset=StakeholderGroup.objects.filter(is_active=True))
    language = language_field()
    text = forms.CharField(label=_("In their words"), widget=forms.Textarea(attrs={"rows": 3}))
    definition = forms.CharField(
        label=_("How they would define it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands beside those of the others, and never in place of what is agreed."),
    )
    attribution = forms.CharField(label=_("Who said it, where"), required=False, max_length=200)


class UnsayForm(forms.Form):
    """Which phrasing of this term is taken out."""

    phrasing = forms.ModelChoiceField(queryset=GroupPhrasing.objects.none())

    def __init__(self, *args: Any, concept: Concept, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phrasing"].queryset = concept.phrasings.all()  # type: ignore[attr-defined]
