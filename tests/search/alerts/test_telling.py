"""What a mail about new results says, to whom, when; and what it never says."""

import logging
from datetime import date, timedelta

import pytest

from consultations.actions.screening import hold_submission
from consultations.models import Submission
from glossary.models import Concept
from portal import clock
from portal.members.viewer import look_at
from portal.models import MailOutbox
from portal.subscriptions.actions import end
from search import actions
from search.actions import rebuild
from search.alerts.actions import EACH, reader_of, tell
from search.alerts.models import SearchAlert
from search.models import SearchEntry
from tests.consultations import making as rounds
from tests.consultations import voices_making as voices
from tests.factories import MembershipFactory, UserFactory
from tests.glossary.making import agreed, english, french
from tests.governance.making import body_with_seats
from tests.search.alerts.making import ADA, alert, later, told
from tests.search.making import entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_only_what_became_findable_since_is_told_and_once():
    entry("Tin of before", "tin")
    alert()
    with later(minutes=1):
        entry("Tin of today", label="3.4")
        entry("Copper of today")
    (mail,) = told(hours=1)
    assert (mail.recipient, mail.subject) == (ADA, "1 new result: tin")
    assert "Clause 3.4: Tin of today\nhttp" in mail.body
    assert "before" not in mail.body
    assert "Copper" not in mail.body
    assert len(told(hours=2)) == 1
    assert len(told(days=9)) == 1


def test_at_most_one_mail_a_search_and_day_and_nothing_is_lost_meanwhile():
    alert()
    for hours in (1, 5, 9):
        with later(hours=hours):
            entry(f"Tin after {hours}")
        assert len(told(hours=hours, minutes=30)) == 1
    first, second = told(days=1, hours=2)
    assert "Tin after 1\n" in first.body
    assert "Tin after 5\n" in second.body
    assert "Tin after 9\n" in second.body
    assert second.subject == "2 new results: tin"


def test_what_has_just_been_written_waits_until_every_writer_has_ended():
    alert()
    with later(minutes=9):
        entry("Tin")
    assert told(minutes=10) == []
    assert len(told(minutes=20)) == 1


def test_boxes_and_only_these_words_narrow_what_is_told():
    agreed(english("tin", "a metal"), french("étain", "un métal"))
    alert("q=tin&kind=decision&year=2026")
    alert("q=tin&only=1", email="bo@example.org")
    alert("q=tin", email="cy@example.org")
    with later(minutes=1):
        entry("Tin decided", kind="decision")
        entry("Tin decided long ago", kind="decision", year=2020)
        entry("Étain", language="fr", kind="comment")
    said = {mail.recipient: mail.body for mail in told(hours=1)}
    assert "decided\n" in said[ADA]
    assert "long ago" not in said[ADA]
    assert "Étain" not in said["bo@example.org"]
    assert "Étain" in said["cy@example.org"]


def test_one_thing_in_three_languages_is_told_once_in_the_readers():
    alert(language="fr")
    with later(minutes=1):
        for language, title in (("en", "Tin"), ("fr", "Etain, ou tin"), ("es", "Estaño, o tin")):
            entry(title, language=language, object_id=7, url="/somewhere/7/")
    (mail,) = told(hours=1)
    assert "Etain, ou tin\n" in mail.body
    assert "/fr/somewhere/7/" in mail.body
    assert mail.subject.startswith("1 ")


# -- rights --------------------------------------------------------------------------------------------------------


def put_one_of_each() -> dict[str, str]:
    """A word of its own for each audience."""
    body = body_with_seats()
    rules = {"public": "public", "members": "members", "body": f"g{body.group_id}", "staff": "staff"}
    with later(minutes=1):
        for name, audience in rules.items():
            entry(f"Tin zq{name}", audience=audience)
    return rules


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        ("nobody", {"public"}),
        ("outsider", {"public"}),
        ("member", {"public", "members"}),
        ("seat", {"public", "body"}),
        ("secretary", {"public", "members", "body", "staff"}),
        ("left", {"public"}),
        ("moved", {"public"}),
        ("shut", {"public"}),
    ],
)
def test_who_is_told_what(role, reads):
    words = put_one_of_each()
    member = MembershipFactory()
    people = {"outsider": UserFactory(), "secretary": UserFactory(is_staff=True)}
    people |= dict.fromkeys(("member", "left", "moved", "shut"), member.user)
    from governance.models import Seat

    people["seat"] = Seat.objects.filter(holder__isnull=False).earliest("pk").holder
    person = people.get(role)
    alert(by=person)
    if role == "left":
        member.ended_at = clock.now()
        member.ended_by = member.user
        member.save()
    elif role == "moved":  # the address of the alert is no longer theirs
        SearchAlert.objects.update(email="old@example.org")
    elif role == "shut":
        member.user.is_active = False
        member.user.save()
    (mail,) = told(hours=1)
    assert {name for name in words if f"zq{name}" in mail.body} == reads


def test_without_signing_in_an_address_of_a_member_is_told_what_is_public(member):
    put_one_of_each()
    kept = alert(email=member.email)
    assert reader_of(kept) != look_at(member)
    (mail,) = told(hours=1)
    assert "zqmembers" not in mail.body


def test_what_is_opened_to_more_people_is_new_to_them_and_what_is_closed_is_told_to_nobody(member):
    concept = agreed(english("tin", "a metal")).concept
    alert()
    alert(by=member)
    rows = SearchEntry.objects.filter(model="glossary.concept")
    rows.update(audience="members", checksum="")  # as if it had been for members so far
    with later(minutes=1):
        actions.refresh(Concept, [concept.pk])
    assert {mail.recipient for mail in told(hours=1)} == {ADA, member.email}
    assert rows.filter(found_at__gt=clock.now()).exists()


def test_other_words_of_what_could_be_found_are_no_news(secretary):
    concept = agreed(english("tin", "a metal")).concept
    alert()
    SearchEntry.objects.update(checksum="")
    with later(minutes=1):
        actions.refresh(Concept, [concept.pk])
    assert told(hours=1) == []


def test_what_a_rebuild_finds_is_no_news():
    agreed(english("tin", "a metal"))
    alert()
    with later(days=2):
        SearchEntry.objects.all().delete()
        rebuild()
    assert told(days=4) == []
    assert SearchEntry.objects.filter(found_at__date__lte=date(2026, 11, 20)).exists()


def test_what_is_closed_before_a_mail_has_gone_is_taken_out_of_it():
    around = rounds.open_round("mines")
    alert("q=quarrel")
    alert("q=visit", email="bo@example.org")
    with later(minutes=1):
        voices.sent(around, "A quarrel about zqclosed words")
        entry("A visit to a quarrel")
    mails = told(hours=1)
    assert any("zqclosed" in mail.body for mail in mails)
    with later(hours=2):
        said = Submission.objects.get()
        hold_submission(by=rounds.secretary(), submission=said, reason="It names somebody.", **voices.seen(said))
    assert not any("zqclosed" in mail.body for mail in MailOutbox.objects.all())
    assert any("A visit to a quarrel" in mail.body for mail in MailOutbox.objects.all())


# -- faults --------------------------------------------------------------------------------------------------------


def test_two_workers_tell_it_once():
    kept = alert()
    with later(minutes=1):
        entry("Tin")
    with later(hours=1):
        for _worker in range(2):
            tell(alert=kept, until=clock.now() - timedelta(minutes=5))
    assert MailOutbox.objects.filter(event__contains=":news:").count() == 1


def test_an_alert_that_was_ended_is_told_nothing_more():
    end(subscription=alert())
    with later(minutes=1):
        entry("Tin")
    assert told(hours=1) == []


def test_one_that_fails_stops_no_other_and_says_no_word_of_it(monkeypatch, caplog):
    alert("q=zqsecret tin")
    alert("q=tin", email="bo@example.org")
    real = __import__("search.alerts.actions", fromlist=["newest"]).newest

    def breaks(search, **how):
        if "zqsecret" in search.text:
            raise RuntimeError(search.text)
        return real(search, **how)

    monkeypatch.setattr("search.alerts.actions.newest", breaks)
    with later(minutes=1):
        entry("Tin zqsecret")
    with caplog.at_level(logging.DEBUG):
        assert [mail.recipient for mail in told(hours=1)] == ["bo@example.org"]
    assert "could not be told" in caplog.text
    assert "zqsecret" not in caplog.text
    monkeypatch.undo()
    assert [mail.recipient for mail in told(hours=2)] == ["bo@example.org", ADA]  # nothing is lost


def test_a_search_server_that_is_gone_keeps_nobody_from_being_told(settings):
    settings.SEARCH_URL = "http://127.0.0.1:9"
    alert()
    with later(minutes=1):
        entry("Tin")
    assert len(told(hours=1)) == 1


def test_telling_costs_the_same_for_more_results_and_waits_where_nothing_is_new(queries_of):
    from search.alerts.actions import tell_new_results

    alert()
    with later(hours=1):
        assert queries_of(tell_new_results) <= 2
    for day, number in ((2, 1), (4, 15)):
        with later(days=day):
            for one in range(number):
                entry(f"Tin {day} {one}")
    costs = []
    for day in (3, 5):
        with later(days=day):
            costs.append(queries_of(tell_new_results))
    assert costs[0] == costs[1]
    assert timedelta(days=1) == EACH
