"""People and organisations as Django sees them."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """People, the groups they speak from, the organisations they may speak for."""

    name = "portal.members"
    label = "members"
    verbose_name = "Members"
