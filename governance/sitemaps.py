"""Decisions, statements and bodies on the map of the site."""

from governance.models import Body, Decision, TradeOff
from portal.members.viewer import ANYBODY
from portal.sitemaps import KEYS, Chapter, Place, filled, tail


class Records(Chapter):
    """Decisions that can be read, what was weighed for them, and who decided."""

    def gathered(self) -> list[Place]:
        """Three queries."""
        decision, statement, body = (tail(f"governance:{name}", KEYS[0]) for name in ("decision", "trade-off", "body"))
        decisions = Decision.objects.visible_to(ANYBODY).order_by("-number")
        dated = decisions.values_list("number", "published_at", "returned_at", "last_call_from")
        weighed = TradeOff.objects.visible_to(ANYBODY).order_by("-number").values_list("number", "published_at")
        return [
            *(Place(filled(decision, number), next(filter(None, dates), None)) for number, *dates in dated),
            *(Place(filled(statement, number), published) for number, published in weighed),
            *(Place(filled(body, slug)) for slug in Body.objects.values_list("slug", flat=True)),
        ]
