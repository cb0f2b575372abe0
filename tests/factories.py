"""Rows for tests, by role. Anything with rules of its own is made by its action, not here."""

import factory
from factory.django import DjangoModelFactory

from portal import clock
from portal.members.models import Membership, Organisation, StakeholderGroup, User


def group(code: str = "asm") -> StakeholderGroup:
    """One of the planted stakeholder groups."""
    return StakeholderGroup.objects.get(code=code)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Person {n}")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    group = factory.LazyFunction(group)
    country = "PE"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    confirmed_at = factory.LazyFunction(clock.now)
    confirmed_by = factory.SubFactory(UserFactory, is_staff=True)
