"""Every write of the glossary: who proposes, edits, reviews, rejects, agrees and withdraws a term."""

from glossary.actions.agreement import agree, withdraw
from glossary.actions.phrasings import record_phrasing, remove_phrasing
from glossary.actions.proposals import edit_version, open_review, propose_version, reject

__all__ = [
    "agree",
    "edit_version",
    "open_review",
    "propose_version",
    "record_phrasing",
    "reject",
    "remove_phrasing",
    "withdraw",
]
