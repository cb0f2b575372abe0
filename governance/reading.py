"""The words of a record for a reader: sealed ones where there are some, else the latest draft."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from governance.models import Body, BodyPage, Decision, DecisionPage, TradeOff, TradeOffPage
from portal.members.languages import Words, fallbacks
from portal.models import SealedWords
from portal.sealing import RecordPage, canonical

PAGES: dict[type, type[RecordPage]] = {Decision: DecisionPage, TradeOff: TradeOffPage, Body: BodyPage}
PUT_TO_SEATS = ("title", "question", "plain_summary")


@dataclass(frozen=True)
class Said:
    """Words in one language, the page object that can render them, and their seal."""

    words: dict[str, Any]
    language: str
    page: Any
    seal: SealedWords | None = None

    @property
    def title(self) -> str:
        """The title alone."""
        return str(self.words.get("title", ""))

    @property
    def heading(self) -> Words:
        """The title with its language, for crumbs and lists."""
        return Words(self.title, self.language)


def spoken(kind: type[RecordPage], words: dict[str, Any]) -> Any:
    """An unsaved page that holds these words, for templates."""
    page = kind()
    page.speak(words)
    return page


def drafts_of(record: Any) -> dict[str, dict[str, Any]]:
    """The latest draft of each language that has words of its own; one query."""
    kind = PAGES[type(record)]
    pages = record.pages.filter(alias_of=None).select_related("latest_revision", "locale").order_by("pk")
    return {page.locale.language_code: content_of(page, kind) for page in pages}


def content_of(page: Any, kind: type[RecordPage]) -> dict[str, Any]:
    """The words of the latest draft of one page."""
    content = page.latest_revision.content if page.latest_revision else page.serializable_data()
    return {name: content.get(name) for name in ("title", *kind.words)}


def words_for(record: Any, language: str | None = None) -> Said:
    """In the reader's language, else the source's; one query."""
    kind = PAGES[type(record)]
    if record.is_sealed:
        seal = SealedWords.objects.for_reader(record.record_name, language)
        if seal is not None:
            return Said(seal.words, seal.language, spoken(kind, seal.words), seal)
    return best(kind, drafts_of(record), language)


def put_to_the_seats(decision: Decision) -> dict[str, str]:
    """A hash, for each language, of what the seats are asked."""
    digests = {}
    for language, words in drafts_of(decision).items():
        text = canonical({name: words.get(name) for name in PUT_TO_SEATS})
        digests[language] = hashlib.sha256(text.encode()).hexdigest()
    return digests


def words_for_many(records: Iterable[Any], language: str | None = None) -> dict[int, Said]:
    """The words of many records of one kind, by primary key; two queries however many."""
    rows = list(records)
    if not rows:
        return {}
    kind = PAGES[type(rows[0])]
    texts: dict[int, dict[str, dict[str, Any]]] = {row.pk: {} for row in rows}
    by_name = {row.record_name: row.pk for row in rows if row.is_sealed}
    for seal in SealedWords.objects.filter(record__in=by_name).order_by("pk"):
        texts[by_name[seal.record]][seal.language] = seal.words
    open_ones = [row.pk for row in rows if not row.is_sealed]
    if open_ones:
        pages = kind.objects.filter(record__in=open_ones, alias_of=None)  # type: ignore[attr-defined]
        for page in pages.select_related("latest_revision", "locale").order_by("pk"):
            texts[page.record_id][page.locale.language_code] = content_of(page, kind)
    return {row.pk: best(kind, texts[row.pk], language) for row in rows}


def best(kind: type[RecordPage], texts: dict[str, dict[str, Any]], language: str | None) -> Said:
    """In the reader's language, else the source's, else any."""
    for code in [*fallbacks(language), *texts]:
        if code in texts:
            return Said(texts[code], code, spoken(kind, texts[code]))
    return Said({}, "en", kind())
