"""Anybody signed in comments on a version; the secretariat looks it over and answers."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from glossary.actions import answer_comment, comment, decline_comment, publish_comment, withdraw
from glossary.actions.commenting import AN_HOUR
from glossary.forms.voices import CommentForm
from glossary.models import VersionComment
from glossary.permissions import can_answer_comment, can_comment, can_screen_comment
from portal.members.models import Membership, Organisation
from portal.members.permissions import Refused
from portal.members.viewer import ANYBODY, look_at
from portal.models import MailOutbox
from tests.glossary.making import agreed, english, under_review

pytestmark = pytest.mark.django_db


def page_of(version) -> str:
    return Client().get(f"{version.get_absolute_url()}comments/").content.decode()


def test_who_may_comment_look_over_and_answer(secretary, member, outsider):
    old = agreed()
    new = agreed(english(definition="other"), concept=old.concept)
    old.refresh_from_db()
    row = comment(by=member, version=new, body="Say who pays.")
    for who in (secretary, member, outsider):
        assert can_comment(look_at(who), new)
        assert not can_comment(look_at(who), old)
    assert not can_comment(ANYBODY, new)
    for who, may in ((secretary, True), (member, False), (outsider, False)):
        assert bool(can_screen_comment(look_at(who), row)) == may
        assert bool(can_answer_comment(look_at(who), row)) == may
    with pytest.raises(Refused):
        publish_comment(by=member, comment=row)
    withdraw(by=secretary, concept=new.concept, reason="Enough.")
    with pytest.raises(Refused):
        comment(by=member, version=new, body="And now?")


def test_a_members_comment_stands_at_once_and_another_persons_after_a_look(member, outsider, secretary):
    version = agreed()
    comment(by=member, version=version, body="From a member.")
    row = comment(by=outsider, version=version, body="From somebody.")
    assert "From a member." in page_of(version)
    assert "From somebody." not in page_of(version)
    publish_comment(by=secretary, comment=row)
    assert "From somebody." in page_of(version)
    assert MailOutbox.objects.get(recipient=outsider.email).subject == "About your comment"


def test_what_is_taken_off_the_page_tells_its_author_why(member, secretary):
    version = agreed()
    row = comment(by=member, version=version, body="Somebody's telephone number.")
    with pytest.raises(ValidationError, match="author is told"):
        decline_comment(by=secretary, comment=row, reason=" ")
    decline_comment(by=secretary, comment=row, reason="It names a person.")
    assert "telephone" not in page_of(version)
    assert "It names a person." in MailOutbox.objects.get().body
    with pytest.raises(Refused, match="Only what is published"):
        answer_comment(by=secretary, comment=row, answer="No.")


def test_an_answer_stands_below_and_is_written_once(member, secretary):
    version = agreed()
    row = comment(by=member, version=version, body="Who pays?")
    answer_comment(by=secretary, comment=row, answer="Whoever buys.")
    assert "Whoever buys." in page_of(version)
    assert "Whoever buys." in MailOutbox.objects.get().body
    with pytest.raises(Refused, match="has its answer"):
        answer_comment(by=secretary, comment=row, answer="Other.")
    for change in ({"answer": "Other."}, {"body": "Other."}):
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            VersionComment.objects.update(**change)


@pytest.mark.parametrize(("body", "message"), [(" ", "Write what you think"), ("x" * 4001, "at most")])
def test_words_that_are_none_or_too_many(member, body, message):
    with pytest.raises(ValidationError, match=message):
        comment(by=member, version=agreed(), body=body)


def test_nobody_floods_a_page(member, noon):
    version = agreed()
    comment(by=member, version=version, body="0")
    with pytest.raises(ValidationError, match="said this already"):
        comment(by=member, version=version, body="0")
    for number in range(1, AN_HOUR):
        comment(by=member, version=version, body=str(number))
    with pytest.raises(ValidationError, match="within an hour"):
        comment(by=member, version=version, body="one more")


def test_a_person_is_not_named(outsider, member, secretary):
    version = under_review()
    organisation = Organisation.objects.get()
    outsider.display_name = "Ada Quispe"
    outsider.save()
    publish_comment(by=secretary, comment=comment(by=outsider, version=version, body="From me."))
    with pytest.raises(ValidationError, match="Only a delegate"):
        comment(by=member, version=version, body="From me alone.", organisation=organisation)
    assert "organisation" not in CommentForm(viewer=look_at(member)).fields
    Membership.objects.update(role=Membership.Role.DELEGATE)
    comment(by=member, version=version, body="From us.", organisation=organisation)
    page = page_of(version)
    assert "Ada Quispe" not in page
    assert organisation.name in page
    with pytest.raises(ValidationError, match="Only a delegate"):
        comment(by=outsider, version=version, body="Not ours.", organisation=organisation)


def test_it_is_written_on_a_page_without_javascript(as_outsider, client):
    version = agreed()
    address = f"{version.get_absolute_url()}comments/"
    assert "Sign in" in client.get(address).content.decode()
    assert client.post(address, {"body": "x"}).status_code == 200
    assert as_outsider.post(address, {"body": ""}).status_code == 400
    answer = as_outsider.post(address, {"body": "Say <b>who</b> pays."}, follow=True).content.decode()
    assert "waits until somebody" in answer
    assert "<b>who</b>" not in answer


def test_the_desk_looks_over_and_answers(outsider, as_secretary, as_member):
    row = comment(by=outsider, version=agreed(), body="Who pays?")
    address = f"/en/desk/glossary/comments/{row.pk}/"
    assert as_member.get(address).status_code == 403
    assert "look at it" in as_secretary.get("/en/desk/glossary/comments/").content.decode()
    assert as_secretary.post(address, {"do": "take_off", "reason": ""}).status_code == 200
    assert as_secretary.post(address, {"do": "publish"})["Location"] == address
    assert as_secretary.post(address, {"do": "answer", "answer": "You."})["Location"] == "/en/desk/glossary/comments/"
    assert "Every comment has its answer" in as_secretary.get("/en/desk/glossary/comments/").content.decode()


def test_pages_of_comments_cost_the_same_with_more(member, secretary, as_secretary, client, queries_of, noon):
    version = agreed()
    Membership.objects.update(role=Membership.Role.DELEGATE)
    row = comment(by=member, version=version, body="0", organisation=Organisation.objects.get())
    pages = [f"{version.get_absolute_url()}comments/", version.concept.get_absolute_url()]
    desk = ["/en/desk/glossary/comments/", f"/en/desk/glossary/comments/{row.pk}/"]

    def costs() -> list[int]:
        public = [queries_of(lambda page=page: client.get(page)) for page in pages]
        return public + [queries_of(lambda page=page: as_secretary.get(page)) for page in desk]

    costs()
    before = costs()
    for number in range(1, 5):
        more = comment(by=member, version=version, body=str(number), organisation=Organisation.objects.get())
        if number % 2:
            answer_comment(by=secretary, comment=more, answer="Yes.")
    costs()
    assert costs() == before
