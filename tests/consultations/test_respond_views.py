"""My response on the screen: every word is kept, whatever goes wrong, and sent once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from consultations import receipts
from consultations.models import Comment, Round, Submission, UnsentResponse
from consultations.said import too_long
from portal import clock
from portal.members.models import Membership, Sector
from portal.models import MailOutbox
from tests.consultations.voices_making import ask, close, make_round
from tests.factories import MembershipFactory

WHO = {"name": "Beatriz Choque", "email": "beatriz@example.org", "confidentiality": "withheld", "standing": "self"}


def here(round: Round) -> str:
    return reverse("consultations:respond", args=[round.slug])


def there(round: Round, key: str = "c-1") -> str:
    return reverse("consultations:comment-on", args=[round.slug, key])


@pytest.mark.django_db
def test_a_whole_response_without_a_script(client, noon):
    round = make_round()
    assert client.get(here(round)).status_code == 200
    response = client.post(there(round), {"body": "Too few visits.", "proposed_change": "Visit twice."})
    assert (response.status_code, response["Location"]) == (
        303,
        reverse("consultations:clause", args=[round.slug, "c-1"]),
    )
    assert client.post(here(round), {"group": "asm", "country": "PE", "questions": "1"}).status_code == 303
    assert client.post(here(round), {"body": "On the whole, good.", "kind": "ge", "add": "1"}).status_code == 303
    page = client.get(here(round)).content.decode()
    assert "Too few visits." in page
    assert "On the whole, good." in page
    response = client.post(here(round), {**WHO, "send": "1"})
    assert response.status_code == 303
    receipt = client.get(response["Location"]).content.decode()
    submission = Submission.objects.get()
    assert receipts.pin_for(submission.idempotency_key) in receipt
    assert (submission.group.code, submission.country) == ("asm", "PE")
    assert [comment.clause and comment.clause.key for comment in submission.comments.all()] == ["c-1", None]


@pytest.mark.django_db
def test_everything_in_one_go(client, noon):
    round = make_round()
    data = {**WHO, "group": "la", "sector": "up", "body": "All at once.", "clause": "4.2", "kind": "te", "send": "1"}
    assert client.post(here(round), data).status_code == 303
    comment = Comment.objects.get()
    assert (comment.clause.key, comment.kind, comment.submission.sector.code) == ("c-2", "te", "up")


@pytest.mark.django_db
def test_what_is_missing_stands_at_the_top_and_at_the_field_and_nothing_is_lost(client, noon):
    round = make_round()
    data = {"body": "Do not lose me.", "email": "beatriz", "name": "Beatriz", "confidentiality": "name", "send": "1"}
    response = client.post(here(round), data)
    page = response.content.decode()
    assert response.status_code == 400
    assert 'href="#id_email"' in page
    assert 'id="id_email_error"' in page
    assert 'href="#id_group_0"' in page
    assert 'value="beatriz"' in page
    assert "Do not lose me." in page
    assert UnsentResponse.objects.get().words["comments"][0]["body"] == "Do not lose me."
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_a_text_past_the_limit_is_shown_again_with_what_to_do(client, noon):
    round = make_round()
    response = client.post(here(round), {"body": "x" * 20_001, "add": "1"})
    page = response.content.decode()
    assert response.status_code == 400
    assert "20,000 fit" in page
    assert "x" * 20_001 in page


@pytest.mark.django_db
def test_questions_meant_for_me_come_first_the_others_are_folded(client, noon):
    round = make_round(announced_at=None, announced_by=None)
    upstream, downstream = Sector.objects.get(code="up"), Sector.objects.get(code="down")
    mine = ask(round, "What would a visit change?", sectors=[upstream], is_required=True)
    theirs = ask(round, "How many sites could you visit?", sectors=[downstream], is_required=True)
    barrier = ask(round, "What would keep you away?", kind="barrier")
    Round.objects.filter(pk=round.pk).update(announced_at=noon, announced_by=round.created_by)
    client.post(here(round), {"group": "asm", "sector": "up", "questions": "1"})
    page = client.get(here(round)).content.decode()
    places = [page.index(words) for words in ("What would a visit change?", '<details class="more">', "How many sites")]
    assert places == sorted(places)
    data = {**WHO, "body": "Said.", f"q{barrier.pk}-category": "papers", "send": "1"}
    page = client.post(here(round), data).content.decode()
    assert f'href="#id_q{mine.pk}"' in page
    assert f'href="#id_q{theirs.pk}"' not in page
    assert f'href="#id_q{barrier.pk}-severity_0"' in page
    data |= {"body": "", f"q{mine.pk}": "Much.", f"q{barrier.pk}-severity": "prevents"}
    assert client.post(here(round), data).status_code == 303
    assert Submission.objects.get().answers.count() == 2


@pytest.mark.django_db
def test_a_comment_is_changed_and_taken_out(client, noon):
    round = make_round()
    client.post(here(round), {"body": "First.", "add": "1"})
    one = UnsentResponse.objects.get().words["comments"][0]["id"]
    response = client.post(here(round), {"edit": one})
    assert f"?edit={one}" in response["Location"]
    assert f'name="comment" value="{one}"' in client.get(here(round), {"edit": one}).content.decode()
    client.post(here(round), {"body": "Second.", "comment": one, "add": "1"})
    assert [row["body"] for row in UnsentResponse.objects.get().words["comments"]] == ["Second."]
    client.post(here(round), {"drop": one})
    assert UnsentResponse.objects.get().words["comments"] == []


@pytest.mark.django_db
def test_a_stale_form_is_shown_again_with_all_that_was_typed(noon):
    round, client = make_round(), Client(enforce_csrf_checks=True)
    for address in (here(round), there(round)):
        response = client.post(address, {"body": "Typed for an hour."})
        assert response.status_code in (400, 403)
        assert "Typed for an hour." in response.content.decode()
        assert "csrfmiddlewaretoken" in response.content.decode()


@pytest.mark.django_db
def test_words_written_before_signing_in_are_there_afterwards(client, noon, outsider):
    round = make_round()
    client.post(here(round), {"group": "cs", "body": "Before.", "add": "1"})
    client.force_login(outsider)
    client.post(here(round), {"body": "After.", "add": "1"})
    response = UnsentResponse.objects.get()
    assert response.user == outsider
    assert [row["body"] for row in response.words["comments"]] == ["Before.", "After."]
    client.logout()
    assert "Before." not in client.get(here(round)).content.decode()
    client.force_login(outsider)
    assert "Before." in client.get(here(round)).content.decode()


@pytest.mark.django_db
def test_a_tampered_cookie_or_key_opens_nothing(client, noon):
    round = make_round()
    client.post(here(round), {"body": "Mine.", "add": "1"})
    name = f"response-{round.pk}"
    client.cookies[name] = client.cookies[name].value[:-2] + "xx"
    assert "Mine." not in client.get(here(round)).content.decode()
    assert client.post(here(round), {"key": "not-a-key", "body": "Other.", "add": "1"}).status_code == 303


@pytest.mark.django_db
def test_a_closed_round_shows_what_was_typed_and_what_to_do(client, noon):
    round = make_round(contact_email="desk@example.org")
    client.post(here(round), {"body": "Kept before.", "add": "1"})
    with clock.set_to(round.closes_at + timedelta(minutes=31)):
        assert "Kept before." in client.get(here(round)).content.decode()
        for address in (here(round), there(round)):
            response = client.post(address, {"body": "Too late.", "send": "1"})
            page = response.content.decode()
            assert response.status_code == 409
            assert "Too late." in page
            assert "Kept before." in page
            assert "desk@example.org" in page


@pytest.mark.django_db
def test_a_second_click_after_the_first_was_done_gets_the_same_receipt(client, noon):
    round = make_round()
    client.post(here(round), {"group": "asm", "body": "Once.", "add": "1"})
    key = str(UnsentResponse.objects.get().key)
    first = client.post(here(round), {**WHO, "key": key, "send": "1"})
    second = client.post(here(round), {**WHO, "key": key, "send": "1"})
    assert first["Location"] == second["Location"]
    response = client.post(here(round), {**WHO, "key": key, "body": "Something else.", "send": "1"})
    assert response.status_code == 409
    assert "Something else." in response.content.decode()
    assert Submission.objects.count() == 1


@pytest.mark.django_db
def test_a_delegate_speaks_for_the_organisation_others_as_written(noon):
    round = make_round()
    delegate, elsewhere = MembershipFactory(role=Membership.Role.DELEGATE), MembershipFactory()
    name = delegate.organisation.name
    for membership in (delegate, elsewhere):
        client = Client()
        client.force_login(membership.user)
        data = {"group": "asm", "body": "For us.", "standing": "organisation", "organisation": name.lower()}
        data["send"] = "1"
        assert client.post(here(round), data).status_code == 303
    kept = [(row.organisation_id, row.organisation_name) for row in Submission.objects.order_by("number")]
    assert kept == [(delegate.organisation_id, ""), (None, name.lower())]


@pytest.mark.django_db
def test_a_hidden_round_is_not_there(client, noon):
    round = make_round(audience="members")
    assert client.get(here(round)).status_code == 404
    assert client.post(there(round), {"body": "Hello"}).status_code == 404
    assert client.get(there(make_round("two"), "c-99")).status_code == 404


def test_twenty_clicks_give_one_receipt(committed_db):
    round = make_round()
    client = Client()
    client.post(here(round), {"group": "asm", "body": "Twenty clicks.", "add": "1"})
    key, cookie = str(UnsentResponse.objects.get().key), client.cookies[f"response-{round.pk}"].value

    def click(_number) -> str:
        one = Client()
        one.cookies[f"response-{round.pk}"] = cookie
        try:
            return one.post(here(round), {**WHO, "key": key, "send": "1"}).headers.get("Location", "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        places = set(pool.map(click, range(20)))
    assert len(places) == 1
    assert "/receipts/" in places.pop()
    assert Submission.objects.count() == Comment.objects.count() == MailOutbox.objects.count() == 1


@pytest.mark.django_db
def test_the_page_costs_the_same_however_much_is_written(client, noon, queries_of):
    round = make_round()
    client.post(here(round), {"group": "asm", "body": "One.", "clause": "4.1", "add": "1"})
    client.get(here(round))
    few = queries_of(lambda: client.get(here(round)))
    for number in range(4):
        client.post(here(round), {"body": f"More {number}.", "clause": "4.2", "add": "1"})
    assert queries_of(lambda: client.get(here(round))) == few
    assert close(round).phase == "closed"


@pytest.mark.parametrize(
    ("language", "sign"), [("en", ","), ("fr", "\N{NO-BREAK SPACE}"), ("es", "\N{NO-BREAK SPACE}")]
)
def test_how_long_it_may_be_is_written_as_the_reader_writes_numbers(language, sign):
    with override(language):
        message = too_long("x" * 20_001)
    assert f"20{sign}000" in message.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
