"""The editor's side of people: names of log entries, lists at /admin/."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from portal.members.viewsets import AllianceGroup

LOGGED = {
    "ask_to_join": (_("Ask to join"), _("Asked to belong to an organisation")),
    "confirm_membership": (_("Confirm membership"), _("Membership confirmed")),
    "decline_membership": (_("Decline membership"), _("Membership declined")),
    "end_membership": (_("End membership"), _("Membership ended")),
    "appoint_delegate": (_("Appoint delegate"), _("Delegate appointed")),
    "appoint_secretary": (_("Appoint to the secretariat"), _("Appointed to the secretariat")),
    "dismiss_secretary": (_("Dismiss from the secretariat"), _("Dismissed from the secretariat")),
    "appoint_administrator": (_("Appoint an administrator"), _("Administrator appointed")),
    "dismiss_administrator": (_("Dismiss an administrator"), _("Administrator dismissed")),
    "make_token": (_("Make a token"), _("Token for programs made")),
    "revoke_token": (_("Take a token back"), _("Token for programs taken back")),
}


@hooks.register("register_log_actions")
def name_what_is_logged(actions: Any) -> None:
    """Wagtail refuses to log what has no name."""
    for verb, (label, message) in LOGGED.items():
        actions.register_action(f"members.{verb}", label, message)


@hooks.register("register_admin_viewset")
def who_takes_part() -> AllianceGroup:
    """Organisations, stakeholder groups, sectors."""
    return AllianceGroup()
