"""What somebody wrote says in which language it is, wherever it stands, so that no voice reads it out as another."""

import re

import pytest
from django.test import Client
from lxml import html

from tests.conftest import shown_second_factor
from tests.journeys.every_address import addresses, receipts
from tests.journeys.planting import Ground, plant, prepare
from tests.journeys.reading import language_of

pytestmark = [pytest.mark.walks, pytest.mark.django_db, pytest.mark.usefixtures("noon", "quiet", "private")]
SPOKEN = "sw"
PARTS = "body|justification|element|line|change|answer|file"
WORD = re.compile(rf"\b(zq\w+?({PARTS})|zq(sessioninterest|sessionnotes|sheet|position))\b")
FIELDS = ("textarea", "option", "title", "script", "style")  # forms say it by the language that is chosen in them
BUTTON = "hidden-text"  # named by the file or the comment it is for


def unmarked(content: str) -> set[str]:
    """Words of people that stand in another language than their own."""
    found = set()
    for element in html.fromstring(content).iter():
        if not isinstance(element.tag, str) or element.tag in FIELDS or BUTTON in element.get("class", ""):
            continue
        if element.text and language_of(element) != SPOKEN:
            found |= {match[0] for match in WORD.finditer(element.text)}
        if element.tail and element.getparent() is not None and language_of(element.getparent()) != SPOKEN:
            found |= {match[0] for match in WORD.finditer(element.tail)}
    return found


def opened(ground: Ground, role: str, wanted: list[str]) -> tuple[list[str], set[str]]:
    """What stands unmarked where, and every word that was seen."""
    person = ground.people[role]
    client = shown_second_factor(Client(), person) if person else Client()
    wrong, seen = [], set()
    for address in wanted:
        response = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)  # read to its end, so that it is closed
        if response.streaming or response.status_code != 200 or "html" not in response.get("Content-Type", ""):
            continue
        content = response.content.decode()
        wrong += [f"{role} at {address}: {word}" for word in sorted(unmarked(content))]
        seen |= {match[0] for match in WORD.finditer(content)}
    return wrong, seen


def test_every_text_of_a_person_is_marked_with_its_language():
    ground = prepare(language=SPOKEN)
    plant(ground)
    wrong, seen = [], set()
    every = addresses()
    reads = {
        "anybody": every + receipts([one.code for one in ground.receipts]),
        "secretary": every,
        "officer": [address for address in every if "/desk/" in address],  # elsewhere what the secretary has read
        "host": [address for address in every if "/sessions/" in address or "/desk/" not in address],
    }
    for role, wanted in reads.items():
        here, words = opened(ground, role, wanted)
        wrong, seen = wrong + here, seen | words
    assert not wrong, "\n".join(wrong)
    assert {"zqnamedbody", "zqnamedline", "zqsessioninterest", "zqsecretanswer", "zqlockedbody", "zqsheet"} <= seen
