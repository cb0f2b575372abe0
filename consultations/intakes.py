"""What the upload desk and the command read: rows of a file with their clause, and what the sender said before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from consultations.annotations import Text, rows_of
from consultations.matching import Matched, Place, Places, match
from consultations.models import Clause, Intake, IntakeRow, Round, Submission
from consultations.session_rows import Asked, match_all
from consultations.sheets import Form


def places_in(draft: int | None) -> Places:
    """The clauses of a draft as far as finding them goes; one query."""
    fields = ("pk", "key", "number", "heading")
    rows = Clause.objects.filter(draft=draft).order_by("position").values_list(*fields) if draft else ()
    return Places(Place(*row) for row in rows)


def matched_rows(intake: Intake, rows: Iterable[IntakeRow]) -> list[tuple[IntakeRow, Matched]]:
    """Each row held against the draft; one query however many rows. The form of a session has rules of its own."""
    if intake.session is not None:
        return matched_in_session(intake, rows)
    places = places_in(intake.round.draft_id)
    return [(row, match(row.said, places)) for row in rows]


def matched_in_session(intake: Intake, rows: Iterable[IntakeRow]) -> list[tuple[IntakeRow, Matched]]:
    """Each line beside all that wait with it: what belongs to one slip is sent together."""
    round: Any = intake.round
    questions = {str(number): one for number, one in enumerate(round.questions.with_targets(), start=1) if one.is_said}
    session: Any = intake.session
    asked = Asked(session, questions, places_in(round.draft_id))
    waiting = list(intake.rows.filter(state=IntakeRow.State.WAITING))
    found = dict(zip([row.pk for row in waiting], match_all((row.said for row in waiting), asked), strict=True))
    return [(row, found.get(row.pk) or Matched(row.said)) for row in rows]


def said_before(intake: Intake, marks: set[str]) -> set[str]:
    """Which of the rows the same sender has brought already in another file of this round; withdrawn is not said.

    What a slip's holder took back in a session does not come again by its host's hand.
    """
    if intake.session_id is not None:
        theirs = IntakeRow.objects.filter(intake__session=intake.session_id).exclude(state=IntakeRow.State.LEFT_OUT)
        return set(theirs.exclude(intake=intake).values_list("fingerprint", flat=True)) & marks
    if not intake.speaks:  # persons are told apart by their file only
        return set()
    theirs = IntakeRow.objects.standing().filter(
        intake__round=intake.round_id,
        intake__organisation=intake.organisation_id,
        intake__organisation_name=intake.organisation_name,
    )
    return set(theirs.exclude(intake=intake).values_list("fingerprint", flat=True)) & marks


def beside(submission: Submission) -> Q:
    """Rows of the files a response came in, and the same rows in other files of the same sender."""
    files = list(Intake.objects.brought(submission))
    rows = Q(intake__in=files)
    marks = IntakeRow.objects.filter(intake__in=files).values("fingerprint")
    for intake in files:
        if intake.session_id is not None:
            rows |= Q(intake__session=intake.session_id, fingerprint__in=marks)
        elif intake.speaks:
            name = {
                "intake__organisation": intake.organisation_id,
                "intake__organisation_name": intake.organisation_name,
            }
            rows |= Q(intake__round=intake.round_id, fingerprint__in=marks, **name)
    return rows


def who_said(intake: Intake) -> dict[str, str]:
    """Group, sector and country of the sender, as they are today."""
    sectors = list(intake.organisation.sectors.all()[:2]) if intake.organisation else []
    return {
        "group": intake.group.code,
        "sector": sectors[0].code if len(sectors) == 1 else "",
        "country": intake.organisation.country if intake.organisation else "",
    }


def placed(form: Form, round: Round) -> Form:
    """The form with its rows; notes in a copy of the draft are given to the clauses they stand at."""
    if not form.passages or round.draft_id is None:
        return form
    clauses = Clause.objects.filter(draft=round.draft_id).order_by("position").values_list("key", "heading", "text")
    return Form(rows=rows_of(form.passages, Text(clauses)), notes=form.notes)
