"""Pages about one round, draft or response cost the same, however much hangs on it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.actions.answers import agree_disposition, propose_disposition, publish_answers, write_synopsis
from consultations.actions.questions import state_benefit
from consultations.models import Comment, Round
from portal.members.models import Sector
from tests.conftest import shown_second_factor
from tests.consultations.voices_making import ask, clause_of, close, make_round, sent
from tests.factories import group

pytestmark = pytest.mark.django_db


def prepared(slug: str, rows: int) -> Round:
    """A round with so many questions, each meant for somebody, and so many benefits; then announced."""
    round = make_round(slug, announced_at=None, announced_by=None)
    sectors, groups = list(Sector.objects.all()), [group("asm"), group("la")]
    for number in range(rows):
        ask(round, f"What of visit {number}?", groups=groups[: number % 3], sectors=sectors[: number % 3 + 1])
    for code in ("asm", "la", "fi", "go")[:rows]:
        state_benefit(by=round.created_by, round=round, group=group(code), benefits="More.", costs="Less.")
    return round


def announced(round: Round) -> Round:
    Round.objects.filter(pk=round.pk).update(announced_at=timezone.now(), announced_by=round.created_by)
    round.refresh_from_db()
    return round


def answered(slug: str, rows: int, *, by, second) -> Round:
    """A round in which so many comments were sent, each by somebody else, and answered."""
    round = announced(prepared(slug, rows))
    for number in range(rows):
        sent(round, f"Said {number}.", clause=clause_of(round, number % 3 + 1), email=f"one{number}@example.org")
    close(round)
    for comment in Comment.objects.filter(round=round):
        answer = propose_disposition(by=by, comment=comment, value="accepted", reason="Yes.")
        agree_disposition(by=second, disposition=answer)
    write_synopsis(by=by, round=round, language="en", body="Much was said.")
    publish_answers(by=by, round=round)
    return round


def cost(queries_of, client: Client, address: str) -> int:
    """Asked twice: what is read once and kept does not count."""
    assert client.get(address).status_code == 200
    return queries_of(lambda: client.get(address))


@pytest.mark.parametrize("name", ["round", "answers", "standard", "draft"])
def test_a_public_page_of_a_round_costs_the_same_however_much_was_said(
    client, secretary, colleague, noon, queries_of, name
):
    costs = []
    for slug, rows in (("few", 2), ("many", 9)):
        round = answered(slug, rows, by=secretary, second=colleague)
        costs.append(
            cost(
                queries_of, client, reverse(f"consultations:{name}", args=[round.slug if name != "standard" else "SM"])
            )
        )
    assert costs[1] <= costs[0] <= 15


def test_a_comments_page_costs_the_same_however_many_say_something(client, secretary, colleague, noon, queries_of):
    costs = []
    for slug, rows in (("few", 2), ("many", 9)):
        answered(slug, rows, by=secretary, second=colleague)
        comment = Comment.objects.filter(round__slug=slug).earliest("pk")
        costs.append(cost(queries_of, client, comment.get_absolute_url()))
    assert costs[1] <= costs[0] <= 15


def test_a_round_at_the_desk_costs_the_same_however_many_questions_it_asks(as_secretary, noon, queries_of):
    costs = []
    for slug, rows in (("few", 2), ("many", 9)):
        prepared(slug, rows)
        costs.append(cost(queries_of, as_secretary, reverse("consultations:desk-round", args=[slug])))
    assert costs[1] <= costs[0]


def test_a_response_at_the_desk_costs_the_same_however_much_it_says(as_secretary, noon, queries_of):
    costs = []
    for slug, rows in (("few", 1), ("many", 9)):
        round = announced(prepared(slug, 3))
        receipt = sent(round, *(f"Said {number}." for number in range(rows)), clause=clause_of(round))
        address = reverse("consultations:desk-submission", args=[slug, receipt.submission.number])
        costs.append(cost(queries_of, as_secretary, address))
    assert costs[1] <= costs[0]


def test_publishing_answers_is_looked_over_at_the_same_cost(secretary, noon, queries_of):
    costs, desk = [], shown_second_factor(Client(), secretary)
    for slug, rows in (("few", 1), ("many", 9)):
        round = announced(prepared(slug, 1))
        for number in range(rows):
            sent(round, f"Said {number}.", clause=clause_of(round, number % 3 + 1), email=f"one{number}@example.org")
        close(round)
        costs.append(cost(queries_of, desk, reverse("consultations:desk-publish-answers", args=[slug])))
    assert costs[1] <= costs[0]
