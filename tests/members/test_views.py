"""One's own pages and the desk's: what is offered, what is refused, what is not found."""

import pytest
from django.test import Client

from portal.members import actions
from portal.members.models import Membership, Organisation, Sector, StakeholderGroup, User
from tests.conftest import shown_second_factor
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["", "profile/", "memberships/"])
def test_the_account_is_for_who_signed_in(client: Client, address: str):
    response = client.get(f"/accounts/{address}")
    assert response["Location"] == f"/accounts/login/?next=/accounts/{address}"


def test_name_language_and_zone_are_kept(as_outsider: Client, outsider):
    words = {"display_name": "Ana Quispe", "language": "es", "time_zone": "America/Lima"}
    response = as_outsider.post("/accounts/profile/", words, follow=True)
    outsider.refresh_from_db()
    assert (outsider.display_name, outsider.language, outsider.time_zone) == ("Ana Quispe", "es", "America/Lima")
    assert '<html lang="es"' in response.content.decode()


@pytest.mark.parametrize("words", [{"language": "tlh"}, {"time_zone": "Mars/Base"}, {"display_name": "x" * 121}])
def test_what_cannot_be_is_said_and_nothing_is_changed(as_outsider: Client, outsider, words: dict):
    page = as_outsider.post("/accounts/profile/", {"language": "en", "time_zone": "UTC", **words})
    assert 'role="alert"' in page.content.decode()
    assert User.objects.get(pk=outsider.pk).time_zone == "UTC"


def test_asking_to_join_and_a_delegate_confirms(as_outsider: Client, outsider):
    delegate = MembershipFactory(role=Membership.Role.DELEGATE)
    as_outsider.post("/accounts/memberships/", {"organisation": delegate.organisation_id})
    asked = Membership.objects.get(user=outsider)
    theirs = shown_second_factor(Client(), delegate.user)
    assert outsider.email in theirs.get("/accounts/memberships/").content.decode()
    theirs.post(f"/accounts/memberships/{asked.pk}/confirm/")
    asked.refresh_from_db()
    assert asked.confirmed_by == delegate.user


def test_an_organisation_that_left_cannot_be_chosen(as_outsider: Client):
    former = OrganisationFactory(status=Organisation.Status.FORMER)
    page = as_outsider.post("/accounts/memberships/", {"organisation": former.pk})
    assert 'role="alert"' in page.content.decode()
    assert not Membership.objects.exists()


@pytest.mark.parametrize("verb", ["confirm", "decline", "end", "delegate"])
def test_others_memberships_do_not_exist_for_an_outsider(as_outsider: Client, verb: str):
    other = MembershipFactory(confirmed_at=None, confirmed_by=None)
    hidden = as_outsider.post(f"/accounts/memberships/{other.pk}/{verb}/", follow=True)
    none = as_outsider.post(f"/accounts/memberships/{other.pk + 1000}/{verb}/", follow=True)
    assert (hidden.status_code, none.status_code) == (404, 404)
    assert hidden.content == none.content


def test_a_get_changes_nothing(as_secretary: Client):
    waiting = MembershipFactory(confirmed_at=None, confirmed_by=None)
    assert as_secretary.get(f"/accounts/memberships/{waiting.pk}/confirm/").status_code == 405


def test_the_desk_page_is_not_there_for_others(client: Client, as_member: Client):
    assert client.get("/en/desk/members/").status_code == 404
    assert as_member.get("/en/desk/members/").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_desk_confirms_and_comes_back(as_secretary: Client, language: str):
    waiting = MembershipFactory(confirmed_at=None, confirmed_by=None)
    back = f"/{language}/desk/members/"
    assert waiting.user.email in as_secretary.get(back).content.decode()
    response = as_secretary.post(f"/accounts/memberships/{waiting.pk}/confirm/", {"next": back})
    assert response["Location"] == back
    waiting.refresh_from_db()
    assert waiting.confirmed_at


def test_a_next_to_elsewhere_is_not_followed(as_secretary: Client):
    waiting = MembershipFactory(confirmed_at=None, confirmed_by=None)
    response = as_secretary.post(f"/accounts/memberships/{waiting.pk}/confirm/", {"next": "https://example.com/"})
    assert response["Location"] == "/accounts/memberships/"


def test_the_desk_list_costs_the_same_with_more_rows(as_secretary: Client, queries_of):
    MembershipFactory()
    MembershipFactory(confirmed_at=None, confirmed_by=None)
    as_secretary.get("/en/desk/members/")
    few = queries_of(lambda: as_secretary.get("/en/desk/members/"))
    MembershipFactory.create_batch(8)
    MembershipFactory.create_batch(8, confirmed_at=None, confirmed_by=None)
    assert queries_of(lambda: as_secretary.get("/en/desk/members/")) == few


@pytest.mark.parametrize("tail", ["", "memberships/"])
def test_ones_own_pages_cost_the_same_with_more_memberships_and_colleagues(tail: str, queries_of):
    delegate = MembershipFactory(role=Membership.Role.DELEGATE)
    client = Client()
    client.force_login(delegate.user)
    address, here = f"/accounts/{tail}", {"organisation": delegate.organisation}

    def more(number: int) -> None:
        MembershipFactory.create_batch(number, **here)
        MembershipFactory.create_batch(number, confirmed_at=None, confirmed_by=None, **here)
        MembershipFactory.create_batch(number, user=delegate.user)

    more(1)
    client.get(address)
    few = queries_of(lambda: client.get(address))
    more(6)
    assert queries_of(lambda: client.get(address)) == few


# -- at /admin/ ----------------------------------------------------------------------------------------------------


@pytest.fixture
def at_admin(secretary):
    administrator = UserFactory(is_staff=True, is_superuser=True)
    actions.appoint_secretary(by=administrator, user=secretary)
    return shown_second_factor(Client(), secretary)


@pytest.fixture
def as_administrator():
    return shown_second_factor(Client(), UserFactory(is_staff=True, is_superuser=True))


def test_the_secretariat_renames_a_group_a_line_a_language(at_admin: Client):
    group = StakeholderGroup.objects.get(code="asm")
    address = f"/admin/stakeholdergroup/edit/{group.pk}/"
    page = at_admin.get(address).content.decode()
    assert 'name="names_en"' in page
    assert "Mineurs artisanaux" in page
    words = {"names_en": "Small miners", "names_fr": "", "names_es": "Mineros", "position": "2", "is_active": "on"}
    assert at_admin.post(address, words).status_code == 302
    group.refresh_from_db()
    assert group.names == {"en": "Small miners", "es": "Mineros"}
    assert group.code == "asm"


def test_a_group_needs_its_english_name(at_admin: Client):
    group = StakeholderGroup.objects.get(code="asm")
    response = at_admin.post(f"/admin/stakeholdergroup/edit/{group.pk}/", {"names_fr": "Mineurs", "position": "2"})
    assert response.status_code == 200
    assert StakeholderGroup.objects.get(code="asm").names == group.names


def test_the_secretariat_enters_an_organisation(at_admin: Client):
    group = StakeholderGroup.objects.get(code="la")
    words = {"name": "Union of Sorters", "group": group.pk, "country": "bo", "status": "member"}
    assert at_admin.post("/admin/organisation/new/", words).status_code == 302
    assert Organisation.objects.get().country == "BO"
    assert at_admin.get("/admin/organisation/").status_code == 200


def test_an_administrator_makes_an_account_without_a_password(as_administrator: Client):
    words = {"email": "New@Example.org", "display_name": "New", "language": "en", "time_zone": "UTC", "is_active": "on"}
    response = as_administrator.post("/admin/users/new/", {**words, "is_staff": "on"})
    assert response.status_code == 302
    user = User.objects.get(email="new@example.org")
    assert user.is_staff
    assert not user.has_usable_password()
    assert user.groups.exists()
    page = as_administrator.get(f"/admin/users/edit/{user.pk}/").content.decode()
    assert 'type="password"' not in page
    assert "first_name" not in page
    assert as_administrator.get("/admin/users/").status_code == 200


def test_the_first_administrator_makes_the_second_who_is_never_taken_away_by_oneself(as_administrator: Client):
    words = {"email": "two@example.org", "display_name": "Two", "language": "en", "time_zone": "UTC", "is_active": "on"}
    assert as_administrator.post("/admin/users/new/", {**words, "is_superuser": "on"}).status_code == 302
    second = User.objects.get(email="two@example.org")
    assert (second.is_superuser, second.is_staff) == (True, True)
    assert second.groups.filter(name="secretariat").exists()
    address = f"/admin/users/edit/{second.pk}/"
    assert as_administrator.post(address, {**words, "is_staff": "on"}).status_code == 302
    second.refresh_from_db()
    assert (second.is_superuser, second.is_staff) == (False, True)
    own = User.objects.filter(is_superuser=True).get()
    assert "is_superuser" not in as_administrator.get(f"/admin/users/edit/{own.pk}/").content.decode()


def test_a_new_group_takes_a_sign_that_is_drawn(at_admin: Client):
    words = {"code": "moon", "names_en": "People of the moon", "position": "20", "is_active": "on"}
    page = at_admin.post("/admin/stakeholdergroup/new/", words)
    assert "No sign is drawn for this code." in page.content.decode()
    assert not StakeholderGroup.objects.filter(code="moon").exists()


def test_the_code_of_a_sector_stays(at_admin: Client):
    sector = Sector.objects.get(code="up")
    words = {"code": "other", "names_en": "At the mine", "position": "1"}
    assert at_admin.post(f"/admin/sector/edit/{sector.pk}/", words).status_code == 302
    sector.refresh_from_db()
    assert (sector.code, sector.names) == ("up", {"en": "At the mine"})


def test_the_secretariat_does_not_manage_accounts(at_admin: Client):
    assert at_admin.get("/admin/users/new/").status_code == 302
