"""What is found, by whom, and how it is shown; the same on SQLite and on PostgreSQL."""

import pytest

from portal.members.viewer import ANYBODY, Viewer
from search import structures
from search.finding import find, suggest, tokens_of, unsaid
from search.models import SearchEntry
from tests.search.making import entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_index")]
MEMBER = Viewer(user=1, organisations=frozenset({1}))
SEATED = Viewer(user=2, groups=frozenset({7}))
STAFF = Viewer(user=3, is_secretariat=True)


def titles(text: str, viewer: Viewer = ANYBODY, **options) -> list[str]:
    return [hit.entry.title for hit in find(text, viewer=viewer, **options).hits]


def test_the_database_holds_all_that_search_needs():
    assert structures.missing() == set()


@pytest.mark.parametrize(
    ("asked", "language", "said"),
    [
        ("miner", "en", "Two miners spoke"),
        ("mining", "en", "The mine"),
        ("minin*", "en", "Small-scale mining"),
        ("small-scale", "en", "Small-scale mining"),
        ("MINIERE", "fr", "L’activité minière"),
        ("minières", "fr", "L’activité minière"),
        ("negociants", "fr", "Un négociant"),
        ("exploitation", "fr", "L'exploitation"),
        ("comunidades", "es", "La comunidad"),
        ("extraccion", "es", "La extracción"),
        ("decisión", "es", "Las decisiones"),
        ("RS-0042", "en", "See RS-0042"),
        ("3.4", "en", "Clause 3.4 says"),
        ("in a high-risk area", "en", "In a high-risk area nobody buys"),
        ('"risk area"', "en", "In a high-risk area nobody buys"),
        ("straße", "de", "Die Straße"),
    ],
)
def test_words_are_found_in_their_language(asked: str, language: str, said: str):
    entry(said, language=language)
    entry("Something else altogether")
    assert titles(asked) == [said]


def test_negation_phrase_and_prefix_narrow():
    entry("Gold from the river")
    entry("Gold and silver from the river")
    entry("River of gold")
    assert sorted(titles("gold -silver")) == ["Gold from the river", "River of gold"]
    assert titles('"river of gold"') == ["River of gold"]
    assert titles("silv* gold") == ["Gold and silver from the river"]


def test_titles_count_more_than_text():
    entry("Something", "smelter " + "word " * 50)
    entry("The smelter", "word " * 50)
    assert titles("smelter") == ["The smelter", "Something"]


def test_changed_and_deleted_words_are_not_found():
    row = entry("Cobalt")
    SearchEntry.objects.filter(pk=row.pk).update(title="Copper")
    assert titles("cobalt") == []
    assert titles("copper") == ["Copper"]
    row.delete()
    assert titles("copper") == []


AUDIENCES = [
    ("Open tin", "public"),
    ("Members tin", "members"),
    ("Body tin", "g7"),
    ("Other tin", "g8"),
    ("Desk tin", "staff"),
]


@pytest.mark.parametrize(
    ("viewer", "seen"),
    [
        (ANYBODY, {"Open tin"}),
        (MEMBER, {"Open tin", "Members tin"}),
        (SEATED, {"Open tin", "Body tin", "Shared tin"}),
        (STAFF, {"Open tin", "Members tin", "Body tin", "Other tin", "Desk tin", "Shared tin"}),
    ],
)
def test_nobody_learns_of_what_they_may_not_see(viewer: Viewer, seen: set[str]):
    for title, audience in [*AUDIENCES, ("Shared tin", "g7,g9")]:
        entry(title, kind="decision", status=audience, audience=audience, groups=[audience])
    results = find("tin", viewer=viewer)
    assert {hit.entry.title for hit in results.hits} == seen
    assert results.total == len(seen)
    for facet in ("status", "group"):
        assert sum(number for _value, number in results.facets[facet]) == len(seen)
    assert {row.title for row in suggest("ti", viewer=viewer, size=20)} == seen


def test_a_rule_that_is_not_known_stays_shut():
    entry("Tin", audience="nonsense")
    assert "nonsense" not in (tokens_of(MEMBER) or [])
    assert titles("tin", MEMBER) == []


def test_a_facet_leaves_its_own_filter_out():
    entry("Tin one", kind="clause", year=2025, groups=["asm", "cs"], sectors=["up"])
    entry("Tin two", kind="comment", year=2026, groups=["asm"])
    entry("Tin three", kind="comment", year=2026, groups=["tr"], language="fr")
    results = find("tin", viewer=ANYBODY, filters={"kind": ["comment"], "group": ["asm"]})
    assert [hit.entry.title for hit in results.hits] == ["Tin two"]
    assert results.total == 1
    assert dict(results.facets["kind"]) == {"clause": 1, "comment": 1}
    assert dict(results.facets["group"]) == {"asm": 1, "tr": 1}
    assert dict(results.facets["year"]) == {"2026": 1}
    assert find("tin", viewer=ANYBODY, filters={"year": ["2025", "2026"], "sector": ["up"]}).total == 1


def test_pages_follow_one_another():
    for number in range(45):
        entry(f"Tin {number}")
    seen = [title for page in (1, 2, 3) for title in titles("tin", page=page)]
    assert len(seen) == len(set(seen)) == 45
    assert titles("tin", page=9) == []


def test_the_passage_is_escaped_before_it_is_marked():
    entry("<b>Tin</b> & lead", "before <script>alert(1)</script> tin mines and tin traders " + "after " * 60)
    hit = find("tin mine", viewer=ANYBODY).hits[0]
    assert hit.title == "&lt;b&gt;<mark>Tin</mark>&lt;/b&gt; &amp; lead"
    assert "<mark>tin mines</mark>" in hit.snippet
    assert "&lt;script&gt;" in hit.snippet
    assert "<script" not in hit.snippet
    assert hit.snippet.endswith("…")


def test_a_phrase_is_marked_as_one():
    entry("Where", "risk of an area, in a high-risk area")
    assert find('"risk area"', viewer=ANYBODY).hits[0].snippet == "risk of an area, in a high-<mark>risk area</mark>"


NASTY = [
    *(
        "'",
        '"',
        "\\",
        "%",
        "%s",
        "_",
        "(",
        "a AND",
        "NEAR(a b)",
        "title:tin",
        "tin OR",
        "{",
        "a:*b & !",
        "\x00tin",
        "tin\x00",
    ),
    *(
        "' OR 1=1 --",
        "<script>",
        "🪨",
        "ti\u0301n",
        "a" * 5000,
        "- - -",
        '""',
        '"" ""',
        "*tin*",
        "-tin",
        "²½",
        "ﬁ",
        "\ud83d",
    ),
    "tin " * 300,
]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_nothing_that_is_typed_fails(text: str):
    entry("Tin")
    results = find(text, viewer=ANYBODY)
    assert results.total == len(results.hits) <= 1
    assert len(suggest(text, viewer=ANYBODY)) <= 1


def test_suggestions_begin_like_the_words_and_name_a_thing_once():
    entry("Artisanal mining", kind="term", url="/glossary/RS-0001/")
    entry("Exploitation artisanale", kind="term", url="/glossary/RS-0001/", language="fr", keywords="Artisanat")
    entry("Nothing", "artisanal in the text only", kind="term")
    entry("A comment on artisans", kind="comment")
    for typed in ("arti", "artisanal mini", "Artisanal minin"):
        assert [row.title for row in suggest(typed, viewer=ANYBODY, language="en")] == ["Artisanal mining"]
    assert [row.title for row in suggest("arti", viewer=ANYBODY, language="fr")] == ["Exploitation artisanale"]


def test_the_number_of_queries_does_not_grow(queries_of):
    entry("Tin", groups=["asm"])
    find("tin", viewer=MEMBER)  # the glossary's names are read once
    few = queries_of(lambda: find("tin", viewer=MEMBER, page=1))
    for number in range(60):
        entry(f"Tin {number}", groups=["asm", "cs"], audience="members")
    assert queries_of(lambda: find("tin", viewer=MEMBER, page=1)) == few <= 5


@pytest.mark.parametrize(
    ("title", "body", "left"),
    [
        ("A heading", "The words below it.", "The words below it."),
        ("Ask for none.", "Ask for none. Where there is no office…", "Where there is no office…"),
        ("Where there is no office, ask…", "Where there is no office, ask for none.", "for none."),
        ("All of it.", "All of it.", ""),
        ("", "Words.", "Words."),
    ],
)
def test_a_snippet_does_not_say_again_what_the_title_has_said(title: str, body: str, left: str):
    assert unsaid(title, body) == left
