"""``export_glossary --format F FILE``: the glossary in any of its formats, piece by piece."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from glossary.exporting import exported
from glossary.formats.files import ALIASES, FORMATS


class Command(BaseCommand):
    help = "Writes the glossary to a file. The same glossary gives the same bytes."
    requires_system_checks = ()  # they load every address of the house, which an export has no use for

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=sorted({*FORMATS, *ALIASES}), help="Default: by the file's ending.")
        parser.add_argument("--status", choices=("agreed", "all"), default="agreed", help="Default: agreed terms.")

    def handle(self, *args, **options) -> None:
        path: Path = options["file"]
        form = options["format"] or self.by_ending(path)
        beside = path.with_name(f".{path.name}.part")
        try:
            with beside.open("wb") as handle:
                for piece in exported(form, options["status"]):
                    handle.write(piece)
            beside.replace(path)
        except OSError as error:
            beside.unlink(missing_ok=True)
            raise CommandError(f"{path}: {error.strerror}.") from None
        self.stdout.write(f"{path}: {path.stat().st_size:,} bytes.")

    def by_ending(self, path: Path) -> str:
        """The format that is kept under this ending."""
        ending = path.suffix.lstrip(".").lower()
        for form in FORMATS.values():
            if form.ending == ending:
                return form.name
        raise CommandError(f"{path}: add --format, one of {', '.join(FORMATS)}.")
