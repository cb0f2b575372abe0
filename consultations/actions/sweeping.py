"""What nobody sent or stored does not stay for ever: the worker takes it out, as the pages have said it would."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.storage import storages

from consultations.models import UnsentResponse
from portal import clock

WAITING = "drafts/waiting"  # files that were looked at and not stored, in the private storage
FILES_WAIT = timedelta(hours=6)


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
