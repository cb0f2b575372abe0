"""Each kind of question, from the form to what those read who write the synopsis."""

import pytest
from django.urls import reverse

from consultations.models import Answer, UnsentResponse
from consultations.results import results_of
from tests.consultations.voices_making import ask, make_round, sent

pytestmark = pytest.mark.django_db
OPTIONS = [{"code": "y", "text": {"en": "Yes"}}, {"code": "n", "text": {"en": "No"}}]
KINDS = {
    # kind: what is typed, what the review and the receipt say, what is counted
    "text": ({"": "Two people."}, "Two people.", {}),
    "choice": ({"": "n"}, "No", {"Yes": 0, "No": 1}),
    "choices": ({"": ["y", "n"]}, "Yes; No", {"Yes": 1, "No": 1}),
    "scale": ({"": "4"}, "4 of 5", {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0}),
    "barrier": (
        {"-category": "cost", "-severity": "prevents", "-remedy": "A loan.", "-clauses": "4.1"},
        "what it costs; it stops us; A loan.; 4.1",
        {"What it costs: it stops us": 1},
    ),
}


def here(round) -> str:
    return reverse("consultations:respond", args=[round.slug])


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_goes_the_whole_way(client, as_secretary, noon, kind):
    typed, said, counted = KINDS[kind]
    round = make_round()
    question = ask(round, "What of it?", kind=kind, options=OPTIONS if kind.startswith("choice") else [])
    data = {f"q{question.pk}{part}": value for part, value in typed.items()}
    client.post(here(round), {"group": "asm", **data, "keep": "1"})
    page = client.get(here(round)).content.decode()
    assert said in page.replace("&#x27;", "'")
    who = {"name": "B", "email": "b@example.org", "send": "1"}
    receipt = client.post(here(round), {**data, **who})["Location"]
    assert said in client.get(receipt).content.decode()
    [result] = results_of(round)
    assert {row.label: row.count for row in result.rows if row.count or kind != "barrier"} == counted
    desk = as_secretary.get(reverse("consultations:desk-results", args=[round.slug])).content.decode()
    assert "1 answer" in desk
    file = as_secretary.get(reverse("consultations:desk-results-file", args=[round.slug]))
    lines = b"".join(file.streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert kind in lines[1]


@pytest.mark.parametrize("kind", ["choice", "scale", "barrier"])
def test_what_was_chosen_can_be_taken_back_without_a_script(client, noon, kind):
    round = make_round()
    question = ask(round, "What of it?", kind=kind, options=OPTIONS if kind == "choice" else [])
    typed = KINDS[kind][0]
    data = {f"q{question.pk}{part}": value for part, value in typed.items()}
    client.post(here(round), {"group": "asm", **data, "keep": "1"})
    page = client.get(here(round))
    assert "No answer" in page.content.decode()
    nothing = dict.fromkeys(data, "")
    client.post(here(round), {**nothing, "shown": page.context["shown"], "keep": "1"})
    assert not UnsentResponse.objects.get().words["answers"]


@pytest.mark.parametrize("kind", ["choice", "choices", "scale", "barrier"])
def test_an_answer_that_was_not_offered_is_told_at_its_question(client, noon, kind):
    round = make_round()
    question = ask(round, "What of it?", kind=kind, options=OPTIONS if kind.startswith("choice") else [])
    part = "-category" if kind == "barrier" else ""
    data = {f"q{question.pk}{part}": "zebra", "group": "asm", "name": "B", "email": "b@example.org", "send": "1"}
    answer = client.post(here(round), data)
    assert answer.status_code == 400
    assert f"q{question.pk}" in str(answer.context["form"].errors.as_data())
    assert not Answer.objects.exists()


def test_only_those_who_work_on_answers_read_them_and_nobody_is_named(
    client, as_member, as_outsider, noon, as_secretary
):
    round = make_round()
    question = ask(round, "What of it?")
    sent(round, "Said.", answers={str(question.pk): {"text": "=1+1", "committee_only": True}}, name="Zenobia")
    for name in ("desk-results", "desk-results-file"):
        address = reverse(f"consultations:{name}", args=[round.slug])
        assert {one.get(address).status_code for one in (client, as_member, as_outsider)} == {404}
    file = b"".join(as_secretary.get(address).streaming_content).decode()
    assert "'=1+1" in file
    assert "committee" in file
    assert "Zenobia" not in file


def test_the_page_costs_the_same_however_many_answered(as_secretary, noon, queries_of):
    round = make_round()
    questions = [ask(round, f"What of {n}?", kind=kind) for n, kind in enumerate(("text", "scale", "barrier"))]
    answers = {str(question.pk): value for question, value in zip(questions, ANSWERS, strict=True)}
    address = reverse("consultations:desk-results", args=[round.slug])
    sent(round, "Said.", answers=answers)
    as_secretary.get(address)
    few = queries_of(lambda: as_secretary.get(address))
    for number in range(6):
        sent(round, "Said.", answers=answers, email=f"one{number}@example.org")
    assert queries_of(lambda: as_secretary.get(address)) == few


ANSWERS = [{"text": "Yes."}, {"choice": "3"}, {"category": "cost", "severity": "prevents", "remedy": "A loan."}]
