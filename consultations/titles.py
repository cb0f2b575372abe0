"""What a round is called: its sealed words, else the page they are written on, else its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from portal.members.languages import Words, pick
from portal.models import SealedWords, speech

if TYPE_CHECKING:
    from consultations.models import Round


def with_titles(rounds: QuerySet[Round], language: str | None = None) -> QuerySet[Round]:
    """The rounds with their sealed words, in the same query: ``title_of`` then asks nothing."""
    return rounds.annotate(sealed=SealedWords.objects.spoken_for("round", "slug", language))


def sealed_title_of(row: Any) -> Words:
    """Of a row of ``with_titles`` that is announced: its sealed words, else its address; it never asks."""
    words, language = speech(row.sealed)
    return Words(words.get("title") or row.slug, language)


def title_of(round: Round) -> Words:
    """The title for the reader; one query for a round that is announced, none for one of ``with_titles``."""
    if known := vars(round).get("sealed"):
        words, language = speech(known)
        return Words(words.get("title") or round.slug, language)
    sealed = SealedWords.objects.for_reader(round.record_name)
    if sealed is not None:
        return Words(sealed.words.get("title") or round.slug, sealed.language)
    titles = {
        page.locale.language_code: page.title
        for page in round.pages.filter(alias_of=None).select_related("locale")  # type: ignore[attr-defined]
    }
    return pick(titles) if titles else Words(round.slug, "en")
