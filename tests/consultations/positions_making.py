"""An organisation whose colleagues draft its position together: people, addresses, a draft with comments."""

import pytest
from django.test import Client
from django.urls import reverse

from consultations.actions.positions import begin_position
from consultations.actions.responses import add_comment
from consultations.models import UnsentResponse
from portal.members.models import Membership
from tests.conftest import shown_second_factor
from tests.factories import MembershipFactory, OrganisationFactory

DELEGATE = Membership.Role.DELEGATE


@pytest.fixture
def firm(db):
    return OrganisationFactory(name="Kestrel Refining", country="PE")


@pytest.fixture
def delegate(firm):
    return MembershipFactory(organisation=firm, role=DELEGATE, user__display_name="Dina Rojas").user


@pytest.fixture
def writer(firm):
    return MembershipFactory(organisation=firm, user__display_name="Wayra Choque").user


@pytest.fixture
def second(firm):
    return MembershipFactory(organisation=firm, user__display_name="Sami Ortiz").user


def signed_in(user) -> Client:
    return shown_second_factor(Client(), user)


def there(round, firm) -> str:
    return reverse("consultations:respond-for", args=[round.slug, firm.pk])


def mine(round) -> str:
    return reverse("consultations:respond", args=[round.slug])


def drafted(round, firm, by, *bodies) -> UnsentResponse:
    """The position with a comment for each body, in somebody's hand."""
    response = begin_position(round=round, organisation=firm, by=by, language="en")
    for body in bodies:
        add_comment(response=response, clause=None, body=body, by=by)
    return response
