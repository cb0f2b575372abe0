"""Making an account, signing in by password and by code, in the reader's language; mails go out through the outbox."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from portal import outbox
from portal.members.models import User
from portal.models import MailOutbox

pytestmark = pytest.mark.django_db
PASSWORD = "nine small lamps in a row"


def mailed_code() -> str:
    """The code in the newest mail, once a tick has sent it."""
    outbox.send_due()
    return re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]+)$", mail.outbox[-1].body, re.M)[1]


def person(email: str = "ana@example.org", **fields) -> User:
    user = User.objects.create_user(email, PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def sign_up(client: Client, language: str = "en"):
    words = {"email": "Ana@Example.org", "display_name": "Ana Quispe", "password1": PASSWORD, "password2": PASSWORD}
    return client.post(f"/accounts/signup/?language={language}", words)


def test_an_account_is_made_and_its_address_confirmed_by_code(client: Client):
    assert sign_up(client).status_code == 302
    code = mailed_code()
    page = client.get("/accounts/confirm-email/")
    assert "ana@example.org" in page.content.decode().lower()
    client.post("/accounts/confirm-email/", {"code": code})
    user = User.objects.get()
    assert (user.email, user.display_name) == ("ana@example.org", "Ana Quispe")
    assert EmailAddress.objects.get().verified
    assert "Ana Quispe" in client.get("/accounts/").content.decode()


def test_a_wrong_code_opens_nothing(client: Client):
    sign_up(client)
    client.post("/accounts/confirm-email/", {"code": "WRONG1"})
    assert not EmailAddress.objects.get().verified
    assert client.get("/accounts/").status_code == 302


def test_the_mail_is_in_the_language_of_the_page_and_later_of_the_person(client: Client):
    sign_up(client, language="fr")
    outbox.send_due()
    assert "code" in mail.outbox[-1].body
    assert "adresse" in mail.outbox[-1].subject.lower()
    assert "localhost:8000" in mail.outbox[-1].body.split("\n")[0], "the site is named in the first sentence"
    assert User.objects.get().language == "fr"


def test_signing_up_with_a_known_address_does_not_say_so(client: Client):
    person()
    response = sign_up(client)
    assert response.status_code == 302
    assert response["Location"] == "/accounts/confirm-email/"
    assert User.objects.count() == 1
    outbox.send_due()
    assert mail.outbox[-1].to == ["ana@example.org"]


def test_signing_in_by_password_leads_back(client: Client):
    person()
    words = {"login": "ANA@example.org", "password": PASSWORD, "next": "/fr/search/"}
    assert client.post("/accounts/login/", words)["Location"] == "/fr/search/"


def test_a_wrong_password_says_what_is_wrong_and_keeps_the_address(client: Client):
    person()
    page = client.post("/accounts/login/", {"login": "ana@example.org", "password": "wrong"}).content.decode()
    assert "notice-error" in page
    assert "ana@example.org" in page


def test_signing_in_by_a_mailed_code(client: Client):
    person()
    client.post("/accounts/login/code/", {"email": "ana@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": mailed_code()})
    assert client.get("/accounts/").status_code == 200


def test_a_forgotten_password_is_replaced_by_code(client: Client):
    person()
    client.post("/accounts/password/reset/", {"email": "ana@example.org"})
    client.post("/accounts/password/reset/confirm/", {"code": mailed_code()})
    new = "ten small lamps in a row"
    client.post("/accounts/password/reset/complete/", {"password1": new, "password2": new})
    assert Client().post("/accounts/login/", {"login": "ana@example.org", "password": new}).status_code == 302
    assert User.objects.get().check_password(new)


def test_an_unknown_address_gets_the_same_page(client: Client):
    response = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert response.status_code == 302


def test_codes_are_gone_from_the_database_once_sent(client: Client):
    person()
    client.post("/accounts/login/code/", {"email": "ana@example.org"})
    code = mailed_code()
    assert not MailOutbox.objects.filter(body__contains=code).exists()
    assert not MailOutbox.objects.filter(subject__contains=code).exists()


def test_changing_the_address_waits_for_the_code(client: Client):
    user = person()
    client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    client.post("/accounts/email/", {"email": "ana@example.com", "action_add": ""})
    user.refresh_from_db()
    assert user.email == "ana@example.org"
    client.post("/accounts/confirm-email/", {"code": mailed_code()})
    user.refresh_from_db()
    assert user.email == "ana@example.com"


def test_signing_out_asks_once(client: Client):
    person()
    client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/accounts/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/accounts/").status_code == 302


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_language_of_the_page_one_came_from_is_kept(client: Client, language: str):
    page = client.get(f"/accounts/login/?next=/{language}/search/").content.decode()
    assert f'<html lang="{language}"' in page
    assert "/accounts/login/?next=/" in page, "the switch keeps the way back"


def test_a_chosen_language_stays(client: Client):
    client.get("/accounts/login/?language=es")
    assert '<html lang="es"' in client.get("/accounts/login/").content.decode()


def test_a_person_reads_the_account_in_the_own_language(client: Client):
    client.force_login(person(language="fr"))
    assert '<html lang="fr"' in client.get("/accounts/").content.decode()
    assert client.get("/")["Location"] == "/fr/"


def test_a_person_is_called_by_name_and_never_by_number(client: Client):
    user = person(display_name="Ana Quispe")
    words = {"login": user.email, "password": PASSWORD, "next": "/accounts/"}
    page = client.post("/accounts/login/", words, follow=True).content.decode()
    assert "Ana Quispe" in page
    assert f"person {user.pk}" not in page


def test_whoever_owns_an_account_hears_that_its_password_was_set_anew(client: Client):
    person(language="es")
    client.post("/accounts/password/reset/", {"email": "ana@example.org"})
    client.post("/accounts/password/reset/confirm/", {"code": mailed_code()})
    fresh = {"password1": "seven quiet rivers under stone", "password2": "seven quiet rivers under stone"}
    assert client.post("/accounts/password/reset/complete/", fresh).status_code == 302
    told = MailOutbox.objects.latest("pk")
    assert (told.event.split()[0], told.recipient) == ("password_reset", "ana@example.org")
    assert "127.0.0.1" in told.body
    assert client.login(email="ana@example.org", password="seven quiet rivers under stone")


def test_a_changed_address_is_told_to_the_one_that_was_left(client: Client):
    person()
    client.force_login(User.objects.get())
    client.post("/accounts/email/", {"email": "ana@new.example.org", "action_add": ""})
    client.post("/accounts/confirm-email/", {"code": mailed_code()})
    assert User.objects.get().email == "ana@new.example.org"
    told = MailOutbox.objects.filter(event__startswith="email_changed").get()
    assert told.recipient == "ana@example.org"
