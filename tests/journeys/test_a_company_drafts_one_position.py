"""Two colleagues of a company draft one position, its delegate sends it; somebody outside sees that there is one."""

import pytest
from django.test import Client

from consultations.models import Comment, Submission, UnsentResponse
from portal.members.models import Membership
from tests.consultations.making import prepared_round
from tests.consultations.voices_making import ask
from tests.factories import MembershipFactory, OrganisationFactory, group
from tests.journeys.walking import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon", "patient")]
ROUND = "/en/consultations/small-mines-1/"


@pytest.fixture
def patient(settings):
    """Nobody in this story is taken for a program."""
    settings.FORM_SECONDS = 0


@pytest.fixture
def round(secretary):
    from consultations.actions.rounds import announce

    prepared = prepared_round(by=secretary, competition_notice={"en": "No prices, please."}, asks_acknowledgement=True)
    ask(prepared, "What would a visit every year cost you?")
    return announce(by=secretary, round=prepared)


def visitor(membership) -> Visitor:
    client = Client()
    client.force_login(membership.user)
    return Visitor(client)


@pytest.fixture
def firm():
    return OrganisationFactory(name="Kestrel Refining", group=group("tr"))


@pytest.fixture
def people(firm):
    """Two who write, the delegate who sends, and one who has only asked to belong."""
    return {
        "wayra": visitor(MembershipFactory(organisation=firm, user__display_name="Wayra Choque")),
        "sami": visitor(MembershipFactory(organisation=firm, user__display_name="Sami Ortiz")),
        "dina": visitor(
            MembershipFactory(organisation=firm, role=Membership.Role.DELEGATE, user__display_name="Dina Rojas")
        ),
        "outsider": visitor(
            MembershipFactory(organisation=firm, confirmed_at=None, confirmed_by=None, user__display_name="Ada Quispe")
        ),
    }


def test_a_company_drafts_one_position(round, firm, people):
    colleagues_write(round, firm, **people)
    the_delegate_sends(round, firm, **people)
    all_of_them_read_it(round, firm, **people)
    assert Submission.objects.official().count() == 1


def colleagues_write(round, firm, wayra, sami, dina, outsider):
    question = f"q{round.questions.get().pk}"
    # Sami writes for himself first, beside a clause.
    sami.open(f"{ROUND}draft/c/c-know/comment/").send("Keep in my response", body="Every year is too seldom.")

    # Wayra begins the position.
    wayra.open(ROUND + "respond/")
    assert "You belong to Kestrel Refining" in wayra.text
    wayra.follow("Begin it").send("Keep this comment", clause="2.2", body="Two years are one rainy season too few.")
    wayra.send("Keep my answers", **{question: "Two people for a week."})
    assert "Written by Wayra Choque" in wayra.text
    assert "Send our position" not in wayra.text
    assert "A delegate of your organisation sends it" in wayra.text

    # Sami is led to the same one, hands over what he wrote, and changes Wayra's answer.
    sami.open(ROUND + "respond/")
    assert "Kestrel Refining is drafting its position. 2 lines so far." in sami.text
    sami.send("Hand what I wrote here over to Kestrel Refining")
    sami.send("Keep my answers", **{question: "Two people for two weeks."})
    assert "changed by Sami Ortiz" in sami.text
    assert UnsentResponse.objects.get(organisation=firm).words["comments"][1]["body"] == "Every year is too seldom."

    # Somebody who has only asked to belong finds nothing of it, and it is not there for them.
    assert "Kestrel" not in outsider.open(ROUND + "respond/").text
    assert outsider.client.get(f"{ROUND}respond/for/{firm.pk}/").status_code == 404


def the_delegate_sends(round, firm, wayra, sami, dina, outsider):
    # Dina looks over what everybody will read, and sends it.
    dina.open(f"{ROUND}respond/for/{firm.pk}/").send("Keep my choice, and show this anew", confidentiality="name")
    assert "Dina Rojas, for Kestrel Refining" in dina.text
    assert "No prices, please." in dina.text
    refused = dina.client.post(f"{ROUND}respond/for/{firm.pk}/", {"send": "1"})
    assert "Read it, and say that you have." in refused.content.decode()
    dina.send("Send our position", acknowledged="on")
    assert "PIN" in dina.text
    assert "Two people for two weeks." in dina.text
    submission = Submission.objects.get()
    assert (submission.organisation, submission.comments.count(), submission.answers.count()) == (firm, 2, 1)


def all_of_them_read_it(round, firm, wayra, sami, dina, outsider):
    # Her colleagues read the receipt, and cannot withdraw it; there is no second position.
    wayra.open(ROUND + "respond/").follow("See what was sent").follow("Read the receipt")
    assert "Two people for two weeks." in wayra.text
    assert "Withdraw this response" not in wayra.text
    assert "has sent its position" in sami.open(ROUND + "respond/").text

    # Outside, everybody sees that there is one, and not who held the pen; somebody stands behind it.
    outsider.open(f"{ROUND}comments/")
    assert "Dina Rojas, for Kestrel Refining" in outsider.text
    assert "Wayra" not in outsider.text + "".join(Comment.objects.values_list("body", flat=True))
    outsider.follow("R1-0001").follow("Put my name under it")
    outsider.send("Put my name under it", group="asm", is_public="on")
    assert "Ada Quispe" in outsider.page.get_element_by_id("behind-h").getparent().getparent().text_content()
