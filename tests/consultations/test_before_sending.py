"""Before it is sent: what competitors must not tell each other, exactly what everybody will read, a copy if wanted."""

from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Site

from consultations.actions.responses import submit
from consultations.actions.rounds import edit_round
from consultations.competition import notice_of
from consultations.models import Comment, Identity, Submission
from portal.admin_forms import AllianceForm
from portal.models import AllianceSettings, MailOutbox
from tests.consultations.making import prepared_round
from tests.consultations.positions_making import delegate, drafted, firm, signed_in, there, writer
from tests.consultations.voices_making import ask, begun, make_round, sent
from tests.factories import UserFactory

__all__ = ["delegate", "firm", "writer"]

pytestmark = pytest.mark.django_db


def here(round) -> str:
    return reverse("consultations:respond", args=[round.slug])


def alliance(**texts) -> None:
    AllianceSettings.objects.update_or_create(site=Site.objects.get(), defaults={"competition_notice": texts})


def test_the_rounds_words_stand_before_the_alliances_and_these_before_the_usual(noon, client):
    plain = make_round()
    ours = make_round("ours", competition_notice={"en": "No tonnages.", "es": "Sin tonelajes."})
    assert "prices you pay" in client.get(here(plain)).content.decode()
    alliance(en="No prices.", fr="Pas de prix.")
    beside = reverse("consultations:comment-on", args=[plain.slug, "c-1"])
    for address in (here(plain), beside):
        assert "No prices." in client.get(address).content.decode()
    assert "No tonnages." in client.get(here(ours)).content.decode()
    with override("es"):
        assert notice_of(ours) == ("Sin tonelajes.", "es")
        assert notice_of(plain) == ("No prices.", "en")
    assert (
        'lang="fr"'
        not in client.get(here(plain).replace("/en/", "/fr/")).content.decode().split("Pas de prix.")[0][-9:]
    )


def test_the_settings_and_the_desk_take_a_line_for_each_language(secretary, as_secretary):
    names = AllianceForm.base_fields
    assert set(names) == {"colophon", "competition_notice"}
    round = prepared_round(by=secretary)
    page = as_secretary.get(reverse("consultations:desk-round", args=[round.slug])).content.decode()
    assert 'name="competition_notice_fr"' in page
    edit_round(by=secretary, round=round, competition_notice={"fr": "Pas de prix."}, asks_acknowledgement=True)
    round.refresh_from_db()
    assert (round.competition_notice, round.asks_acknowledgement) == ({"fr": "Pas de prix."}, True)


def test_who_sends_says_that_they_have_read_it_where_the_round_asks_for_that(client, noon):
    round = make_round(competition_notice={"en": "No tonnages."}, asks_acknowledgement=True)
    data = {"group": "asm", "body": "Visit twice.", "name": "B", "email": "b@example.org", "send": "1"}
    refused = client.post(here(round), data)
    assert refused.status_code == 400
    assert "Read it, and say that you have." in refused.content.decode()
    assert not Submission.objects.exists()
    assert client.post(here(round), {**data, "body": "", "acknowledged": "on"}).status_code == 303
    assert sha256(b"No tonnages.").hexdigest() in Submission.objects.get().content
    with pytest.raises(ValidationError):
        submit(response=begun(round), by=UserFactory())


def test_where_nobody_asks_for_it_nothing_of_it_is_kept(noon):
    assert "acknowledged" not in sent(make_round()).submission.content


def test_what_will_be_published_is_what_is_published(client, noon):
    round = make_round()
    gain = ask(round, "What is gained?")
    client.post(here(round), {"group": "asm", "sector": "up", "country": "PE", "body": "Visit twice.", "add": "1"})
    client.post(here(round), {"body": "Our prices.", "committee_only": "on", f"q{gain.pk}": "Trust.", "add": "1"})
    will = client.get(here(round)).context["will"]
    assert (will.voice.is_withheld, will.voice.is_narrowed, will.kept_back) == (True, True, 1)
    assert [one["body"] for one in will.comments] == ["Visit twice."]
    who = {"confidentiality": "name", "name": "Beatriz Choque", "email": "b@example.org"}
    assert client.post(here(round), {**who, "published": "1"})["Location"].endswith("#published")
    page = client.get(here(round))
    panel = page.content.decode().partition('id="published"')[2].partition("</section>")[0]
    assert "Beatriz Choque" in panel
    assert "Visit twice." in panel
    assert "Our prices." not in panel
    assert "1 line is left out" in panel
    assert "once you have confirmed your address" in panel
    client.post(here(round), {**who, "send": "1"})
    Identity.objects.update(confirmed_at=noon)
    assert [row.body for row in Comment.objects.published()] == ["Visit twice."]
    public = client.get(reverse("consultations:comment", args=[round.slug, "R1-0001"])).context["comment"].voice
    assert public == page.context["will"].voice


def test_what_is_for_the_committee_only_is_said_to_be_read_by_nobody_else(client, noon):
    round = make_round(screening="before")
    client.post(here(round), {"group": "asm", "body": "Visit twice.", "add": "1"})
    assert "once the secretariat has looked at it" in client.get(here(round)).content.decode()
    client.post(here(round), {"confidentiality": "committee", "published": "1"})
    panel = client.get(here(round)).content.decode().partition('id="published"')[2].partition("</section>")[0]
    assert "Nothing. Only those who work on the answers read it" in panel
    assert "Visit twice." not in panel


def test_a_position_is_published_for_its_organisation_and_no_writer_is_named(firm, delegate, writer, noon):
    round = make_round()
    drafted(round, firm, writer, "Visit twice.")
    client = signed_in(writer)
    client.post(there(round, firm), {"confidentiality": "name", "published": "1"})
    voice = client.get(there(round, firm)).context["will"].voice
    assert (voice.organisation, voice.name, voice.is_own_word) == ("Kestrel Refining", "", False)
    assert signed_in(delegate).get(there(round, firm)).context["will"].voice.name == "Dina Rojas"


@pytest.mark.parametrize(("wanted", "mails"), [("", 0), ("on", 1)])
def test_a_copy_of_the_receipt_is_mailed_if_asked_for_and_never_with_its_pin(noon, wanted, mails):
    round, user = make_round(), UserFactory()
    client = signed_in(user)
    sent_to = client.post(here(round), {"group": "asm", "body": "Visit twice.", "copy": wanted, "send": "1"})[
        "Location"
    ]
    page = client.get(sent_to)
    assert [mail.recipient for mail in MailOutbox.objects.all()] == [user.email] * mails
    for mail in MailOutbox.objects.all():
        assert page.context["code"] in mail.body
        assert Submission.objects.get().content_sha256 in mail.body
        assert page.context["pin"] not in mail.body
        assert "Visit twice." not in mail.body
