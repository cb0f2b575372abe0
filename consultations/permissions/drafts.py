"""Rights over drafts: bringing in, fixing, translating, telling what became of a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.members.permissions import YES, Verdict, no

if TYPE_CHECKING:
    from consultations.models import Clause, Draft
    from portal.members.viewer import Viewer


def can_import_draft(viewer: Viewer) -> Verdict:
    """A draft is brought in by the secretariat, whoever wrote it."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat brings in a draft."))


def can_freeze(viewer: Viewer, draft: Draft) -> Verdict:
    """The words of a draft are fixed once."""
    if not viewer.is_secretariat:
        return no(_("Only the secretariat fixes the words of a draft."))
    return no(_("The words of this draft are fixed already.")) if draft.frozen_at else YES


def can_translate(viewer: Viewer, clause: Clause) -> Verdict:
    """Translations may come and improve while the round is open: the source prevails."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat files translations."))


def can_record_lineage(viewer: Viewer) -> Verdict:
    """Which clause became which is confirmed by a person of the secretariat."""
    return YES if viewer.is_secretariat else no(_("Only the secretariat says which clause became which."))
