"""The one position of an organisation: begun by any colleague, written by all of them, sent by a delegate."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consultations.actions.attachments import carry_over
from consultations.actions.hands import sign_lines
from consultations.actions.responses import put_over
from consultations.joint import sent_already
from consultations.models import Attachment, Round, Submission, UnsentResponse
from consultations.permissions import can_draft_for, can_respond, can_write
from consultations.said import MOST_COMMENTS, too_many
from consultations.taking_files import MOST
from consultations.taking_files import too_many as too_many_files
from portal.members.models import Organisation, User
from portal.members.viewer import look_at


def begin_position(*, round: Round, organisation: Organisation, by: User, language: str) -> UnsentResponse:
    """The draft that is there, whoever began it; else a new one, standing where the organisation stands."""
    viewer = look_at(by)
    can_draft_for(viewer, organisation).or_refuse()
    can_respond(viewer, round).or_refuse()
    found = UnsentResponse.objects.position(round, organisation.pk)
    if found is not None:
        return found
    if Submission.objects.official().filter(round=round, organisation=organisation).exists():
        raise ValidationError(sent_already(organisation))
    sectors = list(organisation.sectors.values_list("code", flat=True)[:2])
    words = {"group": organisation.group.code, "country": organisation.country}
    words |= {"sector": sectors[0]} if len(sectors) == 1 else {}
    try:
        with transaction.atomic():
            return UnsentResponse.objects.create(
                round=round, organisation=organisation, language=language, words={**words, "who": {}}
            )
    except IntegrityError:  # a colleague was quicker
        begun = UnsentResponse.objects.position(round, organisation.pk)
        if begun is None:
            raise
        return begun


@transaction.atomic
def offer(*, response: UnsentResponse, position: UnsentResponse, by: User) -> int:
    """What somebody wrote for themselves goes over to the colleagues; returns how many answers stay behind.

    Every comment goes. An answer goes where the colleagues have given none: nobody's words are put over another's.
    """
    can_write(look_at(by), position).or_refuse()
    ids = [response.pk, position.pk]
    rows = {row.pk: row for row in UnsentResponse.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    mine, theirs = rows.get(response.pk), rows.get(position.pk)
    if mine is None or theirs is None or mine.user_id != by.pk or mine.changes_id or theirs.organisation_id is None:
        raise ValidationError(_("There is nothing to hand over."))
    comments = list(mine.words.get("comments", []))
    files = Attachment.objects.filter(response__in=[mine, theirs]).values("sha256").distinct()
    if files.count() > MOST:
        raise ValidationError(too_many_files())
    if len(comments) + len(theirs.words.get("comments", [])) > MOST_COMMENTS:
        raise ValidationError(too_many())
    given, there = dict(mine.words.get("answers") or {}), dict(theirs.words.get("answers") or {})
    going = {question: answer for question, answer in given.items() if not there.get(question)}
    staying = {question: answer for question, answer in given.items() if question not in going and answer}
    moved = {"comments": [*theirs.words.get("comments", []), *comments], "answers": {**there, **going}}
    put_over(theirs, position, moved)
    carry_over(mine, theirs)
    put_over(mine, response, {"comments": [], "answers": staying})
    sign_lines(
        response=position, lines=[*(row["id"] for row in comments), *(f"q{question}" for question in going)], by=by
    )
    return len(staying)
