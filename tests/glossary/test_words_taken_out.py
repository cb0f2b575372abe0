"""Words of a declined proposal can be taken out: for good, by the secretariat, and everybody reads that and why."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from glossary.actions import ask_for_term, decline, take_up, take_words_out
from glossary.models import ProposalRedaction, TermProposal
from glossary.permissions import can_take_words_out
from portal.erasing import MARK
from portal.members.permissions import Refused
from portal.members.viewer import look_at
from portal.models import MailOutbox

pytestmark = pytest.mark.django_db
SECRET = "Ada Example of Dune Street"


@pytest.fixture
def asked(member):
    return ask_for_term(
        by=member,
        name=f"a robber like {SECRET}",
        definition=f"somebody like ada  example\nof Dune Street or {SECRET}",
        justification="Everybody says so.",
        source=SECRET,
        source_url="https://example.org/ada",
    )


@pytest.fixture
def declined(asked, secretary):
    return decline(by=secretary, proposal=asked, reason=f"This is about {SECRET} and no term.")


def everything_kept() -> str:
    """Every row of every table."""
    with connection.cursor() as cursor:
        said = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            said.append(repr(cursor.fetchall()))
    return "".join(said).lower()


def test_the_words_are_gone_everywhere_and_the_reason_is_read_by_everybody(declined, secretary, client):
    MailOutbox.objects.update(sent_at=declined.settled_at, body="")  # the mail to its writer has gone
    made = take_words_out(by=secretary, proposal=declined, words=SECRET, reason="It named a private person.")
    assert made.places == 5
    declined.refresh_from_db()
    assert declined.name == f"a robber like {MARK}"
    assert declined.definition == f"somebody like {MARK} or {MARK}"
    assert declined.outcome == f"This is about {MARK} and no term."
    assert "dune street" not in everything_kept()
    assert made.before_sha256 != made.after_sha256 == declined.sha256
    page = client.get(declined.get_absolute_url()).content.decode()
    assert "It named a private person." in page
    assert "took words out of this proposal" in page
    assert SECRET not in client.get(reverse("glossary:proposals")).content.decode()
    assert "It named a private person." in MailOutbox.objects.latest("pk").body


def test_all_of_it_can_go(declined, secretary):
    take_words_out(by=secretary, proposal=declined, everything=True, reason="Insults.", words=SECRET)
    declined.refresh_from_db()
    said = (declined.name, declined.definition, declined.justification, declined.source, declined.source_url)
    assert said == (MARK, MARK, MARK, MARK, "")
    assert declined.outcome == f"This is about {MARK} and no term."


def test_a_mail_that_still_waits_says_it_no_more(declined, secretary):
    assert SECRET in MailOutbox.objects.get().body
    take_words_out(by=secretary, proposal=declined, words=SECRET, reason="It named a private person.")
    assert "dune street" not in everything_kept()


@pytest.mark.parametrize(
    ("words", "reason", "said"),
    [
        ("", "Why.", "Write the words to take out"),
        ("a", "Why.", "Write the words to take out"),
        (SECRET, " ", "everybody reads this"),
        (SECRET, f"It named {SECRET}.", "do not repeat the words"),
        ("nowhere to be found", "Why.", "stand nowhere"),
    ],
)
def test_what_is_taken_out_is_there_and_the_reason_says_it_not_again(declined, secretary, words, reason, said):
    before = TermProposal.objects.values().get()
    with pytest.raises(ValidationError, match=said):
        take_words_out(by=secretary, proposal=declined, words=words, reason=reason)
    assert TermProposal.objects.values().get() == before
    assert not ProposalRedaction.objects.exists()


def test_only_the_secretariat_and_only_of_what_is_declined(asked, secretary, member):
    assert not can_take_words_out(look_at(secretary), asked)
    with pytest.raises(Refused):
        take_words_out(by=secretary, proposal=asked, everything=True, reason="Why.")
    take_up(by=secretary, proposal=asked)
    with pytest.raises(Refused):
        take_words_out(by=secretary, proposal=asked, everything=True, reason="Why.")


def test_nobody_else_may(declined, member):
    with pytest.raises(Refused):
        take_words_out(by=member, proposal=declined, everything=True, reason="Why.")


def refused(write) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def sql(statement: str, *values) -> None:
    connection.cursor().execute(statement, values)


def test_no_other_path_changes_a_word_of_a_proposal_or_of_a_redaction(declined, secretary):
    rows = TermProposal.objects.filter(pk=declined.pk)
    refused(lambda: rows.update(definition=MARK))
    refused(lambda: rows.update(outcome=MARK))
    refused(lambda: sql("UPDATE glossary_termproposal SET name = 'x' WHERE id = %s", declined.pk))
    made = take_words_out(by=secretary, proposal=declined, words=SECRET, reason="Why.")
    refused(lambda: rows.update(definition=SECRET))
    refused(lambda: rows.update(outcome="Other."))
    refused(lambda: rows.update(outcome_language="fr"))
    refused(lambda: ProposalRedaction.objects.filter(pk=made.pk).update(reason="Other."))
    refused(lambda: sql("DELETE FROM glossary_proposalredaction WHERE id = %s", made.pk))
    assert rows.get().name == f"a robber like {MARK}"


def test_what_waits_cannot_be_opened_behind_the_action(asked, secretary):
    refused(lambda: ProposalRedaction.objects.create(proposal=asked, reason="Why.", made_by=secretary))
    assert not ProposalRedaction.objects.exists()


def test_at_the_desk(declined, as_secretary):
    address = reverse("glossary:desk-proposal", args=[declined.pk])
    assert "Words to take out" in as_secretary.get(address).content.decode()
    empty = as_secretary.post(address, {"do": "take_out", "words": "", "reason": "Why."})
    assert "Write the words to take out" in empty.content.decode()
    sent = {"do": "take_out", "words": SECRET, "reason": "It named a private person."}
    page = as_secretary.post(address, sent, follow=True)
    assert page.redirect_chain[-1][0] == declined.get_absolute_url()
    assert "It named a private person." in page.content.decode()


def test_an_answer_says_its_language(asked, secretary, client, as_secretary):
    address = reverse("glossary:desk-proposal", args=[asked.pk]).replace("/en/", "/fr/")
    as_secretary.post(address, {"do": "decline", "reason": "Il existe déjà."})
    asked.refresh_from_db()
    assert asked.outcome_language == "fr"
    page = client.get(f"/en/glossary/proposals/{asked.pk}/").content.decode()
    assert 'lang="fr" dir="ltr">Il existe déjà.' in page
