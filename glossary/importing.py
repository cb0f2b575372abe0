"""Files of terms are read and imported by the worker, after the request: a page tells how far it has come."""

from __future__ import annotations

import logging
import uuid

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from glossary.actions import imports
from glossary.models import Import
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
    if not mine.update(original=""):  # another worker has it
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
    if Import.objects.filter(pk=file.pk, state=Import.State.READY).update(state=Import.State.RUNNING, failure=""):
        run_import.enqueue(file.pk, by.pk, language)


@task()
def run_import(pk: int, by: int, language: str) -> None:
    """Imports the chosen rows, all of them or none; what another worker has done is left alone."""
    file, user = Import.objects.get(pk=pk), User.objects.get(pk=by)
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
    said = " ".join(getattr(error, "messages", [str(error)]))
    Import.objects.filter(pk=file.pk, state=busy).update(state=state, failure=said)
