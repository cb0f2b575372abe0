"""What people say of terms in public: a sounding, a comment, a proposal, an address for news."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from glossary.forms.desk import LanguageMixin
from glossary.models import Concept, ConceptVersion, Sounding
from portal.members.models import Organisation
from portal.members.viewer import Viewer

MYSELF = _("myself")


def spoken_for(viewer: Viewer) -> Any:
    """The organisations somebody is the delegate of."""
    return Organisation.objects.filter(pk__in=viewer.delegate_of).order_by("name")


def organisations_of(viewer: Viewer) -> Any:
    """For whom somebody may take a position; the secretariat writes down what any member told it."""
    members = Organisation.objects.filter(status=Organisation.Status.MEMBER).order_by("name")
    return members if viewer.is_secretariat else members.filter(pk__in=viewer.delegate_of)


class SoundingForm(forms.Form):
    """What an organisation thinks of a version under review."""

    organisation = forms.ModelChoiceField(label=_("You speak for"), queryset=Organisation.objects.none())
    value = forms.ChoiceField(
        label=_("If this were decided today, it"), choices=Sounding.Value.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Reservation or objection, in its own words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is published beside the words."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = organisations_of(viewer)
        self.fields["organisation"].queryset = rows  # type: ignore[attr-defined]
        if not viewer.is_secretariat and len(viewer.delegate_of) == 1:
            self.fields["organisation"].initial = next(iter(viewer.delegate_of))
            self.fields["organisation"].empty_label = None  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    """What somebody thinks of a version."""

    body = forms.CharField(label=_("Your comment"), widget=forms.Textarea(attrs={"rows": 5}))
    organisation = forms.ModelChoiceField(
        label=_("You speak for"), queryset=Organisation.objects.none(), required=False, empty_label=MYSELF
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if viewer.delegate_of:
            self.fields["organisation"].queryset = spoken_for(viewer)  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]


class AskForm(LanguageMixin, forms.Form):
    """A term that a member asks for, or other words for one."""

    name = forms.CharField(label=_("Name"), max_length=240)
    language = forms.CharField(label=_("Language"), max_length=35, help_text=_("A tag like en, fr or es-MX."))
    definition = forms.CharField(
        label=_("What it should mean"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One sentence that could stand in a text in place of the name."),
    )
    justification = forms.CharField(label=_("Why it is needed"), widget=forms.Textarea(attrs={"rows": 4}))
    source = forms.CharField(
        label=_("Where the words come from"), required=False, max_length=400, help_text=_("Title, publisher, page.")
    )
    source_url = forms.URLField(label=_("Its address"), required=False, max_length=500, assume_scheme="https")
    organisation = forms.ModelChoiceField(
        label=_("You speak for"), queryset=Organisation.objects.none(), required=False, empty_label=MYSELF
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = spoken_for(viewer)  # type: ignore[attr-defined]


# -- at the desk ---------------------------------------------------------------------------------------------------


class TakeUpForm(forms.Form):
    """Puts a member's words on the table."""

    change_class = forms.ChoiceField(
        label=_("What is going to change"), choices=ConceptVersion.ChangeClass.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("To whoever proposed it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It is published with the proposal."),
    )


class TakeOutForm(forms.Form):
    """Which words, or all of them, and why."""

    words = forms.CharField(
        label=_("Words to take out"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Each on a line of its own. They are kept nowhere."),
    )
    everything = forms.BooleanField(label=_("All that was proposed, with its name"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is published with the proposal. Do not repeat the words in it."),
    )


class DeclineForm(forms.Form):
    """Says why not, and where the word exists already."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("It is published with the proposal.")
    )
    instead = forms.CharField(
        label=_("The term to look at instead"), required=False, help_text=_("A code like RS-0042.")
    )

    def clean_instead(self) -> Concept | None:
        """A code that somebody has."""
        code = self.cleaned_data["instead"].strip().upper()
        found = Concept.objects.filter(code=code).first() if code else None
        if code and found is None:
            raise forms.ValidationError(_("No term has this code. Look it up in the glossary."))
        return found


class ScreenForm(forms.Form):
    """Why a comment is not on the page."""

    reason = forms.CharField(label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class AnswerForm(forms.Form):
    """The secretariat's answer to a comment."""

    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 4}))


class ReconfirmForm(forms.Form):
    """Agreed words were looked at again and hold."""

    note = forms.CharField(
        label=_("What was looked at"), widget=forms.Textarea(attrs={"rows": 2}), help_text=_("It is published.")
    )
    next_on = forms.DateField(label=_("Look again on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
