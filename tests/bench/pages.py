"""What is measured: each page that people come for, as whom, and how much it may cost."""

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from consultations.actions import responses
from consultations.models import Comment, Round
from glossary.models import Concept
from governance.models import Decision
from portal.members.models import StakeholderGroup, User
from tests.conftest import shown_second_factor

LIGHT = (25.0, 15)
DRAFT = (60.0, 15)
DESK = (80.0, 20)


@dataclass(frozen=True)
class Page:
    """An address is asked for when the rows are there."""

    name: str
    address: Callable[[], str]
    target: tuple[float, int] | None = None
    role: str = ""


def at(name: str, *names: str) -> Callable[[], str]:
    """An address of the busiest round."""
    return lambda: reverse(f"consultations:{name}", args=[Round.objects.latest("pk").slug, *names])


PAGES = [
    Page("home", lambda: "/en/", LIGHT),
    Page("home, signed in", lambda: "/en/", LIGHT, "member"),
    Page("glossary", lambda: reverse("glossary:index"), LIGHT),
    Page("a term", lambda: Concept.objects.earliest("pk").get_absolute_url(), LIGHT),
    Page("consultations", lambda: reverse("consultations:index"), LIGHT),
    Page("a round", at("round"), LIGHT),
    Page("a draft, 40 clauses a page", at("draft"), DRAFT),
    Page("a draft, second page", lambda: at("draft")() + "?page=2", DRAFT),
    Page("its comments", at("comments"), LIGHT),
    Page("one comment", lambda: Comment.objects.latest("pk").get_absolute_url(), LIGHT),
    Page("respond", at("respond")),
    Page("decisions", lambda: reverse("governance:index"), LIGHT),
    Page("a decision", lambda: Decision.objects.latest("pk").get_absolute_url(), LIGHT),
    Page("search: one word", lambda: "/en/search/?q=mine", LIGHT),
    Page("search: three words", lambda: "/en/search/?q=mine+water+union", LIGHT),
    Page("search: a phrase", lambda: "/en/search/?q=%22mine+water%22", LIGHT),
    Page("desk", lambda: "/en/desk/", LIGHT, "secretary"),
    Page("desk: submissions", at("desk-submissions"), DESK, "secretary"),
    Page("desk: answers", at("desk-answers"), DESK, "secretary"),
]


def client_as(role: str) -> Client:
    """Anybody, somebody signed in, or the secretariat."""
    if not role:
        return Client()
    facts = {"is_staff": role == "secretary", "display_name": "Bench"}
    return shown_second_factor(
        Client(), User.objects.get_or_create(email=f"{role}@bench.example.org", defaults=facts)[0]
    )


def sender() -> Callable[[], None]:
    """From the first word to the receipt, as the actions do it; round, group and clause are in the sender's hand."""
    round = Round.objects.select_related("draft").latest("pk")
    group = StakeholderGroup.objects.get(code="asm")
    clause = round.draft.clauses.first()

    def send() -> None:
        response = responses.begin_response(round=round, language="en")
        responses.keep(response=response, words={"group": group.code})
        responses.add_comment(response=response, clause=clause, kind="ge", body="Say who pays.")
        responses.submit(response=response, name="Ada Quispe", email="ada@example.org")

    return send
