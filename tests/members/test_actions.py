"""Belonging: asked for, confirmed by somebody else, ended; each told and logged once."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from portal import outbox
from portal.demo.scale import maker
from portal.members import actions
from portal.members.acting import acting_for_commands
from portal.members.models import SECRETARIAT, Membership, User
from portal.members.permissions import Refused
from portal.members.viewer import look_at
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def mails() -> list[tuple[str, str]]:
    outbox.send_due()
    return [(message.to[0], message.subject) for message in mail.outbox]


def logged(action: str) -> int:
    return ModelLogEntry.objects.filter(action=f"members.{action}").count()


def test_asking_gives_no_right_and_tells_the_delegates(outsider):
    delegate = MembershipFactory(role=Membership.Role.DELEGATE)
    membership = actions.ask_to_join(by=outsider, organisation=delegate.organisation)
    assert not look_at(outsider).organisations
    assert [to for to, _subject in mails()] == [delegate.user.email]
    assert membership in Membership.objects.waiting()
    assert logged("ask_to_join") == 1


def test_where_there_is_no_delegate_the_secretariat_is_told(outsider, secretary):
    actions.ask_to_join(by=outsider, organisation=OrganisationFactory())
    assert [to for to, _subject in mails()] == [secretary.email]


def test_asking_twice_is_answered_in_words(outsider):
    organisation = OrganisationFactory()
    actions.ask_to_join(by=outsider, organisation=organisation)
    with pytest.raises(ValidationError, match="already"):
        actions.ask_to_join(by=outsider, organisation=organisation)
    assert Membership.objects.count() == 1


def test_confirming_gives_the_right_and_tells_the_person_in_the_own_language(secretary):
    person = UserFactory(language="es")
    membership = actions.ask_to_join(by=person, organisation=OrganisationFactory())
    actions.confirm_membership(by=secretary, membership=membership)
    assert look_at(person).organisations == {membership.organisation_id}
    assert membership.confirmed_by == secretary
    assert person.email in [to for to, _subject in mails()]
    assert logged("confirm_membership") == 1


def test_only_the_first_answer_counts(secretary, colleague, outsider):
    membership = actions.ask_to_join(by=outsider, organisation=OrganisationFactory())
    actions.decline_membership(by=secretary, membership=membership)
    with pytest.raises(ValidationError, match="already"):
        actions.confirm_membership(by=colleague, membership=membership)
    assert not look_at(outsider).organisations


def test_after_a_refusal_one_may_ask_again(secretary, outsider):
    organisation = OrganisationFactory()
    first = actions.ask_to_join(by=outsider, organisation=organisation)
    actions.decline_membership(by=secretary, membership=first)
    assert actions.ask_to_join(by=outsider, organisation=organisation).pk != first.pk


def test_nobody_confirms_the_own_membership(secretary):
    membership = actions.ask_to_join(by=secretary, organisation=OrganisationFactory())
    with pytest.raises(Refused):
        actions.confirm_membership(by=secretary, membership=membership)


def test_leaving_takes_the_right_at_once_and_writes_to_nobody(member):
    membership = member.memberships.get()
    actions.end_membership(by=member, membership=membership)
    assert not look_at(member).organisations
    assert mails() == []


def test_being_taken_off_the_list_is_told(secretary, member):
    actions.end_membership(by=secretary, membership=member.memberships.get())
    assert [to for to, _subject in mails()] == [member.email]


def test_a_delegate_is_appointed_once_confirmed(secretary, outsider):
    membership = actions.ask_to_join(by=outsider, organisation=OrganisationFactory())
    with pytest.raises(Refused):
        actions.appoint_delegate(by=secretary, membership=membership)
    actions.confirm_membership(by=secretary, membership=membership)
    actions.appoint_delegate(by=secretary, membership=membership)
    assert look_at(outsider).delegate_of == {membership.organisation_id}


def test_working_for_the_secretariat_opens_the_admin_and_is_taken_back_whole(outsider):
    administrator = UserFactory(is_staff=True, is_superuser=True)
    actions.appoint_secretary(by=administrator, user=outsider)
    fresh = User.objects.get(pk=outsider.pk)
    assert fresh.has_perm("wagtailadmin.access_admin")
    assert fresh.groups.get().name == SECRETARIAT
    actions.dismiss_secretary(by=administrator, user=fresh)
    fresh = User.objects.get(pk=outsider.pk)
    assert not fresh.is_staff
    assert not fresh.has_perm("wagtailadmin.access_admin")
    assert (logged("appoint_secretary"), logged("dismiss_secretary")) == (1, 1)


def test_a_secretary_appoints_nobody(secretary, outsider):
    with pytest.raises(Refused):
        actions.appoint_secretary(by=secretary, user=outsider)


def test_the_log_holds_no_name(secretary):
    person = UserFactory(display_name="Unmistakable Name", email="unmistakable@example.org")
    membership = actions.ask_to_join(by=person, organisation=OrganisationFactory())
    actions.confirm_membership(by=secretary, membership=membership)
    for entry in ModelLogEntry.objects.all():
        assert "unmistakable" not in f"{entry.label} {entry.data}".lower()


def test_whoever_is_made_to_work_for_the_secretariat_opens_desk_and_admin_alike():
    scale_maker, commands = maker("maker"), acting_for_commands()
    first = User.objects.create_superuser("first@example.org", "nine small lamps in a row")
    in_the_group = set(User.objects.filter(groups__name=SECRETARIAT))
    assert in_the_group == set(User.objects.staff()) == {scale_maker, commands, first}


def test_nothing_but_the_person_itself_writes_who_is_staff():
    written = re.compile(r"is_staff\"?\s*[=:]\s*True")
    told = [
        str(path.relative_to(settings.BASE_DIR))
        for room in ("portal", "glossary", "consultations", "governance", "search")
        for path in (settings.BASE_DIR / room).rglob("*.py")
        if "migrations" not in path.parts and written.search(path.read_text(encoding="utf-8"))
    ]
    assert sorted(told) == ["portal/members/models.py"]
