"""A letter or an e-mail to the secretariat: the original kept in private, its words cut into comments on clauses."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.actions.importing_comments import FileIn, Sender, add_rows, bring_in
from consultations.formats.letters import Letter
from consultations.models import Comment, Intake, Round
from consultations.permissions import can_log_letters
from consultations.said import tidy
from consultations.sheets import CommentRow, Form
from portal.members.models import User
from portal.members.viewer import look_at


def log_letter(*, by: User, round: Round, name: str, data: bytes, letter: Letter, sender: Sender) -> Intake:
    """Keeps the original where only the secretariat reads it; what the letter says of its sender fills the gaps."""
    can_log_letters(look_at(by)).or_refuse()
    sender = replace(
        sender,
        name=sender.name or letter.sender_name,
        email=sender.email or letter.sender_email,
        received_on=sender.received_on or letter.sent_on,
    )
    ending = name.rpartition(".")[2].lower()
    path = storages["private"].save(f"letters/{uuid.uuid4().hex}.{ending}", ContentFile(data))
    file = FileIn.of(name, data, kind=Intake.Kind.LETTER, original=path)
    notes = [_("Kept with the original: %(name)s") % {"name": name} for name in letter.attachments if name]
    try:
        intake = bring_in(by=by, round=round, file=file, form=Form(notes=notes), sender=sender)
    except BaseException:
        storages["private"].delete(path)
        raise
    if intake.original != path:  # the same letter was here already
        storages["private"].delete(path)
    return intake


@transaction.atomic
def cut_comment(*, by: User, intake: Intake, words: str, clause: str, kind: str, where: str = "") -> CommentRow:
    """Makes a comment of some words of a letter; it waits with the others until all are sent."""
    can_log_letters(look_at(by)).or_refuse()
    intake = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
    if intake.kind != Intake.Kind.LETTER:
        raise ValidationError(_("Only a letter is cut into comments."))
    if not tidy(words):
        raise ValidationError({"words": _("Choose a paragraph, or type what was said.")})
    if kind not in Comment.Kind.values:
        raise ValidationError({"kind": _("Choose one of the kinds of comment.")})
    refuse_cut_twice(intake, where)
    last = intake.rows.aggregate(last=Max("place"))["last"] or 0
    row = CommentRow(row=last + 1, where=where, clause=clause, kind=kind, comment=tidy(words))
    add_rows(intake, [row])
    log(intake, "consultations.cut_comment", user=by, data={"row": row.row})
    return row


def refuse_cut_twice(intake: Intake, where: str) -> None:
    """A paragraph is said once: a second press, or a second window, makes no second comment of it."""
    used = cut_into(intake)
    for place in filter(None, where.split(", ")):
        if place in used:
            told = _("Paragraph %(place)s stands in row %(row)s already. To say it of another clause, type its words.")
            raise ValidationError({"paragraphs": told % {"place": place, "row": used[place]}})


def cut_into(intake: Intake) -> dict[str, int]:
    """Which row each paragraph of a letter went into."""
    rows = intake.rows.order_by("place").values_list("words", "place")
    return {place: row for words, row in rows for place in words.get("where", "").split(", ") if place}
