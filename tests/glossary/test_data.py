"""The glossary for programs: data in the page, a version for ever, a name looked up."""

import json
import re

import pytest

from glossary.words import Name
from tests.glossary.making import agreed, english, french

pytestmark = pytest.mark.django_db


def test_the_page_says_what_it_defines_and_nothing_in_it_ends_the_block(client, secretary):
    said = english("pit", "a </script><b>hole</b> & more", Name("dig", "admitted"))
    code = agreed(said, by=secretary).concept.code
    page = client.get(f"/en/glossary/{code}/")
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode())
    found = next(said for said in map(json.loads, blocks) if said["@type"] == "DefinedTerm")
    assert (found["@type"], found["name"], found["termCode"]) == ("DefinedTerm", "pit", code)
    assert (found["description"], found["alternateName"]) == ("a </script><b>hole</b> & more", ["dig"])
    assert "unsafe-inline" not in page["Content-Security-Policy"].partition("script-src")[2].partition(";")[0]


def test_a_version_answers_for_ever(client, secretary):
    concept = agreed(english("pit", "a hole"), by=secretary).concept
    agreed(english("pit", "a deep hole"), by=secretary, concept=concept, number="SC-2026-002")
    first = client.get(f"/api/v1/terms/{concept.code}/versions/1").json()
    assert (first["status"], first["definition"], first["version"]) == ("superseded", "a hole", 1)
    assert first["url"].endswith("/v/1/")
    assert client.get(f"/api/v1/terms/{concept.code}").json()["definition"] == "a deep hole"
    assert client.get(f"/api/v1/terms/{concept.code}/versions/9").status_code == 404


def test_a_name_is_looked_up_in_any_language(client, secretary):
    code = agreed(
        english("pit", "a hole", Name("shaft", "deprecated")), french("fosse", "trou"), by=secretary
    ).concept.code
    (found,) = client.get("/api/v1/terms/lookup?name=FOSSE").json()
    assert (found["id"], found["language"], found["name_status"], found["status"]) == (
        code,
        "fr",
        "preferred",
        "agreed",
    )
    assert client.get("/api/v1/terms/lookup?name=shaft").json()[0]["name_status"] == "deprecated"
    assert client.get("/api/v1/terms/lookup?name=fosse&lang=en").json() == []
    answer = client.get("/api/v1/terms/lookup?name=pit")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/v1/terms/lookup?name=pit", headers={"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("asked", ["ÉTAIN", "étain", "Étain"])
def test_capitals_with_accents_are_looked_up_as_well(client, secretary, asked):
    code = agreed(english("tin", "a metal"), french("étain", "un métal"), by=secretary).concept.code
    assert [one["id"] for one in client.get("/api/v1/terms/lookup", {"name": asked}).json()] == [code]
    assert [one["id"] for one in client.get("/api/v1/terms", {"q": asked[:4]}).json()["items"]] == [code]


def test_looking_up_costs_the_same_with_more_terms(client, secretary, queries_of):
    code = agreed(english("pit", "a hole"), by=secretary).concept.code
    addresses = ("/api/v1/terms/lookup?name=pit", f"/api/v1/terms/{code}/versions/1")
    before = [queries_of(lambda a=a: client.get(a)) for a in addresses]
    for number in range(4):
        agreed(english("pit", "a hole"), by=secretary, domain=f"field {number}")
    assert [queries_of(lambda a=a: client.get(a)) for a in addresses] == before
