"""What a reader may not see answers exactly as what does not exist: byte for byte, headers too."""

from itertools import product

import pytest
from django.test import Client

from governance.models import DecisionPage
from tests.portal.records import decision, page_of

pytestmark = pytest.mark.django_db

METHODS = ("get", "head", "options", "post")
TAILS = ("", "?q=1", "deeper/")


def answers(slug: str) -> dict:
    """Everything a stranger can learn at Wagtail's addresses of a record's page."""
    found = {}
    for language, tail, method in product(("en", "fr", "es"), TAILS, METHODS):
        address = f"/{language}/governance/{slug}/{tail}"
        response = getattr(Client(), method)(address)
        content = response.content.decode().replace(address, "ADDRESS")
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        found[language, tail, method] = (response.status_code, content, headers)
    bare = Client().get(f"/en/governance/{slug}")
    found["bare"] = (bare.status_code, bare.get("Location", "").replace(slug, ""), len(bare.content))
    return found


def test_a_hidden_record_answers_as_nothing_does(secretary):
    before = answers("sc-2026-014")
    page = page_of(decision(number="SC-2026-014", by=secretary), slug="sc-2026-014")
    page.get_latest_revision().publish(skip_permission_checks=True)
    assert DecisionPage.objects.get(slug="sc-2026-014", alias_of=None).live
    assert answers("sc-2026-014") == before


def test_it_is_a_404_for_the_secretariat_too_at_that_address(as_secretary, secretary):
    page = page_of(decision(number="SC-2026-014", by=secretary), slug="sc-2026-014")
    page.get_latest_revision().publish(skip_permission_checks=True)
    assert as_secretary.get("/en/governance/sc-2026-014/").status_code == 404
