"""The start of every portal: languages, groups, sectors, page tree."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.planting import plant


class Command(BaseCommand):
    help = "Makes what every portal starts with; run again, it adds what is missing."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        plant()
