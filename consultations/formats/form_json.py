"""Reads the JSON that our own export writes: an array of comments, each with the fields that the export names."""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from consultations.formats.reading import MAX_FILE, Unreadable
from consultations.sheets import CHANGE, COMMENT, KIND, OBSERVATION, WHOLE_DOCUMENT, CommentRow, Form, observation_of
from portal.files.tables import MAX_LINES

SAME = ("mb", "line", "element", "clause_key", "quote", "change_mode", "justification", "confidentiality")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def read_json(data: bytes) -> Form:
    """Its rows; raises ``Unreadable`` with what to do."""
    if len(data) > MAX_FILE:
        raise Unreadable(_("This file is larger than 25 MB. Split it into several files."))
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This is not JSON, or it was cut short.")) from error
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Unreadable(_("This JSON is no list of comments as our export writes it."))
    if len(found) > MAX_LINES:
        raise Unreadable(_("This file holds more than 20,000 rows. Split it into several files."))
    return Form(rows=[row_of(number, each) for number, each in enumerate(found, start=1)])


def row_of(number: int, said: dict[str, Any]) -> CommentRow:
    """One comment; a field that holds no text is taken as empty, and the row then says what is missing."""
    words = {name: value.strip() for name, value in said.items() if isinstance(value, str)}
    language = words.get("language", "")
    found = {name: words.get(name, "") for name in SAME} | {
        "clause": words.get("clause") or WHOLE_DOCUMENT,
        KIND: words.get("type", ""),
        COMMENT: words.get("comment", ""),
        CHANGE: words.get("proposed_change", ""),
        OBSERVATION: words.get("observations") or observation_of(words.get("disposition", ""), words.get("reason", "")),
        "language": language if len(language) <= 35 and LANGUAGE.fullmatch(language) else "",
    }
    return CommentRow(row=number, where=words.get("ref", "")[:40], **found)
