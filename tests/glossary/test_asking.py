"""Members ask for terms, see them in a public list, and read what became of them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from glossary.actions import agree, ask_for_term, decline, open_review, reject, take_up
from glossary.actions.asking import A_DAY
from glossary.asked import alike
from glossary.forms.voices import AskForm
from glossary.models import ConceptVersion, TermProposal
from glossary.permissions import can_ask_for_term, can_settle_proposal
from glossary.words import GroupAgreement, Name
from portal import clock
from portal.members.models import Membership, Organisation
from portal.members.permissions import Refused
from portal.members.viewer import ANYBODY, look_at
from portal.models import MailOutbox
from tests.factories import group
from tests.glossary.making import agreed, english, french, proposed

pytestmark = pytest.mark.django_db
WORDS = {"name": "debt bondage", "definition": "work for a debt", "justification": "Washers ask for it."}


def asked(by, **fields) -> TermProposal:
    return ask_for_term(by=by, **WORDS | fields)


def subjects(recipient) -> list[str]:
    return list(MailOutbox.objects.filter(recipient=recipient.email).order_by("pk").values_list("subject", flat=True))


def test_who_may_ask_and_who_may_answer(secretary, member, outsider):
    proposal = asked(member)
    for who, may in ((secretary, True), (member, True), (outsider, False)):
        assert bool(can_ask_for_term(look_at(who))) == may
    assert not can_ask_for_term(ANYBODY)
    for who, may in ((secretary, True), (member, False), (outsider, False)):
        assert bool(can_settle_proposal(look_at(who), proposal)) == may
    with pytest.raises(Refused):
        asked(outsider)
    with pytest.raises(Refused):
        decline(by=member, proposal=proposal, reason="No.")


@pytest.mark.parametrize("field", ["name", "definition", "justification"])
def test_it_says_what_and_why(member, field):
    with pytest.raises(ValidationError) as refusal:
        asked(member, **{field: " "})
    assert field in refusal.value.error_dict


def test_nobody_fills_the_list_alone(member, noon):
    for number in range(A_DAY):
        asked(member, name=f"term {number}")
    with pytest.raises(ValidationError, match="since yesterday"):
        asked(member)
    with clock.set_to(noon + timedelta(hours=25)):
        asked(member)


def test_nobody_speaks_for_an_organisation_that_is_not_theirs(member, secretary):
    theirs = Organisation.objects.get()
    for who in (member, secretary):
        with pytest.raises(ValidationError, match="Only a delegate"):
            asked(who, organisation=theirs)
        assert not AskForm(viewer=look_at(who)).fields["organisation"].queryset.exists()
    Membership.objects.update(role=Membership.Role.DELEGATE)
    assert asked(member, organisation=theirs).group == theirs.group
    assert AskForm(viewer=look_at(member)).fields["organisation"].queryset.get() == theirs


def test_the_same_proposal_sent_twice_stands_once(member, secretary):
    first = asked(member)
    with pytest.raises(ValidationError, match="said this already"):
        asked(member, name=" debt bondage ")
    asked(secretary)
    decline(by=secretary, proposal=first, reason="Not yet.")
    asked(member)


def test_the_language_of_a_proposal_is_kept_as_the_glossary_writes_it(as_member):
    as_member.post("/en/glossary/propose/", WORDS | {"language": "es-mx"})
    assert TermProposal.objects.get().language == "es-MX"


def test_what_is_taken_up_becomes_a_version_and_its_end_is_told(member, secretary):
    proposal = asked(member, source="A law", source_url="https://example.org/law")
    version = take_up(by=secretary, proposal=proposal)
    assert version.status == "proposed"
    entry = version.entries.get()
    assert (entry.name, entry.definition, entry.sources[0]["citation"]) == ("debt bondage", "work for a debt", "A law")
    agree(
        by=secretary,
        version=open_review(by=secretary, version=version),
        decision_number="SC-1",
        agreements=[GroupAgreement(group("la"), "agree")],
    )
    assert subjects(member) == ["Your proposal is taken up", "Your proposal is agreed"]
    with pytest.raises(Refused, match="has its answer"):
        decline(by=secretary, proposal=proposal, reason="No.")


def test_a_change_starts_as_a_copy_and_changes_one_language(member, secretary):
    first = agreed(english("forced labour", "work", Name("forced labor", "admitted")), french())
    proposal = asked(member, concept=first.concept, name="coerced work")
    version = take_up(by=secretary, proposal=proposal, change_class="wording")
    words = {row.language: row for row in version.entries.all()}
    assert words["fr"].definition == "travail sous peine"
    names = {name.text: name.status for name in words["en"].designations.all()}
    assert names == {"coerced work": "preferred", "forced labour": "admitted", "forced labor": "admitted"}
    assert (version.change_class, version.reason) == ("wording", "Washers ask for it.")
    assert ConceptVersion.objects.get(pk=first.pk).status == "agreed"
    reject(by=secretary, version=version, reason="Nobody says so.")
    assert subjects(member)[-1] == "Your proposal is rejected"
    assert "Nobody says so." in MailOutbox.objects.get(subject="Your proposal is rejected").body


def test_while_a_version_is_on_the_table_no_other_is_taken_up(member, secretary):
    concept = proposed().concept
    proposal = asked(member, concept=concept)
    with pytest.raises(ValidationError, match="on the table"):
        take_up(by=secretary, proposal=proposal)
    assert TermProposal.objects.get().state == "waiting"


def test_declining_has_a_public_reason_and_may_lead_elsewhere(member, secretary, client):
    concept = agreed().concept
    proposal = asked(member)
    with pytest.raises(ValidationError, match="reason is published"):
        decline(by=secretary, proposal=proposal, reason=" ")
    decline(by=secretary, proposal=proposal, reason="It is there already.", instead=concept)
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "It is there already." in page
    assert concept.get_absolute_url() in page
    assert subjects(member) == ["About your proposal"]
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        TermProposal.objects.update(outcome="other")
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        TermProposal.objects.update(definition="other")


def test_terms_like_it_are_found_first():
    agreed(english("forced labour", "a"))
    agreed(english("child labour", "a"))
    agreed(english("cobalt", "a"))
    assert [row.words.text for row in alike("Forced  Labour", "en")][:1] == ["forced labour"]
    assert [row.words.text for row in alike("forced labour of adults", "en")] == ["forced labour"]
    assert [row.words.text for row in alike("labour", "en")] == ["child labour", "forced labour"]
    assert alike("x", "en") == []


def test_a_member_looks_then_proposes_and_reads_it_in_the_list(as_member):
    agreed(english("debt", "what is owed"))
    first = as_member.get("/en/glossary/propose/").content.decode()
    assert 'name="definition"' not in first
    looked = as_member.get("/en/glossary/propose/?name=debt+bondage").content.decode()
    assert "RS-0001" in looked
    assert 'name="definition"' in looked
    bad = as_member.post("/en/glossary/propose/", {"name": "debt bondage", "language": "en"})
    assert bad.status_code == 400
    done = as_member.post("/en/glossary/propose/", WORDS | {"language": "en"}, follow=True)
    assert "Nobody has answered yet." in done.content.decode()
    assert "debt bondage" in as_member.get("/en/glossary/proposals/").content.decode()


def test_whoever_may_not_propose_reads_why(as_outsider, client):
    assert "Only members of the alliance" in as_outsider.get("/en/glossary/propose/").content.decode()
    assert "Sign in" in client.get("/en/glossary/propose/").content.decode()
    as_outsider.post("/en/glossary/propose/", WORDS | {"language": "en"})
    assert not TermProposal.objects.exists()


def test_the_list_is_chosen_from_sorted_and_paged(member, secretary, client, monkeypatch):
    assert "Nobody has proposed a term yet" in client.get("/en/glossary/proposals/").content.decode()
    asked(member, name="zinc")
    decline(by=secretary, proposal=asked(member, name="amber"), reason="No.")
    monkeypatch.setattr("glossary.views.asking.PAGE", 1)
    first = client.get("/en/glossary/proposals/?order=name").content.decode()
    assert "amber" in first
    assert "zinc" not in first
    assert "zinc" in client.get("/en/glossary/proposals/?order=name&page=2").content.decode()
    assert "amber" not in client.get("/en/glossary/proposals/?state=waiting").content.decode()
    assert "No proposal stands here now" in client.get("/en/glossary/proposals/?state=taken_up").content.decode()


def test_the_secretariat_answers_at_the_desk(member, as_secretary, as_member):
    one, two = asked(member), asked(member, name="zinc")
    assert as_member.get("/en/desk/glossary/proposals/").status_code == 403
    address = f"/en/desk/glossary/proposals/{one.pk}/"
    assert as_secretary.post(address, {"do": "decline", "reason": ""}).status_code == 200
    assert as_secretary.post(address, {"do": "nothing"}).status_code == 404
    taken = as_secretary.post(address, {"do": "take_up", "change_class": "meaning", "reason": ""})
    assert taken["Location"] == "/en/desk/glossary/RS-0001/"
    gone = as_secretary.post(f"/en/desk/glossary/proposals/{two.pk}/", {"do": "decline", "reason": "No metal."})
    assert gone["Location"] == "/en/desk/glossary/proposals/"
    assert "Every proposal has its answer" in as_secretary.get("/en/desk/glossary/proposals/").content.decode()


def test_the_pages_cost_the_same_with_more_proposals(member, secretary, as_secretary, client, queries_of):
    first = agreed()
    proposal = asked(member, concept=first.concept)
    decline(by=secretary, proposal=asked(secretary), reason="No.", instead=first.concept)
    pages = ["/en/glossary/proposals/", proposal.get_absolute_url(), "/en/glossary/propose/?name=term"]
    desk = ["/en/desk/glossary/proposals/", f"/en/desk/glossary/proposals/{proposal.pk}/"]

    def costs() -> list[int]:
        public = [queries_of(lambda page=page: client.get(page)) for page in pages]
        return public + [queries_of(lambda page=page: as_secretary.get(page)) for page in desk]

    costs()
    before = costs()
    for number in range(4):
        take_up(by=secretary, proposal=asked(member, name=f"term {number}"))
        decline(by=secretary, proposal=asked(secretary, name=f"no {number}"), reason="No.", instead=first.concept)
        asked(member, name=f"later {number}")
    costs()
    assert costs() == before


def test_words_that_were_rejected_are_not_taken_along(member, secretary):
    first = agreed(english(), french(), by=secretary)
    other = proposed(english(), french(definition="autre sens"), by=secretary, concept=first.concept)
    reject(by=secretary, version=other, reason="Nobody says so.")
    version = take_up(by=secretary, proposal=asked(member, concept=first.concept))
    assert version.number == 3
    assert version.entries.get(language="fr").definition == "travail sous peine"


def test_an_address_that_is_none_of_the_web_is_cited_and_no_link(member, secretary):
    version = take_up(by=secretary, proposal=asked(member, source_url="ftp://example.org/law"))
    source = version.entries.get().sources[0]
    assert (source["citation"], source["url"]) == ("ftp://example.org/law", "")
