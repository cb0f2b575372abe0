"""Every page of the account in the house's frame: one h1, one main, labelled fields, nothing inline."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from tests.conftest import shown_second_factor

pytestmark = pytest.mark.django_db

OUTSIDE = ["login/", "signup/", "login/code/", "password/reset/"]
INSIDE = [
    *("", "profile/", "memberships/", "email/", "password/change/", "password/set/", "logout/", "sessions/"),
    *("2fa/", "2fa/totp/activate/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/recovery-codes/generate/"),
    *("reauthenticate/", "2fa/reauthenticate/"),
]


def faults(page: str) -> list[str]:
    """What the policy of the house or a screen reader would stumble over."""
    found = []
    for name, pattern, number in [("h1", "<h1", 1), ("main", "<main", 1), ("title", r"<title>\s*\S+", 1)]:
        if len(re.findall(pattern, page)) != number:
            found.append(name)
    if re.search(r'\sstyle="|<style|\son[a-z]+="', page):
        found.append("inline style or handler")
    scripts = re.findall(r"<script([^>]*)>", page)
    found += [f"inline script {s}" for s in scripts if "src=" not in s and "application/json" not in s]
    ids = re.findall(r'\sid="([^"]+)"', page)
    found += [f"id twice: {name}" for name in set(ids) if ids.count(name) > 1]
    labels = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
    for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", page):
        kind, name = re.search(r'type="(\w+)"', tag), re.search(r'\sid="([^"]+)"', tag)
        if not (kind and kind[1] in ("hidden", "submit")) and (not name or name[1] not in labels):
            found.append(f"no label: {tag}")
    if re.search(r"<p(?: [^>]*)?>\s*<(?:ul|ol|p|div)\b", page):
        found.append("a block inside a paragraph")
    return found


@pytest.mark.parametrize("address", OUTSIDE)
def test_pages_for_who_is_not_signed_in(client: Client, address: str):
    response = client.get(f"/accounts/{address}")
    assert response.status_code == 200
    assert faults(response.content.decode()) == []


@pytest.fixture
def ana(client: Client, outsider):
    outsider.set_password("nine small lamps in a row")
    outsider.save()
    EmailAddress.objects.create(user=outsider, email=outsider.email, verified=True, primary=True)
    client.post("/accounts/login/", {"login": outsider.email, "password": "nine small lamps in a row"})
    return client


@pytest.mark.parametrize("address", INSIDE)
def test_pages_for_who_is_signed_in(ana: Client, address: str):
    response = ana.get(f"/accounts/{address}", follow=True)
    assert response.status_code == 200
    assert faults(response.content.decode()) == []


def test_errors_stand_at_the_top_and_at_the_field(client: Client):
    page = client.post("/accounts/signup/", {"email": "no", "password1": "short", "password2": "other"})
    text = page.content.decode()
    assert 'role="alert"' in text
    assert 'aria-invalid="true"' in text
    assert faults(text) == []


def test_sessions_can_be_ended_elsewhere(ana: Client, outsider):
    page = ana.get("/accounts/sessions/").content.decode()
    assert "this one" in page


def test_the_desk_page_keeps_the_frame(as_secretary: Client):
    page = as_secretary.get("/en/desk/members/").content.decode()
    assert faults(page) == []


def test_a_person_without_a_password_sets_one_after_showing_who_it_is(client: Client, outsider):
    outsider.set_unusable_password()
    outsider.save()
    shown_second_factor(client, outsider)
    assert client.get("/accounts/password/change/", follow=True).status_code == 200
