"""What groups say of words under review, and what stands below them once they are agreed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from glossary.actions import sound
from glossary.models import Sounding
from glossary.permissions import can_sound
from glossary.sounding_board import sides_of
from glossary.words import GroupAgreement
from portal import clock
from portal.members.models import Membership, Organisation
from portal.members.permissions import Refused
from portal.members.viewer import ANYBODY, look_at
from tests.factories import MembershipFactory, OrganisationFactory, group
from tests.glossary.making import agreed, english, proposed, under_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def delegate(db):
    """Speaks for a union."""
    union = OrganisationFactory(name="Union of Porters", group=group("la"))
    return MembershipFactory(organisation=union, role=Membership.Role.DELEGATE).user


@pytest.fixture
def union(delegate):
    return Organisation.objects.get(name="Union of Porters")


def said_by(version, code: str) -> str:
    return next(side.value for side in sides_of(version) if side.group.code == code)


def test_silence_is_shown_and_the_gravest_word_of_a_group_stands_for_it(delegate, union, secretary):
    version = under_review()
    assert said_by(version, "la") == ""
    sound(by=delegate, version=version, organisation=union, value="agree")
    assert said_by(version, "la") == "agree"
    other = OrganisationFactory(name="Guild", group=group("la"))
    sound(by=secretary, version=version, organisation=other, value="reservation", text="Say who pays.")
    assert said_by(version, "la") == "reservation"
    assert Sounding.objects.get(organisation=other).is_written_down
    assert not Sounding.objects.get(organisation=union).is_written_down


def test_the_last_word_counts_and_the_one_before_stays_on_record(delegate, union):
    version = under_review()
    sound(by=delegate, version=version, organisation=union, value="object", text="Too wide.")
    sound(by=delegate, version=version, organisation=union, value="agree", text="left over")
    assert said_by(version, "la") == "agree"
    assert [row.text for row in version.soundings.order_by("pk")] == ["Too wide.", ""]


@pytest.mark.parametrize(
    ("value", "text", "message"),
    [("reservation", " ", "needs its words"), ("object", "", "needs its words"), ("abstain", "x", "Choose what")],
)
def test_a_reservation_has_words(delegate, union, value, text, message):
    with pytest.raises(ValidationError, match=message):
        sound(by=delegate, version=under_review(), organisation=union, value=value, text=text)


def test_who_may_say_what_a_group_thinks(secretary, member, outsider, delegate, union):
    """Role by state of the version; a member who is no delegate speaks by a comment."""
    states = {"proposed": proposed(english("a", "a")), "under review": under_review(), "agreed": agreed(english("b"))}
    for state, version in states.items():
        for who in (secretary, delegate):
            assert bool(can_sound(look_at(who), version, union)) == (state == "under review"), state
        for viewer in (ANYBODY, look_at(member), look_at(outsider)):
            verdict = can_sound(viewer, version, union)
            assert not verdict
            assert str(verdict.reason)
    other = OrganisationFactory(status=Organisation.Status.OBSERVER)
    assert not can_sound(look_at(secretary), states["under review"], other)
    with pytest.raises(Refused, match="Only a delegate"):
        sound(by=delegate, version=states["under review"], organisation=OrganisationFactory(), value="agree")


def test_after_the_last_day_of_the_review_nobody_sounds(delegate, union, noon):
    version = under_review()
    version.review_until = clock.today() - timedelta(days=1)
    version.save(update_fields=["review_until"])
    assert not can_sound(look_at(delegate), version, union)


def test_a_sounding_is_never_changed_and_comes_under_review_only(delegate, union):
    version = under_review()
    row = sound(by=delegate, version=version, organisation=union, value="agree")
    other = proposed(english("b"))
    about = {"organisation": union, "group": union.group, "given_by": delegate}
    for write in (
        lambda: Sounding.objects.filter(pk=row.pk).update(value="object", text="x"),
        lambda: connection.cursor().execute("DELETE FROM glossary_sounding WHERE id = %s", [row.pk]),
        lambda: Sounding.objects.create(version=other, value="agree", **about),
        lambda: Sounding.objects.create(version=version, value="object", **about),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_a_delegate_says_it_on_a_page_and_reads_it_beside_the_words(delegate, union, client):
    version = under_review()
    client.force_login(delegate)
    address = f"{version.get_absolute_url()}sounding/"
    assert "Union of Porters" in client.get(address).content.decode()
    empty = client.post(address, {"organisation": union.pk, "value": "reservation", "text": ""})
    assert empty.status_code == 400
    assert "needs its words" in empty.content.decode()
    sent = {"organisation": union.pk, "value": "reservation", "text": "Say who pays."}
    assert client.post(address, sent)["Location"].startswith(version.get_absolute_url())
    page = Client().get(version.get_absolute_url()).content.decode()
    assert "Say who pays." in page
    assert "no answer yet" in page


def test_others_read_why_they_cannot(as_member, client):
    version = under_review()
    address = f"{version.get_absolute_url()}sounding/"
    assert "A delegate of a member organisation" in as_member.get(address).content.decode()
    assert as_member.post(address, {"value": "agree"}).status_code == 403
    assert "Sign in" in client.get(address).content.decode()
    assert client.get("/en/glossary/RS-0001/v/9/sounding/").status_code == 404


def test_a_reservation_stands_under_the_definition_and_goes_with_the_version(client):
    said = [GroupAgreement(group("la"), "reservation", "Only with a date."), GroupAgreement(group("asm"), "agree")]
    version = agreed(agreements=said)
    page = client.get(version.concept.get_absolute_url()).content.decode()
    assert page.index("Only with a date.") < page.index("Names for it")
    agreed(english(definition="other"), concept=version.concept)
    assert "Only with a date." not in client.get(version.concept.get_absolute_url()).content.decode()
    assert "Only with a date." in client.get(version.get_absolute_url()).content.decode()


def test_the_page_costs_the_same_with_more_soundings(delegate, union, secretary, queries_of, client):
    version = under_review()
    sound(by=delegate, version=version, organisation=union, value="object", text="No.")
    pages = [version.get_absolute_url(), f"{version.get_absolute_url()}sounding/"]
    for page in pages:
        client.get(page)
    before = [queries_of(lambda page=page: client.get(page)) for page in pages]
    for code in ("asm", "cs", "fi"):
        one = OrganisationFactory(group=group(code))
        sound(by=secretary, version=version, organisation=one, value="object", text="No.")
    client.get(pages[0])
    assert [queries_of(lambda page=page: client.get(page)) for page in pages] == before
