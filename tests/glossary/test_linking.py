"""Agreed terms in a text become links; the text stays the same."""

import re
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary import state
from glossary.actions import withdraw
from glossary.asking import AGREED, EVERY, NOTHING, OPEN, PLAIN, Asked
from glossary.linking import Reader, joined, link_terms
from glossary.matching import Branch, Known, find, plant
from glossary.words import Entry, Name
from tests.glossary.making import agreed, english, proposed, under_review

pytestmark = pytest.mark.django_db

NAMES = [
    Known(1, "RS-0001", "conflict-affected and high-risk area"),
    Known(2, "RS-0002", "area"),
    Known(3, "RS-0003", "ASM"),
    Known(4, "RS-0004", "due diligence"),
    Known(5, "RS-0005", "IT", as_written=True),
]


def found(text: str, names=NAMES, language="en") -> list[tuple[str, str]]:
    return [(hit.name.code, text[hit.start : hit.end]) for hit in find(text, plant(names, language), language)]


def test_the_longest_name_wins_from_the_left():
    text = "In conflict-affected and high-risk areas, and in other areas, due diligence is due."
    assert found(text) == [
        ("RS-0001", "conflict-affected and high-risk areas"),
        ("RS-0002", "areas"),
        ("RS-0004", "due diligence"),
    ]


def test_a_full_stop_ends_a_name():
    assert found("What is due. Diligence is another word.") == []


def test_capitals_are_found_in_capitals_only():
    assert found("ASM, ASMs, asm") == [("RS-0003", "ASM"), ("RS-0003", "ASMs")]
    assert found("it is IT") == [("RS-0005", "IT")]


def test_inflected_and_unaccented_forms_are_found_in_each_language():
    french = [Known(1, "RS-0001", "zone à haut risque"), Known(2, "RS-0002", "orpaillage")]
    assert found("Les zones a haut risque et l’orpaillage", french, "fr") == [
        ("RS-0001", "zones a haut risque"),
        ("RS-0002", "orpaillage"),
    ]
    spanish = [Known(1, "RS-0001", "caña"), Known(2, "RS-0002", "minería artesanal")]
    assert found("cana, cañas, MINERIA ARTESANAL", spanish, "es") == [
        ("RS-0001", "cañas"),
        ("RS-0002", "MINERIA ARTESANAL"),
    ]


@pytest.mark.parametrize(
    "text",
    ["a risk-based approach", "the Global Area Registry", "the Ministry of Area Affairs", "due/diligence", "non-area"],
)
def test_a_longer_word_and_a_proper_name_are_something_else(text):
    assert found(text, [*NAMES, Known(6, "RS-0006", "risk")]) == []


def test_an_abbreviation_begins_a_longer_word_and_a_defined_term_may_have_capitals():
    assert found("ASM-sourced ore") == [("RS-0003", "ASM")]
    assert found("the Due Diligence of the buyer. Area by area") == [
        ("RS-0004", "Due Diligence"),
        ("RS-0002", "Area"),
        ("RS-0002", "area"),
    ]


def test_an_article_may_stand_inside_and_a_comma_only_where_the_name_has_it():
    names = [Known(1, "RS-0001", "fermeture de mine"), Known(2, "RS-0002", "consentement libre, préalable et éclairé")]
    assert found("la fermeture de la mine", names, "fr") == [("RS-0001", "fermeture de la mine")]
    assert found("un consentement libre préalable et éclairé", names, "fr")[0][0] == "RS-0002"
    assert found("une fermeture, de mine", names, "fr") == []
    assert found("Consentement libre, préalable et éclairé.", names, "fr")[0][0] == "RS-0002"
    assert found("conflict-affected, and high-risk field") == []


@pytest.mark.parametrize(
    "text",
    ["free, prior and informed consent", "free prior and informed consent", "free, prior, and informed consent"],
)
def test_a_name_that_lists_is_found_with_any_of_its_commas(text):
    root = plant([Known(1, "RS-0001", "free, prior and informed consent")], "en")
    assert [(hit.start, hit.end) for hit in find(f"Their {text}.", root, "en")] == [(6, 6 + len(text))]
    assert not list(find("They are free, prior/and informed consent", root, "en"))


def test_accents_may_be_missing_in_capitals_and_in_texts_that_have_none():
    names = [Known(1, "RS-0001", "métal raffiné"), Known(2, "RS-0002", "marché")]
    assert [code for code, _words in found("METAL RAFFINE, MARCHE", names, "fr")] == ["RS-0001", "RS-0002"]
    assert found("le metal raffine sort du pays", names, "fr") == [("RS-0001", "metal raffine")]
    assert found("il marche", names, "fr") == []


def test_two_concepts_with_one_name_lead_to_the_older_code_each_time():
    names = [Known(9, "RS-0009", "area"), Known(2, "RS-0002", "area")]
    assert found("area", names) == found("area", names[::-1]) == [("RS-0002", "area")]


def test_only_terms_in_force_are_linked(secretary):
    agreed(english("area", "d"), by=secretary)
    proposed(english("zone", "d"), by=secretary)
    under_review(english("belt", "d"), by=secretary)
    gone = agreed(english("field", "d"), by=secretary)
    withdraw(by=secretary, concept=gone.concept, reason="Enough.")
    html = link_terms("<p>area zone belt field</p>", language="en")
    assert html == '<p><a class="term" href="/en/glossary/RS-0001/" data-term="RS-0001">area</a> zone belt field</p>'


def test_each_term_is_linked_once_a_section_and_never_on_its_own_page(secretary):
    concept = agreed(english("area", "d"), by=secretary).concept
    seen: set[int] = set()
    assert link_terms("<p>area area</p>", language="en", seen=seen).count("<a ") == 1
    assert link_terms("<p>area</p>", language="en", seen=seen) == "<p>area</p>"
    assert link_terms("<p>area</p>", language="en", own=concept.pk) == "<p>area</p>"


@pytest.mark.parametrize("tag", ["a", "h1", "h4", "code", "script", "style", "pre", "button"])
def test_some_elements_are_left_alone(secretary, tag):
    agreed(english("area", "d"), by=secretary)
    html = f"<div><{tag}>area <b>area</b></{tag}></div>"
    assert link_terms(html, language="en") == html
    assert link_terms("<p data-noterm>area</p>", language="en") == "<p data-noterm>area</p>"


def test_how_a_name_is_linked_is_said_on_the_name(secretary):
    never, as_written = Name("belt", "admitted", matching="never"), Name("Zone", "admitted", matching="case_sensitive")
    hidden = Name("region", "lookup")
    agreed(english("area", "d", never, as_written, hidden), by=secretary)
    assert link_terms("belt zone region", language="en") == "belt zone region"
    assert ">Zone</a>" in link_terms("belt Zone region", language="en")


def test_names_belong_to_their_language_and_its_variants(secretary):
    agreed(english("area", "d"), Entry("es", "d", names=(Name("zona"),)), by=secretary)
    assert link_terms("zona", language="en") == "zona"
    assert "<a " in link_terms("zona", language="es")
    assert "<a " in link_terms("zonas", language="es-MX")


def test_a_new_agreement_is_linked_at_once(secretary):
    assert link_terms("area", language="en") == "area"
    agreed(english("area", "d"), by=secretary)
    assert "<a " in link_terms("area", language="en")


def test_entities_and_tags_pass_unharmed(secretary):
    agreed(english("area", "d"), by=secretary)
    html = link_terms('<p class="x&amp;y">a &lt; b &amp; area<br/>1&nbsp;kg &copy;</p>', language="en")
    assert html.startswith('<p class="x&amp;y">a &lt; b &amp; <a class="term"')
    assert text_in(html) == "a < b & area1\xa0kg ©"


def test_a_page_of_forty_clauses_asks_the_database_once(secretary, queries_of):
    agreed(english("area", "d"), by=secretary)
    link_terms("area", language="en")

    def page():
        state.remember()  # as request_started does
        for _clause in range(40):
            link_terms("<p>An area is an area.</p>", language="en")
        state.forget()

    assert queries_of(page) == 1


class Text(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.depth, self.deepest = [], 0, 0

    def handle_data(self, data):
        self.parts.append(data)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag):
        if tag == "a":
            self.depth -= 1


def parsed(html: str) -> Text:
    parser = Text()
    parser.feed(html)
    parser.close()
    return parser


def text_in(html: str) -> str:
    return "".join(parsed(html).parts)


WORDS = st.sampled_from(
    ["area", "areas", "due", "diligence", "ASM", " ", " ", ", ", "&amp;", "&lt;", "é", "-", ".", "x"]
)
BARE = st.lists(WORDS, max_size=12).map("".join)
TAGS = st.sampled_from(["p", "b", "em", "a", "h2", "code", "li", "span"])
HTML = st.recursive(
    BARE,
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=3)).map(lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>"),
    max_leaves=8,
)


def linked(html: str) -> str:
    return copied(html, plant(NAMES, "en"))


def copied(html: str, root: Branch, asked: Asked = PLAIN) -> str:
    reader = Reader(root, "en", asked)
    reader.feed(html)
    reader.close()
    return joined(reader.out, seen=set(), asked=asked)


CODES = st.frozensets(st.sampled_from([name.code for name in NAMES]))


@settings(max_examples=300, deadline=None)
@given(HTML, CODES, CODES, st.sampled_from([AGREED, OPEN, NOTHING, EVERY]))
def test_whatever_an_author_wants_the_words_stay_and_no_link_stands_in_a_link(html, link, never, scope):
    names = [*NAMES, Known(7, "RS-0007", "diligence", quiet=True), Known(8, "RS-0008", "due", standing="proposed")]
    result = copied(html, plant(names, "en"), Asked(scope=scope, link=link, never=never))
    assert text_in(result) == text_in(html)
    assert parsed(result).deepest <= max(1, parsed(html).deepest)
    assert not [code for code in never if f'data-term="{code}"' in result]


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(HTML)
def test_the_words_of_a_text_stay_the_same(html):
    result = linked(html)
    assert text_in(result) == text_in(html)
    assert re.sub(r'<a class="term"[^>]*>|</a>', "", result) == re.sub(r"</a>", "", linked_without_links(html))


def linked_without_links(html: str) -> str:
    return copied(html, plant([], "en"))


@settings(max_examples=300, deadline=None)
@given(HTML)
def test_no_link_stands_in_a_link(html):
    assert parsed(linked(html)).deepest <= max(1, parsed(html).deepest)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_passes(text):
    Reader(plant(NAMES, "en"), "en").feed(text)
    assert all(text[hit.start : hit.end] for hit in find(text, plant(NAMES, "en"), "en"))


def test_the_command_links_what_comes_in(secretary, monkeypatch, capsys):
    agreed(english("area", "d"), by=secretary)
    monkeypatch.setattr("sys.stdin", StringIO("<p>Two areas & more</p>"))
    call_command("link_terms", "--language", "en")
    assert 'data-term="RS-0001">areas</a>' in capsys.readouterr().out
    with pytest.raises(CommandError, match="no language tag"):
        call_command("link_terms", "--language", "english language")
