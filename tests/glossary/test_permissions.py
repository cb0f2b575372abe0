"""Role by state: who may do what with a term."""

import pytest
from django.core.exceptions import PermissionDenied

from glossary import permissions
from glossary.actions import propose_version, reject, withdraw
from portal.members.viewer import ANYBODY, look_at
from tests.glossary.making import agreed, english, proposed, under_review

pytestmark = pytest.mark.django_db

STATES = ("proposed", "under review", "agreed", "rejected")
ALLOWED = {
    # right: states in which the secretariat may; nobody else may in any state
    "can_edit": {"proposed"},
    "can_open_review": {"proposed"},
    "can_reject": {"proposed", "under review"},
    "can_agree": {"under review"},
}


@pytest.fixture
def versions(secretary):
    rejected = reject(by=secretary, version=proposed(english("d", "d"), by=secretary), reason="no")
    return {
        "proposed": proposed(english("a", "a"), by=secretary),
        "under review": under_review(english("b", "b"), by=secretary),
        "agreed": agreed(english("c", "c"), by=secretary),
        "rejected": rejected,
    }


@pytest.mark.parametrize("right", ALLOWED)
def test_rights_over_a_version_by_role_and_state(versions, secretary, member, outsider, right):
    for state, version in versions.items():
        ask = getattr(permissions, right)
        assert bool(ask(look_at(secretary), version)) == (state in ALLOWED[right]), state
        for who in (ANYBODY, look_at(outsider), look_at(member)):
            verdict = ask(who, version)
            assert not verdict
            assert str(verdict.reason)


def test_members_and_secretariat_propose(secretary, member, outsider):
    assert permissions.can_propose(look_at(secretary))
    assert permissions.can_propose(look_at(member))
    assert not permissions.can_propose(look_at(outsider))
    assert not permissions.can_propose(ANYBODY)
    with pytest.raises(PermissionDenied):
        propose_version(by=outsider, entries=[english()])


def test_nothing_happens_to_a_withdrawn_concept(secretary):
    concept = withdraw(by=secretary, concept=agreed(by=secretary).concept, reason="Enough.")
    who = look_at(secretary)
    for right in (permissions.can_withdraw, permissions.can_record_phrasing):
        assert not right(who, concept)
    assert not permissions.can_propose(who, concept)


def test_only_the_secretariat_withdraws_and_records(secretary, member):
    concept = agreed(by=secretary).concept
    for right in (permissions.can_withdraw, permissions.can_record_phrasing):
        assert right(look_at(secretary), concept)
        assert not right(look_at(member), concept)
