"""The term linker on what stands in the standard input, for whoever wants to see what it finds."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from glossary.formats.tags import is_language
from glossary.linking import link_terms


class Command(BaseCommand):
    """``echo "<p>…</p>" | manage.py link_terms --language fr`` writes the same HTML with the agreed terms linked."""

    help = "Reads HTML or plain text and writes it with the agreed terms linked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--language", default="en", help="a language tag such as en, fr or es-MX")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"]
        if not is_language(language):
            raise CommandError(f"“{language}” is no language tag. Write one like en, fr or es-MX.")
        self.stdout.write(link_terms(sys.stdin.read(), language=language), ending="")
