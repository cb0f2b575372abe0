"""A session's record, and the sheet on which its host types what was said, one after another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.actions.sessions import LEVELS, Facts, Sheet
from consultations.forms.respond import WRITTEN_IN, fields_for, long_text, sentence, words_in
from consultations.matching import Places
from consultations.models import Attachment, Comment, FacilitatedSession, Question, Submission
from consultations.regions import Region
from portal.members.models import Organisation, Sector, StakeholderGroup
from portal.members.viewer import Viewer

ROWS, MOST_ROWS = 3, 60
ROLES = [(f"role_{code}", label) for code, label in FacilitatedSession.Role.choices]
AGREED = [(value, label) for value, label in Submission.Confidentiality.choices if value in LEVELS]


def day(label: Any, **more: Any) -> forms.DateField:
    """A day, with the browser's calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


def count(label: Any, **more: Any) -> forms.IntegerField:
    """A number of people."""
    return forms.IntegerField(label=label, min_value=0, max_value=5_000, required=False, **more)


class SessionForm(forms.Form):
    """Everything a host says of a session; what is wrong with it is said by the action."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Held by"), required=False, empty_label=_("the secretariat")
    )
    host = forms.CharField(
        label=_("Who led it"), help_text=_("For the secretariat only; never published."), max_length=200, required=False
    )
    interest = long_text(
        _("What the host has to gain or to lose by this standard"),
        rows=2,
        help_text=_("Published with every comment. Say so too where there is nothing."),
    )
    written_in = forms.ChoiceField(
        label=_("Language in which you write this"), choices=WRITTEN_IN, required=False, initial=get_language
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=sentence(FacilitatedSession.Kind.choices),
        widget=forms.RadioSelect,
        required=False,
        initial="site",
    )
    held_on = day(_("Day"), required=False, help_text=_("Only the quarter of the year is published."))
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("For the secretariat only; never published.")
    )
    region = forms.ChoiceField(
        label=_("Region"), choices=[("", _("choose")), *sentence(Region.choices)], required=False
    )
    group = forms.ModelChoiceField(
        StakeholderGroup.objects.filter(is_active=True),
        label=_("Group that these people speak from"),
        to_field_name="code",
        required=False,
        empty_label=_("choose"),
    )
    sector = forms.ModelChoiceField(
        Sector.objects.all(), label=_("Where along the way from the mine"), to_field_name="code", required=False
    )
    language = forms.ChoiceField(label=_("Language that was spoken"), choices=WRITTEN_IN, required=False)
    interpreter = forms.BooleanField(label=_("Somebody interpreted"), required=False)
    people = count(_("How many people took part"), help_text=_("The host not counted."))
    women = count(_("Women among them"))
    youth = count(_("Under 25 among them"))
    consent = forms.ChoiceField(
        label=_("How they agreed that this is sent in their name"),
        choices=sentence(FacilitatedSession.Consent.choices),
        widget=forms.RadioSelect,
        required=False,
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may read what they said"),
        help_text=_("As they agreed. A single sheet may be stricter. Nobody is named."),
        choices=sentence(AGREED),
        widget=forms.RadioSelect,
        required=False,
        initial="withheld",
    )
    wording = forms.ChoiceField(
        label=_("How it was written down"),
        choices=sentence(FacilitatedSession.Wording.choices),
        widget=forms.RadioSelect,
        required=False,
    )
    read_back_on = day(_("Read back to them on"), required=False, help_text=_("Can be noted later as well."))
    read_back_how = forms.CharField(
        label=_("How it was read back"),
        max_length=300,
        required=False,
        help_text=_("Aloud in Swahili, by somebody of the group …"),
    )
    complaints = long_text(
        _("How they were told to correct or complain without the host"),
        rows=2,
        help_text=_("The slips of the kit say so, with a code and a number to call."),
    )
    notes = long_text(_("Notes, for the secretariat only"))

    def __init__(self, *args: Any, viewer: Viewer, session: FacilitatedSession | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        mine = Organisation.objects.all() if viewer.is_secretariat else viewer.organisations
        field.queryset = mine if viewer.is_secretariat else Organisation.objects.filter(pk__in=mine)
        if not viewer.is_secretariat:
            field.required, field.empty_label = True, None
        if session is not None:
            del self.fields["organisation"]
        for name, label in ROLES:
            self.fields[name] = count(label)

    @property
    def roles(self) -> list[forms.BoundField]:
        """How many of them do what."""
        return [self[name] for name, _label in ROLES]

    def facts(self) -> Facts:
        """As the action takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if not name.startswith("role_")}
        said.pop("organisation", None)
        said["written_in"] = said["written_in"] or get_language() or "en"
        roles = {name.removeprefix("role_"): n for name, _label in ROLES if (n := self.cleaned_data.get(name))}
        return Facts(**{**said, "people": said["people"] or 0, "roles": roles})

    @staticmethod
    def start(session: FacilitatedSession) -> dict[str, Any]:
        """The record as the form's starting values."""
        roles = {f"role_{code}": number for code, number in session.roles.items()}
        names = [name for name in SessionForm.base_fields if name not in ("group", "sector")]
        codes = {"group": session.group.code, "sector": session.sector.code if session.sector else ""}
        return {name: getattr(session, name) for name in names} | codes | roles


class ReadBackForm(forms.Form):
    """When and how people heard what stands here as theirs."""

    on = day(_("Read back to them on"))
    how = forms.CharField(label=_("How it was read back"), max_length=300, required=False)


class SessionFileForm(forms.Form):
    """The form of a session, filled in."""

    file = forms.FileField(label=_("File"), help_text=_("Excel (.xlsx) or CSV, as it was taken from here."))
    language = forms.ChoiceField(label=_("Language it is written in"), choices=WRITTEN_IN, required=False)


class RecordingForm(forms.Form):
    """A recording of a session, to be written down."""

    file = forms.FileField(label=_("Recording"), help_text=_("MP3, M4A, Ogg or WebM, 25 MB at most: about an hour."))
    description = forms.CharField(
        label=_("What it holds"), max_length=200, required=False, help_text=_("Such as: women of the crushing site.")
    )


class SheetForm(forms.Form):
    """One sheet: some comments in short rows, the questions for the group below."""

    slip = forms.IntegerField(
        label=_("Number of the slip"),
        min_value=1,
        max_value=5_000,
        required=False,
        help_text=_("If numbered slips were handed out; else a slip is made."),
    )
    people = forms.IntegerField(label=_("People it stands for"), min_value=1, max_value=5_000, required=False)
    confidentiality = forms.ChoiceField(label=_("Who may read it"), choices=sentence(AGREED), required=False)
    language = forms.ChoiceField(label=_("Language it is written in"), choices=WRITTEN_IN, required=False)
    wording = forms.ChoiceField(
        label=_("Written down"), choices=sentence(FacilitatedSession.Wording.choices), required=False
    )

    def __init__(
        self, *args: Any, session: FacilitatedSession, questions: Iterable[Question], rows: int = ROWS, **kwargs: Any
    ) -> None:
        alike = ("people", "confidentiality", "language", "wording")
        start = {name: getattr(session, name) for name in alike}
        super().__init__(*args, initial=start, **kwargs)
        self.session, self.questions = session, list(questions)
        self.row_names = [f"r{number}" for number in range(1, rows + 1)]
        if session.confidentiality == Submission.Confidentiality.COMMITTEE:
            del self.fields["confidentiality"]
        for name in self.row_names:
            self.fields.update(row_fields(name))
        for question in filter(lambda one: one.is_said, self.questions):
            self.fields.update(fields_for(question))

    @property
    def rows(self) -> list[dict[str, forms.BoundField]]:
        """The fields of each row, by what they hold."""
        parts = ("clause", "kind", "body", "change", "why")
        return [{part: self[f"{name}-{part}"] for part in parts} for name in self.row_names]

    def asked(self) -> list[dict[str, Any]]:
        """The questions, those meant for the session's group first."""
        numbered = [(n, one) for n, one in enumerate(self.questions, start=1) if one.is_said]
        numbered.sort(key=lambda pair: not pair[1].is_for(self.session.group, self.session.sector))
        return [
            {
                "number": number,
                "question": question,
                "is_barrier": question.kind == Question.Kind.BARRIER,
                "fields": [self[name] for name in fields_for(question)],
            }
            for number, question in numbered
        ]

    def sheet(self, key: Any, data: QueryDict, places: Places, note: Attachment | None = None) -> Sheet:
        """As the action takes it; a clause that the draft does not have is told at its row."""
        comments = []
        for name in self.row_names:
            said = {part: data.get(f"{name}-{part}", "") for part in ("clause", "kind", "body", "change", "why")}
            if not (said["body"] or said["change"]):
                continue
            place = places.called(said["clause"]) if said["clause"] else None
            if said["clause"] and place is None:
                self.add_error(f"{name}-clause", _("The draft has no such clause."))
            if not said["body"]:
                self.add_error(f"{name}-body", _("Say what is right or wrong with it."))
            texts = {"body": said["body"], "proposed_change": said["change"], "justification": said["why"]}
            comments.append({"clause": place.key if place else "", "type": said["kind"] or "ge", **texts})
        words = {**words_in(data, self.questions), "comments": comments}
        level = self.cleaned_data.get("confidentiality") or self.session.confidentiality
        people, slip = self.cleaned_data.get("people") or self.session.people, self.cleaned_data.get("slip")
        key, wording = self.session.key_of(slip) if slip else key, self.cleaned_data.get("wording") or ""
        return Sheet(key, words, people, level, slip=slip, wording=wording, note=note)


def row_fields(name: str) -> dict[str, forms.Field]:
    """One comment in a line and two boxes."""
    return {
        f"{name}-clause": forms.CharField(
            label=_("Clause"), required=False, widget=forms.TextInput(attrs={"list": "clauses", "autocomplete": "off"})
        ),
        f"{name}-kind": forms.ChoiceField(label=_("Kind"), choices=sentence(Comment.Kind.choices), required=False),
        f"{name}-body": long_text(_("What was said"), rows=2),
        f"{name}-change": long_text(_("How should it read?"), rows=1),
        f"{name}-why": long_text(_("Why?"), rows=1),
    }
