"""The query language for Elasticsearch and OpenSearch: every language in its own fields, one bool query a language."""

from __future__ import annotations

import re
from typing import Any

from elasticsearch.dsl.query import Bool, DisMax, MatchAll, MatchNone, MatchPhrasePrefix, MultiMatch, Prefix
from elasticsearch.dsl.query import Query as ServerQuery

from search.engines.server_mapping import LANGUAGES
from search.query import Part, Query
from search.words import WORD, fold

WEIGHTS = {"title": 8, "keywords": 4, "body": 1}
PIECE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # "l'eau" stays whole: French cuts its article off
MOST_ENDINGS = 1_000  # words that one beginning may stand for, inside a phrase


def pieces(text: str) -> list[str]:
    """The words of a text, folded, as the analyzers should get them: no sign in them can mean anything."""
    return PIECE.findall(fold(text))


def to_server(query: Query, *, titles_only: bool = False) -> ServerQuery:
    """Whoever speaks the language of a row finds it by the rules of that language."""
    if query.is_anything:
        return MatchAll()
    if not query.wanted:
        return MatchNone()
    return Bool(should=[in_language(query, code, titles_only) for code in LANGUAGES], minimum_should_match=1)


def in_language(query: Query, language: str, titles_only: bool) -> ServerQuery:
    """Every wanted part, and none of the unwanted; only rows of that language have these fields."""
    names = [name for name in WEIGHTS if name != "body" or not titles_only]
    ways = Ways(language, names)
    return Bool(must=[ways.part(part) for part in query.wanted], must_not=[ways.part(part) for part in query.unwanted])


class Ways:
    """How one part is found in the fields of one language."""

    def __init__(self, language: str, names: list[str]) -> None:
        self.language, self.names = language, names
        self.fields = [f"{name}_{language}^{WEIGHTS[name]}" for name in names]

    def part(self, part: Part) -> ServerQuery:
        """As it was typed, or under any of the names that mean the same."""
        found = [self.typed(part), *(self.phrase(pieces(synonym.text)) for synonym in part.synonyms)]
        found += map(self.part, part.others)
        return found[0] if len(found) == 1 else Bool(should=found, minimum_should_match=1)

    def typed(self, part: Part) -> ServerQuery:
        """A beginning, an exact phrase, or words that may stand apart."""
        said = pieces(part.typed) if tuple(WORD.findall(fold(part.typed))) == part.words else list(part.words)
        if part.is_prefix:
            return self.beginning(said)
        if part.is_phrase:
            return self.phrase(said)
        each = [self.words(word, type="most_fields") for word in said]
        return each[0] if len(each) == 1 else Bool(must=each)

    def words(self, text: str, **how: Any) -> ServerQuery:
        """In any of the fields; each of them adds to the rank."""
        return MultiMatch(query=text, fields=self.fields, **how)

    def phrase(self, said: list[str]) -> ServerQuery:
        """One after the other, in one field."""
        return self.words(" ".join(said), type="phrase")

    def beginning(self, said: list[str]) -> ServerQuery:
        """By whole words as they are written: a stem no longer begins like the word."""
        if self.names == ["title", "keywords"]:
            typed = f"typed_{self.language}"
            if len(said) == 1:
                return MultiMatch(
                    query=said[0], fields=[typed, f"{typed}._2gram", f"{typed}._3gram"], type="bool_prefix"
                )
            return MultiMatch(query=" ".join(said), fields=[typed], type="phrase_prefix")
        return DisMax(queries=[self.begins(name, said) for name in self.names])

    def begins(self, name: str, said: list[str]) -> ServerQuery:
        """In one field."""
        field, boost = f"{name}_{self.language}.plain", float(WEIGHTS[name])
        if len(said) == 1 and "'" not in said[0] and "’" not in said[0]:
            return Prefix(field, {"value": said[0], "boost": boost})
        return MatchPhrasePrefix(field, {"query": " ".join(said), "max_expansions": MOST_ENDINGS, "boost": boost})
