from typing import Any

from django.core.management.base import BaseCommand

from search.actions import rebuild


class Command(BaseCommand):
    """Reads everything that can be found anew; safe at any time, while the site is in use."""

    help = "Reads everything that can be found anew, while the site is in use."

    def handle(self, *args: Any, **options: Any) -> None:
        counts = rebuild()
        for kind, number in sorted(counts.items()):
            self.stdout.write(f"{kind} {number}")
        self.stdout.write(self.style.SUCCESS(f"{sum(counts.values())} entries"))
