"""Files in and out: a form of 1,000 rows brought in, 5,000 comments taken out, and what the latter keeps in memory."""

import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import islice

from django.db import transaction

from consultations.actions.importing_comments import FileIn, Sender, accept_rows, bring_in
from consultations.exporting import TYPES, Chosen, exported, written
from consultations.formats.comment_files import read_comments
from consultations.models import Round
from portal.members.models import StakeholderGroup, User
from portal.members.viewer import ANYBODY
from tests.consultations.form_files import csv_form, excel_form, row, word_form

ROWS = 1_000
TIMES = 3
IN, OUT = 5_000, 3_000  # milliseconds


def report() -> Iterator[str]:
    """A line for each way in and out; nothing brought in stays."""
    round = Round.objects.latest("pk")
    for ending, make in {"docx": word_form, "xlsx": excel_form, "csv": csv_form}.items():
        data = make(*rows_for(round))
        yield line(f"import {ROWS} rows, {ending}", timed(lambda e=ending, d=data: brought(round, f"form.{e}", d)), IN)
    count = sum(1 for _comment in exported(round, ANYBODY, Chosen()))
    for form in TYPES:
        times = timed(lambda f=form: sum(len(piece) for piece in written(round, ANYBODY, f, Chosen())))
        yield line(f"export {count} comments, {form}", times, OUT)
    some, all_ = peak(round, count // 5), peak(round, count)
    yield f"export keeps {some:,} KiB for {count // 5} comments and {all_:,} KiB for {count}"


def rows_for(round: Round) -> list[tuple[str, ...]]:
    """Rows of some length on every clause in turn."""
    numbers = list(round.draft.clauses.exclude(number="").values_list("number", flat=True))
    words = "Twenty-four months is one rainy season too few for a cooperative that digs by hand. " * 3
    return [row(clause=numbers[n % len(numbers)], comment=f"{n}: {words}", change=words) for n in range(ROWS)]


def brought(round: Round, name: str, data: bytes) -> None:
    """From the bytes of the file to the receipt, and all of it taken back."""
    by = User.objects.get_or_create(email="importer@bench.example.org", defaults={"is_staff": True})[0]
    sender = Sender(organisation_name="Bench", group=StakeholderGroup.objects.get(code="asm"))
    form = read_comments(name, data)
    with transaction.atomic():
        receipts = accept_rows(
            by=by, intake=bring_in(by=by, round=round, file=FileIn.of(name, data), form=form, sender=sender)
        )
        assert receipts[0].submission.comments.count() == ROWS
        transaction.set_rollback(True)


def timed(act: Callable[[], object]) -> list[float]:
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return times


def line(name: str, times: list[float], target: float) -> str:
    median = statistics.median(times)
    says = "holds" if median <= target else "MISSED"
    return f"{name:<38}{min(times):8.0f} {median:8.0f} {'':>8} {'':>5} {'':>8} {'':>7}  {says:<7} {target:.0f} ms"


def peak(round: Round, count: int) -> int:
    """KiB at most, while so many comments are told."""
    tracemalloc.start()
    for _comment in islice(exported(round, ANYBODY, Chosen()), count):
        pass
    most = tracemalloc.get_traced_memory()[1] // 1024
    tracemalloc.stop()
    return most
