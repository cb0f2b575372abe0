"""Every write of the glossary: who proposes, reviews, agrees and withdraws a term, and who speaks of it."""

from glossary.actions.agreement import agree, withdraw
from glossary.actions.asking import ask_for_term, decline, take_up
from glossary.actions.commenting import answer_comment, comment, decline_comment, publish_comment
from glossary.actions.phrasings import record_phrasing, remove_phrasing
from glossary.actions.proposals import edit_version, open_review, propose_version, reject
from glossary.actions.redacting import take_words_out
from glossary.actions.reviews import reconfirm
from glossary.actions.soundings import sound
from glossary.actions.translating import (
    confirm_translation,
    discard_translation,
    return_translation,
    review_translation,
    save_translation,
)
from glossary.actions.watching import watch

__all__ = [
    "agree",
    "answer_comment",
    "ask_for_term",
    "comment",
    "confirm_translation",
    "decline",
    "decline_comment",
    "discard_translation",
    "edit_version",
    "open_review",
    "propose_version",
    "publish_comment",
    "reconfirm",
    "record_phrasing",
    "reject",
    "remove_phrasing",
    "return_translation",
    "review_translation",
    "save_translation",
    "sound",
    "take_up",
    "take_words_out",
    "watch",
    "withdraw",
]
