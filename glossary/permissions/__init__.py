"""Who may do what with a term, one function a right; asked by page, view and action alike."""

from glossary.permissions.terms import (
    can_agree,
    can_edit,
    can_import,
    can_open_review,
    can_propose,
    can_record_phrasing,
    can_reject,
    can_release,
    can_withdraw,
)
from glossary.permissions.translations import can_confirm_translation, can_review_translation, can_translate
from glossary.permissions.voices import (
    can_answer_comment,
    can_ask_for_term,
    can_comment,
    can_reconfirm,
    can_screen_comment,
    can_settle_proposal,
    can_sound,
    can_take_words_out,
    can_watch,
)

__all__ = [
    "can_agree",
    "can_answer_comment",
    "can_ask_for_term",
    "can_comment",
    "can_confirm_translation",
    "can_edit",
    "can_import",
    "can_open_review",
    "can_propose",
    "can_reconfirm",
    "can_record_phrasing",
    "can_reject",
    "can_release",
    "can_review_translation",
    "can_screen_comment",
    "can_settle_proposal",
    "can_sound",
    "can_take_words_out",
    "can_translate",
    "can_watch",
    "can_withdraw",
]
