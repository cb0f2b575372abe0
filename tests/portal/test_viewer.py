"""Who is looking: ids only, built once, one query for who is signed in and none for anybody."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import RequestFactory

from portal.members.models import Membership
from portal.members.viewer import ANYBODY, COMMITTEE, look_at, viewer_of
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_anybody_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert look_at(None) == look_at(AnonymousUser()) == ANYBODY
    assert not ANYBODY.is_known
    assert not ANYBODY.is_member


def test_who_is_signed_in_costs_one_query(member, django_assert_num_queries):
    with django_assert_num_queries(1):
        viewer = look_at(member)
    assert viewer.is_member
    assert viewer.organisations == {member.memberships.get().organisation_id}


def test_it_is_built_once_a_request(member, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user = member
    with django_assert_num_queries(1):
        assert viewer_of(request) is viewer_of(request)


def test_waiting_and_ended_memberships_give_nothing(outsider, noon):
    MembershipFactory(user=outsider, confirmed_at=None, confirmed_by=None)
    MembershipFactory(user=outsider, ended_at=noon)
    assert not look_at(outsider).is_member


def test_a_delegate_is_known_as_one():
    delegate = MembershipFactory(role=Membership.Role.DELEGATE)
    assert look_at(delegate.user).delegate_of == {delegate.organisation_id}


def test_a_bodys_group_is_seen(outsider):
    group = Group.objects.create(name="standards")
    outsider.groups.add(group)
    assert look_at(outsider).groups == {group.pk}
    assert not look_at(outsider).organisations, "a group and an organisation of the same number are two things"


def test_a_body_that_decides_is_told_from_one_that_advises_in_the_same_query(outsider, django_assert_num_queries):
    decides, advises = (Group.objects.create(name=name) for name in (f"{COMMITTEE}standards", "body: elders"))
    outsider.groups.add(decides, advises)
    with django_assert_num_queries(1):
        viewer = look_at(outsider)
    assert (viewer.groups, viewer.committees) == ({decides.pk, advises.pk}, {decides.pk})
    assert not viewer.organisations


def test_a_closed_account_is_anybody():
    assert look_at(UserFactory(is_active=False, is_staff=True)) == ANYBODY


def test_the_secretariat_reads_as_members_do(secretary):
    assert look_at(secretary).is_member
    assert not look_at(secretary).is_administrator
