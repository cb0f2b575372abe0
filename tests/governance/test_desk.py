"""The desk: a decision and its statement from nothing to published, by forms alone."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from governance.actions import open_last_call, publish_decision
from governance.models import Decision, Impact, TradeOff
from portal import clock
from portal.models import SealedWords
from tests.conftest import shown_second_factor
from tests.factories import group
from tests.glossary.making import under_review
from tests.governance.making import body_with_seats, comment, drafted, in_last_call, over, positions, weighed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
DESK = "/en/desk/decisions/"


def flat(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def save(client: Client, address: str, part: str, data: dict) -> None:
    """Posts a part and expects it saved; a page that comes back says why."""
    named = {f"{part}-{name}": value for name, value in data.items()}
    response = client.post(f"{address}{part}/", named)
    assert response.status_code == 302, re.findall(r'class="error[^>]*>(.*?)</', flat(response))


def begun(client: Client, by) -> Decision:
    """Body, title and words."""
    body = body_with_seats(by=by)
    data = {"body": body.pk, "kind": "policy", "title": "Buy for two years", "audience": "public"}
    at = client.post(f"{DESK}new/", data).url
    assert at == f"{DESK}SC-2026-001/"
    words = {"question": "Shall we?", "plain_summary": "We shall.", "rationale": "First.\n\nSecond <b>."}
    save(client, at, "words", {"title": "Buy for two years", "cost_line": "Traders pay."} | words)
    rows = {"0-title_en": "No action", "0-is_baseline": "on", "1-title_en": "Bridge"}
    save(client, at, "options", {"TOTAL_FORMS": 3, "INITIAL_FORMS": 0} | rows)
    decision = Decision.objects.get()
    nothing, bridge = decision.options.all()
    assert nothing.is_baseline
    save(client, at, "choice", {"option": bridge.pk, f"why_{nothing.pk}_en": "It costs too much."})
    return decision


def filled(client: Client, decision: Decision) -> str:
    """The statement, cell by cell; its address at the desk."""
    save(client, f"{DESK}{decision.number}/", "tradeoff", {"title": "What it costs"})
    weigh = f"/en/desk/trade-offs/{TradeOff.objects.get().number}/"
    sentences = {"plain_summary": "In short.", "given_up": "Two years.", "given_up_why": "No paper."}
    save(client, weigh, "words", {"title": "What it costs"} | sentences)
    save(client, weigh, "facts", {"evaluate_on": "2028-10-01"})
    for option in decision.options.all():
        cost = {"direction": "cost", "group": group("tr").pk, "magnitude": 2, "text_en": "visits", "confidence": "low"}
        figures = {"low": "0.6", "central": "0.9", "high": "1.4", "unit": "million USD a year"}
        save(client, weigh, "impact", {"option": option.pk, "dimension": "economic"} | cost | figures)
        for dimension in ("social", "environmental"):
            none = {"direction": "none", "text_en": "nobody found any", "confidence": "low"}
            save(client, weigh, "impact", {"option": option.pk, "dimension": dimension} | none)
    return weigh


def test_a_decision_is_made_by_forms_alone(as_secretary, colleague, secretary):
    decision = begun(as_secretary, secretary)
    at, said = f"{DESK}{decision.number}/", comment()
    save(as_secretary, at, "adopt", {"version": under_review().pk})
    save(as_secretary, at, "comment", {"ref": said.ref})
    save(as_secretary, at, "action", {"title": "Write it in", "owner": "Secretariat", "due_on": "2027-01-15"})
    weigh = filled(as_secretary, decision)
    other = shown_second_factor(Client(), colleague)
    save(other, weigh, "review", {"verdict": "reservations", "notes": "A single river."})
    save(as_secretary, weigh, "publish", {})
    page = flat(Client().get(decision.trade_off.get_absolute_url()))
    assert "0.6 to 1.4 million USD a year" in page
    assert "A single river." in page

    save(as_secretary, at, "open", {})
    decision.refresh_from_db()
    positions(decision)
    with over(decision):  # three weeks later: nobody stays signed in that long
        save(shown_second_factor(Client(), secretary), at, "publish", {})
    shown = flat(Client().get(decision.get_absolute_url()))
    for expected in ("It passed", "<p>First.</p>", "Second &lt;b&gt;.", "It costs too much.", said.ref, "Write it in"):
        assert expected in shown


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(as_secretary, secretary):
    decision = drafted(by=secretary)
    response = as_secretary.post(f"{DESK}{decision.number}/words/", {"words-title": "", "words-question": "My words"})
    assert response.status_code == 200
    assert "One thing has to be put right first" in flat(response)
    assert "My words" in flat(response)


def test_an_impact_without_a_bearer_is_refused_at_its_field(as_secretary, secretary):
    decision = drafted(by=secretary)
    statement = weighed(decision, by=secretary, publish=False)
    data = {
        "impact-option": decision.options.first().pk,
        "impact-dimension": "social",
        "impact-direction": "cost",
        "impact-text_en": "somebody pays",
        "impact-confidence": "low",
    }
    response = as_secretary.post(f"/en/desk/trade-offs/{statement.number}/impact/", data)
    assert "Every cost has a bearer" in flat(response)
    assert statement.impacts.count() == 9


def test_a_cell_is_changed_or_taken_out(as_secretary, secretary):
    decision = drafted(by=secretary)
    statement = weighed(decision, by=secretary, publish=False)
    cell = statement.impacts.filter(direction="cost").first()
    address = f"/en/desk/trade-offs/{statement.number}/impacts/{cell.pk}/"
    assert "economic effect of A" in flat(as_secretary.get(address))
    data = {
        "option": cell.option_id,
        "dimension": "economic",
        "direction": "cost",
        "group": group("asm").pk,
        "magnitude": 4,
        "text_en": "income lost",
        "confidence": "high",
    }
    assert as_secretary.post(address, data).status_code == 302
    cell.refresh_from_db()
    assert (cell.magnitude, cell.group.code) == (4, "asm")
    as_secretary.post(address, {"remove": "1"})
    assert not Impact.objects.filter(pk=cell.pk).exists()


def test_the_checklist_names_what_is_missing(as_secretary, secretary):
    decision = drafted(by=secretary, question="")
    page = flat(as_secretary.get(f"{DESK}{decision.number}/"))
    assert "The question is not written." in page
    assert "There is no trade-off statement." in page
    response = as_secretary.post(f"{DESK}{decision.number}/open/")
    assert response.status_code == 200
    assert Decision.objects.get().state == Decision.State.DRAFT


def test_in_last_call_the_desk_says_when_it_can_be_published_and_how_it_stands(as_secretary, secretary):
    decision = in_last_call(by=secretary)
    page = flat(as_secretary.get(f"{DESK}{decision.number}/"))
    assert "it would not pass, because" in page
    assert "It can be published, if it passes, from" in page
    assert f"{decision.number}/publish/" not in page
    assert "Nothing is missing." not in page
    assert "Not C, since it helps nobody." in page
    assert 'name="choice-' not in page


def test_a_translation_is_written_beside_the_source(as_secretary, secretary):
    decision = in_last_call(by=secretary)
    address = f"{DESK}{decision.number}/words/fr/"
    assert "Shall the second edition" in flat(as_secretary.get(address))
    as_secretary.post(address, {"title": "Acheter deux ans", "plain_summary": "Deux ans."})
    assert "Acheter deux ans" in flat(Client().get(f"/fr/decisions/{decision.number}/"))
    statement = f"/en/desk/trade-offs/{decision.trade_off.number}/words/es/"
    as_secretary.post(statement, {"title": "Lo que cuesta", "plain_summary": "Poco."})
    assert SealedWords.objects.filter(record=decision.trade_off.record_name, language="es").exists()
    assert as_secretary.get(f"{DESK}{decision.number}/words/en/").status_code == 404
    assert as_secretary.get(f"{DESK}{decision.number}/words/xx/").status_code == 404


def test_it_is_returned_from_the_desk(as_secretary, secretary):
    decision = in_last_call(by=secretary)
    positions(decision, la=("object", "Nobody asked us."))
    save(as_secretary, f"{DESK}{decision.number}/", "return", {"reason": ""})
    decision.refresh_from_db()
    assert decision.state == Decision.State.RETURNED


def test_adoptions_comments_and_actions_are_taken_out_or_done(as_secretary, secretary):
    decision, at = drafted(by=secretary), f"{DESK}SC-2026-001/"
    save(as_secretary, at, "adopt", {"version": under_review().pk})
    save(as_secretary, at, "comment", {"ref": comment().ref})
    save(as_secretary, at, "action", {"title": "Do it", "owner": "Anybody", "due_on": "2027-01-15"})
    as_secretary.post(f"{at}adopt/", {"drop": decision.adoptions.get().pk})
    as_secretary.post(f"{at}comment/", {"drop": decision.answered_comments.get().pk})
    as_secretary.post(f"{at}action/", {"done": decision.actions.get().pk})
    assert not decision.adoptions.exists()
    assert not decision.answered_comments.exists()
    assert decision.actions.get().done_on == clock.today()
    for wrong in ("R9-0001", "nonsense"):
        assert as_secretary.post(f"{at}comment/", {"comment-ref": wrong}).status_code == 200


ADDRESSES = [
    DESK,
    f"{DESK}new/",
    f"{DESK}SC-2026-001/",
    f"{DESK}SC-2026-001/words/fr/",
    "/en/desk/trade-offs/TO-2026-001/",
    "/en/desk/trade-offs/TO-2026-001/words/fr/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_desk_is_the_secretariats(client, as_member, as_secretary, secretary, address):
    weighed(drafted(by=secretary), by=secretary, publish=False)
    assert as_secretary.get(address).status_code == 200
    assert client.get(address).status_code == 404
    assert as_member.get(address).status_code == 404
    assert as_member.post(address).status_code == 404


def test_the_list_asks_no_more_when_there_are_more(as_secretary, secretary, queries_of):
    first = drafted(by=secretary)
    as_secretary.get(DESK)
    before = queries_of(lambda: as_secretary.get(DESK))
    for _ in range(3):
        drafted(by=secretary, body=first.body)
    as_secretary.get(DESK)
    assert queries_of(lambda: as_secretary.get(DESK)) <= before


# -- the ballot ------------------------------------------------------------------------------------------------------


def test_the_holder_of_a_seat_takes_its_position(secretary):
    decision = in_last_call(by=secretary)
    place = decision.body.seats.select_related("holder").first()
    client = shown_second_factor(Client(), place.holder)
    address = f"/en/governance/ballot/{decision.number}/"
    page = flat(client.get(address))
    assert "Put it in the record" in page
    assert "Two-year bridge" in page
    refused = client.post(address, {"seat": place.pk, "value": "object", "reason": ""})
    assert "others must be able to answer it" in flat(refused)
    client.post(address, {"seat": place.pk, "value": "object", "reason": "We certify an absence."})
    client.post(address, {"seat": place.pk, "value": "support", "comment": "Make it eighteen months."})
    assert [p.value for p in decision.positions.order_by("pk")] == ["object", "support"]
    assert "Make it eighteen months." in flat(Client().get(decision.get_absolute_url()))


def test_nobody_takes_the_position_of_somebody_elses_seat(secretary):
    decision = in_last_call(by=secretary)
    mine, other = decision.body.seats.select_related("holder")[:2]
    client = shown_second_factor(Client(), mine.holder)
    client.post(f"/en/governance/ballot/{decision.number}/", {"seat": other.pk, "value": "support"})
    assert not decision.positions.exists()


def test_the_secretariat_records_for_a_holder(as_secretary, secretary):
    decision = in_last_call(by=secretary)
    place = decision.body.seats.first()
    address = f"/en/governance/ballot/{decision.number}/"
    assert "recorded for them" in flat(as_secretary.get(address))
    as_secretary.post(address, {"seat": place.pk, "value": "support", "comment": "By telephone."})
    assert decision.positions.get().taken_by == secretary
    assert "recorded by the secretariat" in flat(Client().get(decision.get_absolute_url()))


def test_everybody_else_reads_why_not(client, as_member, secretary):
    decision = in_last_call(by=secretary)
    address = f"/en/governance/ballot/{decision.number}/"
    assert "Sign in to take a position." in flat(client.get(address))
    assert "You hold no seat of this body." in flat(as_member.get(address))


def test_a_closed_ballot_says_so(secretary):
    decision = in_last_call(by=secretary)
    positions(decision)
    place = decision.body.seats.select_related("holder").first()
    with clock.set_to(decision.last_call_until + timedelta(days=1)):
        publish_decision(by=secretary, decision=decision)
    client = shown_second_factor(Client(), place.holder)
    assert "positions are no longer taken" in flat(client.get(f"/en/governance/ballot/{decision.number}/"))


def test_a_draft_has_no_ballot_for_outsiders(client, secretary):
    decision = drafted(by=secretary)
    address = f"/en/governance/ballot/{decision.number}/"
    assert client.get(address).status_code == 404
    weighed(decision, by=secretary)
    open_last_call(by=secretary, decision=decision)
    assert client.get(address).status_code == 200
