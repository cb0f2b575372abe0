"""One concept, many voices: what the groups would say side by side, never in place of what is agreed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.actions import record_phrasing, sound
from glossary.alignment import board_of, marked
from glossary.content import content_bytes
from glossary.models import GroupPhrasing
from tests.factories import OrganisationFactory, group
from tests.glossary.making import agreed, english, french, under_review

pytestmark = pytest.mark.django_db


def own(definition: str, code: str = "asm", language: str = "en", **fields) -> GroupPhrasing:
    return GroupPhrasing(pk=hash((code, definition)), group=group(code), language=language, definition=definition)


def record(by, concept, code, definition, language="en", text="We say so."):
    record_phrasing(by=by, concept=concept, group=group(code), language=language, text=text, definition=definition)


def test_words_of_more_than_one_group_are_common_in_whatever_form():
    rows = [own("work under a penalty"), own("works that a debtor does for penalties", "la"), own("an offence", "go")]
    board = board_of(rows, "work nobody chose", "en")
    assert board.common == ["penalty", "work"]
    assert board.columns[0].html == "<mark>work</mark> under a <mark>penalty</mark>"
    assert board.columns[1].only_here == ["debtor"]
    assert board.untaken == ["penalty"]
    assert board.draft == "<mark>work</mark> nobody chose"


@given(st.text(), st.frozensets(st.text(max_size=5)))
def test_marks_never_change_the_words(text, shared):
    from html import unescape

    assert unescape(re.sub("</?mark>", "", marked(text, "en", shared))) == text


def test_the_board_shows_each_voice_the_draft_and_who_objects(secretary, client):
    version = under_review(english(), french(), by=secretary)
    address = f"/en/glossary/{version.concept.code}/voices/"
    assert "Nobody has been recorded yet" in client.get(address).content.decode()
    record(secretary, version.concept, "asm", "work for a debt")
    record(secretary, version.concept, "la", "work that nobody may leave")
    record(secretary, version.concept, "go", "une infraction", "fr", "Une infraction.")
    one = OrganisationFactory(group=group("tr"))
    sound(by=secretary, version=version, organisation=one, value="object", text="Too wide for us.")
    page = client.get(address).content.decode()
    assert "<mark>work</mark> for a debt" in page
    assert "Too wide for us." in page
    assert "Une infraction." not in page
    assert "Une infraction." in client.get(f"{address}?in=fr").content.decode()
    assert client.get("/en/glossary/RS-9999/voices/").status_code == 404


def test_a_voice_never_becomes_the_definition(secretary, client):
    version = agreed(by=secretary)
    before = content_bytes(version)
    record(secretary, version.concept, "asm", "work for a debt")
    assert content_bytes(version) == before
    page = client.get(version.concept.get_absolute_url()).content.decode()
    assert "work for a debt" not in page
    assert "work for a debt" not in client.get(f"/id/{version.concept.code}", headers={"accept": "text/turtle"}).text


def test_the_board_costs_the_same_with_more_voices(secretary, client, queries_of):
    version = under_review(by=secretary)
    record(secretary, version.concept, "asm", "work")
    address = f"/en/glossary/{version.concept.code}/voices/"
    client.get(address)
    before = queries_of(lambda: client.get(address))
    for code in ("la", "go", "cs"):
        record(secretary, version.concept, code, "work for a debt")
    client.get(address)
    assert queries_of(lambda: client.get(address)) == before
