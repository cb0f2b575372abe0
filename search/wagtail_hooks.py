"""What the audit log calls the acts of this room."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

ACTS = {
    "search.dismiss_unfound": (_("Dismiss a search without a hit"), _("Search without a hit dismissed")),
    "search.pick": (_("Pick a record for a search"), _("Record picked for a search")),
    "search.reword_pick": (_("Reword a pick"), _("Reason of a pick reworded")),
    "search.raise_pick": (_("Move a pick up"), _("Pick moved up")),
    "search.remove_pick": (_("Remove a pick"), _("Pick removed")),
}


@hooks.register("register_log_actions")
def acts_of_search(actions: Any) -> None:
    """Known to Wagtail's reports."""
    for name, (label, message) in ACTS.items():
        actions.register_action(name, label, message)
