"""A reader of French or Spanish walks every public page: no English is left that does not say so."""

import re
from collections import Counter, deque

import polib
import pytest
from django.core.management import call_command
from django.test import Client

from portal.members.models import Organisation
from tests.journeys.reading import english_in
from tests.journeys.walking import Visitor
from tests.test_translations import LANGUAGES, catalogue

pytestmark = [pytest.mark.walks, pytest.mark.django_db]
# Files and feeds
NO_PAGE = re.compile(
    r"\.(json|svg|csv|xlsx|docx|pdf|xml|ics|atom)$|/materials/|/feeds/|/export/|/releases/[^/]+/[^/]+$"
)
KIND = re.compile(r"[A-Z]{2}-\d{4}-\d{3}|RS-\d+|R\d-\d+|/c/[\w-]+/|\?.*|/v/\d+")  # addresses of one kind of page
EACH = 2  # pages of a kind


def pages_of(language: str):
    """Every page that links lead to from home, two of each kind."""
    visitor, waiting, seen, kinds = Visitor(Client()), deque([f"/{language}/"]), set(), Counter()
    while waiting:
        address = waiting.popleft()
        kind = KIND.sub("*", address)
        if address in seen or kinds[kind] == EACH or NO_PAGE.search(address.partition("?")[0]):
            continue
        seen.add(address)
        kinds[kind] += 1
        visitor.open(address)
        yield address, visitor
        found = [to.partition("#")[0] for _words, to in visitor.links()]
        waiting.extend(to for to in found if to.startswith(f"/{language}/"))


@pytest.fixture
def story(db, capsys):
    call_command("load_demo")


@pytest.fixture
def names(story) -> set[str]:
    return set(Organisation.objects.values_list("name", flat=True))


def test_no_english_is_left_without_its_mark(names):
    left, walked = [], 0
    for language in LANGUAGES:
        words = polib.pofile(str(catalogue(language)))
        interface = {entry.msgid.strip() for entry in words if entry.msgid != entry.msgstr and len(entry.msgid) > 3}
        for address, visitor in pages_of(language):
            walked += 1
            content = visitor.content
            left += [
                f"{address}: {one}" for one in english_in(content, language=language, interface=interface, names=names)
            ]
    assert left == []
    assert walked > 100
