"""The promise of the house, told once from end to end: a comment on a frozen clause, its answer, its decision."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from consultations.models import Round
from portal import clock
from tests.conftest import shown_second_factor
from tests.factories import group
from tests.governance.making import body_with_seats, positions
from tests.journeys.walking import Visitor

pytestmark = pytest.mark.django_db

DRAFT = """# 1 Purpose

This standard says what a buyer owes a mine.

# 2 Buying at the mine

## 2.1 Know the site

A buyer shall visit the site of origin every year.

## 2.2 Sites without a title

A buyer shall not buy from a site without a mining title.
"""
COMMENT = "The office has had no clerk since the bridge fell."


@pytest.fixture
def open_round(tmp_path, secretary, noon):
    """Made by the two commands, as an operator would: not by the demo."""
    written = tmp_path / "draft.md"
    written.write_text(DRAFT, encoding="utf-8")
    call_command("import_draft", str(written), standard="SM", label="1", title="Sourcing from small mines")
    opens, closes = noon - timedelta(hours=1), noon + timedelta(days=30)
    call_command(
        "create_round",
        "small-mines",
        draft="SM/1",
        opens=opens.isoformat(),
        closes=closes.isoformat(),
        zone="Africa/Nairobi",
        profile="light",
        title="Sourcing from small mines",
    )
    return Round.objects.get(slug="small-mines")


@pytest.fixture
def receipt(open_round) -> str:
    """A miner with an old telephone says two things; where the receipt stands."""
    miner = Visitor().open("/en/").follow("Read the draft and comment")
    assert "A buyer shall not buy from a site without a mining title." in miner.text
    miner.send("Keep in my response", body="First words, to be found again.")
    miner.open(f"/en/consultations/{open_round.slug}/respond/")
    assert "First words, to be found again." in miner.text
    miner.send("Keep, and show my questions", group="asm", sector="up")
    miner.send("Keep this comment", clause="2.2", body=COMMENT)
    miner.send("Send my response", confidentiality="withheld", name="Beatriz Choque", email="beatriz@example.org")
    assert "/receipts/" in miner.address
    assert COMMENT in miner.text
    return miner.address


def at_desk(person) -> Visitor:
    """Somebody of the secretariat, second factor shown."""
    return Visitor(shown_second_factor(Client(), person))


def test_a_comment_is_answered_weighed_and_decided_and_can_be_followed_from_both_ends(
    open_round, receipt, secretary, colleague, noon
):
    with clock.set_to(noon + timedelta(days=31)):
        answer_all(open_round, secretary, colleague)
        number = decide(secretary, colleague, ref="R1-0002")
    with clock.set_to(noon + timedelta(days=31 + 22)):
        publish(secretary, number)
        walk_from_the_clause_to_the_price(number)
        walk_back_from_the_price_to_the_clause(number)
        walk_by_program(number)
        asker = Visitor().open(receipt)
        assert "Accepted with modifications" in asker.text
        asker.follow(number)


def answer_all(round: Round, secretary, colleague) -> None:
    """One proposes, another agrees, all is published at once."""
    desk = f"/en/desk/rounds/{round.slug}/answers/"
    for ref in ("R1-0001", "R1-0002"):
        at_desk(secretary).open(f"{desk}?ref={ref}").send("Propose", value="accepted_modified", reason="A bridge.")
        at_desk(colleague).open(f"{desk}?ref={ref}").send("Agree")
    work = at_desk(secretary).open(f"{desk}publish/")
    work.send("Keep English", body="One response, two comments, both taken up in part.")
    work.open(f"{desk}publish/").send("Publish all answers")
    assert Round.objects.get(pk=round.pk).answered_at is not None


def save(work: Visitor, address: str, part: str, **values) -> None:
    """Saves one part of a desk page."""
    named = {f"{part}-{field}": value for field, value in values.items()}
    response = work.client.post(f"{address}{part}/", named)
    assert response.status_code == 302, work.errors(response)


def decide(secretary, colleague, *, ref: str) -> str:
    """A decision with its statement, up to the last call; each seat takes its position."""
    body, work = body_with_seats(by=secretary), at_desk(secretary)
    facts = {"body": str(body.pk), "kind": "policy", "title": "Buy for two years", "audience": "public"}
    number = re.search(r"SC-\d+-\d+", work.client.post("/en/desk/decisions/new/", facts).url)[0]
    at = f"/en/desk/decisions/{number}/"
    words = {"title": "Buy for two years", "question": "Shall we?", "plain_summary": "We shall.", "rationale": "So."}
    save(work, at, "words", **words, cost_line="traders pay for visits")
    rows = {"0-title_en": "No action", "0-is_baseline": "on", "1-title_en": "A bridge of two years"}
    save(work, at, "options", TOTAL_FORMS=2, INITIAL_FORMS=0, **rows)
    nothing, bridge = body.decisions.get().options.all()
    save(work, at, "choice", option=bridge.pk, **{f"why_{nothing.pk}_en": "It shuts people out."})
    save(work, at, "comment", ref=ref)
    save(work, at, "tradeoff", title="What the bridge costs")
    weigh(work, colleague, body.decisions.get())
    save(work, at, "open")
    positions(body.decisions.get())
    return number


def weigh(work: Visitor, colleague, decision) -> None:
    """Every option in every dimension, reviewed by somebody else, published before the decision."""
    at = f"/en/desk/trade-offs/{decision.trade_off.number}/"
    words = {"plain_summary": "In short.", "given_up": "Two years.", "given_up_why": "There is no office."}
    save(work, at, "words", title="What the bridge costs", **words)
    save(work, at, "facts", evaluate_on="2028-10-01")
    for option in decision.options.all():
        cost = {"direction": "cost", "group": group("tr").pk, "magnitude": 2, "text_en": "visits", "confidence": "low"}
        save(work, at, "impact", option=option.pk, dimension="economic", **cost)
        for dimension in ("social", "environmental"):
            none = {"direction": "none", "text_en": "nobody found any", "confidence": "low"}
            save(work, at, "impact", option=option.pk, dimension=dimension, **none)
    save(at_desk(colleague), at, "review", verdict="positive")
    save(work, at, "publish")


def publish(secretary, number: str) -> None:
    """After the last call, by whoever may."""
    save(at_desk(secretary), f"/en/desk/decisions/{number}/", "publish")


def walk_from_the_clause_to_the_price(number: str) -> None:
    """Signed out, by links only."""
    anybody = Visitor().open("/en/").follow("Consultations").follow("Sourcing from small mines")
    anybody.follow("Read the draft").follow("R1-0002")
    assert COMMENT in anybody.text
    assert "A bridge." in anybody.text
    anybody.follow(number)
    assert "It passed" in anybody.text
    anybody.follow("TO-2026-001")
    assert "visits" in anybody.text


def walk_back_from_the_price_to_the_clause(number: str) -> None:
    """The same way, from the other end."""
    anybody = Visitor().open("/en/").follow("Decisions").follow("Buy for two years").follow("TO-2026-001")
    anybody.follow(number).follow("R1-0002").follow("Read it in its place")
    assert "A buyer shall not buy from a site without a mining title." in anybody.text


def walk_by_program(number: str) -> None:
    """The same way as data, by its links only: from a search to the price, and back to the clause."""
    client = Client()

    def step(item: dict, name: str) -> dict:
        (link,) = [link for link in item["links"][name] if link["id"] != "small-mines/R1-0001"]
        return client.get(link["api"]).json()

    root = client.get("/api/v1/").json()
    found = client.get(root["links"]["search"], {"q": "bridge clerk", "kind": "comment"}).json()
    said = step(found["results"][0], "item")
    assert (said["body"], said["status"]) == (COMMENT, "accepted_modified")
    clause, decision = step(said, "clause"), step(said, "decisions")
    assert (clause["number"], decision["id"], decision["result"]["passed"]) == ("2.2", number, True)
    statement = step(decision, "trade_off")
    assert statement["impacts"][0]["text"]["text"] == "visits"
    assert step(step(step(statement, "decision"), "comments"), "clause") == clause
    assert step(clause, "comments") == said
