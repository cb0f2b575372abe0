"""The secretariat's work on terms, without JavaScript."""

import pytest
from django.test import Client

from glossary.content import sha256_of
from glossary.models import Concept, ConceptVersion
from tests.factories import group
from tests.glossary.making import agreed, english, french, proposed, under_review

pytestmark = pytest.mark.django_db


def at(version: ConceptVersion) -> str:
    return f"/en/desk/glossary/{version.concept.code}/"


def entry(**fields):
    return {"do": "entry", "language": "en", "preferred": "forced labour", "matching": "normal"} | fields


@pytest.mark.parametrize("tail", ["", "new/", "RS-0001/"])
def test_only_the_secretariat_gets_in(as_member, as_secretary, tail):
    proposed()
    address = f"/en/desk/glossary/{tail}"
    assert Client().get(address).status_code == 403
    assert as_member.get(address).status_code == 403
    assert as_secretary.get(address).status_code == 200


def test_what_is_on_the_table_is_listed(as_secretary):
    proposed(english("alpha", "d"))
    under_review(english("beta", "d"))
    agreed(english("gamma", "d"))
    page = as_secretary.get("/en/desk/glossary/").content.decode()
    assert "alpha" in page
    assert "beta" in page
    assert "gamma" not in page


def test_a_term_is_proposed_in_any_language_of_the_house(as_secretary):
    sent = {"preferred": "orpaillage", "language": "fr", "definition": "extraction d’or", "domain": "", "reason": ""}
    answer = as_secretary.post("/en/desk/glossary/new/", sent)
    version = ConceptVersion.objects.get()
    assert answer["Location"] == at(version)
    assert (version.source_language, version.status) == ("fr", "proposed")
    assert as_secretary.post("/en/desk/glossary/new/", {}).status_code == 200


def test_one_language_is_edited_and_the_others_stay(as_secretary):
    version = proposed(english(), french())
    sent = entry(definition="other", deprecated="modern slavery\nbondage", notes="One.\nTwo.", seen=sha256_of(version))
    assert as_secretary.post(at(version), sent).status_code == 302
    words = {row.language: row for row in version.entries.all()}
    assert words["en"].definition == "other"
    assert words["en"].notes == ["One.", "Two."]
    assert [name.status for name in words["en"].designations.all()] == ["preferred", "deprecated", "deprecated"]
    assert words["fr"].definition == "travail sous peine"


def test_a_language_is_added_and_taken_out(as_secretary):
    version = proposed()
    spanish = entry(language="es", preferred="trabajo forzoso")
    assert as_secretary.post(f"{at(version)}?in=-", spanish).status_code == 302
    assert version.entries.get(language="es").translation_state == "draft"
    empty = entry(language="es", preferred="")
    assert as_secretary.post(f"{at(version)}?in=es", empty).status_code == 302
    assert [row.language for row in version.entries.all()] == ["en"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"preferred": ""}, "Write a preferred name"),
        ({"seen": "0" * 64}, "Somebody has changed these words"),
        ({"admitted": "forced labour"}, "stands twice"),
    ],
)
def test_bad_words_come_back_with_what_was_typed(as_secretary, fields, message):
    version = proposed()
    answer = as_secretary.post(at(version), entry(definition="my long work", **fields))
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert "my long work" in answer.content.decode()
    assert version.entries.get().definition == "work under a penalty"


def test_a_wrong_language_is_named_at_its_field(as_secretary):
    answer = as_secretary.post(f"{at(proposed())}?in=-", entry(language="klingon!"))
    assert "This is no language tag" in answer.content.decode()


def test_a_review_is_opened_and_the_words_stand_still(as_secretary):
    version = proposed()
    assert as_secretary.post(at(version), {"do": "review", "until": ""}).status_code == 302
    version.refresh_from_db()
    assert version.status == "under_review"
    page = as_secretary.get(at(version)).content.decode()
    assert "the words that people look at do not change" in page
    assert "Not here: a term is agreed when a decision" in page
    assert "under review" in as_secretary.post(at(version), entry()).content.decode()


def test_a_proposal_is_rejected_with_a_reason(as_secretary):
    version = proposed()
    assert as_secretary.post(at(version), {"do": "reject", "reason": ""}).status_code == 200
    assert as_secretary.post(at(version), {"do": "reject", "reason": "Not ours."}).status_code == 302
    version.refresh_from_db()
    assert (version.status, version.closing_reason) == ("rejected", "Not ours.")


def test_the_next_version_starts_as_a_copy(as_secretary):
    first = agreed(english(), french(translation_state="reviewed"))
    sent = {"do": "version", "change_class": "meaning", "reason": "Debt."}
    assert as_secretary.post(at(first), sent).status_code == 302
    second = first.concept.versions.get(number=2)
    assert {row.language: row.definition for row in second.entries.all()} == {
        row.language: row.definition for row in first.entries.all()
    }


def test_a_term_is_withdrawn_in_favour_of_another(as_secretary):
    old, new = agreed(english("zone", "d")), agreed(english("area", "d"))
    sent = {"do": "withdraw", "reason": "Two words.", "replaced_by": "RS-9999"}
    assert "No term has this code" in as_secretary.post(at(old), sent).content.decode()
    assert as_secretary.post(at(old), sent | {"replaced_by": new.concept.code}).status_code == 302
    assert Concept.objects.get(pk=old.concept_id).replaced_by == new.concept


def test_a_phrasing_is_recorded(as_secretary):
    version = proposed()
    sent = {"do": "phrasing", "group": group("la").pk, "language": "en", "text": "A trap.", "attribution": ""}
    assert as_secretary.post(at(version), sent).status_code == 302
    assert version.concept.phrasings.get().text == "A trap."


def test_an_unknown_act_is_not_found(as_secretary):
    assert as_secretary.post(at(proposed()), {"do": "agree"}).status_code == 404


def test_queries_of_the_desk_do_not_grow(as_secretary, queries_of):
    proposed(english("a", "d"))
    as_secretary.get("/en/desk/glossary/")
    before = queries_of(lambda: as_secretary.get("/en/desk/glossary/"))
    for name in "bcdefg":
        proposed(english(name, "d"), french(name, "d"))
    assert queries_of(lambda: as_secretary.get("/en/desk/glossary/")) == before
