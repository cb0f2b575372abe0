"""What is measured: each page that people come for, as whom, and how much it may cost."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlencode

from django.db.models import Count, Manager
from django.test import Client
from django.urls import reverse

from consultations.actions import responses
from consultations.models import Comment, Round, Standard
from glossary.models import Concept
from governance.models import Body, Decision
from portal.demo.scale_words import FIELD, MIDDLE, SMALL, vocabulary
from portal.members.models import StakeholderGroup, User
from tests.conftest import shown_second_factor

LIGHT = (25.0, 15)
DRAFT = (60.0, 15)
THREADS = (40.0, 10)
DESK = (80.0, 20)
COMMONEST = (200.0, 15)
COMMON, MIDDLING = FIELD["en"].split()[0], vocabulary("en")[MIDDLE]
THREE = " ".join(FIELD["en"].split()[:3])


@dataclass(frozen=True)
class Page:
    """An address is asked for when the rows are there."""

    name: str
    address: Callable[[], str]
    target: tuple[float, int] | None = None
    role: str = ""


def at(name: str, *names: str, place: int = 2, query: str = "") -> Callable[[], str]:
    """An address of a round: of the first nothing was said, the second has a tenth of the comments of the third."""
    slug = lambda: Round.objects.order_by("pk")[place].slug  # noqa: E731
    return lambda: reverse(f"consultations:{name}", args=[slug(), *names]) + query


def of(rows: Manager, *, last: bool = False) -> Callable[[], str]:
    """The address of the first or the last."""
    return lambda: (rows.latest("pk") if last else rows.earliest("pk")).get_absolute_url()


def busiest() -> str:
    """The clause of which most was said."""
    return Comment.objects.values_list("clause__key").annotate(n=Count("pk")).latest("n")[0]


def searched(words: str) -> Callable[[], str]:
    """The page of results."""
    return lambda: "/en/search/?" + urlencode({"q": words})


def phrase() -> str:
    """Two words that stand side by side in a comment, neither of them too small to be looked for."""
    words = Comment.objects.filter(language="en").latest("pk").body.lower().rstrip(".").split()
    small = set(SMALL["en"].split())
    found = next(pair for pair in pairwise(words) if not small.intersection(pair))
    return searched('"{} {}"'.format(*found))()


def translated() -> str:
    """A term and one of its languages, side by side."""
    return reverse("glossary:desk-translate", args=[Concept.objects.earliest("pk").code, "fr"])


SAME = ("a draft of 40 clauses, no comments", "the same, 500 comments", "the same, 5,000 comments")
PAGES = [
    Page("home", lambda: "/en/", LIGHT),
    Page("home, signed in", lambda: "/en/", LIGHT, "member"),
    Page("glossary", lambda: reverse("glossary:index"), LIGHT),
    Page("glossary, one letter", lambda: reverse("glossary:index") + "?letter=M", LIGHT),
    Page("glossary in another language", lambda: reverse("glossary:index") + "?in=fr&page=20", LIGHT),
    Page("a term", of(Concept.objects), LIGHT),
    Page("a version of a term", lambda: of(Concept.objects)() + "v/1/", LIGHT),
    Page("standards", lambda: reverse("consultations:standards"), LIGHT),
    Page("a standard", of(Standard.objects), LIGHT),
    Page("consultations", lambda: reverse("consultations:index"), LIGHT),
    Page("a round", at("round"), LIGHT),
    *(Page(name, at("draft", place=place), DRAFT) for place, name in enumerate(SAME)),
    Page("the same, second page", at("draft", query="?page=2"), DRAFT),
    Page("its comments", at("comments"), LIGHT),
    Page("the first 25 comments of a clause", lambda: at("comments")() + f"?clause={busiest()}", THREADS),
    Page("one comment", of(Comment.objects, last=True), LIGHT),
    Page("an answered comment", of(Comment.objects.filter(dispositions__isnull=False)), LIGHT),
    Page("respond", at("respond")),
    Page("decisions", lambda: reverse("governance:index"), LIGHT),
    Page("a decision", of(Decision.objects, last=True), LIGHT),
    Page("a body", of(Body.objects, last=True), LIGHT),
    Page("search: a word in the middle", searched(MIDDLING), LIGHT),
    Page("search: a common word", searched(COMMON), COMMONEST),
    Page("search: three words", searched(THREE), LIGHT),
    Page("search: a phrase", phrase, LIGHT),
    Page("search: suggestions", lambda: reverse("search:suggest") + "?q=mine", LIGHT),
    Page("api: terms", lambda: "/api/v1/terms"),
    Page("api: clauses", lambda: "/api/v1/clauses"),
    Page("api: comments", lambda: "/api/v1/comments"),
    Page("api: decisions", lambda: "/api/v1/decisions"),
    Page("api: search", lambda: "/api/v1/search?q=mine"),
    Page("map of the site", lambda: "/sitemap.xml"),
    Page("map of the site: terms", lambda: "/sitemaps/terms-1.xml"),
    Page("feed of consultations", lambda: "/feeds/consultations.atom"),
    Page("feed of terms", lambda: "/feeds/glossary.atom"),
    Page("suggestions for browsers", lambda: "/en/search/completions.json?q=mine", LIGHT),
    Page("desk", lambda: "/en/desk/", LIGHT, "secretary"),
    Page("desk: submissions", at("desk-submissions"), DESK, "secretary"),
    Page("desk: answers", at("desk-answers"), DESK, "secretary"),
    Page("desk: terms in other languages", lambda: reverse("glossary:desk-translations"), DESK, "secretary"),
    Page("desk: translations to make", lambda: reverse("glossary:desk-work", args=["fr"]), DESK, "secretary"),
    Page("desk: source and translation", translated, DESK, "secretary"),
]


def client_as(role: str) -> Client:
    """Anybody, somebody signed in, or the secretariat."""
    if not role:
        return Client()
    facts = {"is_staff": role == "secretary", "display_name": "Bench"}
    return shown_second_factor(
        Client(), User.objects.get_or_create(email=f"{role}@bench.example.org", defaults=facts)[0]
    )


def sender(comments: int) -> Callable[[], None]:
    """From the first word to the receipt, as the actions do it; round, group and clauses are in the sender's hand."""
    round = Round.objects.select_related("draft").latest("pk")
    group = StakeholderGroup.objects.get(code="asm")
    clauses = list(round.draft.clauses.all()[:comments])
    said = [
        {"id": str(n), "clause": clause.key, "type": "ge", "body": f"Say who pays for {n}."}
        for n, clause in enumerate(clauses, start=1)
    ]

    def send() -> None:
        words = {"group": group.code, "comments": said[:-1]}
        response = responses.begin_response(round=round, language="en", words=words)
        responses.add_comment(response=response, clause=clauses[-1], kind="ge", body="Say who pays.")
        responses.submit(response=response, name="Ada Quispe", email="ada@example.org")

    return send
