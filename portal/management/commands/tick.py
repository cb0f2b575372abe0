"""For cron, or by hand: all that is due, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import ticking


class Command(BaseCommand):
    help = "Sends, reminds, releases and closes what is due. May run at any time, any number of times."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = ticking.tick()
        if failed:
            raise CommandError(f"Failed, see the log: {', '.join(failed)}")
