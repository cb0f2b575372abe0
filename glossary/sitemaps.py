"""Terms and releases on the map of the site."""

from django.db.models import Max

from glossary.models import Concept, Release
from portal.sitemaps import KEYS, Chapter, Place, filled, tail


class Terms(Chapter):
    """Every concept: one that was withdrawn is still read. Dated by what happened to it in public."""

    def gathered(self) -> list[Place]:
        """One query."""
        rows = Concept.objects.filter(versions__isnull=False).order_by("code")
        dated = rows.annotate(changed=Max("versions__news__happened_at")).values_list("code", "changed")
        here = tail("glossary:concept", *KEYS[:1])
        return [Place(filled(here, code), changed) for code, changed in dated]


class Releases(Chapter):
    """Editions, which never change."""

    def gathered(self) -> list[Place]:
        """One query."""
        here = tail("glossary:release", *KEYS[:1])
        rows = Release.objects.published().values_list("label", "published_at")
        return [Place(filled(here, label), published) for label, published in rows]
