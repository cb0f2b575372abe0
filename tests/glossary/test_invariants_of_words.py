"""What must never be of words on their way out: in a page, in a file, in a text that is linked."""

from html.parser import HTMLParser

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from glossary.actions import comment, imports, record_phrasing
from glossary.exporting import exported, rows_of, versions
from glossary.formats.files import FORMATS, written
from glossary.linking import link_terms
from glossary.models import LanguageEntry, Mapping
from glossary.words import Entry, GroupAgreement, Mapped, Name
from tests.factories import group
from tests.glossary.making import agreed, english, french, proposed, under_review
from tests.glossary.test_linking import parsed, text_in

pytestmark = pytest.mark.django_db
RIGHT_TO_LEFT = {"ar"}


def sql(statement: str, *values) -> None:
    connection.cursor().execute(statement, values)


# -- I15 -----------------------------------------------------------------------------------------------------------


class Spoken(HTMLParser):
    """Each text with the language and the direction of the elements around it."""

    VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.around: list[tuple[str, str, str]] = [("", "", "ltr")]
        self.texts: list[tuple[str, str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            said = dict(attrs)
            _tag, language, direction = self.around[-1]
            self.around.append((tag, said.get("lang") or language, said.get("dir") or direction))

    def handle_endtag(self, tag):
        for place in range(len(self.around) - 1, 0, -1):
            if self.around[place][0] == tag:
                del self.around[place:]
                break

    def handle_data(self, data):
        if "title" not in {tag for tag, *_rest in self.around} and "script" not in {tag for tag, *_rest in self.around}:
            self.texts.append((data, *self.around[-1][1:]))


WORDS = {"en": "Englishcanary", "fr": "Francaiscanari", "es-MX": "Mexicocanario", "ar": "كناري"}


@pytest.fixture
def spoken(secretary, member):
    """A term whose every word is of one language, in all the places where words stand."""
    entries = [
        Entry(
            language,
            f"{word} definition",
            notes=(f"{word} note",),
            examples=(f"{word} example",),
            names=(Name(f"{word} name"), Name(f"{word} other", "admitted"), Name(f"{word} old", "deprecated")),
        )
        for language, word in WORDS.items()
    ]
    said = [GroupAgreement(group("la"), "reservation", f"{WORDS['fr']} reservation", "fr")]
    first = agreed(*entries, by=secretary, agreements=said)
    record_phrasing(by=secretary, concept=first.concept, group=group("asm"), language="ar", text=f"{WORDS['ar']} said")
    comment(by=member, version=first, body=f"{WORDS['fr']} comment", language="fr")
    again = [Entry(one.language, f"{one.definition} again", names=one.names) for one in entries]
    proposed(*again, by=secretary, concept=first.concept)
    return first


@pytest.mark.parametrize("asked", ["", "?in=ar", "?in=es-MX", "?in=fr", "?in=de"])
@pytest.mark.parametrize("reader", ["en", "fr"])
def test_i15_every_text_in_another_language_says_so_and_runs_its_own_way(spoken, reader, asked):
    code, seen, wrong = spoken.concept.code, set(), []
    places = [
        reverse("glossary:index"),
        reverse("glossary:print"),
        *(reverse(f"glossary:{name}", args=[code]) for name in ("concept", "concept-card", "compare", "voices")),
        *(reverse(f"glossary:{name}", args=[code, 1]) for name in ("version", "version-card", "comments")),
        reverse("glossary:version", args=[code, 2]),
    ]
    for place in places:
        page = Client().get(place.replace("/en/", f"/{reader}/", 1) + asked)
        assert page.status_code == 200
        for text, language, direction in Spoken(page.content.decode()).texts:
            for own, word in WORDS.items():
                if word in text:
                    seen.add(own)
                    around = language or reader  # a fragment stands in a page of the reader's language
                    if (around, direction) != (own, "rtl" if own in RIGHT_TO_LEFT else "ltr"):
                        wrong.append((place, around, direction, text.strip()))
    assert wrong == []
    assert seen == set(WORDS)


# -- I16 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_i16_out_in_and_out_again_is_the_same_byte_for_byte(secretary, settings, form):
    agreed(english("work", "what people do"), french("travail", "ce que font les gens"), by=secretary)
    proposed(english("pit", "a hole"), Entry("ar", "حفرة", names=(Name("منجم"),)), by=secretary, domain="mines")
    out = b"".join(exported(form, "all"))
    rows = sorted(imports.read(out).rows, key=lambda row: row.code)
    assert b"".join(written(rows, settings.BASE_URL, form)) == out
    assert b"".join(written(rows_of(versions("all")), settings.BASE_URL, form)) == out  # and the same each time


# -- I17 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("status", ["agreed", "all"])
def test_i17_what_one_group_says_stands_in_no_definition_that_goes_out(secretary, form, status):
    concept = agreed(by=secretary).concept
    said = {"text": "ourownwording", "definition": "ourowndefinition", "attribution": "ourownvoice"}
    record_phrasing(by=secretary, concept=concept, group=group("asm"), language="en", **said)
    rows = imports.read(b"".join(exported(form, status))).rows
    assert [(entry.definition, entry.notes) for row in rows for entry in row.entries] == [("work under a penalty", ())]
    entries = [row.entries for row in rows]  # beside them, in its own place, a format says whose words they are
    assert not any(word in repr(entries) for word in said.values())


# -- I18 -----------------------------------------------------------------------------------------------------------


def test_i18_a_linked_text_keeps_its_words_and_has_no_link_in_a_link(secretary):
    """By chance and at length: the property tests of the linker."""
    agreed(english("area", "a place"), by=secretary)
    agreed(english("mining area", "a place where people mine"), by=secretary)
    html = (
        '<p>Areas &amp; <a href="/x">mining areas</a>, <b>mining</b> <i>areas</i> &lt;area&gt;.</p><h2>Area</h2>'
        '<p><a href="/y">An <em>area</em></a> and a mining area<br>area</p><code>area</code>'
    )
    linked = str(link_terms(html, language="en"))
    assert linked.count('class="term"') == 2
    assert text_in(linked) == text_in(html)
    assert parsed(linked).deepest == 1
    assert parsed(str(link_terms(linked, language="en"))).deepest == 1


# -- what else the standards say of links and of names ---------------------------------------------------------------


def test_s46_an_address_elsewhere_is_the_same_or_broader_and_never_both(secretary):
    version = proposed(by=secretary, mappings=[Mapped("exact", "https://example.org/x")])
    with pytest.raises(IntegrityError), transaction.atomic():
        Mapping.objects.create(version=version, match="broad", uri="https://example.org/x")
    other = Mapping.objects.create(version=version, match="broad", uri="https://example.org/y")
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("UPDATE glossary_mapping SET uri = 'https://example.org/x' WHERE id = %s", other.pk)


def test_links_of_words_that_people_are_asked_about_stand_still(secretary):
    version = under_review(by=secretary, mappings=[Mapped("exact", "https://example.org/x")])
    row = version.mappings.get()
    for write in (
        lambda: Mapping.objects.filter(pk=row.pk).update(match="broad"),
        lambda: Mapping.objects.filter(pk=row.pk).delete(),
        lambda: sql("UPDATE glossary_mapping SET label = 'other' WHERE id = %s", row.pk),
        lambda: LanguageEntry.objects.filter(version=version).update(notes=["other"]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
