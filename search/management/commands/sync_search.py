from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.engines import embedded


class Command(BaseCommand):
    """Brings a search server up to date; without one the database is always up to date by itself."""

    help = "Makes a search server hold just what the database holds. Without SEARCH_URL there is nothing to do."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SEARCH_URL:
            self.stdout.write(f"Nothing to do: {embedded.name()} is up to date with every commit.")
            return
        from elastic_transport import TransportError
        from elasticsearch import ApiError

        from search import syncing

        try:
            number = syncing.sync()
        except (TransportError, ApiError) as error:
            raise CommandError(f"The search server failed ({error}). Nothing is lost; run this again.") from error
        self.stdout.write(self.style.SUCCESS(f"{number} entries brought up to date."))
