"""People and organisations as Django sees them."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class MembersConfig(AppConfig):
    """People, the groups they speak from, the organisations they may speak for."""

    name = "portal.members"
    label = "members"
    verbose_name = "Members"
    default = True


class PeopleAtAdminConfig(WagtailUsersAppConfig):
    """Wagtail's list of people, with our form."""

    user_viewset = "portal.members.viewsets.PersonViewSet"
    default = False
