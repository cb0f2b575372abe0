"""Tokens for programs: made once, read with, taken back; never more than their person may read, nothing written."""

import json
import logging
import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import ModelLogEntry

from consultations.actions.responses import add_comment
from portal import clock
from portal.api.answers import PROBLEM
from portal.members.actions import make_token, revoke_token
from portal.members.models import ReadingToken
from portal.members.permissions import MOST_TOKENS, Refused
from portal.models import MailOutbox
from portal.throttle import MISSES
from tests.consultations import making as rounds
from tests.consultations import voices_making as voices
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def made(person, *, records: bool = True, responses: bool = True, days: int = 30) -> str:
    return make_token(by=person, name="our database", days=days, records=records, responses=responses)


def sure(client: Client) -> Client:
    """Who signed in has just shown once more who it is."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True},
        *session["account_authentication_methods"],
    ]
    session.save()
    return client


def get(secret: str, address: str, client: Client | None = None):
    return (client or Client()).get(f"/api/v1/{address}", headers={"authorization": f"Bearer {secret}"})


def test_a_token_is_shown_once_and_kept_as_a_hash(as_member: Client, member):
    asked = {"name": "our database", "opens": ["records", "responses"], "days": 30}
    page = sure(as_member).post("/accounts/tokens/", asked)
    token = ReadingToken.objects.get()
    secret = next(part for part in page.content.decode().split('"') if part.startswith("cg_"))
    assert "no-store" in page["Cache-Control"]
    assert secret not in json.dumps(list(ReadingToken.objects.values()), default=str)
    assert secret.startswith(token.start)
    assert secret not in as_member.get("/accounts/tokens/").content.decode()
    assert get(secret, "me").json()["token"]["opens"] == ["records", "responses"]
    assert MailOutbox.objects.get().recipient == member.email
    assert secret not in MailOutbox.objects.get().body
    log = ModelLogEntry.objects.get(action="members.make_token")
    assert (log.user, secret in json.dumps(log.data)) == (member, False)


@pytest.mark.parametrize("asked", [{"name": ""}, {"opens": []}, {"days": 4000}, {"opens": ["desk"]}])
def test_what_cannot_be_asked_for_is_said_and_makes_no_token(as_member: Client, asked: dict):
    page = sure(as_member).post("/accounts/tokens/", {"name": "x", "opens": ["records"], "days": 7, **asked})
    assert 'role="alert"' in page.content.decode()
    assert not ReadingToken.objects.exists()


def test_making_a_token_needs_who_one_is_just_shown(client: Client, member):
    assert client.get("/accounts/tokens/").status_code == 302
    client.force_login(member)
    assert client.get("/accounts/tokens/").status_code == 200
    asked = client.post("/accounts/tokens/", {"name": "x", "opens": ["records"], "days": 7})
    assert "reauthenticate" in asked["Location"]
    assert not ReadingToken.objects.exists()


def test_of_twenty_tokens_one_has_to_go_before_another_comes(member):
    for _ in range(MOST_TOKENS):
        made(member)
    with pytest.raises(Refused):
        made(member)
    revoke_token(by=member, token=ReadingToken.objects.filter(user=member).first())
    assert made(member)
    with pytest.raises(ValidationError):
        made(UserFactory(), records=False, responses=False)


def test_what_is_taken_back_has_ended_or_is_made_up_lets_nobody_in(as_member: Client, member):
    gone = UserFactory()
    taken_back, ended, of_somebody_gone = made(member), made(member, days=7), made(gone)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    token = ReadingToken.objects.filter(user=member).earliest("pk")
    assert get(taken_back, "terms").status_code == 200
    as_member.post(f"/accounts/tokens/{token.pk}/revoke/")
    with clock.set_to(clock.now() + timedelta(days=8)):
        for secret in (of_somebody_gone, taken_back, ended, "cg_made-up", "", "\N{SNOWMAN}", "x" * 9000):
            for address in ("terms", "me"):
                answer = get(secret, address)
                assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
                assert answer["WWW-Authenticate"].startswith("Bearer")
                assert answer.json()["detail"][0]["where"] == ["Authorization"]
    with pytest.raises(ValidationError):
        revoke_token(by=member, token=ReadingToken.objects.get(pk=token.pk))


def test_others_tokens_do_not_exist(as_outsider: Client, outsider, member):
    made(member)
    token = ReadingToken.objects.get()
    assert as_outsider.post(f"/accounts/tokens/{token.pk}/revoke/").status_code == 404
    assert as_outsider.post("/accounts/tokens/999999/revoke/").status_code == 404
    with pytest.raises(Refused):
        revoke_token(by=outsider, token=token)


def test_guessing_is_slowed_down_and_hurts_nobody_else(member):
    secret = made(member)
    for number in range(MISSES):
        assert get(f"cg_{number}", "terms").status_code == 401
    refused = get("cg_again", "terms")
    assert (refused.status_code, refused["Retry-After"]) == (429, "600")
    assert get(secret, "terms").status_code == 200


ROUND = "consultations/inside"


@pytest.mark.parametrize(
    ("role", "records", "status"),
    [("member", True, 200), ("member", False, 404), ("outsider", True, 404), ("secretary", True, 404)],
)
def test_a_token_reads_what_its_person_may_and_never_as_the_secretariat(request, role, records, status):
    rounds.open_round("inside", audience="members")
    secret = made(request.getfixturevalue(role), records=records)
    answer = get(secret, ROUND)
    assert answer.status_code == status
    assert Client().get(f"/api/v1/{ROUND}").status_code == 404
    rounds.prepared_round("quiet", number=2, draft=rounds.draft(label="7"))
    assert get(secret, "consultations/quiet").status_code == 404


def test_with_a_token_a_cookie_is_nothing(as_secretary: Client, outsider):
    rounds.open_round("inside", audience="members")
    assert as_secretary.get(f"/api/v1/{ROUND}").status_code == 200
    assert get(made(outsider), ROUND, as_secretary).status_code == 404
    assert as_secretary.get("/api/v1/me").status_code == 401


def test_a_token_writes_nothing_and_opens_no_page(member):
    secret = made(member)
    shown = {"authorization": f"Bearer {secret}"}
    for method in (Client().post, Client().put, Client().delete):
        assert method("/api/v1/me/drafts", headers=shown).status_code == 405
    assert Client().get("/accounts/tokens/", headers=shown).status_code == 302
    assert Client().get("/en/desk/", headers=shown).status_code == 403


def test_ones_own_words_are_read_and_what_is_for_the_committee_is_counted(member):
    around = rounds.open_round("mines")
    clause = around.draft.clauses.get(key="c-know")
    voices.sent(around, "Mine", by=member, clause=clause)
    voices.sent(around, "Whispered", by=member, clause=clause, confidentiality="committee")
    voices.sent(around, "Somebody else's", clause=clause, email="other@example.org")
    begun = voices.begun(around, by=member)
    add_comment(response=begun, clause=clause, kind="te", body="Not sent yet")
    secret = made(member)
    sent = get(secret, "me/responses").json()
    assert [[one["body"] for one in row["comments"]] for row in sent["items"]] == [[], ["Mine"]]
    assert [row["unshown"] for row in sent["items"]] == [1, 0]
    assert Client().get(sent["items"][1]["url"]).status_code == 200
    drafts = get(secret, "me/drafts")
    assert [one["body"] for one in drafts.json()["items"][0]["comments"]] == ["Not sent yet"]
    assert drafts["Cache-Control"] == "private, no-store"
    closed = get(made(member, responses=False), "me/drafts")
    assert (closed.status_code, closed["Content-Type"]) == (403, PROBLEM)
    assert get(made(UserFactory()), "me/responses").json()["total"] == 0


def test_only_the_day_of_its_use_is_kept_and_no_log_knows_it(member, caplog):
    secret = made(member)
    with caplog.at_level(logging.DEBUG):
        get(secret, "terms")
        get(secret, "nothing")
        get(secret + "x", "terms")
    token = ReadingToken.objects.get()
    assert token.used_on == clock.today()
    assert secret not in caplog.text


def test_tokens_go_with_their_account(outsider):
    made(outsider)
    outsider.delete()
    assert not ReadingToken.objects.exists()


def test_ones_own_lists_cost_the_same_with_more(as_member: Client, member, queries_of):
    around = rounds.open_round("mines")
    clause = around.draft.clauses.get(key="c-know")
    secret = made(member)

    def load() -> dict[str, int]:
        asked = {name: queries_of(lambda n=name: get(secret, n)) for name in ("me", "me/responses", "me/drafts")}
        return asked | {"page": queries_of(lambda: as_member.get("/accounts/tokens/"))}

    def more() -> None:
        voices.sent(around, "One", "Two", by=member, clause=clause)
        made(member)

    more()
    load()
    few = load()
    for _ in range(4):
        more()
    assert load() == few
