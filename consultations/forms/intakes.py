"""A file with comments and from whom it is; rows put right on the screen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.actions.importing_comments import Sender
from consultations.formats.letters import Letter
from consultations.forms.respond import WRITTEN_IN
from consultations.matching import Matched
from consultations.models import Comment, Round, Submission
from consultations.said import SHORT
from portal.members.models import Organisation, StakeholderGroup
from portal.members.viewer import Viewer

TYPES = [("", _("choose")), *((kind.value, f"{kind.value} · {kind.label}") for kind in Comment.Kind)]


class FileForm(forms.Form):
    """A file in the name of an organisation; the secretariat may bring one for anybody."""

    file = forms.FileField(label=_("File"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("In the name of"), required=False, empty_label=_("another, or a person")
    )
    organisation_name = forms.CharField(label=_("Another organisation"), max_length=200, required=False)
    group = forms.ModelChoiceField(
        StakeholderGroup.objects.filter(is_active=True),
        label=_("Group"),
        to_field_name="code",
        required=False,
        help_text=_("Needed only where the organisation is not in the list."),
        empty_label=_("choose"),
    )
    sender_name = forms.CharField(label=_("Name of the sender"), max_length=200, required=False)
    sender_email = forms.EmailField(
        label=_("E-mail address of the sender"),
        required=False,
        max_length=254,
        help_text=_("For the receipt and the answers."),
    )
    received_on = forms.DateField(label=_("Came on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    language = forms.ChoiceField(label=_("Language of the comments"), choices=WRITTEN_IN, required=False)
    official = forms.BooleanField(
        label=_("This file is the official position of the organisation"),
        required=False,
        help_text=_("There is one for each organisation. It is sent as a whole, once every row is right."),
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may read them"),
        choices=Submission.Confidentiality.choices,
        widget=forms.RadioSelect,
        initial="name",
    )

    def __init__(self, *args: Any, viewer: Viewer, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        if viewer.is_secretariat:
            field.queryset = Organisation.objects.select_related("group")
            del self.fields["official"]  # only a delegate speaks for an organisation
            if round.is_open:
                del self.fields["received_on"]
            return
        field.queryset = Organisation.objects.filter(pk__in=viewer.delegate_of).select_related("group")
        field.required, field.empty_label = True, None
        for name in ("organisation_name", "group", "sender_name", "sender_email", "received_on"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """One organisation, or its group where it is not known here."""
        said = super().clean() or {}
        if not said.get("organisation") and "organisation" not in self.errors and not said.get("group"):
            raise ValidationError({"group": gettext("Choose the group that the sender speaks from.")})
        return said

    def sender(self) -> Sender:
        """From whom the file is."""
        said = self.cleaned_data
        organisation = said.get("organisation")
        return Sender(
            organisation=organisation,
            organisation_name="" if organisation else " ".join(said.get("organisation_name", "").split()),
            group=said.get("group"),
            name=said.get("sender_name", ""),
            email=said.get("sender_email", ""),
            language=said.get("language") or "en",
            confidentiality=said["confidentiality"],
            received_on=said.get("received_on"),
            is_official=bool(said.get("official")),
        )


FIELD_OF = {"type": "kind", "proposed_change": "change"}


class PlacedForm(forms.Form):
    """Something that is said about a clause, named as people name it."""

    clause = forms.CharField(
        label=_("Clause"),
        required=False,
        max_length=1_000,
        widget=forms.TextInput(attrs={"list": "clauses"}),
        help_text=_("Its number, or General for the whole document."),
    )


class RowForm(PlacedForm):
    """What can be put right in a row: its clause, its type, its words."""

    kind = forms.ChoiceField(label=_("Type"), choices=TYPES, required=False)
    comment = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    change = forms.CharField(label=_("Proposed change"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    line = forms.CharField(label=_("Line"), required=False, max_length=SHORT["line"])
    element = forms.CharField(label=_("Paragraph, figure or table"), required=False, max_length=SHORT["element"])

    @classmethod
    def of(cls, found: Matched, data: Any = None, *, every: bool = False) -> RowForm:
        """The form of one row among others on the page: the fields in which something is wrong, or every field."""
        row = found.row
        form = cls(data, prefix=f"row{row.row}", initial={name: getattr(row, name) for name in cls.base_fields})
        wrong = {FIELD_OF.get(fault.field, fault.field) for fault in found.faults}
        sent = {name for name in cls.base_fields if data is not None and form.add_prefix(name) in data}
        for name in set(cls.base_fields) - (sent or wrong):
            if not every:
                del form.fields[name]
        return form


class SheetRowForm(RowForm):
    """What can be put right in a line of a session's form."""

    slip = forms.CharField(label=_("Slip"), required=False, max_length=10)
    people = forms.CharField(label=_("People"), required=False, max_length=10)
    question = forms.CharField(
        label=_("Question"), required=False, max_length=10, help_text=_("Its number; empty for a comment.")
    )
    justification = forms.CharField(label=_("Why?"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    confidentiality = forms.ChoiceField(
        label=_("Who may read it"),
        required=False,
        choices=[("", _("as agreed for the session")), ("committee", _("only the committee"))],
    )
    line = element = None
    field_order = ("slip", "people", "question", "clause", "kind", "comment", "change", "justification")


class CutForm(PlacedForm):
    """Some paragraphs of a letter, or words typed from it, as a comment on a clause."""

    paragraphs = forms.MultipleChoiceField(label=_("Tick what makes one comment"), required=False, choices=[])
    words = forms.CharField(
        label=_("Or type the words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They come after the paragraphs that are ticked."),
    )
    kind = forms.ChoiceField(label=_("Type"), choices=TYPES[1:])

    field_order = ["paragraphs", "words", "clause", "kind"]

    def __init__(self, letter: Letter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter = letter
        field: Any = self.fields["paragraphs"]
        field.choices = [(str(place), str(place)) for place in range(1, len(letter.paragraphs) + 1)]

    @property
    def ticked(self) -> set[str]:
        """The paragraphs that were ticked, should something be wrong."""
        return set(self.data.getlist("paragraphs")) if self.is_bound else set()  # type: ignore[attr-defined]

    def cut(self) -> dict[str, str]:
        """The words in their order, and where they stand in the letter."""
        places = [int(place) for place in self.cleaned_data["paragraphs"]]
        words = [*(self.letter.paragraphs[place - 1] for place in places), self.cleaned_data["words"]]
        return {
            "words": "\n\n".join(part for part in words if part),
            "clause": self.cleaned_data["clause"],
            "kind": self.cleaned_data["kind"],
            "where": ", ".join(map(str, places)),
        }
