"""Relations, matches, names and sources of a term: row by row, without JavaScript."""

import re

import pytest
from django.test import Client

from glossary.actions import record_phrasing
from glossary.models import ConceptVersion, GroupPhrasing
from glossary.words import Mapped, Name, Related
from tests.factories import group
from tests.glossary.making import agreed, english, french, proposed, under_review

pytestmark = pytest.mark.django_db


def at(version: ConceptVersion, tail: str = "") -> str:
    return f"/en/desk/glossary/{version.concept.code}/{tail}"


def rows(**sets: list[dict]) -> dict:
    """What the browser sends for form sets: ``rows(name=[{"text": "x"}], source=[])``."""
    sent: dict = {}
    for prefix, filled in sets.items():
        sent |= {f"{prefix}-TOTAL_FORMS": len(filled), f"{prefix}-INITIAL_FORMS": 0}
        sent |= {f"{prefix}-{n}-{field}": value for n, row in enumerate(filled) for field, value in row.items()}
    return sent


def flat(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_relations_and_matches_are_kept_and_read(as_secretary):
    wider = agreed(english("mining", "taking ore"))
    version = proposed(english("panning", "washing ore"))
    sent = rows(
        relation=[{"kind": "broader", "target": wider.concept.code.lower()}, {"kind": "related", "target": ""}],
        mapping=[{"match": "close", "uri": "https://example.org/terms/12", "label": "panning (elsewhere)"}],
    )
    assert as_secretary.post(at(version, "links/"), sent).url == at(version)
    assert [(row.kind, row.target) for row in version.relations.all()] == [("broader", wider.concept)]
    assert version.mappings.get().match == "close"
    assert version.entries.get().definition == "washing ore"
    page = flat(as_secretary.get(at(version)))
    assert "panning (elsewhere)" in page
    assert "mining" in page
    assert wider.concept.code in flat(as_secretary.get(at(version, "links/")))


@pytest.mark.parametrize(
    ("relation", "mapping", "message"),
    [
        ([{"kind": "broader", "target": "RS-0002"}], [], "This would make a circle"),
        ([{"kind": "related", "target": "RS-0001"}], [], "cannot be related to itself"),
        ([{"kind": "related", "target": "RS-9999"}], [], "No term has this code"),
        (
            [{"kind": "related", "target": "RS-0002"}, {"kind": "broader", "target": "RS-0002"}],
            [],
            "cannot be broader and merely related at once",
        ),
        ([], [{"match": "exact", "uri": "ftp://elsewhere", "label": ""}], "is no web address"),
        ([], [{"match": "exact", "uri": "https://a.example/1"}] * 2, "stands twice"),
        ([{"kind": "contrast", "target": "RS-0002"}] * 2, [], "stands twice"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(as_secretary, relation, mapping, message):
    first = proposed(english("a", "d"))
    proposed(english("b", "d"), relations=[Related("broader", first.concept)])
    page = flat(as_secretary.post(at(first, "links/"), rows(relation=relation, mapping=mapping)))
    assert message in page
    assert (mapping or relation)[0].get("uri", "RS-") in page
    assert not first.relations.exists()


def test_each_name_has_its_kind_and_its_linking_and_each_entry_its_sources(as_secretary, client):
    version = proposed(english("artisanal mining", "d", Name("ASM", "admitted")), french())
    sent = rows(
        name=[
            {"text": "artisanal mining", "status": "preferred", "kind": "full_form", "matching": "normal"},
            {"text": "ASM", "status": "admitted", "kind": "acronym", "matching": "case_sensitive"},
            {"text": "", "status": "admitted", "kind": "full_form", "matching": "normal"},
        ],
        source=[{"citation": "A convention, Article 3", "url": "https://example.org/c", "relation": "modified"}],
    )
    sent["name-INITIAL_FORMS"] = 2
    assert as_secretary.post(at(version, "names/en/"), sent).url == f"{at(version)}?in=en"
    entry = version.entries.get(language="en")
    assert [(n.text, n.kind, n.matching) for n in entry.designations.all()] == [
        ("artisanal mining", "full_form", "normal"),
        ("ASM", "acronym", "case_sensitive"),
    ]
    assert entry.sources == [
        {"citation": "A convention, Article 3", "url": "https://example.org/c", "relation": "modified"}
    ]
    assert version.entries.filter(language="fr").exists()
    assert "A convention, Article 3</bdi></a> (modified)" in flat(client.get(f"/en/glossary/{version.concept.code}/"))


def test_a_preferred_name_is_asked_for_and_two_are_too_many(as_secretary):
    version = proposed()
    name = {"kind": "full_form", "matching": "normal"}
    two = [{"text": text, "status": "preferred", **name} for text in ("one", "two")]
    page = flat(as_secretary.post(at(version, "names/en/"), rows(name=two, source=[])))
    assert "Only one name can be preferred" in page
    assert 'value="two"' in page
    none = [{"text": "one", "status": "admitted", **name}]
    assert "Write a preferred name" in flat(as_secretary.post(at(version, "names/en/"), rows(name=none, source=[])))


def test_nobody_writes_over_anothers_work_unseen(as_secretary):
    version = proposed()
    sent = rows(relation=[], mapping=[{"match": "exact", "uri": "https://a.example/1"}]) | {"seen": "0" * 64}
    page = flat(as_secretary.post(at(version, "links/"), sent))
    assert "Somebody has changed these words" in page
    assert "https://a.example/1" in page


@pytest.mark.parametrize("tail", ["links/", "names/en/"])
def test_only_the_secretariat_and_only_while_it_is_a_proposal(as_member, as_secretary, tail):
    version = under_review()
    assert Client().get(at(version, tail)).status_code == 403
    assert as_member.post(at(version, tail)).status_code == 403
    assert "the words that people look at do not change" in flat(as_secretary.get(at(version, tail)))
    sent = rows(relation=[], mapping=[], name=[], source=[])
    assert as_secretary.post(at(version, tail), sent).status_code == 200
    assert as_secretary.get(at(version, "names/tlh/")).status_code == 404


def test_all_languages_stand_side_by_side(as_secretary):
    version = proposed(english(definition="work under a penalty"), french(definition="travail sous peine"))
    page = flat(as_secretary.get(f"{at(version)}?in=fr"))
    assert "All languages side by side" in page
    beside = page.partition("All languages side by side")[2]
    assert beside.index("work under a penalty") < beside.index("travail sous peine")


def test_a_phrasing_is_shown_and_taken_out(as_secretary, secretary):
    version = proposed()
    said = record_phrasing(by=secretary, concept=version.concept, group=group("la"), language="en", text="A trap.")
    assert "A trap." in flat(as_secretary.get(at(version)))
    assert as_secretary.post(at(version), {"do": "unsay", "phrasing": said.pk}).status_code == 302
    assert not GroupPhrasing.objects.exists()
    other = record_phrasing(
        by=secretary, concept=proposed(english("b", "d")).concept, group=group("la"), language="en", text="Not yours."
    )
    assert as_secretary.post(at(version), {"do": "unsay", "phrasing": other.pk}).status_code == 200
    assert GroupPhrasing.objects.filter(pk=other.pk).exists()


def test_the_desks_of_details_cost_the_same_with_more_of_them(as_secretary, secretary, queries_of):
    def costs(version: ConceptVersion) -> list[int]:
        pages = [at(version, tail) for tail in ("links/", "names/en/", "")]
        for page in pages:
            assert as_secretary.get(page).status_code == 200
        return [queries_of(lambda p=page: as_secretary.get(p)) for page in pages]

    others = [agreed(english(f"t{n}", "d")).concept for n in range(6)]
    one = proposed(english("one", "d"), relations=[Related("related", others[0])], mappings=[])
    many = proposed(
        english("many", "d", *(Name(f"n{n}", "admitted") for n in range(6))),
        relations=[Related("related", other) for other in others],
        mappings=[Mapped("close", f"https://example.org/{n}") for n in range(6)],
    )
    assert costs(many) == costs(one)
