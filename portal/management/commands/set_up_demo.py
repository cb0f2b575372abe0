"""What stands between an empty folder and the demo alliance, in one process: two would start Django twice."""

from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.core.management.base import BaseCommand

from portal import fresh_database


class Command(BaseCommand):
    help = "Migrates and loads the demo alliance; run again, it changes nothing."
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is for the demo: set DEMO=1, or run migrate and plant.")
        fresh_database.migrate()
        call_command("load_demo" if "load_demo" in get_commands() else "plant", stdout=self.stdout)
