"""Every right over standards, drafts, rounds and what people say in them: yes or no, and why."""

from consultations.permissions.answers import (
    can_agree,
    can_propose_answers,
    can_publish_answers,
    can_work_on_answers,
)
from consultations.permissions.drafts import (
    can_attach,
    can_correct,
    can_freeze,
    can_import_draft,
    can_record_lineage,
    can_repair,
    can_review_translation,
    can_translate,
)
from consultations.permissions.intakes import (
    can_accept_rows,
    can_bring_in,
    can_bring_in_something,
    can_log_letters,
    can_mend_rows,
)
from consultations.permissions.rounds import (
    can_announce,
    can_change_dates,
    can_edit_round,
    can_make_round,
)
from consultations.permissions.standards import can_keep_standards
from consultations.permissions.voices import (
    can_publish_submission,
    can_respond,
    can_screen,
    can_see_identities,
    can_send,
    can_withdraw,
    is_in_audience,
)

__all__ = [
    "can_accept_rows",
    "can_agree",
    "can_announce",
    "can_attach",
    "can_bring_in",
    "can_bring_in_something",
    "can_change_dates",
    "can_correct",
    "can_describe",
    "can_edit_round",
    "can_freeze",
    "can_import_draft",
    "can_keep_standards",
    "can_log_letters",
    "can_make_round",
    "can_mend_rows",
    "can_propose_answers",
    "can_publish_answers",
    "can_publish_submission",
    "can_record_lineage",
    "can_repair",
    "can_respond",
    "can_review_translation",
    "can_screen",
    "can_see_identities",
    "can_send",
    "can_translate",
    "can_withdraw",
    "can_work_on_answers",
    "is_in_audience",
]
