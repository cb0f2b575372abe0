"""Rights over files: who may send them along, who may fetch them is asked of ``Attachment.objects.visible_to``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from consultations.permissions.positions import can_write
from consultations.permissions.sessions import can_see_session, can_type_in
from consultations.permissions.voices import can_send, can_take_words_out
from portal.members.permissions import Verdict, no

if TYPE_CHECKING:
    from consultations.models import Attachment, FacilitatedSession, UnsentResponse
    from portal.members.viewer import Viewer


def can_attach_file(viewer: Viewer, response: UnsentResponse) -> Verdict:
    """Whoever writes the response, as long as it can be sent."""
    return can_write(viewer, response) and can_send(viewer, response)


def can_keep_voice_note(viewer: Viewer, session: FacilitatedSession) -> Verdict:
    """Whoever types in what was said may keep the recording beside it."""
    return can_type_in(viewer, session)


def can_hear_voice_note(viewer: Viewer, note: Attachment) -> Verdict:
    """Whoever sees the session with its place and its notes; nobody else, whatever the level of what was said."""
    if note.session is None:
        return no(_("There is no such recording."))
    return can_see_session(viewer, note.session)


def can_take_file_out(viewer: Viewer, attachment: Attachment) -> Verdict:
    """As words that give somebody away: the secretariat, at any time and with a reason; once."""
    if attachment.submission is None:
        return no(_("There is no such file."))
    if attachment.gone_at:
        return no(_("This file is gone already."))
    return can_take_words_out(viewer, attachment.submission)
