"""Comments as a list shows them: one query of plain values, made ready in one go, however long the list is.

Which comments a reader may see is said by the queryset that is handed over; nothing is chosen here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import Left
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.timezone import localtime

from consultations.addresses import addresses
from consultations.models import Comment, Disposition, Submission
from consultations.models.answers import SIGNS
from consultations.outline import label_of
from consultations.regions import Region
from consultations.told_sessions import mark, quarter_of
from consultations.voice import told
from portal.members.languages import Words
from portal.members.models import StakeholderGroup

LONGEST, LONGEST_CHANGE = 900, 600  # characters of a comment and of its proposal that a list shows


class Row(NamedTuple):
    """What is asked of the database, in the order of ``COLUMNS``."""

    pk: int
    number: int
    kind: str
    language: str
    body: str
    proposed_change: str
    clause: int | None
    clause_key: str | None
    clause_number: str | None
    clause_heading: str | None
    clause_text: str | None
    round_number: int
    slug: str
    group: int
    sector: int | None
    country: str
    confidentiality: str
    sent_at: datetime
    member: str | None
    organisation: str
    name: str | None
    confirmed_at: datetime | None
    disputed_at: datetime | None
    erased_at: datetime | None
    people: int | None
    region: str | None
    held_on: date | None
    spoken: str | None
    interpreter: bool | None


CLAUSE = ("clause", "clause__key", "clause__number", "clause__heading", Left("clause__text", 40))
ROUND = ("round__number", "round__slug")
VOICE = ("group", "sector", "country", "confidentiality", "sent_at", "organisation__name", "organisation_name")
PERSON = ("identity__name", "identity__confirmed_at", "disputed_at", "erased_at")
SESSION = tuple(
    f"session_record__session__{name}" for name in ("people", "region", "held_on", "language", "interpreter")
)
COLUMNS = (
    *("pk", "number", "kind", "language", "body", "proposed_change", *CLAUSE, *ROUND),
    *(f"submission__{name}" for name in (*VOICE, *PERSON, *SESSION)),
)


class Line(NamedTuple):
    """A comment in a list: all that is shown of it and nothing else, so that equal lines look alike."""

    pk: int
    number: int
    ref: str
    address: str
    clause: int | None
    clause_label: str
    clause_address: str
    sign: str
    group: Words
    who: str
    session: str
    language: str
    body: SafeString
    proposed_change: SafeString
    kind: str
    day: str
    day_words: str
    answer_sign: str
    answer: str


def lines(
    comments: QuerySet[Comment],
    *,
    groups: Mapping[int, StakeholderGroup] | None = None,
    answers: Mapping[int, str] | None = None,
) -> list[Line]:
    """One query, and one for the groups where the caller has none in hand. ``answers`` are published, by comment."""
    if groups is None:
        groups = StakeholderGroup.objects.in_bulk()
    pen = Pen(groups, answers or {})
    return [pen.line(Row(*row)) for row in comments.values_list(*COLUMNS)]


def beside(clauses: list[int], groups: Mapping[int, StakeholderGroup], *, each: int = 3) -> dict[int, list[Line]]:
    """The first few published comments on each clause, in one query however many clauses and comments."""
    found: dict[int, list[Line]] = {}
    for line in lines(Comment.objects.first_on_each(clauses, each=each), groups=groups):
        found.setdefault(line.clause or 0, []).append(line)
    return found


class Pen:
    """Remembers what repeats from line to line: days, kinds, addresses."""

    def __init__(self, groups: Mapping[int, StakeholderGroup], answers: Mapping[int, str]) -> None:
        self.groups, self.answers = groups, answers
        self.words = {pk: group.words for pk, group in groups.items()}
        self.kinds = {value: str(label) for value, label in Comment.Kind.choices}
        self.values = {value: str(label) for value, label in Disposition.Value.choices}
        self.days: dict[Any, tuple[str, str]] = {}
        self.rounds: dict[str, tuple[Callable[[str], str], Callable[[str], str]]] = {}

    def line(self, row: Row) -> Line:
        """The words of one row."""
        to_comment, to_clause = self.addresses(row.slug)
        ref, value = f"R{row.round_number}-{row.number:04d}", self.answers.get(row.pk)
        return Line(
            row.pk,
            row.number,
            ref,
            to_comment(ref),
            row.clause,
            label_of(row.clause_number or "", row.clause_heading or "", row.clause_text or "", row.clause_key or ""),
            to_clause(row.clause_key) if row.clause_key else "",
            *self.voice(row),
            self.session(row),
            row.language,
            shortened(row.body, LONGEST),
            shortened(row.proposed_change, LONGEST_CHANGE),
            self.kinds.get(row.kind, row.kind),
            *self.day(row.sent_at),
            SIGNS.get(value, "d-noted") if value else "",
            self.values.get(value, value) if value else "",
        )

    def voice(self, row: Row) -> tuple[str, Words, str]:
        """Who speaks, as in every list: no sector, no country."""
        group = self.groups[row.group]
        voice = told(
            group,
            is_named=row.confidentiality == Submission.Confidentiality.NAMED and row.disputed_at is None,
            is_more_known=bool(row.sector or row.country),
            organisation=row.member or row.organisation,
            is_own_word=bool(row.organisation) and not row.member,
            name=row.name if row.name and row.confirmed_at else "",
            is_erased=row.erased_at is not None,
        )
        return f"g-{group.code}", self.words[row.group], voice.in_short

    def session(self, row: Row) -> str:
        """In which session it was said, as coarsely as is told; empty for what was not."""
        if row.region is None or row.held_on is None:
            return ""
        region = str(dict(Region.choices).get(row.region, row.region))
        return mark(row.people, region, quarter_of(row.held_on), (row.spoken or "") if row.interpreter else "")

    def addresses(self, slug: str) -> tuple[Callable[[str], str], Callable[[str], str]]:
        """Of the comments and of the clauses of a round."""
        if slug not in self.rounds:
            self.rounds[slug] = addresses("comment", slug), addresses("clause", slug)
        return self.rounds[slug]

    def day(self, instant: datetime) -> tuple[str, str]:
        """As the machine and as the reader wants it."""
        day = localtime(instant).date()
        if day not in self.days:
            self.days[day] = day.isoformat(), date_format(day, "j F Y")
        return self.days[day]


def shortened(text: str, most: int) -> SafeString:
    """As HTML, its lines kept, cut where it is very long."""
    if len(text) > most:
        text = Truncator(text).chars(most)
    return mark_safe(escape(text).replace("\n", "<br>"))
