"""For whoever wants to be sure: everything that was sealed is looked at again."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Hashes anew what was sealed and looks for what must never be; a line a fault, exit 1 if there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        found = [fault for config in apps.get_app_configs() for fault in getattr(config, "faults", list)()]
        for fault in found:
            self.stdout.write(fault)
        if found:
            raise CommandError(f"Faults: {len(found)}")
        self.stdout.write("No fault.")
