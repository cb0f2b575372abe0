from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.actions import rebuild


class Command(BaseCommand):
    """Reads everything that can be found anew, and fills a search server's index anew; safe while the site is used."""

    help = "Reads everything that can be found anew, then fills the search server's index anew, where there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = rebuild()
        for kind, number in sorted(counts.items()):
            self.stdout.write(f"{kind} {number}")
        self.stdout.write(self.style.SUCCESS(f"{sum(counts.values())} entries"))
        if settings.SEARCH_URL:
            self.stdout.write(f"{self.on_server()} on the search server")

    def on_server(self) -> str:
        """The name of the index that was made."""
        from elastic_transport import TransportError
        from elasticsearch import ApiError

        from search import syncing

        try:
            return syncing.rebuild()
        except (TransportError, ApiError) as error:
            raise CommandError(f"The search server failed ({error}). Run sync_search when it is back.") from error
