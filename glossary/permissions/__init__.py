"""Who may do what with a term, one function a right; asked by page, view and action alike."""

from glossary.permissions.terms import (
    can_agree,
    can_edit,
    can_import,
    can_open_review,
    can_propose,
    can_record_phrasing,
    can_reject,
    can_withdraw,
)

__all__ = [
    "can_agree",
    "can_edit",
    "can_import",
    "can_open_review",
    "can_propose",
    "can_record_phrasing",
    "can_reject",
    "can_withdraw",
]
