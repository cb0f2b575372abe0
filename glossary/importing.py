"""Files of terms are read and imported by the worker, after the request: a page tells how far it has come."""

from __future__ import annotations

import logging
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from glossary.actions import imports
from glossary.formats.checking import held
from glossary.models import Import
from portal import clock
from portal.members.models import User
from portal.members.permissions import Refused

logger = logging.getLogger(__name__)


def take_in(*, by: User, name: str, data: bytes, form: str, language: str) -> Import:
    """Keeps the file where nobody but the worker reads it, and asks for it to be read."""
    path = storages["private"].save(f"imports/{uuid.uuid4().hex}", ContentFile(data))
    file = imports.bring_in(by=by, name=name, data=data, form=form, original=path)
    read_import.enqueue(file.pk, by.pk, language)
    return file


@task()
def read_import(pk: int, by: int, language: str) -> None:
    """Looks through a file; what is wrong with the whole of it is told on its page."""
    file, user = Import.objects.get(pk=pk), User.objects.get(pk=by)
    mine = Import.objects.filter(pk=pk, state=Import.State.WAITING, original=file.original).exclude(original="")
    if not mine.update(original="", begun_at=clock.now()):  # another worker has it
        return
    storage = storages["private"]
    with override(language):
        try:
            with storage.open(file.original) as handle:
                reading = imports.read(handle.read(), file.format)
            told = lambda done: Import.objects.filter(pk=pk).update(done=done)  # noqa: E731
            imports.look_through(by=user, file=file, reading=reading, told=told)
        except Exception as error:  # whatever it was, nobody waits for ever
            failed(file, Import.State.WAITING, Import.State.FAILED, error)
        finally:
            storage.delete(file.original)


def carry_out(*, by: User, file: Import, language: str) -> None:
    """Asks for the chosen rows to be imported; pressed twice it is asked once."""
    asked = {"state": Import.State.RUNNING, "failure": "", "begun_at": clock.now()}
    if Import.objects.filter(pk=file.pk, state=Import.State.READY).update(**asked):
        run_import.enqueue(file.pk, by.pk, language)


@task()
def run_import(pk: int, by: int, language: str) -> None:
    """Imports the chosen rows, all of them or none; what another worker has done is left alone."""
    file, user = Import.objects.get(pk=pk), User.objects.get(pk=by)
    Import.objects.filter(pk=pk, state=Import.State.RUNNING).update(begun_at=clock.now())
    with override(language):
        try:
            imports.carry_out(by=user, file=file, only=Import.State.RUNNING)
        except Exception as error:  # whatever it was, nobody waits for ever
            failed(file, Import.State.RUNNING, Import.State.READY, error)


def failed(file: Import, busy: str, state: str, error: Exception) -> None:
    """The page says why, unless it is done already; what nobody foresaw stands in the log."""
    if not isinstance(error, ValidationError | Refused):
        logger.error("import %s: %s", file.pk, type(error).__name__, exc_info=error)
        error = ValidationError(_("Please try again."))
    said = held(" ".join(getattr(error, "messages", [str(error)])))
    Import.objects.filter(pk=file.pk, state=busy).update(state=state, failure=said)


def give_up_stopped() -> int:
    """Files whose worker was stopped: one being read has to be brought in again, an import may be begun anew."""
    told = 0
    for file in Import.objects.given_up().select_related("brought_by"):
        is_reading = file.state == Import.State.WAITING
        with override(file.brought_by.language if file.brought_by else settings.LANGUAGE_CODE):
            why = _("The work on it was broken off.")
            why = f"{why} {_('Bring it in again.') if is_reading else _('Nothing was imported. Begin it again.')}"
        after = {"state": Import.State.FAILED if is_reading else Import.State.READY, "failure": why, "original": ""}
        if Import.objects.given_up().filter(pk=file.pk, state=file.state).update(**after):
            told += 1
            if file.original:
                storages["private"].delete(file.original)
    return told
