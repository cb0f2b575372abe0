"""News by e-mail without an account: asked twice, told once, ended by one button, within the audience."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from consultations.actions.clocks import change_dates, move, pause, resume, second
from consultations.actions.following import follow
from consultations.actions.news import note_what_is_due, tell_news
from consultations.actions.responses import begin_response
from consultations.models import Following, Hand, Notice, UnsentResponse
from portal import clock, outbox
from portal.members.permissions import Refused
from portal.models import MailOutbox
from portal.subscriptions.actions import confirm
from tests.consultations import making
from tests.consultations.voices_making import close, make_round
from tests.factories import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
ADA = "ada@example.org"


def follower(email: str = ADA, *, language: str = "en", **about) -> Following:
    return confirm(subscription=follow(by=None, email=email, language=language, **about))


def told(email: str = ADA) -> list[str]:
    """Subjects of the news sent to an address so far."""
    note_what_is_due()
    tell_news()
    mails = MailOutbox.objects.filter(recipient=email, event__contains="news:").order_by("pk")
    return [mail.subject for mail in mails]


def test_an_address_is_written_to_only_once_it_is_confirmed(client, secretary):
    round = making.open_round("mines", by=secretary)
    answer = client.post("/en/following/", {"email": " Ada@Example.org ", "round": "mines"})
    assert answer.status_code == 302
    assert told() == []
    mail = MailOutbox.objects.get(recipient=ADA)
    row = Following.objects.get()
    link = f"/en/following/{row.key}/confirm/"
    assert link in mail.body
    assert "Sourcing from small mines" in mail.body
    client.get(link)
    assert not Following.objects.confirmed().exists()  # programs that check mail follow links too
    client.post(link)
    change_dates(by=secretary, round=round, closes_at=round.closes_at + timedelta(days=5), reason="The road was cut.")
    assert told()[-1] == "More time: Sourcing from small mines"


def test_who_is_signed_in_has_confirmed_the_address_already(as_member, member, secretary):
    making.open_round("mines", by=secretary)
    page = as_member.post("/en/following/", {"follow": "1"}, follow=True).content.decode()
    assert Following.objects.confirmed().get().email == member.email
    assert "All consultations" in page


def test_each_piece_of_news_is_told_once_in_the_followers_language(secretary, colleague):
    round = making.prepared_round(by=secretary, opens_at=clock.now() + timedelta(days=2))
    follower(language="fr")
    follower("bo@example.org", standard=round.draft.standard)
    from consultations.actions.opening import announce

    announce(by=secretary, round=round)
    assert len(told()) == 1
    with clock.set_to(round.opens_at + timedelta(hours=1)):
        for _again in range(3):
            subjects = told("bo@example.org")
        assert subjects == ["Announced: Sourcing from small mines", "Open for comment: Sourcing from small mines"]
    french = MailOutbox.objects.filter(recipient=ADA, event__contains="news:").first()
    assert f"/fr/consultations/{round.slug}/" in french.body
    assert f"/fr/following/{Following.objects.get(email=ADA).key}/stop/" in french.body


def test_reminders_come_fourteen_three_and_one_days_before_the_close(secretary):
    round = making.open_round(by=secretary)
    follower(round=round)
    seen = []
    for days in (20, 14, 13.9, 3, 2, 1, 0.5):
        with clock.set_to(round.closes_at - timedelta(days=days)):
            seen.append(len([one for one in told() if one.startswith(("closing", "Closing"))]))
    assert seen == [0, 1, 1, 2, 2, 3, 3]


def test_a_reminder_belongs_to_its_closing_date(secretary):
    round = making.open_round(by=secretary)
    follower(round=round)
    with clock.set_to(round.closes_at - timedelta(days=2)):
        told()
        change_dates(by=secretary, round=round, closes_at=round.closes_at + timedelta(days=30), reason="Rain.")
        before = len(told())
    with clock.set_to(round.closes_at - timedelta(days=2)):
        assert len(told()) == before + 1


def test_a_short_round_is_not_reminded_of_days_it_never_had(secretary):
    round = making.open_round(by=secretary, closes_at=clock.now() + timedelta(days=2))
    follower(round=round)
    assert [notice.key for notice in Notice.objects.exclude(event="announced")] == []
    note_what_is_due()
    assert not Notice.objects.filter(event="left").exists()


def test_whoever_has_begun_a_response_is_told_without_following(secretary, colleague, member):
    round = making.open_round(by=secretary)
    begin_response(round=round, by=member, language="en")
    pause(by=secretary, round=round, reason="The site was down.")
    resume(by=secretary, round=round, reason="It is back.")
    assert len(told(member.email)) == 2
    second(by=colleague, motion=move(by=secretary, round=round, kind="cancel", reason="No more."))
    assert len(told(member.email)) == 3
    body = MailOutbox.objects.filter(recipient=member.email, event__contains="paused").get().body
    assert "The site was down." in body
    assert "begun a response" in body


def test_news_of_a_round_for_members_reach_members_only(secretary, member):
    follower()
    follow(by=member, language="en")
    making.open_round(by=secretary, audience="members")
    assert told() == []
    assert len(told(member.email)) == 1


def test_colleagues_of_a_joint_draft_hear_of_the_round_as_long_as_it_is_for_them(secretary):
    group = Group.objects.create(name="committee")
    round = making.open_round(by=secretary, audience="body", audience_group=group)
    inside = MembershipFactory()
    outside = MembershipFactory(organisation=inside.organisation)
    response = UnsentResponse.objects.create(round=round, organisation=inside.organisation, language="en")
    inside.user.groups.add(group)
    for user in (inside.user, outside.user):
        Hand.objects.create(response=response, line="a", user=user)
    pause(by=secretary, round=round, reason="The site was down.")
    assert (len(told(inside.user.email)), len(told(outside.user.email))) == (1, 0)


def test_nobody_follows_what_they_may_not_read(client, secretary):
    round = making.open_round("inside", by=secretary, audience="members")
    with pytest.raises(Refused):
        follow(by=None, email=ADA, language="en", round=round)
    hidden = client.get("/en/following/?round=inside")
    missing = client.get("/en/following/?round=nothing")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_a_clause_is_followed_from_draft_to_draft(secretary):
    round = making.open_round(by=secretary)
    follower(clause=round.draft.clauses.get(key="c-know"))
    assert len(told()) == 1
    other = making.draft("other", code="XX", rows=making.ROWS)
    making.open_round("elsewhere", by=secretary, draft=other)
    assert len(told()) == 1


def test_the_page_of_what_one_follows_costs_the_same_with_more(as_member, member, secretary, queries_of):
    making.open_round("one", by=secretary)
    follow(by=member, language="en")
    as_member.get("/en/following/")
    few = queries_of(lambda: as_member.get("/en/following/"))
    for number in range(4):
        Following.objects.create(
            email=member.email,
            user=member,
            topic="standard",
            standard=making.standard(f"S{number}"),
            confirmed_at=clock.now(),
        )
    assert queries_of(lambda: as_member.get("/en/following/")) <= few


def test_answers_published_are_news(secretary, colleague):
    from consultations.actions.answers import publish_answers, write_synopsis

    round = make_round()
    follower(round=round)
    close(round)
    write_synopsis(by=secretary, round=round, language="en", body="Nobody spoke.")
    publish_answers(by=secretary, round=round)
    assert any("answered" in subject.lower() for subject in told())


def test_whoever_writes_a_response_and_follows_nothing_has_nothing_to_leave(secretary, outsider, mailoutbox):
    round = making.open_round("mines", by=secretary)
    begin_response(round=round, by=outsider, language="en")
    change_dates(by=secretary, round=round, closes_at=round.closes_at + timedelta(days=5), reason="The road was cut.")
    told(outsider.email)
    outbox.send_due()
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers
