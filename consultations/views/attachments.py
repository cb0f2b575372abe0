"""Files on their way to whoever may fetch them: always a download, never opened in the browser under our name."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import BinaryIO

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultations.models import Attachment
from consultations.permissions import can_hear_voice_note, can_look_after_people
from portal.members.viewer import viewer_of

RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
PIECE = 64 * 1024


@never_cache
@require_safe
def attachment(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """What came with a comment, an answer or a response; what may not be fetched does not exist."""
    viewer = viewer_of(request)
    row = Attachment.objects.visible_to(viewer).checked().filter(key=key).first()
    if row is None and can_look_after_people(viewer):
        row = Attachment.with_locked.of_locked().checked().filter(key=key).first()  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    return handed_out(request, row)


@never_cache
@require_safe
def voice_note(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """A recording, for a player as well: it asks for a part of the file when somebody goes back in it."""
    rows = Attachment.objects.checked().select_related("session__round")
    note = get_object_or_404(rows, key=key, session__isnull=False)
    if not can_hear_voice_note(viewer_of(request), note):
        raise Http404
    return handed_out(request, note)


def handed_out(request: HttpRequest, row: Attachment) -> HttpResponseBase:
    """The bytes, sent while they are read."""
    try:
        stream = storages["private"].open(row.stored)
    except FileNotFoundError as error:
        raise Http404 from error
    answer = part_of(request, row, stream) or FileResponse(stream, content_type=row.media_type)
    answer["Content-Disposition"] = content_disposition_header(True, row.name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Accept-Ranges"] = "bytes"
    return answer


def part_of(request: HttpRequest, row: Attachment, stream: BinaryIO) -> HttpResponseBase | None:
    """The bytes that were asked for; None for the whole."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or not any(asked.groups()):
        return None
    first = int(asked[1]) if asked[1] else max(0, row.size - int(asked[2]))
    last = min(int(asked[2]) if asked[1] and asked[2] else row.size - 1, row.size - 1)
    if first > last:
        stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{row.size}"})
    stream.seek(first)
    answer = StreamingHttpResponse(pieces(stream, last - first + 1), status=206, content_type=row.media_type)
    answer["Content-Range"] = f"bytes {first}-{last}/{row.size}"
    answer["Content-Length"] = str(last - first + 1)
    return answer


def pieces(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """So many bytes from where the stream stands."""
    with stream:
        while size > 0 and (piece := stream.read(min(PIECE, size))):
            size -= len(piece)
            yield piece
