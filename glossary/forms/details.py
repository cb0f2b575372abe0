"""What hangs on a version beside its words: relations, matches elsewhere, each name's kind, where it was taken from."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glossary.models import Concept, Designation, Mapping, Relation
from glossary.words import Entry, Mapped, Name, Related

NOT_SAID = ("", gettext_lazy("not said"))
RELATION_TO_SOURCE = [
    NOT_SAID,
    ("identical", gettext_lazy("taken over word for word")),
    ("modified", gettext_lazy("modified")),
]


class SeenForm(forms.Form):
    """Which words somebody had before them: nobody writes over another's work unseen."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class RelationForm(forms.Form):
    """One other term of the house."""

    kind = forms.ChoiceField(label=gettext_lazy("This term’s relation to it"), choices=Relation.Kind.choices)
    target = forms.CharField(
        label=gettext_lazy("The other term"), required=False, help_text=gettext_lazy("A code like RS-0042.")
    )

    def clean_target(self) -> Concept | None:
        """A code that somebody has."""
        code = self.cleaned_data["target"].strip().upper()
        found = Concept.objects.filter(code=code).first() if code else None
        if code and found is None:
            raise forms.ValidationError(_("No term has this code. Look it up in the glossary."))
        return found

    def row(self) -> Related | None:
        """What was filled in; None for an empty row."""
        data = self.cleaned_data
        return Related(data["kind"], data["target"]) if data.get("target") else None


class MappingForm(forms.Form):
    """The same, or nearly the same, in somebody else's vocabulary."""

    match = forms.ChoiceField(label=gettext_lazy("There it is"), choices=Mapping.Match.choices)
    uri = forms.CharField(label=gettext_lazy("Address of the term there"), required=False, max_length=500)
    label = forms.CharField(label=gettext_lazy("What it is called there"), required=False, max_length=240)

    def row(self) -> Mapped | None:
        """What was filled in; None for an empty row."""
        data = self.cleaned_data
        return Mapped(data["match"], data["uri"].strip(), data["label"].strip()) if data.get("uri") else None


class NameForm(forms.Form):
    """One name in one language: how far it is recommended, what kind it is, how texts link it."""

    text = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=240)
    status = forms.ChoiceField(label=gettext_lazy("We call it"), choices=Designation.Status.choices, initial="admitted")
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Designation.Kind.choices)
    matching = forms.ChoiceField(label=gettext_lazy("In texts"), choices=Designation.Matching.choices)
    part_of_speech = forms.ChoiceField(
        label=gettext_lazy("Part of speech"), required=False, choices=[NOT_SAID, *Designation.PartOfSpeech.choices]
    )
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"), required=False, choices=[NOT_SAID, *Designation.Gender.choices]
    )
    region = forms.CharField(
        label=gettext_lazy("Where it is said"), required=False, max_length=35, help_text=gettext_lazy("Like es-MX.")
    )

    short_for = forms.CharField(
        label=gettext_lazy("Short for"),
        required=False,
        max_length=240,
        help_text=gettext_lazy("The full form, as it stands among these names."),
    )

    def row(self) -> Name | None:
        """What was filled in; None for an empty row."""
        data = self.cleaned_data
        if not data.get("text", "").strip():
            return None
        grammar = {name: (data.get(name) or "").strip() for name in ("part_of_speech", "gender", "region", "short_for")}
        return Name(data["text"].strip(), data["status"], data["kind"], data["matching"], **grammar)


class SourceForm(forms.Form):
    """Where a definition was taken from."""

    citation = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=400)
    url = forms.URLField(label=gettext_lazy("Its address"), required=False, max_length=500, assume_scheme="https")
    relation = forms.ChoiceField(label=gettext_lazy("Our words are"), required=False, choices=RELATION_TO_SOURCE)

    def row(self) -> dict[str, str] | None:
        """What was filled in; None for an empty row."""
        data = {name: self.cleaned_data.get(name) or "" for name in ("citation", "url", "relation")}
        return data if data["citation"] or data["url"] else None


def many(kind: type[forms.Form]) -> Any:
    """Rows as they stand and three empty ones."""
    return forms.formset_factory(kind, extra=3, max_num=60, absolute_max=80)


RelationRows, MappingRows, NameRows, SourceRows = map(many, (RelationForm, MappingForm, NameForm, SourceForm))


def rows_of(forms_: Any) -> list[Any]:
    """The rows that were filled in."""
    return [row for row in (form.row() for form in forms_) if row is not None]


def names_asked(entry: Entry) -> list[dict[str, str]]:
    """Names as the rows show them."""
    return [asdict(name) for name in entry.names]
