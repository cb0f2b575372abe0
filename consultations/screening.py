"""What waits for somebody's eyes, in all rounds at once, and what is told in public of what was declined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.models import Comment, Round, Submission

State = Submission.ScreeningState
PENDING, UNSEEN, HELD, ASKING = "pending", "unseen", "held", "asking"
STATES: dict[str, str | Promise] = {
    PENDING: _("waiting for a look"),
    UNSEEN: _("published, nobody has looked yet"),
    HELD: _("held back"),
    ASKING: _("somebody asks for something"),
}
FIRST_WORDS = 200  # characters of the first comment that the list shows
MEANINGS: dict[str, str | Promise] = {
    "abuse": _(
        "It insults, threatens or demeans people, or calls for harm to them. Strong criticism of a text, of a company "
        "or of the alliance is not abuse."
    ),
    "advertising": _("It sells or promotes something and says nothing about the matter."),
    "off_topic": _(
        "Nothing in it is about the draft or the questions. What is about another clause or another standard is kept."
    ),
    "not_theirs": _("The person or the organisation in whose name it came has said that it is not theirs."),
    "unlawful": _("A law forbids to publish it. Which one is told to its sender."),
}


@dataclass(frozen=True)
class Wanted:
    """Which responses are wanted: one state, and as much else as was chosen."""

    state: str = PENDING
    round: str = ""
    language: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> Wanted:
        """From the address; what is not known is left out."""
        state, words = asked.get("is", ""), [asked.get(name, "").replace("\x00", "") for name in ("round", "language")]
        return cls(state if state in STATES else PENDING, *words)


def in_state(rows: QuerySet[Submission], state: str) -> QuerySet[Submission]:
    """Of responses that were not taken back; what is for the committee only is never screened."""
    rows = rows.filter(withdrawn_at=None)
    if state == ASKING:
        return rows.asking()  # type: ignore[attr-defined, no-any-return]
    rows = rows.exclude(confidentiality=Submission.Confidentiality.COMMITTEE)
    if state == UNSEEN:
        return rows.filter(screening=State.PUBLISHED, screened_at=None)
    return rows.filter(screening=state)


def waiting(wanted: Wanted) -> QuerySet[Submission]:
    """The oldest first, of all rounds, with what it says first."""
    rows = in_state(Submission.objects.all(), wanted.state)
    if wanted.round:
        rows = rows.filter(round__slug=wanted.round)
    if wanted.language:
        rows = rows.filter(language=wanted.language)
    said = Comment.objects.filter(submission=OuterRef("pk"), replaced_at=None).order_by("number")
    rows = rows.annotate(first_words=Subquery(said.values(words=Substr("body", 1, FIRST_WORDS))[:1]))
    return rows.select_related("round", "group", "organisation").defer("content").order_by("sent_at", "pk")


def counts() -> dict[str, int]:
    """How many wait in each state, of all rounds; one query."""
    there = Q(withdrawn_at=None) & ~Q(confidentiality=Submission.Confidentiality.COMMITTEE)
    counted = Submission.objects.aggregate(
        pending=Count("pk", filter=there & Q(screening=State.PENDING)),
        unseen=Count("pk", filter=there & Q(screening=State.PUBLISHED, screened_at=None)),
        held=Count("pk", filter=there & Q(screening=State.HELD)),
        asking=Count("pk", filter=Q(pk__in=in_state(Submission.objects.all(), ASKING).values("pk"))),
    )
    return dict(counted)


def choices(wanted: Wanted) -> tuple[list[str], list[str]]:
    """Rounds and languages in which something waits in this state; one query."""
    rows = in_state(Submission.objects.all(), wanted.state).order_by()
    pairs = set(rows.values_list("round__slug", "language"))
    return sorted({slug for slug, _language in pairs}), sorted({language for _slug, language in pairs})


def declined_in(rounds: Iterable[Round]) -> dict[int, dict[str, int]]:
    """Round → code → how many; one query. A response that was taken back is not counted."""
    rows = Submission.objects.filter(round__in=rounds, screening=State.DECLINED, withdrawn_at=None).order_by()
    told: dict[int, dict[str, int]] = {}
    for round, code, number in rows.values_list("round", "decline_code").annotate(n=Count(F("pk"))):
        told.setdefault(round, {})[code] = number
    return told
