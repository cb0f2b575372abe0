"""People, organisations, groups and sectors at /admin/."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.users.views import users

from portal.members.admin_forms import GroupForm, OrganisationForm, PersonForm, SectorForm
from portal.members.models import Organisation, Sector, StakeholderGroup


class OrganisationViewSet(ModelViewSet):
    """Who may be spoken for."""

    model = Organisation
    icon = "group"
    list_display = ["name", "group", "status", "country"]
    list_filter = ["group", "status"]
    search_fields = ["name"]
    inspect_view_enabled = True

    def get_form_class(self, for_update: bool = False) -> type:
        return OrganisationForm


class GroupViewSet(ModelViewSet):
    """The sides of the table; each alliance names its own."""

    model = StakeholderGroup
    icon = "group"
    menu_label = _("Stakeholder groups")
    list_display = ["__str__", "code", "position", "is_active"]
    ordering = ["position"]

    def get_form_class(self, for_update: bool = False) -> type:
        return GroupForm


class SectorViewSet(ModelViewSet):
    """The tiers of the value chain."""

    model = Sector
    icon = "tag"
    list_display = ["__str__", "code", "position"]
    ordering = ["position"]

    def get_form_class(self, for_update: bool = False) -> type:
        return SectorForm


class AllianceGroup(ViewSetGroup):
    """One entry of the menu for who takes part."""

    menu_label = _("Who takes part")
    menu_icon = "group"
    menu_order = 300
    items = (OrganisationViewSet, GroupViewSet, SectorViewSet)


class WithBy:
    """The form knows who edits: appointing somebody is that person's act."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.user}  # type: ignore[misc,attr-defined]


class AddPerson(WithBy, users.CreateView):
    """A new account; its owner signs in by a mailed code."""


class EditPerson(WithBy, users.EditView):
    """Name, language, whether the account works, and whether it works for us."""


class PersonViewSet(users.UserViewSet):
    """Wagtail's, without names in two parts, passwords and groups."""

    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"
    add_view_class = AddPerson
    edit_view_class = EditPerson

    def get_form_class(self, for_update: bool = False) -> type:
        return PersonForm
