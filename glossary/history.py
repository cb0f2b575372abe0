"""What changed from one version to the next, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from glossary.models import ConceptVersion, LanguageEntry

PIECE = re.compile(r"\s+|\w+|[^\w\s]")
LONG = 3000  # pieces; beyond that a comparison is slow and nobody reads it


def redline(old: str, new: str) -> SafeString:
    """``ins`` and ``del``: without the one or the other it is exactly the old or the new text."""
    return mark_safe(
        "".join(format_html("<{0}>{1}</{0}>", tag, text) if tag else plain(text) for tag, text in parts(old, new))
    )


def plain(text: str) -> str:
    """What stays."""
    return format_html("{}", text)


def parts(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Pairs of "", "del" or "ins" and the words."""
    before, after = PIECE.findall(old), PIECE.findall(new)
    if len(before) + len(after) > LONG:
        yield from (("del", old), ("ins", new))
        return
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield "", "".join(before[a:b])
            continue
        if b > a:
            yield "del", "".join(before[a:b])
        if d > c:
            yield "ins", "".join(after[c:d])


def entry_in(version: ConceptVersion, language: str) -> LanguageEntry | None:
    """That language's entry, or the source's; needs ``with_words()``."""
    entries = {entry.language: entry for entry in version.entries.all()}
    return entries.get(language) or entries.get(version.source_language)


def with_changes(versions: list[ConceptVersion], language: str) -> list[ConceptVersion]:
    """Newest first; each knows ``change``, the difference from the version before it, and who was left behind."""
    for version in versions:
        version.change = change_of(version, versions, language)  # type: ignore[attr-defined]
        version.left_behind = left_behind(version)  # type: ignore[attr-defined]
    return versions


def left_behind(version: ConceptVersion) -> list[str]:
    """Languages whose words a change of meaning has left outdated."""
    if version.change_class != version.ChangeClass.MEANING:
        return []
    outdated = LanguageEntry.TranslationState.OUTDATED
    return [entry.language for entry in version.entries.all() if entry.translation_state == outdated]


def change_of(version: ConceptVersion, versions: list[ConceptVersion], language: str) -> dict[str, object] | None:
    """Compared with the last version before it that was agreed; in one language that both have."""
    held = [v for v in versions if v.number < version.number and v.status in ConceptVersion.FROZEN]
    if not held:
        return None
    new, old = entry_in(version, language), entry_in(max(held, key=lambda v: v.number), language)
    if new is None or old is None or new.language != old.language:
        return None
    if new.definition == old.definition:
        return None
    return {"html": redline(old.definition, new.definition), "language": new.language}
