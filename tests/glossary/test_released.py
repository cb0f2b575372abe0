"""What others read of a release: its list, its feed, its data, its citation."""

import csv
import io

import pytest
from django.urls import reverse

from glossary.models import Release
from tests.glossary.making import agreed, english
from tests.glossary.releasing import fetched, released, released_with_words, two_editions

pytestmark = pytest.mark.django_db


def test_the_feed_tells_of_it(client, secretary):
    release = released_with_words(secretary)
    feed = client.get(reverse("glossary-feed")).content.decode()
    assert "<title>Glossary 2026.1</title>" in feed
    assert release.get_absolute_url() in feed
    assert "/glossary/releases/2026.1/</id>" in feed


def test_it_is_cited_in_words_and_bibtex(client, secretary):
    release = released_with_words(secretary)
    assert "Glossary 2026.1. Published on" in client.get(release.get_absolute_url()).content.decode()
    bibtex = client.get(reverse("glossary:release-bibtex", args=["2026.1"])).content.decode()
    assert bibtex.startswith("@misc{glossary-2026.1,")
    assert release.sha256 in bibtex


def test_programs_read_releases_files_and_changes(client, secretary):
    _before, after = two_editions(secretary)
    found = client.get("/api/v1/releases").json()
    assert [one["id"] for one in found["items"]] == ["2026.2", "2026.1"]
    one = client.get("/api/v1/releases/2026.2").json()
    assert (one["terms"], one["changed"], one["sha256"]) == (5, 6, after.sha256)
    assert one["links"]["releases"][0]["id"] == "2026.1"
    assert fetched(client, one["files"][0]["url"])[0] == 200
    changes = client.get("/api/v1/releases/2026.2/changes").json()["items"]
    assert [change["change"] for change in changes][:2] == ["new", "meaning"]
    assert fetched(client, changes[1]["difference"])[0] == 200
    assert changes[-2]["links"]["terms"][1]["id"] == after.terms.get(change="replaced").replaced_by.code
    assert client.get("/api/v1/releases/2027.1").status_code == 404
    assert client.get("/api/v1/releases/2027.1/changes").status_code == 404


def test_data_of_releases_costs_the_same_with_more(client, secretary, queries_of):
    def cost() -> list[int]:
        label = Release.objects.published().first().label
        asked = ["/api/v1/releases", f"/api/v1/releases/{label}", f"/api/v1/releases/{label}/changes"]
        return [queries_of(lambda address=address: client.get(address)) for address in asked]

    for number in range(2):
        agreed(english(f"pit {number}", "hole"), by=secretary)
        released(secretary, f"2025.{number + 1}")
    before = cost()
    for number in range(2):
        agreed(english(f"ore {number}", "rock"), by=secretary)
        agreed(english(f"gold {number}", "metal"), by=secretary)
        released(secretary, f"2026.{number + 1}")
    assert cost() == before


def test_the_list_of_versions_names_fingerprints_and_changes(client, secretary):
    _before, after = two_editions(secretary)
    data = fetched(client, after.files.get(name="versions-2026.2.csv").get_absolute_url())[1]
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))}
    shaft, slag = rows["shaft"], rows["slag"]
    assert (shaft["version"], shaft["change"], shaft["before"]) == ("3", "meaning", "1")
    assert shaft["sha256"] == after.terms.get(change="meaning").version.content_sha256
    assert "compare/?before=1.en&after=3.en" in shaft["difference"]
    assert (slag["version"], slag["change"], slag["replaced_by"]) == ("", "replaced", rows["ore"]["code"])


def test_files_may_be_kept_for_ever_and_are_not_sent_twice(client, secretary):
    file = released_with_words(secretary).files.first()
    answer = client.get(file.get_absolute_url())
    assert len(b"".join(answer.streaming_content)) == file.size
    assert "immutable" in answer["Cache-Control"]
    assert (answer["ETag"], answer["Access-Control-Allow-Origin"]) == (f'"{file.sha256}"', "*")
    assert client.get(file.get_absolute_url(), headers={"if-none-match": answer["ETag"]}).status_code == 304
