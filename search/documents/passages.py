"""On which page of a file the words stand, and what stands around them."""

from __future__ import annotations

from django.utils.safestring import SafeString

from search.documents.reading import PAGE_END
from search.marking import Marker
from search.words import fold


def passage(marker: Marker, text: str) -> tuple[int, SafeString]:
    """The first page that has one of the words, and the passage in it; 0 where the file has no pages."""
    pages = text.split(PAGE_END)
    looked_for = tuple(beginnings(marker))
    for number, page in enumerate(pages, start=1):
        folded = fold(page)
        if any(word in folded for word in looked_for) and marker.spans(page)[1]:
            return (number if len(pages) > 1 else 0), marker.snippet(page)
    return 0, marker.snippet(pages[0])


def beginnings(marker: Marker) -> set[str]:
    """Letters of which some stand in every text that has the words: quick to look for."""
    words = {*marker.whole_words, *marker.stems, *marker.prefixes, *(phrase[0] for phrase in marker.phrases)}
    return {word[:-1] if len(word) > 4 else word[:3] for word in words if word}
