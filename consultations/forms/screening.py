"""Forms of the screening desk: publish, hold, decline, take words out, settle what was asked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.forms.reasons import SpokenForm
from consultations.models import Submission


class PublishForm(forms.Form):
    """Which revision was read: a sender may change a response while the page is open."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReadForm(SpokenForm):
    """What was read: neither changed by its sender nor decided about by a colleague while the page is open."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    was = forms.CharField(widget=forms.HiddenInput)


class HoldForm(ReadForm):
    """Why a response is held back."""

    reason = forms.CharField(
        label=_("Why it is held back"),
        help_text=_("Its sender reads this on the receipt."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclineForm(ReadForm):
    """By which of the published codes a response is declined."""

    code = forms.ChoiceField(
        label=_("It is declined because it"),
        choices=[("", _("Choose one")), *Submission.DeclineCode.choices],
        help_text=_("The codes and how often each was used are public."),
    )
    reason = forms.CharField(label=_("More, for its sender"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class TakeOutForm(SpokenForm):
    """Which words give a person away, and why they go."""

    words = forms.CharField(
        label=_("Words to take out"),
        help_text=_("Each on a line of its own. They go everywhere, also from earlier versions, and are kept nowhere."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Everybody reads this, so do not repeat the words."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SettleForm(SpokenForm):
    """What came of a request: of this one, in the revision that was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    plea = forms.IntegerField(widget=forms.HiddenInput)
    is_granted = forms.ChoiceField(
        label=_("What was found"),
        choices=[("yes", _("The sender is right: it is done")), ("no", _("It stays as it is"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Why"), help_text=_("The sender reads this."), widget=forms.Textarea(attrs={"rows": 2})
    )
