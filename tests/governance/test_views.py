"""What the public reads: the register, decisions, statements, bodies; and what it does not."""

import re

import pytest
from django.test import Client

from consultations.models import Comment
from governance.actions import (
    add_action,
    adopt,
    answer_comment,
    open_last_call,
    publish_decision,
    return_decision,
    seat,
    take_position,
    translate,
)
from portal import clock
from tests.conftest import shown_second_factor
from tests.consultations.making import open_round
from tests.consultations.voices_making import close, sent
from tests.factories import UserFactory, group
from tests.glossary.making import agreed, english, under_review
from tests.governance.making import (
    RULE,
    body_with_seats,
    comment,
    drafted,
    in_last_call,
    over,
    passed_decision,
    positions,
    weighed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_decision_says_why_it_passed_who_decided_and_who_bears(client, secretary):
    decision = passed_decision(by=secretary)
    page = read(client, f"/en/decisions/{decision.number}/")
    assert "<b>It passed</b> because 4 of the 4 seats that could vote took part (2 needed)" in page
    assert 'aria-label="supports"' in page
    assert "economic effect of B" in page
    assert "Every group that pays has agreed." in page
    assert "Not chosen:" in page
    assert 'data-sha256="' in page


def test_a_gap_between_who_pays_and_who_agreed_is_marked(client, secretary):
    body = body_with_seats(["asm", "cs", "la", "tr", "tr"], by=secretary, rule=RULE | {"threshold": 0.5})
    decision = in_last_call(by=secretary, body=body)
    positions(decision, tr=None)
    traders = list(body.seats.filter(group=group("tr")))
    take_position(
        by=traders[0].holder, decision=decision, seat=traders[0], value="object", reason="We certify an absence."
    )
    with over(decision):
        publish_decision(by=secretary, decision=decision)
    page = read(client, f"/en/decisions/{decision.number}/")
    assert "One group pays and did not agree" in page
    assert "pays; 1 of 2 seats objected" in page
    assert "We certify an absence." in page
    assert "1 of 2 seats objected" in page
    assert 'aria-label="no answer"' in page
    assert "One seat gave no answer; silence counts as silence." in page


def test_what_is_in_last_call_is_shown_as_undecided(client, secretary):
    decision = in_last_call(by=secretary)
    page = read(client, f"/en/decisions/{decision.number}/")
    assert "Not yet decided." in page
    assert "It passed" not in page
    assert client.get(f"/en/decisions/{decision.number}/words.json").status_code == 404


def test_what_was_returned_says_why_and_stays(client, secretary):
    decision = in_last_call(by=secretary)
    positions(decision, la=("object", "Nobody asked those who are paid by the day."))
    with over(decision):
        return_decision(by=secretary, decision=decision)
    page = read(client, f"/en/decisions/{decision.number}/")
    assert "<b>It did not pass</b> because" in page
    assert "every seat of a group objected: Labour" in page
    assert "Nobody asked those who are paid by the day." in page


def test_the_result_is_said_in_the_language_of_the_reader(client, secretary):
    decision = passed_decision(by=secretary)
    page = read(client, f"/fr/decisions/{decision.number}/")
    assert '<h1 lang="en" dir="ltr">Buy from mines' in page


def test_a_translation_is_shown_where_there_is_one(client, secretary):
    decision = in_last_call(by=secretary)
    translate(by=secretary, record=decision, language="fr", title="Acheter deux ans", plain_summary="Deux ans.")
    assert "<h1 >Acheter deux ans</h1>" in read(client, f"/fr/decisions/{decision.number}/")
    assert "Acheter deux ans" in read(client, "/fr/governance/")


def test_both_sides_of_a_replacement_know_each_other(client, secretary):
    old = passed_decision(by=secretary)
    new = passed_decision(by=secretary, body=old.body, supersedes=old, title="Buy for one year")
    assert new.number in read(client, f"/en/decisions/{old.number}/")
    assert old.number in read(client, f"/en/decisions/{new.number}/")


def test_the_thread_is_walked_from_the_decision(client, secretary):
    decision = drafted(by=secretary)
    version, said = under_review(), comment()
    adopt(by=secretary, decision=decision, version=version)
    answer_comment(by=secretary, decision=decision, comment=said)
    hidden = comment(confidentiality="committee")
    answer_comment(by=secretary, decision=decision, comment=hidden)
    add_action(by=secretary, decision=decision, titles={"en": "Write it in"}, owner="Secretariat", due_on=clock.today())
    weighed(decision, by=secretary)
    open_last_call(by=secretary, decision=decision)
    page = read(client, f"/en/decisions/{decision.number}/")
    for address in (
        version.get_absolute_url(),
        decision.trade_off.get_absolute_url(),
        decision.body.get_absolute_url(),
    ):
        assert address in page
    assert said.ref in page
    assert hidden.ref not in page
    assert "Write it in" in page


def test_a_statement_shows_every_cell_and_what_nobody_has_looked_at(client, secretary):
    decision = passed_decision(by=secretary)
    page = read(client, f"/en/trade-offs/{decision.trade_off.number}/")
    assert "30 of 99 cells are not assessed." in page
    assert "economic effect of A" in page
    assert "none found" in page
    assert "moderate cost" in page
    assert decision.number in page


def test_in_words_what_nobody_has_looked_at_is_named_together(as_secretary, secretary):
    decision = drafted(by=secretary)
    statement = weighed(decision, by=secretary, publish=False)
    statement.impacts.exclude(group__code="tr").delete()
    statement.impacts.exclude(option=decision.options.first()).delete()
    page = read(as_secretary, f"/en/trade-offs/{statement.number}/")
    told = page[page.index('id="all-h"') :]
    assert told.count('class="matrix-group"') == 1
    assert 'scope="row">B, C</th><td role="cell" colspan="3" class="whole"><span class="na">not assessed' in told
    assert "Nothing assessed for:" in told
    assert "nobody has looked yet" in told
    assert "98 of 99 cells are not assessed." in page


def test_in_words_what_was_found_for_no_group_is_not_called_unassessed(client, secretary):
    page = read(client, f"/en/trade-offs/{passed_decision(by=secretary).trade_off.number}/")
    assert "Nothing of their own assessed for:" in page
    assert "None found, for all groups alike: A, social; A, environmental; B, social;" in page
    assert "All else is <em>not assessed</em>" in page


def test_the_register_leads_to_what_was_weighed(client, secretary):
    decision = passed_decision(by=secretary)
    assert decision.trade_off.get_absolute_url() in read(client, "/en/governance/")


def test_agreed_terms_in_the_reasons_are_links(client, secretary):
    concept = agreed(english("rule"), number="SC-2026-000").concept
    decision = passed_decision(by=secretary)
    page = read(client, decision.get_absolute_url())
    assert f'<a class="term" href="{concept.get_absolute_url()}" data-term="{concept.code}">rule</a>' in page


def test_a_body_shows_seats_holders_and_vacancies(client, secretary):
    body = body_with_seats(by=secretary, mandate="It decides on standards.")
    seat(by=secretary, body=body, group=group("fi"))
    page = read(client, f"/en/bodies/{body.slug}/")
    for words in ("It decides on standards.", "vacant", "Finance", "If every seat of a group objects", "75 %"):
        assert words in page
    assert read(client, f"/fr/bodies/{body.slug}/").count("Comité des normes") >= 1


def test_the_register_filters_and_says_when_nothing_matches(client, secretary):
    assert "No decision has been published yet" in read(client, "/en/governance/")
    first = passed_decision(by=secretary)
    second = in_last_call(by=secretary, body=first.body, title="Publish the names of sites under a pause")
    every = read(client, "/en/governance/")
    assert every.index(second.number) < every.index(first.number)
    one = read(client, "/en/governance/?state=in_force&body=standards-committee&year=2026")
    assert first.number in one
    assert second.number not in one
    assert "No decision matches" in read(client, "/en/governance/?year=1999")


@pytest.mark.parametrize("address", ["/en/decisions/{}/", "/fr/decisions/{}/", "/en/decisions/{}/words.json"])
def test_what_one_may_not_see_answers_as_what_does_not_exist(client, secretary, address):
    decision = drafted(by=secretary)
    hidden, absent = client.get(address.format(decision.number)), client.get(address.format("SC-2026-999"))
    assert hidden.status_code == absent.status_code == 404
    strip = decision.number.encode(), b"SC-2026-999"
    assert hidden.content.replace(strip[0], b"") == absent.content.replace(strip[1], b"")


@pytest.mark.parametrize(
    ("audience", "seen_by"),
    [
        ("public", {"anybody", "outsider", "member", "holder", "secretary"}),
        ("members", {"member", "secretary"}),
        ("body", {"holder", "secretary"}),
    ],
)
def test_who_sees_a_decision_in_last_call(secretary, member, outsider, audience, seen_by):
    decision = in_last_call(by=secretary, audience=audience)
    holder = decision.body.seats.first().holder
    people = {"anybody": None, "outsider": outsider, "member": member, "holder": holder, "secretary": secretary}
    for name, person in people.items():
        client = shown_second_factor(Client(), person) if person else Client()
        expected = 200 if name in seen_by or name == "holder" else 404
        assert client.get(f"/en/decisions/{decision.number}/").status_code == expected, name
        statement = 200 if name in seen_by else 404
        assert client.get(f"/en/trade-offs/{decision.trade_off.number}/").status_code == statement, name


PAGES = {
    "register": lambda decision: "/en/governance/",
    "decision": lambda decision: f"/en/decisions/{decision.number}/",
    "statement": lambda decision: f"/en/trade-offs/{decision.trade_off.number}/",
    "body": lambda decision: f"/en/bodies/{decision.body.slug}/",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_more_when_there_is_more_of_everything(client, secretary, queries_of, name):
    decision = in_last_call(by=secretary)
    answer_comment(by=secretary, decision=decision, comment=comment())
    positions(decision)
    with over(decision):
        publish_decision(by=secretary, decision=decision)
    client.get(PAGES[name](decision))
    before = queries_of(lambda: client.get(PAGES[name](decision)))

    body = decision.body
    for code in ("asm", "fi", "go"):
        seat(by=secretary, body=body, group=group(code), holder=UserFactory())
    more = drafted(by=secretary, body=body)
    weighed(more, by=secretary)
    for _ in range(3):
        answer_comment(by=secretary, decision=more, comment=comment())
        add_action(by=secretary, decision=more, titles={"en": "Do it"}, owner="Anybody", due_on=clock.today())
    more = open_last_call(by=secretary, decision=more)
    positions(more)
    with over(more):
        publish_decision(by=secretary, decision=more)
    client.get(PAGES[name](more))  # publishing a page clears what Wagtail keeps of its sites
    after = queries_of(lambda: client.get(PAGES[name](more)))
    assert after <= before
    assert after <= 15


def published(decision, *, by):
    weighed(decision, by=by)
    decision = open_last_call(by=by, decision=decision)
    positions(decision)
    with over(decision):
        return publish_decision(by=by, decision=decision)


def test_a_standards_page_goes_on_to_the_decisions_about_it(client, secretary, queries_of):
    round = open_round(by=secretary)
    sent(round, "Two years are too few.")
    close(round)
    address = "/en/standards/SM/"
    assert "decided-h" not in read(client, address)
    first = drafted(by=secretary)
    adopt(by=secretary, decision=first, draft=round.draft)
    answer_comment(by=secretary, decision=first, comment=Comment.objects.get())
    assert first.number not in read(client, address)
    first = published(first, by=secretary)
    page = read(client, address)
    page = page[page.index("decided-h") :]
    assert "Buy from mines without a title for two years" in page
    assert "Adopts draft small-mines-1. Answers 1 published comment." in page
    few = queries_of(lambda: client.get(address))
    for audience in ("public", "members"):
        more = drafted(body=first.body, by=secretary, audience=audience)
        answer_comment(by=secretary, decision=more, comment=Comment.objects.get())
        published(more, by=secretary)
    assert read(client, address).count("Answers 1 published comment.") == 2
    assert queries_of(lambda: client.get(address)) == few
