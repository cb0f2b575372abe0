"""Made-up rows of terms for tests of formats: everything the house can say of a concept, in odd characters too."""

from hypothesis import strategies as st

from glossary.formats.rows import TermRow, in_order
from glossary.words import Entry, Mapped, Name, Phrasing

BASE = "https://example.org"
SIGNS = st.characters(
    blacklist_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Zs"), blacklist_characters="\ufeff\ufffe\uffff"
)
ODD = st.sampled_from(
    ["=1+1", "@x", "-", "a {acronym}", "b <c>", "\\n", "''=", "_x000D_", "“”", "ñandú", "ذهب", "<&>", "#"]
) | st.sampled_from(["--- a", "a: b", "NA", "yes", "1.0", "{", '"q"', "x | y; z, w"])
NAMES = st.one_of(ODD, st.text(SIGNS, min_size=1, max_size=12))
LINES = st.lists(NAMES, min_size=1, max_size=3).map("\n".join)
SPACED = st.lists(NAMES, min_size=1, max_size=4).map(" ".join)
PROSE = st.one_of(LINES, SPACED)
SOURCES = st.fixed_dictionaries(
    {
        "citation": SPACED,
        "url": st.sampled_from(["", "https://example.net/a?b=1&c=2"]),
        "relation": st.sampled_from(["", "identical", "modified"]),
    }
)


@st.composite
def names(draw, *, is_source: bool) -> tuple[Name, ...]:
    texts = draw(st.lists(SPACED, min_size=1 if is_source else 0, max_size=4, unique_by=str.casefold))
    made = []
    for place, text in enumerate(texts):
        full = [one.text for one in made if not one.short_for]
        status = "preferred" if place == 0 else draw(st.sampled_from(["admitted", "deprecated", "lookup"]))
        made.append(
            Name(
                text,
                status,
                draw(st.sampled_from(["full_form", "acronym", "phrase"])),
                draw(st.sampled_from(["normal", "case_sensitive", "never"])),
                draw(st.sampled_from(["", "noun", "proper_noun", "other"])),
                draw(st.sampled_from(["", "feminine", "other"])),
                draw(st.sampled_from(["", "es-MX"])),
                draw(st.sampled_from(["", *full])),
            )
        )
    return in_order(made)


@st.composite
def entries(draw, language: str, *, is_source: bool) -> Entry:
    return Entry(
        language,
        draw(st.one_of(st.just(""), PROSE)),
        notes=tuple(draw(st.lists(PROSE, max_size=3))),
        examples=tuple(draw(st.lists(PROSE, max_size=2))),
        sources=tuple(draw(st.lists(SOURCES, max_size=2))),
        names=draw(names(is_source=is_source)),
    )


STATES = st.sampled_from(["draft", "reviewed", "agreed", "outdated"])


@st.composite
def phrasings(draw) -> tuple[Phrasing, ...]:
    words = st.one_of(st.just(""), PROSE)
    made = st.builds(
        Phrasing, st.sampled_from(["asm", "csos"]), st.sampled_from(["en", "es-MX", "ar"]), PROSE, words, words
    )
    found = draw(st.lists(made, max_size=3, unique_by=lambda one: (one.group, one.language)))
    return tuple(sorted(found, key=lambda one: (one.group, one.language)))


def says_something(entry: Entry) -> bool:
    """An entry in which nothing stands is no entry."""
    return bool(entry.names or entry.definition or entry.notes or entry.examples or entry.sources)


@st.composite
def rows(draw, most: int = 4) -> list[TermRow]:
    count = draw(st.integers(1, most))
    made = []
    for number in range(1, count + 1):
        source = draw(st.sampled_from(["en", "fr"]))
        others = draw(st.lists(st.sampled_from(["es-MX", "zh-Hant", "ar", "pt"]), unique=True, max_size=3))
        said = [draw(entries(source, is_source=True)), *(draw(entries(one, is_source=False)) for one in others)]
        said = [entry for entry in said if says_something(entry)]
        below = st.sampled_from([f"{BASE}/id/RS-{n:04d}" for n in range(1, number)] or [""])
        links = draw(
            st.lists(st.tuples(st.sampled_from(["broader", "part_of", "contrast"]), below), unique=True, max_size=3)
        )
        mapping = st.builds(
            Mapped,
            st.sampled_from(["exact", "close", "broad"]),
            st.sampled_from(["https://example.net/a", "http://example.net/b#c"]),
            st.one_of(st.just(""), SPACED),
        )
        mapped = draw(st.lists(mapping, unique_by=lambda one: one.uri, max_size=2))
        made.append(
            TermRow(
                number,
                f"{BASE}/id/RS-{number:04d}",
                f"RS-{number:04d}",
                source,
                tuple(sorted(said, key=lambda entry: entry.language)),
                tuple(sorted(link for link in links if link[1])),
                tuple(sorted(mapped, key=lambda one: (one.match, one.uri))),
                domain=draw(st.one_of(st.just(""), SPACED)),
                code=f"RS-{number:04d}",
                status=draw(st.sampled_from(["agreed", "proposed"])),
                phrasings=draw(phrasings()),
                states=tuple((tag, draw(STATES)) for tag in sorted(one.language for one in said) if tag != source),
            )
        )
    return made
