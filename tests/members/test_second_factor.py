"""Who works for the secretariat goes nowhere without a second factor; nobody else is asked for one."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from django.test import Client

from portal import outbox
from portal.members.models import SECRETARIAT, User
from portal.members.second_factor import current_code, enrol
from tests.conftest import shown_second_factor

pytestmark = pytest.mark.django_db
PASSWORD = "nine small lamps in a row"
GUARDED = ["/en/", "/admin/", "/admin/pages/", "/en/desk/", "/en/desk/members/", "/accounts/memberships/"]


@pytest.fixture
def known(secretary):
    """A secretary who can sign in by password."""
    secretary.set_password(PASSWORD)
    secretary.save()
    secretary.groups.add(Group.objects.get(name=SECRETARIAT))
    EmailAddress.objects.create(user=secretary, email=secretary.email, verified=True, primary=True)
    return secretary


def sign_in(client: Client, user):
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})


@pytest.mark.parametrize("address", GUARDED)
def test_a_password_alone_leads_to_setting_one_up(client: Client, known, address: str):
    sign_in(client, known)
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, "/accounts/2fa/")


@pytest.mark.parametrize("address", GUARDED)
def test_a_session_that_has_not_shown_it_is_asked_and_led_back(client: Client, known, address: str):
    secret = enrol(user=known)
    client.force_login(known)
    response = client.get(address)
    assert response["Location"].startswith("/accounts/2fa/reauthenticate/?next=")
    shown = client.post(response["Location"], {"code": current_code(secret), "next": address})
    assert shown["Location"] == address
    assert client.get(address).status_code in (200, 302)
    assert "reauthenticate" not in client.get(address).get("Location", "")


def test_signing_in_asks_for_the_code_at_once(client: Client, known):
    secret = enrol(user=known)
    assert sign_in(client, known)["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/en/desk/").status_code != 200
    client.post("/accounts/2fa/authenticate/", {"code": current_code(secret)})
    assert client.get("/en/desk/").status_code == 200
    assert client.get("/admin/").status_code == 200


def test_a_code_works_once(client: Client, known):
    secret = enrol(user=known)
    for expected in (302, 200):
        other = Client()
        sign_in(other, known)
        response = other.post("/accounts/2fa/authenticate/", {"code": current_code(secret)})
        assert response.status_code == expected


def test_a_mailed_code_does_not_stand_in_for_it(client: Client, known):
    enrol(user=known)
    client.post("/accounts/login/code/", {"email": known.email})
    outbox.send_due()
    code = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]+)$", mail.outbox[-1].body, re.M)[1]
    response = client.post("/accounts/login/code/confirm/", {"code": code})
    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/admin/").status_code == 302


def test_a_recovery_code_stands_in_for_a_lost_phone(client: Client, known):
    enrol(user=known)
    code = RecoveryCodes.activate(known).get_unused_codes()[0]
    sign_in(client, known)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert client.get("/en/desk/").status_code == 200


def test_a_passkey_counts_as_one(client: Client, known):
    Authenticator.objects.create(user=known, type=Authenticator.Type.WEBAUTHN, data={"name": "key"})
    shown_second_factor(client, known)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "passwordless": True, "at": 1}]
    session.save()
    assert client.get("/en/desk/").status_code == 200


def test_setting_it_up_opens_the_door(client: Client, known):
    sign_in(client, known)
    page = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert page.redirect_chain, "adding a factor asks for the password again"
    client.post(page.redirect_chain[-1][0], {"password": PASSWORD, "next": "/accounts/2fa/totp/activate/"})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": current_code(secret)})
    assert Authenticator.objects.filter(user=known, type=Authenticator.Type.TOTP).exists()
    cache.clear()
    asked = client.get("/en/desk/")
    if asked.status_code == 302:
        client.post(asked["Location"], {"code": current_code(secret), "next": "/en/desk/"})
    assert client.get("/en/desk/").status_code == 200


def test_somebody_without_a_password_shows_who_it_is_by_a_mailed_code(client: Client, known):
    known.set_unusable_password()
    known.save()
    client.force_login(known)
    page = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert page.status_code == 200
    assert page.redirect_chain or page.context["form"], "either asked by mail or let in"


def test_where_it_is_not_required_nobody_is_stopped(client: Client, known, settings):
    settings.REQUIRE_MFA = False
    sign_in(client, known)
    assert client.get("/en/desk/").status_code == 200


def test_others_are_not_asked(client: Client, outsider):
    client.force_login(outsider)
    assert client.get("/en/").status_code == 200
    assert client.get("/accounts/memberships/").status_code == 200


def test_the_admins_own_password_form_is_closed(client: Client, known):
    response = client.get("/admin/login/?next=/admin/pages/")
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/admin/pages/")
    assert client.post("/admin/login/", {"username": known.email, "password": PASSWORD}).status_code == 302
    assert "_auth_user_id" not in client.session
    for address in ("/en/_util/login/", "/_util/login/", "/fr/_util/login/"):
        response = client.get(address, follow=True)
        assert response.status_code == 404
    assert client.get("/admin/password_reset/").status_code in (302, 404)


def test_who_is_signed_in_and_has_no_business_there_reads_why(as_outsider: Client, as_secretary: Client):
    page = as_outsider.get("/admin/", follow=True)
    assert (page.status_code, len(page.redirect_chain)) == (403, 1)
    assert "Only the secretariat works here." in page.content.decode()
    User.objects.get(pk=as_secretary.session["_auth_user_id"]).join_secretariat()
    assert as_secretary.get("/admin/login/")["Location"] == "/admin/"


def test_the_admin_has_no_password_field(as_secretary: Client):
    user = User.objects.get(pk=as_secretary.session["_auth_user_id"])
    user.groups.add(Group.objects.get(name=SECRETARIAT))
    page = as_secretary.get("/admin/account/")
    assert page.status_code == 200
    assert 'type="password"' not in page.content.decode()
