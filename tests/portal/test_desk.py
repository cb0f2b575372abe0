"""The desk's front page: leads everywhere, shows what waits and nothing else, says what a new portal still needs."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from wagtail.models import Site

from consultations.actions.standards import create_standard
from governance.actions import seat
from portal import clock
from portal.models import AllianceSettings
from tests.conftest import shown_second_factor
from tests.consultations import making
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory, group
from tests.governance.making import body_with_seats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DESK = "/en/desk/"


def flat(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def settled(by) -> None:
    """A portal whose first hour is over."""
    AllianceSettings.objects.update_or_create(site=Site.objects.get(), defaults={"contact_email": "office@example.org"})
    UserFactory(is_staff=True)
    OrganisationFactory()
    body_with_seats(by=by)
    making.draft()


def test_every_place_of_work_is_linked_and_answers():
    administrator = UserFactory(is_staff=True, is_superuser=True)
    client = shown_second_factor(Client(), administrator)
    addresses = set(re.findall(r'href="(/(?:en/desk|admin)/[^"#?]*)"', flat(client.get(DESK))))
    wanted = {"rounds/", "standards/", "glossary/", "decisions/", "bodies/", "members/"}
    assert {f"{DESK}{tail}" for tail in wanted} <= addresses
    assert {"/admin/organisation/", "/admin/stakeholdergroup/", "/admin/sector/", "/admin/users/"} <= addresses
    assert [address for address in sorted(addresses) if client.get(address, follow=True).status_code != 200] == []


def test_a_new_portal_says_what_it_still_needs_until_it_has_it(as_secretary, secretary):
    page = flat(as_secretary.get(DESK))
    assert "The first hour" in page
    assert "An administrator does this." in page
    settled(secretary)
    assert "The first hour" not in flat(as_secretary.get(DESK))


def test_what_waits_is_counted_and_leads_to_its_list(as_secretary, secretary):
    settled(secretary)
    create_standard(by=secretary, code="NEW-1", titles={"en": "New"})
    body = body_with_seats(["la"], by=secretary, slug="board", prefix="BO")
    seat(by=secretary, body=body, group=group("fi"))
    seat(by=secretary, body=body, group=group("cs"), holder=UserFactory(), ends_on=clock.today() + timedelta(days=9))
    MembershipFactory(confirmed_at=None, confirmed_by=None)
    page = flat(as_secretary.get(DESK))
    for number, what, tail in (
        (1, "without a draft", "standards/"),
        (1, "drafts on which no round was held", "standards/"),
        (1, "vacant seats", "bodies/"),
        (1, "terms that end within sixty days", "bodies/"),
        (1, "asking to belong to an organisation", "members/"),
    ):
        assert f'<dt>{number}</dt><dd><a href="{DESK}{tail}">{what}</a></dd>' in page
    assert "bodies without a seat" not in page


def test_others_read_why_they_do_not_get_in(as_member, client):
    assert as_member.get(DESK).status_code == 403
    assert "Only the secretariat works here." in flat(client.get(DESK))


def test_the_front_page_costs_the_same_with_more_of_everything(as_secretary, secretary, queries_of):
    settled(secretary)
    as_secretary.get(DESK)
    few = queries_of(lambda: as_secretary.get(DESK))
    for number in range(4):
        body_with_seats(["la", "cs"], by=secretary, slug=f"body-{number}", prefix=f"B{number}")
        making.prepared_round(f"round-{number}", by=secretary)
    assert queries_of(lambda: as_secretary.get(DESK)) == few <= 15
