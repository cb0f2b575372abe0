"""Steps of the thread: one function a kind, so that every item names the others in the same way."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from consultations.models import Clause, Comment, Round, Standard
from glossary.models import Concept, Release
from governance.models import Decision, TradeOff

ROOT = "/api/v1"
MOST = 50  # comments named in one item; the others are a list of their own
Link = dict[str, str | None]


def to_term(concept: Concept) -> Link:
    """A term by its code."""
    return link("term", concept.code, f"{ROOT}/terms/{concept.code}", concept.get_absolute_url())


def to_release(release: Release) -> Link:
    """A release of the glossary by its number."""
    return link("release", release.label, f"{ROOT}/releases/{release.label}", release.get_absolute_url())


def to_clause(clause: Clause, through: Round) -> Link:
    """A clause by the round through which it is read."""
    name = f"{through.slug}/{clause.key}"
    return link("clause", name, f"{ROOT}/clauses/{name}", reverse("consultations:clause", args=name.split("/")))


def to_comment(comment: Comment) -> Link:
    """A comment by its round and number."""
    name = f"{comment.round.slug}/{comment.ref}"
    return link("comment", name, f"{ROOT}/comments/{name}", reverse("consultations:comment", args=name.split("/")))


def to_comments(name: str, comments: Iterable[Comment], *, url: str, **asked: str) -> dict[str, list[Link]]:
    """The first of them; where there are more, ``all_…`` leads to the list of them all."""
    found = list(comments)
    first = {name: [to_comment(comment) for comment in found[:MOST]]}
    if len(found) <= MOST:
        return first
    (named,) = asked.values()
    return first | {f"all_{name}": [link("comments", named, f"{ROOT}/comments?{urlencode(asked, safe='/')}", url)]}


def to_decision(decision: Decision) -> Link:
    """A decision by its number."""
    number = decision.number
    return link("decision", number, f"{ROOT}/decisions/{number}", decision.get_absolute_url())


def to_trade_off(trade_off: TradeOff) -> Link:
    """A statement by its number."""
    number = trade_off.number
    return link("trade-off", number, f"{ROOT}/trade-offs/{number}", trade_off.get_absolute_url())


def to_round(through: Round) -> Link:
    """A consultation by its address."""
    return link("consultation", through.slug, f"{ROOT}/consultations/{through.slug}", through.get_absolute_url())


def to_standard(standard: Standard) -> Link:
    """A standard by its code."""
    return link("standard", standard.code, f"{ROOT}/standards/{standard.code}", standard.get_absolute_url())


def to_draft(through: Round) -> Link:
    """A draft in its reader."""
    address = reverse("consultations:draft", args=[through.slug])
    return link("draft", through.slug, f"{ROOT}/clauses?round={through.slug}", address)


def link(kind: str, name: str, api: str, url: str) -> Link:
    """The shape of all of them."""
    return {"kind": kind, "id": name, "api": api, "url": url}
