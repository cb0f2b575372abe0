"""Standards, consultations and comments on the map of the site."""

from django.db.models import Max

from consultations.models import Comment, Edition, Round, Standard
from portal.members.viewer import ANYBODY
from portal.sitemaps import KEYS, Chapter, Place, filled, tail


class Standards(Chapter):
    """Standards of which something is public, and their editions."""

    def gathered(self) -> list[Place]:
        """Two queries."""
        here, there = tail("consultations:standard", KEYS[0]), tail("consultations:edition", *KEYS)
        standards = Standard.objects.visible_to(ANYBODY).order_by("code").values_list("code", flat=True)
        editions = Edition.objects.order_by("pk").values_list("standard__code", "label", "recorded_at")
        places = [Place(filled(here, code)) for code in standards]
        return places + [Place(filled(there, code, label), recorded) for code, label, recorded in editions]


class Consultations(Chapter):
    """Each round, its draft and the list of its comments."""

    def gathered(self) -> list[Place]:
        """One query."""
        names = ("round", "draft", "comments")
        here = {name: tail(f"consultations:{name}", KEYS[0]) for name in names}
        rows = Round.objects.visible_to(ANYBODY).announced().order_by("-opens_at", "-pk")
        places = []
        for row in rows:
            changed = max(filter(None, (row.announced_at, row.answered_at, row.cancelled_at)))
            own = names if row.draft_id else ("round",)
            places += [Place(filled(here[name], row.slug), changed) for name in own]
        return places


class Comments(Chapter):
    """Every published comment with its thread."""

    def gathered(self) -> list[Place]:
        """One query; a comment changes once more, when it is answered."""
        here = tail("consultations:comment", *KEYS)
        rows = Comment.objects.visible_to(ANYBODY).select_related("round").order_by("round", "number", "pk")
        rows = rows.annotate(sent=Max("submission__sent_at"), answered=Max("dispositions__published_at"))
        told = rows.only("number", "round__number", "round__slug")
        return [Place(filled(here, row.round.slug, row.ref), row.answered or row.sent) for row in told]  # type: ignore[attr-defined]
