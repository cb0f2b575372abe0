from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.finding import engine


class Command(BaseCommand):
    """Brings a search server up to date; without one the database is always up to date by itself."""

    help = "Brings a search server up to date. Without SEARCH_URL there is nothing to do."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.SEARCH_URL:
            raise CommandError(
                "SEARCH_URL is set, but this version searches in the main database only. Unset it, or update."
            )
        self.stdout.write(f"Nothing to do: {engine().NAME} is up to date with every commit.")
