"""What changed from one version to the next, word by word."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from glossary.models import ConceptVersion, LanguageEntry
from portal.differences import redline


def with_changes(versions: list[ConceptVersion], language: str) -> list[ConceptVersion]:
    """Newest first; each knows ``change``, the difference from the version before it, and who was left behind."""
    for version in versions:
        version.change = change_of(version, versions, language)  # type: ignore[attr-defined]
        version.left_behind = left_behind(version)  # type: ignore[attr-defined]
        version.steps = steps_of(version)  # type: ignore[attr-defined]
    return versions


def steps_of(version: ConceptVersion) -> list[str]:
    """What happened to it beside its agreement, each on its day."""
    told = [(version.created_at, _("Proposed on %(day)s")), (version.review_opened_at, _("under review from %(day)s"))]
    ends = {
        "superseded": _("replaced on %(day)s"),
        "withdrawn": _("withdrawn on %(day)s"),
        "rejected": _("rejected on %(day)s"),
    }
    told += [(version.closed_at, ends.get(version.status, ""))]
    return [words % {"day": date_format(at, "DATE_FORMAT")} for at, words in told if at and words]


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
    return change_between(max(held, key=lambda v: v.number), version, language)


def change_between(before: ConceptVersion, after: ConceptVersion, language: str) -> dict[str, object] | None:
    """The difference of two definitions; nothing where they say the same or not in one language."""
    new, old = (one.entry_in(language) or one.entry_in(one.source_language) for one in (after, before))
    if new is None or old is None or new.language != old.language:
        return None
    if new.definition == old.definition:
        return None
    return {"html": redline(old.definition, new.definition), "language": new.language}
