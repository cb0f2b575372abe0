"""Forms about people. allauth builds its own pages on all but the last three."""

from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import (
    AddEmailForm,
    ChangePasswordForm,
    LoginForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
    SignupForm,
)
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.members.models import Organisation, User

PASSWORD_HINT = _("Ten characters or more; not only figures, not a word that everybody uses. A sentence is best.")


class PlainWords:
    """Labels instead of placeholders; the rules for passwords in one sentence instead of a list in a paragraph."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in ("email", "login"):
                field.label = _("E-mail address")
        if "password1" in fields:
            fields["password1"].help_text = PASSWORD_HINT


class SignInForm(PlainWords, LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remember"].label = _("Stay signed in on this device")


class AskCodeForm(PlainWords, RequestLoginCodeForm):
    """The address to which a code for signing in goes."""


class AskResetForm(PlainWords, ResetPasswordForm):
    """The address to which a code for a new password goes."""


class AddressForm(PlainWords, AddEmailForm):
    """The new address."""


class SignUpForm(PlainWords, SignupForm):
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


class PasswordChangeForm(PlainWords, ChangePasswordForm):
    """The old password, then the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Password until now")
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password, once more")


class PasswordSetForm(PlainWords, SetPasswordForm):
    """allauth's, with our hint."""


class PasswordResetForm(PlainWords, ResetPasswordKeyForm):
    """allauth's, with our hint."""


class KeyForm(AddWebAuthnForm):
    """A new key; one that can sign in by itself, unless somebody wants it as a second factor only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call it")
        self.fields["name"].help_text = _("As in “my phone”: so that you know which one to remove if it is lost.")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("Sign in with it alone, without a password")
        self.fields["passwordless"].help_text = _(
            "It then has to ask for your fingerprint, face, screen lock or PIN. Old keys cannot: take the tick away."
        )


class KeyNameForm(EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call it")


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


class TokenForm(forms.Form):
    """What a program may read, and for how long."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=60,
        help_text=_("As in “our member database”: so that you know later which one to take back."),
    )
    opens = forms.MultipleChoiceField(
        label=_("What it opens"),
        choices=[
            ("records", _("What I may read as a member or in a body, and others may not")),
            ("responses", _("What I said myself: responses, what I have begun, receipts")),
        ],
        initial=["records"],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=_("How long it holds"),
        coerce=int,
        choices=[(7, _("a week")), (30, _("a month")), (90, _("three months")), (365, _("a year"))],
        initial=90,
    )
