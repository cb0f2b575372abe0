"""Words as search keeps them: plain text out of HTML, of stream fields and of records' pages."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from html import unescape
from typing import Any

from django.utils.text import Truncator

from portal.models import SealedWords
from portal.sealing import RecordPage

TAG = re.compile(r"<[^<>]*>")
SPACE = re.compile(r"\s+")
Spoken = dict[str, dict[str, Any]]  # language → field → words


def plain(html: str) -> str:
    """Text without tags; what two tags part stays apart."""
    return SPACE.sub(" ", unescape(TAG.sub(" ", html))).strip()


def paragraphs(*texts: str) -> str:
    """What is there, one under the other."""
    return "\n".join(text.strip() for text in texts if text and text.strip())


def stream(value: Any) -> str:
    """The words of a stream field, as it was sealed or as it stands on a page."""
    blocks = json.loads(value) if isinstance(value, str) and value.startswith("[") else value
    if isinstance(blocks, list):
        return paragraphs(*(stream(block.get("value") if isinstance(block, dict) else block) for block in blocks))
    if isinstance(blocks, dict):
        return paragraphs(*(stream(part) for part in blocks.values()))
    return plain(blocks) if isinstance(blocks, str) else ""


def opening(text: str, length: int = 90) -> str:
    """The first sentence, or what fits of it: a title for what has none."""
    first = re.split(r"(?<=[.!?…])\s", text.strip(), maxsplit=1)[0]
    return str(Truncator(first).chars(length, truncate="…"))


def sealed_words(records: Iterable[str]) -> dict[str, Spoken]:
    """What was sealed for each record, by language; one query."""
    spoken: dict[str, Spoken] = defaultdict(dict)
    for seal in SealedWords.objects.filter(record__in=list(records)):
        spoken[seal.record][seal.language] = seal.words
    return spoken


def page_words(model: type[RecordPage], ids: Iterable[int]) -> dict[int, Spoken]:
    """What stands on the pages of records that are not sealed yet, aliases left out; one query."""
    spoken: dict[int, Spoken] = defaultdict(dict)
    pages = model.objects.filter(record__in=list(ids), alias_of=None).select_related("locale", "latest_revision")
    for page in pages:
        draft = page.latest_revision.content if page.latest_revision else page.serializable_data()
        words = {name: draft.get(name, "") for name in ("title", *page.words)}
        spoken[page.record_id][page.locale.language_code] = words  # type: ignore[attr-defined]
    return spoken
