"""What can be found of releases of the glossary: the opening words, and which terms had changed."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import override

from glossary.models import Release, ReleaseTerm
from portal.members.languages import interface_language
from search.findable import Findable, address, day
from search.prose import paragraphs

MOST = 500  # changed terms that are named


def releases(ids: list[int]) -> Iterator[Findable]:
    """A published release by its name in every language of the pages, in the language of its opening words."""
    rows = list(Release.objects.published().filter(pk__in=ids))
    codes: dict[int, list[str]] = {row.pk: [] for row in rows}
    changed = ReleaseTerm.objects.filter(release__in=rows).changed()
    for release, code in changed.values_list("release", "concept__code"):
        codes[release].append(code)
    for row in rows:
        yield release_in(row, codes[row.pk][:MOST])


def title_in(row: Release, language: str) -> str:
    """As people cite it there."""
    with override(language):
        return row.title


def release_in(row: Release, codes: list[str]) -> Findable:
    """One release, found by its number, its words and the terms that had changed."""
    instant = row.published_at or row.made_at
    return Findable(
        key=f"glossary.release:{row.pk}:{row.language}",
        object_id=row.pk,
        kind="release",
        language=row.language,
        status="",
        audience="public",
        date=day(instant),
        year=instant.year,
        url=address("glossary:release", row.label),
        title=title_in(row, interface_language(row.language)),
        label=row.label,
        keywords=paragraphs(row.label, *(title_in(row, code) for code, _name in settings.LANGUAGES), " ".join(codes)),
        body=row.introduction,
    )
