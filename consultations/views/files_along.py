"""Files in a response that is being written: taken with whichever button, fetched and taken out by its writer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultations.actions.attachments import attach, detach
from consultations.forms.respond import ONLY
from consultations.models import Attachment, Question, UnsentResponse
from consultations.permissions import can_write
from consultations.taking_files import LARGEST, too_large
from consultations.unsent import unsent_of
from consultations.views.attachments import handed_out
from consultations.views.comments import round_or_404
from portal.members.permissions import Refused
from portal.members.viewer import viewer_of
from portal.throttle import is_shut, network, note_miss

MOST_FILES = 200  # by one network in one round in ten minutes: a workshop's room shares one address
FILE = "-file"


class OnlySoMuch(FileUploadHandler):
    """Lets go of a file as soon as it is too large; the words that come with it are read all the same."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.too_large: list[str] = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > LARGEST:
            self.too_large.append(str(self.field_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler keeps it."""


def watch(request: HttpRequest) -> OnlySoMuch:
    """Stands before whatever else takes files; asked for before anything of the request is read."""
    handler = OnlySoMuch(request)
    request.upload_handlers.insert(0, handler)
    return handler


def take_files(
    request: HttpRequest,
    response: UnsentResponse,
    data: QueryDict,
    *,
    questions: Iterable[Question] = (),
    comment: str = "",
    by: Any = None,
) -> dict[str, list[str]]:
    """Every file that was chosen goes where its control stands, one may be taken out; what is wrong, by control."""
    if "drop_file" in data:
        drop_file(response, data["drop_file"], by=by)
    asked = {f"q{one.pk}": one for one in questions if one.kind == Question.Kind.FILE}
    errors = {name: [too_large(LARGEST)] for handler in watching(request) for name in handler.too_large}
    for control, file in request.FILES.items():
        name = control.removesuffix(FILE)
        if name not in ("whole", "comment", *asked) or control == name:
            continue
        if name == "comment" and not comment:
            errors[control] = [_("Choose the file once more: its comment could not be kept yet.")]
            continue
        place = {"comment": comment if name == "comment" else "", "question": asked.get(name)}
        said = {"description": data.get(f"{name}-description", ""), "committee_only": bool(data.get(f"{name}-{ONLY}"))}
        said["committee_only"] = said["committee_only"] and name not in asked  # an answer says so for all it holds
        try:
            keep_one(request, response, file, by=by, **said, **place)
        except (ValidationError, Refused) as error:
            told = error.message_dict if isinstance(error, ValidationError) else {"file": [str(error)]}
            errors |= {f"{name}-{part}": words for part, words in told.items()}
    return errors


def watching(request: HttpRequest) -> list[OnlySoMuch]:
    """The handlers that were set to watch."""
    return [handler for handler in request.upload_handlers if isinstance(handler, OnlySoMuch)]


def keep_one(request: HttpRequest, response: UnsentResponse, file: Any, **facts: Any) -> None:
    """One file, unless very many came from one network just now."""
    key = f"{network(request)}:{response.round_id}"
    if is_shut("files", key, most=MOST_FILES):
        raise ValidationError({"file": [_("Very many files came from your network just now. Wait ten minutes.")]})
    attach(response=response, file=file, name=file.name, **facts)
    note_miss("files", key)


def drop_file(response: UnsentResponse, key: str, *, by: Any) -> None:
    """Takes one out; what is no key of this response does nothing."""
    try:
        row = Attachment.objects.filter(response=response, key=uuid.UUID(key)).first()
    except ValueError:
        return
    if row is not None:
        detach(response=response, attachment=row, by=by)


@never_cache
@require_safe
def unsent_file(request: HttpRequest, slug: str, key: uuid.UUID) -> HttpResponseBase:
    """For whoever writes the response, alone or with colleagues, and nobody else."""
    viewer = viewer_of(request)
    round = round_or_404(viewer, slug)
    rows = Attachment.objects.checked().select_related("response__organisation")
    row = get_object_or_404(rows, response__round=round, key=key)
    mine = unsent_of(request, round)
    together = row.response.organisation_id is not None and can_write(viewer, row.response)
    if not together and (mine is None or mine.pk != row.response_id):
        raise Http404
    return handed_out(request, row)
