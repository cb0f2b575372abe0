"""The editor's side of consultations: the names under which its acts are logged."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

DRAFTS_AND_ROUNDS = {
    "import_draft": (_("Draft brought in"), _("Brought in a draft")),
    "freeze_draft": (_("Draft fixed"), _("Fixed the words of a draft")),
    "translate_clause": (_("Clause translated"), _("Filed a clause in another language")),
    "record_lineage": (_("Lineage recorded"), _("Said what a clause was before")),
    "create_round": (_("Round prepared"), _("Prepared a round")),
    "edit_round": (_("Round edited"), _("Edited a round in preparation")),
    "add_question": (_("Question added"), _("Added a question")),
    "edit_question": (_("Question edited"), _("Edited a question")),
    "remove_question": (_("Question removed"), _("Removed a question")),
    "state_benefit": (_("Benefit stated"), _("Stated what a group may gain and lose")),
    "announce": (_("Round announced"), _("Announced a round")),
    "change_dates": (_("Dates changed"), _("Gave a round more time")),
}


@hooks.register("register_log_actions")
def name_acts_on_drafts_and_rounds(actions):
    for verb, (label, message) in DRAFTS_AND_ROUNDS.items():
        actions.register_action(f"consultations.{verb}", label, message)
