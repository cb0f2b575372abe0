"""Every address that the portal has, asked with every row there is: a new one is asked as well, or the walk fails."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

from django.urls import URLPattern, get_resolver

from consultations.models import (
    Attachment,
    Comment,
    CoSignature,
    Draft,
    Edition,
    FacilitatedSession,
    Following,
    Intake,
    Invitation,
    Material,
    Question,
    Round,
    Standard,
    Submission,
)
from glossary.models import Concept, TermProposal, TermWatch, VersionComment
from governance.models import Body, Decision, Impact, Seat, TradeOff
from search.alerts.models import SearchAlert

PART = re.compile(r"<(?:\w+:)?(\w+)>")
ELSEWHERE = ("admin/", "accounts/", "static/", "documents/", "^")  # Wagtail's and allauth's own, tested as such
FILES = ("docx", "xlsx", "csv", "json")
Rows = Callable[[], Any]


def each(rows: Any, *names: str) -> list[tuple[Any, ...]]:
    return list(rows.order_by().values_list(*names).distinct())


def words(*values: str) -> list[tuple[Any, ...]]:
    return [(value,) for value in values]


# What stands in the place of the parts of an address, by the beginning of the address and the names of its parts.
ROWS: list[tuple[str, tuple[str, ...], Rows]] = [
    ("en/bodies/", ("slug",), lambda: each(Body.objects, "slug")),
    ("en/desk/bodies/", ("slug",), lambda: each(Body.objects, "slug")),
    ("en/desk/bodies/", ("slug", "pk"), lambda: each(Seat.objects, "body__slug", "pk")[:2]),
    ("en/desk/bodies/", ("slug", "part"), lambda: [(*row, "words") for row in each(Body.objects, "slug")]),
    ("", ("slug", "key"), lambda: [(*row, key) for row in each(Round.objects, "slug") for key in ("c-know", "c-zq")]),
    ("", ("slug", "ref"), lambda: [(c.round.slug, c.ref) for c in Comment.with_locked.select_related("round")]),
    ("", ("slug", "form"), lambda: [(*row, form) for row in each(Round.objects, "slug") for form in FILES]),
    ("", ("slug", "group"), lambda: [(*row, "asm") for row in each(Round.objects, "slug")]),
    (
        "en/desk/rounds/<slug:slug>/submissions/",
        ("slug", "number"),
        lambda: each(Submission.with_locked, "round__slug", "number"),
    ),
    ("en/desk/rounds/<slug:slug>/imports/", ("slug", "number"), lambda: each(Intake.objects, "round__slug", "pk")),
    ("en/desk/rounds/<slug:slug>/questions/", ("slug", "number"), lambda: each(Question.objects, "round__slug", "pk")),
    (
        "en/desk/rounds/<slug:slug>/motions/",
        ("slug", "number"),
        lambda: [(*row, 1) for row in each(Round.objects, "slug")],
    ),
    ("", ("slug",), lambda: each(Round.objects, "slug")),
    ("en/following/", ("key",), lambda: each(Following.objects, "key")),
    ("en/search/alerts/", ("key",), lambda: each(SearchAlert.objects, "key") or words(str(uuid4()))),
    ("en/invitations/", ("key",), lambda: each(Invitation.objects, "key") or words(str(uuid4()))),
    ("en/attachments/", ("key",), lambda: each(Attachment.with_locked, "key")),
    ("en/desk/sessions/recordings/", ("key",), lambda: each(Attachment.with_locked, "key")[:1]),
    ("", ("slug", "organisation"), lambda: [(row[0], pk) for row in each(Round.objects, "slug") for pk in ours()]),
    ("en/desk/sessions/", ("number", "file"), lambda: [(*row, 1) for row in each(FacilitatedSession.objects, "pk")]),
    (
        "en/desk/sessions/",
        ("number", "kind"),
        lambda: [(*row, "csv") for row in each(FacilitatedSession.objects, "pk")],
    ),
    ("en/desk/drafts/", ("number",), lambda: each(Draft.objects, "pk")),
    ("en/desk/drafts/", ("number", "language"), lambda: [(*row, "fr") for row in each(Draft.objects, "pk")]),
    ("en/desk/drafts/", ("number", "kind"), lambda: [(*row, "csv") for row in each(Draft.objects, "pk")]),
    ("en/materials/", ("number",), lambda: each(Material.objects, "pk")),
    ("en/desk/safeguarding/", ("number",), lambda: each(Submission.with_locked, "pk")),
    ("en/desk/sessions/", ("number",), lambda: each(FacilitatedSession.objects, "pk")),
    ("en/standards/", ("code",), lambda: each(Standard.objects, "code")),
    ("en/desk/standards/", ("code",), lambda: each(Standard.objects, "code")),
    ("en/standards/", ("code", "label"), lambda: each(Edition.objects, "standard__code", "label")),
    ("en/continue/", ("code",), lambda: words("0000-0000-0000-0000-0000")),
    ("en/receipts/", ("token",), lambda: words("none")),
    ("en/decisions/", ("number",), lambda: each(Decision.objects, "number")),
    ("en/governance/ballot/", ("number",), lambda: each(Decision.objects, "number")),
    ("en/desk/decisions/", ("number",), lambda: each(Decision.objects, "number")),
    ("en/desk/decisions/", ("number", "language"), lambda: [(*row, "en") for row in each(Decision.objects, "number")]),
    ("en/desk/decisions/", ("number", "part"), lambda: [(*row, "words") for row in each(Decision.objects, "number")]),
    ("en/trade-offs/", ("number",), lambda: each(TradeOff.objects, "number")),
    ("en/desk/trade-offs/", ("number",), lambda: each(TradeOff.objects, "number")),
    ("en/desk/trade-offs/", ("number", "language"), lambda: [(*row, "en") for row in each(TradeOff.objects, "number")]),
    ("en/desk/trade-offs/", ("number", "pk"), lambda: each(Impact.objects, "trade_off__number", "pk")[:2]),
    ("en/desk/trade-offs/", ("number", "part"), lambda: [(*row, "words") for row in each(TradeOff.objects, "number")]),
    ("api/v1/decisions/", ("number",), lambda: each(Decision.objects, "number")),
    ("api/v1/trade-offs/", ("number",), lambda: each(TradeOff.objects, "number")),
    ("api/v1/standards/", ("code",), lambda: each(Standard.objects, "code")),
    ("en/desk/glossary/proposals/", ("number",), lambda: each(TermProposal.objects, "pk") or words("1")),
    ("en/glossary/proposals/", ("number",), lambda: each(TermProposal.objects, "pk") or words("1")),
    ("en/desk/glossary/comments/", ("number",), lambda: each(VersionComment.objects, "pk") or words("1")),
    ("en/glossary/watch/", ("key",), lambda: each(TermWatch.objects, "key") or words(str(uuid4()))),
    ("", ("code",), lambda: each(Concept.objects, "code") or words("RS-0001")),
    ("", ("code", "number"), lambda: words_of_a_term(1)),
    ("", ("code", "language"), lambda: words_of_a_term("en")),
    ("id/", ("code", "ending"), lambda: words_of_a_term("ttl")),
    ("en/desk/glossary/imports/", ("pk",), lambda: words("1")),
    ("en/desk/glossary/translations/", ("language",), lambda: words("fr")),
    ("en/glossary/export/", ("ending",), lambda: words("csv")),
    ("en/cosignatures/", ("key",), lambda: each(CoSignature.objects, "key") or words(str(uuid4()))),
    ("", ("label",), lambda: words("1.0")),  # a release of the glossary
    ("en/glossary/releases/", ("label", "name"), lambda: [("1.0", "glossary.ttl")]),
    ("api/v1/", ("rest",), lambda: words("nothing")),
    ("sitemaps/", ("name", "page"), lambda: [(name, 1) for name in ("pages", "terms", "comments", "records")]),
]
BY_CODE = "en/receipts/<str:code>/"


def ours() -> list[int]:
    """Organisations of which somebody holds sessions."""
    return list(FacilitatedSession.objects.values_list("organisation", flat=True))


def words_of_a_term(more: Any) -> list[tuple[Any, ...]]:
    return [(*row, more) for row in each(Concept.objects, "code")] or [("RS-0001", more)]


def routes() -> Iterator[str]:
    """Every pattern of the portal, in English."""

    def walk(patterns: Any, before: str) -> Iterator[str]:
        for one in patterns:
            here = before + str(one.pattern)
            if here.startswith(ELSEWHERE) or here.startswith("en/^"):
                continue
            if isinstance(one, URLPattern):
                yield here
            else:
                yield from walk(one.url_patterns, here)

    return walk(get_resolver().url_patterns, "")


def rows_for(route: str) -> list[tuple[Any, ...]]:
    """What stands in its parts; nothing known of them fails."""
    parts = tuple(PART.findall(route))
    if not parts:
        return [()]
    fitting = [rows for beginning, names, rows in ROWS if route.startswith(beginning) and names == parts]
    assert fitting, f"Say in ROWS what stands in {route}, so that it is walked for leaks."
    return fitting[0]()


def addresses() -> list[str]:
    """All that can be known without a secret."""
    return [filled(route, row) for route in routes() if not route.startswith(BY_CODE) for row in rows_for(route)]


def receipts(codes: list[str]) -> list[str]:
    """All that the code of a receipt or of a slip opens; files are asked for with every code."""
    found = []
    for route in routes():
        if route.startswith(BY_CODE):
            files = each(Attachment.with_locked, "key") if len(PART.findall(route)) > 1 else [()]
            found += [filled(route, (code, *file)) for code in codes for file in files]
    return found


def filled(route: str, row: tuple[Any, ...]) -> str:
    values = iter(row)
    return "/" + PART.sub(lambda _part: str(next(values)), route)
