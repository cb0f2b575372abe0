"""Who may be a program is asked once more; a person is not, and loses nothing."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from consultations.models import Comment, Correction, CoSignature, Report, Submission, UnsentResponse
from consultations.unsent import MOST_BEGUN
from portal import clock
from portal.throttle import whole
from portal.unhurried import carried_on, opened_at, sealed_instant, to_ask_again
from tests.consultations.sessions_making import held, said_in_session
from tests.consultations.voices_making import make_round, sent
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
WHO = {"name": "Beatriz", "email": "beatriz@example.org", "confidentiality": "withheld", "standing": "self"}
SAID = {**WHO, "group": "asm", "body": "Do not lose me.", "send": "1"}


@pytest.fixture(autouse=True)
def three_seconds(settings):
    settings.FORM_SECONDS = 3


def form(**fields) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(fields)
    return data


def ago(**time) -> str:
    return sealed_instant(clock.now() - timedelta(**time))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (lambda: {"opened": ago(seconds=4)}, ""),
        (lambda: {"opened": ago(hours=23)}, ""),
        (lambda: {"opened": ago(seconds=2)}, "very quick"),
        (lambda: {"opened": ago(hours=25)}, "open for long"),
        (dict, "open for long"),
        (lambda: {"opened": "1763640000:forged"}, "open for long"),
        (lambda: {"opened": ago(minutes=1), "website": "https://example.com"}, "nobody sees"),
    ],
)
def test_what_is_asked_once_more_and_why(noon, fields, words):
    assert words in to_ask_again(form(**fields()))
    assert bool(words) == bool(to_ask_again(form(**fields())))


def test_whoever_was_too_quick_is_not_so_twice_and_an_old_page_begins_anew(noon):
    quick, old = form(opened=ago(seconds=1)), form(opened=ago(days=3))
    with clock.set_to(noon + timedelta(seconds=5)):
        assert not to_ask_again(form(opened=carried_on(quick)))
    assert opened_at(form(opened=carried_on(old))) == noon


def test_an_operator_may_ask_nobody_again(settings):
    settings.FORM_SECONDS = 0
    assert not to_ask_again(form(website="x"))


def opened_in(page: str) -> str:
    return page.split('name="opened" value="')[1].split('"')[0]


def test_a_response_sent_at_once_is_shown_again_with_every_word_and_goes_at_the_second_press(client, noon):
    address = f"/en/consultations/{make_round().slug}/respond/"
    page = client.get(address).content.decode()
    assert 'name="website" tabindex="-1"' in page
    answer = client.post(address, {**SAID, "opened": opened_in(page)})
    again = answer.content.decode()
    assert (answer.status_code, "That was very quick" in again, "Do not lose me." in again) == (400, True, True)
    assert UnsentResponse.objects.get().words["comments"][0]["body"] == "Do not lose me."
    with clock.set_to(noon + timedelta(seconds=4)):
        assert client.post(address, {**WHO, "send": "1", "opened": opened_in(again)}).status_code == 303
    assert Submission.objects.get().comments.get().body == "Do not lose me."


def test_who_has_written_for_a_while_or_has_signed_in_is_never_too_quick(client, noon):
    round = make_round()
    address = f"/en/consultations/{round.slug}/respond/"
    client.post(address, {"group": "asm", "body": "First.", "add": "1"})
    with clock.set_to(noon + timedelta(minutes=1)):
        page = client.get(address).content.decode()
        assert client.post(address, {**WHO, "send": "1", "opened": opened_in(page)}).status_code == 303
    signed = Client()
    signed.force_login(UserFactory())
    assert signed.post(address, SAID).status_code == 303


def test_news_are_asked_for_by_people(client, noon):
    page = client.get("/en/following/").content.decode()
    asked = {"email": "ada@example.org", "opened": opened_in(page)}
    answer = client.post("/en/following/", asked)
    assert (answer.status_code, "very quick" in answer.content.decode()) == (400, True)
    assert 'value="ada@example.org"' in answer.content.decode()
    with clock.set_to(noon + timedelta(seconds=4)):
        assert client.post("/en/following/", asked).status_code == 302


def reporting() -> tuple[str, dict, type]:
    comment = Comment.objects.get(submission=sent(make_round()).submission)
    words = {"kind": "not_me", "words": "Nobody asked us at the river."}
    return reverse("consultations:report", args=[comment.round.slug, comment.ref]), words, Report


def cosigning() -> tuple[str, dict, type]:
    comment = Comment.objects.get(submission=sent(make_round()).submission)
    words = {"group": "la", "name": "Nomvula at the river", "email": "nomvula@example.org", "is_public": "on"}
    return reverse("consultations:cosign", args=[comment.round.slug, comment.ref]), words, CoSignature


def correcting() -> tuple[str, dict, type]:
    code = said_in_session(held(make_round())).code
    words = {"words": "We spoke of the rains at the river.", "contact": "079 555 010"}
    return reverse("consultations:correct", args=[code]), words, Correction


@pytest.mark.parametrize("form_of", [reporting, cosigning, correcting])
def test_what_else_anybody_may_send_is_asked_once_more_with_every_word(client, noon, form_of):
    address, words, rows = form_of()
    page = client.get(address).content.decode()
    for trap in ({"opened": opened_in(page)}, {"opened": ago(minutes=1), "website": "https://example.com"}, {}):
        answer = client.post(address, {**words, **trap})
        again = answer.content.decode()
        assert (answer.status_code, "press once more" in again, rows.objects.count()) == (400, True, 0)
        assert all(typed in again for typed in words.values())
    with clock.set_to(noon + timedelta(seconds=4)):
        assert client.post(address, {**words, "opened": opened_in(again)}).status_code in (200, 303)
    assert rows.objects.count() == 1


@pytest.mark.parametrize("form_of", [reporting, cosigning, correcting])
def test_whoever_has_signed_in_is_asked_once(client, noon, form_of):
    address, words, rows = form_of()
    client.force_login(UserFactory())
    assert 'name="website"' not in client.get(address).content.decode()
    assert client.post(address, words).status_code in (200, 303)
    assert rows.objects.count() == 1


def test_a_network_of_the_newer_kind_counts_as_one_and_a_shared_mobile_address_holds_many():
    assert whole("2001:db8:1:2::7") == whole("2001:db8:1:2:ffff::1") != whole("2001:db8:1:3::7")
    assert whole("192.0.2.7") == "192.0.2.7" != whole("192.0.2.8")
    assert whole("unknown") == "unknown"
    assert MOST_BEGUN >= 200
