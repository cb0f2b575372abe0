"""Whatever one gets news of: an address is asked twice, ended by one button, and nothing remembers it afterwards."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from consultations.models import Following
from glossary.models import TermWatch
from portal import clock, outbox
from portal.models import MailOutbox
from portal.subscriptions import views
from portal.subscriptions.actions import confirm, end, forget_address, subscribe, sweep
from portal.subscriptions.emails import news
from portal.subscriptions.models import Subscription, kinds
from search.alerts.models import SearchAlert
from search.alerts.searches import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
ADA = "ada@example.org"
ABOUT = {
    Following: {"topic": "all"},
    TermWatch: {"concept": None},
    SearchAlert: {"search": "q=tin", "signature": read("q=tin").signature},
}
PAGES = {Following: "/en/following/", TermWatch: "/en/glossary/watch/", SearchAlert: "/en/search/alerts/"}
ASKED = {SearchAlert: {"search": "q=tin"}}


@pytest.fixture(params=PAGES, ids=lambda kind: kind.__name__)
def kind(request) -> type[Subscription]:
    return request.param


def subscriber(kind: type[Subscription], email: str = ADA) -> Subscription:
    return confirm(subscription=subscribe(kind=kind, by=None, email=email, language="en", **ABOUT[kind]))


def asking(kind: type[Subscription], email: str) -> dict[str, str]:
    """What its form sends."""
    return {"email": email, **ASKED.get(kind, {})}


def tell(row: Subscription) -> None:
    news(subscription=row, event="1", subject="Something happened", lines=["It did."])


def test_every_kind_there_is_is_tested_here():
    assert set(kinds()) == set(PAGES)


def test_an_address_is_mailed_a_question_and_its_page_has_one_button(client, kind):
    assert client.post(PAGES[kind], asking(kind, " Ada@Example.org ")).status_code == 302
    row, mail = kind.objects.get(), MailOutbox.objects.get(recipient=ADA)
    link = f"{PAGES[kind]}{row.key}/confirm/"
    assert link in mail.body
    assert "Yes, write to me" in client.get(link).content.decode()
    assert not kind.objects.confirmed().exists()  # programs that check mail follow links too
    assert client.post(link)["X-Robots-Tag"] == "noindex, nofollow"
    assert kind.objects.confirmed().exists()


def test_asking_again_tells_nobody_whether_an_address_is_known(client, kind):
    subscriber(kind)
    for email in (ADA, "new@example.org"):
        answer = client.post(PAGES[kind], asking(kind, email), follow=True)
        assert "We have sent you a mail" in answer.content.decode()
    assert kind.objects.count() == 2


def test_one_button_ends_it_and_one_undoes_it(client, kind):
    row = subscriber(kind)
    link = f"{PAGES[kind]}{row.key}/stop/"
    assert "Write no more" in client.get(link).content.decode()
    ended = client.post(link).content.decode()
    assert "No more of these mails" in ended
    assert not kind.objects.confirmed().exists()
    back = f"{PAGES[kind]}{row.key}/confirm/"
    assert back in ended
    client.post(back)
    assert kind.objects.confirmed().count() == 1


def test_what_nobody_confirms_goes_after_seven_days_and_what_was_ended_after_thirty(kind):
    subscribe(kind=kind, by=None, email=ADA, language="en", **ABOUT[kind])
    end(subscription=subscriber(kind, "bo@example.org"))
    subscriber(kind, "cy@example.org")
    left = []
    for days in (6, 8, 29, 31):
        with clock.set_to(clock.now() + timedelta(days=days)):
            sweep()
        left.append(kind.objects.count())
    assert left == [3, 2, 2, 1]


def test_the_outbox_forgets_an_address_with_its_subscription(kind):
    first, other = subscriber(kind), subscriber(kind, "bo@example.org")
    tell(first)
    outbox.send_due()
    tell(other)
    end(subscription=first)
    outbox.put(event="membership 1 asked", recipient=ADA, subject="s", body="b")  # of something else
    with clock.set_to(clock.now() + timedelta(days=31)):
        sweep()
    assert not MailOutbox.objects.filter(recipient=ADA).exclude(event="membership 1 asked").exists()
    assert MailOutbox.objects.filter(recipient="bo@example.org").count() == 2


def test_an_address_that_is_to_be_forgotten_is_forgotten_everywhere():
    for kind in PAGES:
        tell(subscriber(kind))
        subscriber(kind, "bo@example.org")
    forget_address(email="Ada@example.org")
    assert [kind.objects.get().email for kind in PAGES] == ["bo@example.org"] * len(PAGES)
    assert not MailOutbox.objects.filter(recipient=ADA).exists()


@pytest.mark.parametrize("email", ["", "ada", "ada@", "a b@example.org"])
def test_a_wrong_address_says_what_it_needs(client, kind, email):
    with pytest.raises(ValidationError):
        subscribe(kind=kind, by=None, email=email, language="en", **ABOUT[kind])
    assert client.post(PAGES[kind], asking(kind, email)).status_code == 400
    assert not kind.objects.exists()


def test_flooding_strangers_with_questions_stops_and_a_whole_network_may_ask(
    client, as_member, member, monkeypatch, kind
):
    assert views.MOST_ASKED >= 200
    monkeypatch.setattr(views, "MOST_ASKED", 22)
    for number in range(25):
        answer = client.post(PAGES[kind], asking(kind, f"x{number}@example.org"))
    assert "Too many addresses" in answer.content.decode()
    assert MailOutbox.objects.count() == 22
    assert as_member.post(PAGES[kind], ASKED.get(kind, {})).status_code == 302
    assert kind.objects.filter(user=member).exists()


def test_what_people_who_are_signed_in_ask_is_not_held_against_their_network(client, as_member, monkeypatch, kind):
    monkeypatch.setattr(views, "MOST_ASKED", 2)
    for _time in range(3):
        as_member.post(PAGES[kind], ASKED.get(kind, {}))
    assert client.post(PAGES[kind], asking(kind, ADA)).status_code == 302


def test_the_button_of_a_mail_program_ends_the_news_without_cookie_or_token(kind, mailoutbox):
    row = subscriber(kind)
    tell(row)
    outbox.send_due()
    link = f"{PAGES[kind]}{row.key}/leave/"
    for message in mailoutbox:  # the question whether it is wanted, too
        assert message.extra_headers["List-Unsubscribe"].endswith(f"{link}>")
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert len(mailoutbox) == 2
    assert not MailOutbox.objects.exclude(leave_url="").exists()
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(link)["Location"] == f"{PAGES[kind]}{row.key}/stop/"
    assert kind.objects.confirmed().exists()
    answer = strict.post(link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, kind.objects.confirmed().exists()) == (200, False)
    assert strict.post(link.replace(str(row.key), str(uuid4()))).status_code == 404


def test_an_address_longer_than_any_row_holds_is_refused_with_words(kind, client):
    long = f"{'a' * 250}@example.org"
    with pytest.raises(ValidationError, match="It needs an @"):
        subscriber(kind, long)
    page = client.post(PAGES[kind], asking(kind, long))
    assert (page.status_code, kind.objects.exists()) == (400, False)
