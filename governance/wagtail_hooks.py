"""What the audit log may say about this room."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

ACTIONS = {
    "governance.create_body": _("Made a body"),
    "governance.write_body": _("Wrote about a body"),
    "governance.change_rule": _("Changed a body's rule"),
    "governance.seat": _("Filled a seat"),
    "governance.unseat": _("Ended the term of a seat"),
    "governance.take_back_seat": _("Took back a seat given by mistake"),
    "governance.draft_decision": _("Drafted a decision"),
    "governance.edit_decision": _("Edited a decision"),
    "governance.translate": _("Translated"),
    "governance.adopt": _("Put an adoption into a decision"),
    "governance.drop": _("Took an adoption or a comment out of a decision"),
    "governance.answer_comment": _("Tied a comment to a decision"),
    "governance.add_action": _("Added what follows from a decision"),
    "governance.end_action": _("Marked what follows as done"),
    "governance.choose_option": _("Marked the option that is proposed"),
    "governance.open_last_call": _("Opened the last call"),
    "governance.take_position": _("Took a position"),
    "governance.record_position": _("Recorded a position for a seat"),
    "governance.publish_decision": _("Published a decision"),
    "governance.supersede": _("Replaced by a later decision"),
    "governance.return_decision": _("Returned a decision to its body"),
    "governance.draft_trade_off": _("Drafted a trade-off statement"),
    "governance.edit_trade_off": _("Edited a trade-off statement"),
    "governance.record_impact": _("Recorded an impact"),
    "governance.remove_impact": _("Took out an impact"),
    "governance.review_trade_off": _("Reviewed a trade-off statement"),
    "governance.publish_trade_off": _("Published a trade-off statement"),
}


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """One name for each verb of this room."""
    for name, words in ACTIONS.items():
        actions.register_action(name, words, words)
