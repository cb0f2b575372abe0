"""What the audit log calls the acts of this room."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

ACTS = {
    "glossary.propose": (_("Propose a term"), _("Term proposed")),
    "glossary.edit": (_("Edit a proposal"), _("Proposal edited")),
    "glossary.open_review": (_("Open a review"), _("Review opened")),
    "glossary.reject": (_("Reject a proposal"), _("Proposal rejected")),
    "glossary.agree": (_("Agree a term"), _("Term agreed by a decision")),
    "glossary.withdraw": (_("Withdraw a term"), _("Term withdrawn")),
    "glossary.record_phrasing": (_("Record a phrasing"), _("Phrasing of a group recorded")),
    "glossary.remove_phrasing": (_("Take out a phrasing"), _("Phrasing of a group taken out")),
    "glossary.import": (_("Import terms"), _("Terms imported as proposals")),
}


@hooks.register("register_log_actions")
def acts_of_the_glossary(actions):
    """Known to Wagtail's reports."""
    for name, (label, message) in ACTS.items():
        actions.register_action(name, label, message)
