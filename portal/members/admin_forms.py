"""Forms of the editor's side: names a line a language, people without a password."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.by_language import ByLanguageField
from portal.members import actions
from portal.members.forms import time_zones
from portal.members.models import Organisation, Sector, StakeholderGroup, User
from portal.signs import SIGNS


class GroupForm(WagtailAdminModelForm):
    """A stakeholder group: its code names its sign and never changes."""

    names = ByLanguageField(label=_("Name"))

    class Meta:
        model = StakeholderGroup
        fields = ["code", "names", "position", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = bool(self.instance.pk)

    def clean_code(self) -> str:
        """A group is never shown without its sign, so it takes one that is drawn."""
        code = str(self.cleaned_data["code"])
        drawn = sorted(name[2:] for name in SIGNS if name.startswith("g-"))
        if not self.instance.pk and code not in drawn:
            message = _("No sign is drawn for this code. Take one of these: %(codes)s.")
            raise forms.ValidationError(message % {"codes": ", ".join(drawn)})
        return code


class SectorForm(WagtailAdminModelForm):
    """A tier of the value chain; its code never changes, since conditions of rounds ask for it."""

    names = ByLanguageField(label=_("Name"))

    class Meta:
        model = Sector
        fields = ["code", "names", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = bool(self.instance.pk)


class OrganisationForm(WagtailAdminModelForm):
    """An organisation, its side of the table and its tiers."""

    class Meta:
        model = Organisation
        fields = ["name", "group", "sectors", "country", "parent", "status", "joined_on"]
        widgets = {"sectors": forms.CheckboxSelectMultiple, "joined_on": forms.DateInput(attrs={"type": "date"})}

    def clean_country(self) -> str:
        return self.cleaned_data["country"].upper()


class PersonForm(forms.ModelForm):
    """A person; groups of bodies are kept by the seats, so they are not edited here. Passwords are one's own."""

    is_staff = forms.BooleanField(
        label=_("Works for the secretariat"),
        required=False,
        help_text=_("Opens the desk and this place; asks for a second factor."),
    )
    is_superuser = forms.BooleanField(
        label=_("Is an administrator"),
        required=False,
        help_text=_("Appoints the secretariat and keeps accounts; works at the desk as well. There should be two."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)

    class Meta:
        model = User
        fields = ["email", "display_name", "language", "time_zone", "is_active"]

    def __init__(self, *args: Any, by: User, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["is_staff"].initial = self.instance.is_staff
        self.fields["is_superuser"].initial = self.instance.is_superuser
        if editing_self:
            del self.fields["is_active"], self.fields["is_staff"], self.fields["is_superuser"]
        elif not by.is_superuser:
            self.fields["is_staff"].disabled = self.fields["is_superuser"].disabled = True

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def save(self, commit: bool = True) -> User:
        """Working for the secretariat is an action of its own: it is logged and mailed."""
        user = super().save(commit=False)
        if not user.pk:
            user.set_unusable_password()
        user.save()
        self.appoint(user)
        return user

    def appoint(self, user: User) -> None:
        """What the ticks ask for; an administrator works for the secretariat as well."""
        is_administrator = self.cleaned_data.get("is_superuser", user.is_superuser)
        if is_administrator and not user.is_superuser:
            actions.appoint_administrator(by=self.by, user=user)
        elif user.is_superuser and not is_administrator:
            actions.dismiss_administrator(by=self.by, user=user)
        wanted = self.cleaned_data.get("is_staff", user.is_staff) or is_administrator
        if wanted and not user.is_staff:
            actions.appoint_secretary(by=self.by, user=user)
        elif user.is_staff and not wanted:
            actions.dismiss_secretary(by=self.by, user=user)
