"""Forms of sessions as spreadsheets: filled in below what the portal wrote, and brought back."""

import csv
import io

import openpyxl
import pytest
from django.utils.translation import override

from consultations.actions.importing_comments import FileIn
from consultations.actions.session_forms import accept_sheets, bring_in_form
from consultations.formats.session_form import COLUMNS, read_session_form
from consultations.intakes import matched_rows
from consultations.models import Intake, IntakeRow, Round
from consultations.views.desk_session_forms import WRITERS, blank_of
from tests.consultations.sessions_making import held, host
from tests.consultations.voices_making import ask, make_round
from tests.factories import group


@pytest.fixture
def round(noon):
    return round_with_questions()


@pytest.fixture
def people():
    return host()


@pytest.fixture
def session(round, people):
    by, organisation = people
    return held(round, by=by, organisation=organisation)


def round_with_questions() -> Round:
    """Four questions, one of them for another group."""
    round = make_round(announced_at=None, announced_by=None, contact_email="desk@example.org")
    ask(round, "What do you carry?")
    ask(round, "What do you refine?", groups=[group("lsm")])
    options = [{"code": "yes", "text": {"en": "Yes", "fr": "Oui"}}, {"code": "no", "text": {"en": "No, never"}}]
    ask(round, "Was it read aloud?", kind="choice", options=options)
    ask(round, "What keeps you away?", kind="barrier")
    round.announced_at, round.announced_by = round.opens_at, round.created_by
    round.save()
    return round


def blank(session, kind="xlsx", language="en"):
    with override(language):
        return WRITERS[kind](blank_of(session, language))


def lines_of(data: bytes, kind: str) -> list[list[str]]:
    if kind == "csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]


def filled(session, *rows: dict, kind="xlsx", language="en") -> bytes:
    """The portal's own form with lines written below it, as a spreadsheet program stores them."""
    data = blank(session, kind, language)
    lines = [[row.get(name, "") for name in COLUMNS] for row in rows]
    if kind == "csv":
        stream = io.StringIO()
        csv.writer(stream, delimiter=";").writerows([*lines_of(data, "csv"), *lines])
        return stream.getvalue().encode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(data))
    for line in lines:
        book.worksheets[0].append(line)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def brought(session, *rows: dict, kind="xlsx", by=None, **more) -> Intake:
    data = filled(session, *rows, kind=kind, **more)
    mark, form = read_session_form(f"form.{kind}", data)
    file = FileIn.of(f"form.{kind}", data)
    return bring_in_form(by=by or session.recorded_by, session=session, file=file, form=form, mark=mark)


def accept(intake: Intake):
    return accept_sheets(by=intake.brought_by, intake=intake)


def faults(intake: Intake) -> dict[int, set[str]]:
    rows = intake.rows.filter(state=IntakeRow.State.WAITING)
    return {row.place: {fault.field for fault in found.faults} for row, found in matched_rows(intake, rows)}


SAID = [
    {"slip": "3", "people": "1", "clause": "4.1", "comment": "The rains take the road.", "change": "Twice a year."},
    {"clause": "", "comment": "Who pays the visit?"},
    {"question": "1", "comment": "Ore, on the back."},
    {"slip": "7", "people": "12", "question": "3", "comment": "b"},
    {"question": "4", "comment": "c 1", "change": "Another road."},
]
