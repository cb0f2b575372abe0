"""A name under somebody else's comment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.members.models import Organisation, StakeholderGroup
from portal.members.viewer import Viewer


class CoSignForm(forms.Form):
    """Who signs, from which group, and whether the name is shown; a signed-in person is known already."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("For whom?"), empty_label=_("For myself"), required=False, blank=True
    )
    group = forms.ModelChoiceField(
        StakeholderGroup.objects.filter(is_active=True),
        label=_("Which group do you speak from?"),
        to_field_name="code",
        required=False,
        empty_label=_("Choose"),
    )
    name = forms.CharField(label=_("Your name"), max_length=200, required=False)
    email = forms.CharField(
        label=_("E-mail address"),
        help_text=_("You get one mail, to confirm it. Your name counts once you have."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
    )
    is_public = forms.BooleanField(
        label=_("Show my name under the comment"),
        help_text=_("Else you are counted with your group, once there are five of you."),
        required=False,
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if viewer.is_known:
            del self.fields["name"], self.fields["email"]
        if viewer.delegate_of:
            theirs = Organisation.objects.filter(pk__in=viewer.delegate_of)
            self.fields["organisation"].queryset = theirs  # type: ignore[attr-defined]
            self.fields["group"].help_text = _("An organisation speaks from its own.")
        else:
            del self.fields["organisation"]
            self.fields["group"].required = True
