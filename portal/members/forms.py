"""Forms about people. allauth builds its own pages on the first four."""

from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import ChangePasswordForm, ResetPasswordKeyForm, SetPasswordForm, SignupForm
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.members.models import Organisation, User

PASSWORD_HINT = _("Ten characters or more; not only figures, not a word that everybody uses. A sentence is best.")


class PlainHint:
    """The rules for passwords in one sentence, instead of a list inside a paragraph."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HINT  # type: ignore[attr-defined]


class SignUpForm(PlainHint, SignupForm):
    """Address, password and, for those who like, a name."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        help_text=_("Shown beside what you say in public with your name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["email", "display_name", "password1", "password2"]

    def save(self, request: HttpRequest) -> User | None:
        """The language of the page becomes the person's own."""
        user = super().save(request)
        if user:
            user.display_name = self.cleaned_data["display_name"]
            user.language = get_language() or settings.LANGUAGE_CODE
            user.save(update_fields=["display_name", "language"])
        return user


class PasswordChangeForm(PlainHint, ChangePasswordForm):
    """allauth's, with our hint."""


class PasswordSetForm(PlainHint, SetPasswordForm):
    """allauth's, with our hint."""


class PasswordResetForm(PlainHint, ResetPasswordKeyForm):
    """allauth's, with our hint."""


def time_zones() -> list[tuple[str, str]]:
    """Zones by place, UTC first: what people know their clock by."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix")))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]


class ProfileForm(forms.Form):
    """What a person may say about herself."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        help_text=_("Shown beside what you say in public with your name. Without it: the start of your address."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of our mails, and of pages that you enter anew.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("Closing times are told in it, beside the round's own.")
    )


class JoinForm(forms.Form):
    """Which organisation one asks to belong to."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.open_to(user)
