"""How the server keeps entries: every language in fields of its own, each by its own rules.

Words are parted as in the databases: whatever is neither letter nor digit parts them. French keeps its apostrophes
until the article before them is cut off (elision).
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from django.conf import settings
from elasticsearch.dsl import Date, Field, Index, Keyword, Long, Mapping, SearchAsYouType, Text
from elasticsearch.dsl.analysis import analyzer, char_filter, token_filter

from search.fields import FACETS

STEMMERS = {"en": "porter2", "fr": "french", "es": "spanish"}  # as in PostgreSQL; folded first, so accents never matter
OTHER = "other"
LANGUAGES = (*STEMMERS, OTHER)
ARTICLES = ["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"]
DEEPEST = 30_000  # hits that can be paged through
FACETED = (*FACETS, "audience")

marks = char_filter("portal_marks", type="pattern_replace", pattern=r"\p{Mn}+", replacement="")
joiners = char_filter("portal_joiners", type="pattern_replace", pattern=r"[^\p{L}\p{N}]", replacement=" ")
joiners_but_apostrophes = char_filter(
    "portal_joiners_fr", type="pattern_replace", pattern=r"[^\p{L}\p{N}'’]", replacement=" "
)
elision = token_filter("portal_elision", type="elision", articles=ARTICLES, articles_case=True)


def analyzer_of(language: str, *, stemmed: bool) -> Any:
    """With stems for searching, without them for what is being typed."""
    filters = ["lowercase", *([elision] if language == "fr" else []), "asciifolding"]
    if stemmed and language in STEMMERS:
        filters.append(token_filter(f"portal_{language}_stem", type="stemmer", language=STEMMERS[language]))
    return analyzer(
        f"portal_{language}" + ("" if stemmed else "_plain"),
        tokenizer="standard",
        char_filter=[marks, joiners_but_apostrophes if language == "fr" else joiners],
        filter=filters,
    )


def mapping() -> Mapping:
    """Nothing beside these fields is taken."""
    kept = Mapping()
    kept.meta("dynamic", "strict")
    kept.field("pk", Long())
    kept.field("checksum", Keyword(index=False, doc_values=False))
    kept.field("key", Keyword())
    kept.field("date", Date())
    for name in FACETED:
        kept.field(name, Keyword())
    for language in LANGUAGES:
        words, plain = analyzer_of(language, stemmed=True), analyzer_of(language, stemmed=False)
        for name in ("title", "keywords", "body"):
            whole: Field = Text(analyzer=words, fields={"plain": Text(analyzer=plain)})
            kept.field(f"{name}_{language}", whole)
        kept.field(f"typed_{language}", SearchAsYouType(analyzer=plain))
    return kept


def index(name: str) -> Index:
    """Ready to be made; it is refreshed by hand while it is filled."""
    made = Index(name)
    made.settings(
        number_of_shards=settings.SEARCH_SHARDS,
        number_of_replicas=settings.SEARCH_REPLICAS,
        refresh_interval="-1",
        max_result_window=DEEPEST,
    )
    made.mapping(mapping())
    return made


@cache
def release() -> str:
    """Changes with the mapping: a release of the portal never asks an index that another one has made."""
    made = Index("portal")
    made.mapping(mapping())
    return hashlib.md5(json.dumps(made.to_dict(), sort_keys=True).encode(), usedforsecurity=False).hexdigest()[:8]


def alias() -> str:
    """What this release reads and writes; the index behind it changes with every rebuild."""
    return f"{settings.SEARCH_INDEX}-{release()}"
