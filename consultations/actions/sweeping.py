"""What nobody sent or stored does not stay for ever: the worker takes it out, as the pages have said it would."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.core.files.storage import storages
from django.db import transaction

from consultations.actions.attachments import let_go
from consultations.models import Attachment, Intake, IntakeRow, UnsentResponse
from consultations.models.intakes import NAMELESS
from consultations.taking_files import FOLDER
from portal import clock
from portal.scanning import Finding, scan
from portal.signals import tell

WAITING = "drafts/waiting"  # files that were looked at and not stored, in the private storage
FILES_WAIT = timedelta(hours=6)
KEPT_AFTER_ANSWERS = timedelta(days=30)  # said on the page of each file


def sweep_unsent() -> int:
    """Deletes unsent responses of rounds long closed, and those in which nothing was ever written."""
    gone, _rows = UnsentResponse.objects.outlived().delete()
    return gone


def sweep_files() -> int:
    """Deletes files that were looked at and not stored."""
    storage, gone = storages["private"], 0
    if not storage.exists(WAITING):
        return gone
    for name in storage.listdir(WAITING)[1]:
        place = f"{WAITING}/{name}"
        if storage.get_modified_time(place) < clock.now() - FILES_WAIT:
            storage.delete(place)
            gone += 1
    return gone


def sweep_attachments() -> int:
    """Deletes files whose row is gone with an unsent response, or never came to be."""
    storage, gone = storages["private"], 0
    if not storage.exists(FOLDER):
        return gone
    there = {f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[1]}
    for place in there - set(Attachment.with_locked.kept().values_list("stored", flat=True)):  # type: ignore[attr-defined]
        if storage.get_modified_time(place) < clock.now() - FILES_WAIT:
            storage.delete(place)
            gone += 1
    return gone


def sweep_recordings() -> int:
    """Deletes what was recorded in sessions once nothing of it can be sent any more, and some time has passed."""
    with transaction.atomic():
        return let_go(Attachment.objects.outlived_notes(), gone=Attachment.Gone.DONE)


def sweep_intakes() -> int:
    """What files and letters said and nobody sent, and the letters themselves, some time after the answers."""
    done = Intake.objects.filter(round__answered_at__lt=clock.now() - KEPT_AFTER_ANSWERS)
    rows = IntakeRow.objects.filter(intake__in=done).exclude(state=IntakeRow.State.ACCEPTED).exclude(words={})
    with transaction.atomic():
        gone = rows.update(words={}, reference="", observation="")
        letters = done.exclude(original="")
        for path in list(letters.values_list("original", flat=True)):
            transaction.on_commit(partial(storages["private"].delete, path))
        letters.update(original="")
        done.exclude(file_name=NAMELESS, notes=[], sender_name="", sender_email="").forget_names()
    return int(gone)


def scan_waiting() -> int:
    """Files that came while the scanner was silent: handed out from now on, or deleted."""
    settled = 0
    for row in Attachment.with_locked.waiting():  # type: ignore[attr-defined]
        try:
            with storages["private"].open(row.stored) as file:
                finding = scan(file)
        except FileNotFoundError:
            continue
        if finding is Finding.SILENT:
            break
        with transaction.atomic():
            if finding is Finding.VIRUS:
                let_go(Attachment.with_locked.filter(pk=row.pk), gone=Attachment.Gone.VIRUS)
            else:
                state = Attachment.Scan.CLEAN if finding is Finding.CLEAN else Attachment.Scan.UNASKED
                Attachment.with_locked.filter(pk=row.pk, scan=Attachment.Scan.WAITING).update(scan=state)
                tell(Attachment, [row.pk])
        settled += 1
    return settled
