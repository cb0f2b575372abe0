"""Rounds and drafts for tests, made by the actions themselves."""

from datetime import timedelta
from typing import Any

from consultations.actions.drafts import import_draft
from consultations.actions.rounds import announce, create_round
from consultations.actions.translations import review_translation, translate_clause
from consultations.clauses import ClauseRow
from consultations.models import ClauseTranslation, Draft, Round, Standard
from portal import clock
from portal.members.models import User
from tests.factories import UserFactory

ROWS = (
    ClauseRow("c-purpose", "1", "", "Purpose", "<p>This standard says what a buyer owes a mine.</p>"),
    ClauseRow("c-buying", "2", "", "Buying at the mine", ""),
    ClauseRow("c-know", "2.1", "c-buying", "Know the site", "<p>A buyer shall visit the site every year.</p>"),
    ClauseRow("c-title", "2.2", "c-buying", "Sites without a title", "<p>A buyer may buy for two years.</p>"),
    ClauseRow("c-title-p1", "", "c-title", "", "<p>if the operator has asked for a title.</p>"),
)


def secretary() -> User:
    """The person of the secretariat in whose name the tests act."""
    found = User.objects.filter(email="desk@example.org").first()
    return found or User.objects.create_user("desk@example.org", is_staff=True, display_name="Desk")


def standard(code: str = "SM", title: str = "Sourcing from small mines") -> Standard:
    """A standard with its title."""
    return Standard.objects.get_or_create(code=code, defaults={"titles": {"en": title}})[0]


def draft(label: str = "1", *, code: str = "SM", rows: Any = ROWS, by: Any = None, **more: Any) -> Draft:
    """A draft of a few clauses, not fixed yet."""
    standard(code)
    return import_draft(by=by or secretary(), standard=code, label=label, rows=rows, **more)


def prepared_round(slug: str = "small-mines-1", *, by: Any = None, **more: Any) -> Round:
    """A light round in preparation, on a draft unless one is given."""
    facts: dict[str, Any] = {
        "title": "Sourcing from small mines",
        "lede": "May a company buy from a mine without a title?",
        "opens_at": clock.now() - timedelta(hours=1),
        "closes_at": clock.now() + timedelta(days=70),
        "time_zone": "Africa/Nairobi",
        "profile": "light",
    }
    facts |= more
    if "draft" not in facts:
        facts["draft"] = draft(label=slug)
    return create_round(by=by or secretary(), slug=slug, **facts)


def open_round(slug: str = "small-mines-1", *, by: Any = None, **more: Any) -> Round:
    """An announced round that takes responses now."""
    person = by or secretary()
    return announce(by=person, round=prepared_round(slug, by=person, **more))


def translated(*, by: Any, clause: Any, language: str, heading: str, body: str) -> ClauseTranslation:
    """A clause in another language, filed by somebody and reviewed by another."""
    words = {"language": language, "heading": heading, "body": body, "status": "draft"}
    filed = translate_clause(by=UserFactory(is_staff=True), clause=clause, **words)
    return review_translation(by=by, translation=filed)
