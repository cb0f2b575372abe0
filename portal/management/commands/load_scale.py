"""A made-up alliance of any size, for measuring and for the tests of large data."""

from dataclasses import fields
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.demo.scale import Size, holds_something_else, load
from portal.planting import plant


class Command(BaseCommand):
    help = "Adds a made-up alliance of the given size. Refuses where real work or the demo stands."

    def add_arguments(self, parser: CommandParser) -> None:
        for field in fields(Size):
            parser.add_argument(f"--{field.name}", type=int, default=field.default)
        parser.add_argument("--force", action="store_true", help="also where something else stands")

    def handle(self, *args: Any, **options: Any) -> None:
        if holds_something_else() and not options["force"]:
            raise CommandError(
                "This database holds more than made-up rows, and those could never be told apart again. "
                "Use an empty one (DATABASE_URL), or say --force."
            )
        size = Size(**{field.name: options[field.name] for field in fields(Size)})
        if min(vars(size).values()) < 0 or size.answered > 100:
            raise CommandError("A size is 0 or more, and --answered a percentage.")
        with transaction.atomic():
            plant()
        for name, count in load(size).items():
            self.stdout.write(f"{name} {count}")
