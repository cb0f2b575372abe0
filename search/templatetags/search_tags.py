"""What pages of the rooms below show of the index."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.translation import get_language

from glossary.models import Concept
from portal.members.viewer import ANYBODY
from search.curating.picked import Picked, picked
from search.used import Used, changes_of_meaning, told, uses_of

register = template.Library()
FIRST = 5


@register.simple_tag(takes_context=True)
def first_uses(context: Context, concept: Concept) -> dict[str, object]:
    """``{% first_uses concept as used %}``: how often a term is used, and the first few places; three queries."""
    rows = uses_of(concept, context.get("viewer") or ANYBODY)
    first = list(rows[: FIRST + 1])
    shown: list[Used] = told(first[:FIRST], changes_of_meaning(concept)) if first else []
    return {"rows": shown, "has_more": len(first) > FIRST}


@register.simple_tag(takes_context=True)
def picked_for(context: Context, text: str) -> list[Picked]:
    """``{% picked_for text as picks %}``: the records above the hits of a search, for those who may see them."""
    return picked(text, context.get("viewer") or ANYBODY, get_language() or "en")
