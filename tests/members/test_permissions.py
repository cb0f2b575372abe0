"""Who may do what with people and organisations: one table a right."""

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.members.models import Membership, Organisation
from portal.members.permissions import can_appoint, can_confirm, can_end, can_join, can_make_secretary, can_work_at_desk
from portal.members.viewer import look_at
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
ROLES = [
    "nobody",
    "outsider",
    "the person",
    "colleague",
    "delegate",
    "delegate elsewhere",
    "secretary",
    "administrator",
]


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def viewer(organisation, person):
    """A viewer by the name of the role."""
    delegate = Membership.Role.DELEGATE
    makers = {
        "nobody": AnonymousUser,
        "outsider": UserFactory,
        "the person": lambda: person,
        "colleague": lambda: MembershipFactory(organisation=organisation).user,
        "delegate": lambda: MembershipFactory(organisation=organisation, role=delegate).user,
        "delegate elsewhere": lambda: MembershipFactory(role=delegate).user,
        "secretary": lambda: UserFactory(is_staff=True),
        "administrator": lambda: UserFactory(is_staff=True, is_superuser=True),
    }
    return lambda role: look_at(makers[role]())


ALLOWED = {
    "confirm": {"delegate", "secretary", "administrator"},
    "end": {"the person", "delegate", "secretary", "administrator"},
    "desk": {"secretary", "administrator"},
    "secretary": {"administrator"},
    "join": {"outsider", "the person", "delegate elsewhere", "secretary", "administrator"},
}


@pytest.mark.parametrize("role", ROLES)
def test_rights_over_a_waiting_membership(viewer, organisation, person, role: str):
    waiting = MembershipFactory(user=person, organisation=organisation, confirmed_at=None, confirmed_by=None)
    who = viewer(role)
    answers = {"confirm": can_confirm(who, waiting), "end": can_end(who, waiting)}
    answers |= {"desk": can_work_at_desk(who), "secretary": can_make_secretary(who, person)}
    for name, verdict in answers.items():
        assert bool(verdict) == (role in ALLOWED[name]), name
        assert verdict.allowed or str(verdict.reason), "a closed door says why"
    assert not can_appoint(who, waiting), "nobody is a delegate before being confirmed"


@pytest.mark.parametrize("role", ROLES)
def test_rights_over_a_confirmed_membership(viewer, organisation, person, role: str):
    confirmed = MembershipFactory(user=person, organisation=organisation)
    who = viewer(role)
    assert bool(can_appoint(who, confirmed)) == (role in ALLOWED["confirm"])
    assert bool(can_end(who, confirmed)) == (role in ALLOWED["end"])


@pytest.mark.parametrize("role", ROLES)
def test_who_may_ask_to_join(viewer, organisation, role: str):
    verdict = can_join(viewer(role), organisation)
    assert bool(verdict) == (role in ALLOWED["join"])


def test_nobody_joins_who_has_left_the_alliance(viewer, organisation):
    organisation.status = Organisation.Status.FORMER
    assert not can_join(viewer("outsider"), organisation)


def test_nobody_decides_about_oneself(organisation):
    own = MembershipFactory(organisation=organisation, role=Membership.Role.DELEGATE)
    assert not can_confirm(look_at(own.user), own)
    administrator = UserFactory(is_staff=True, is_superuser=True)
    assert not can_make_secretary(look_at(administrator), administrator)


def test_an_account_that_is_closed_has_no_rights(organisation):
    member = MembershipFactory(organisation=organisation, user=UserFactory(is_active=False, is_staff=True))
    assert not can_work_at_desk(look_at(member.user))
