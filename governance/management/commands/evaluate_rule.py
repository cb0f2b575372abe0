"""``manage.py evaluate_rule FILE.json``: anybody can repeat the count of a decision."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from governance.rules import BadRule, evaluate


class Command(BaseCommand):
    """Reads rule, seats and positions; prints ``passed``, ``reason`` and ``checks`` as JSON."""

    help = "Evaluates a pass rule on positions: prints whether it passed, and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        try:
            asked = json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(
                _("%(file)s: cannot be read (%(why)s).") % {"file": path, "why": error.strerror}
            ) from error
        except (ValueError, RecursionError) as error:
            raise CommandError(_("%(file)s: not JSON (%(why)s).") % {"file": path, "why": error}) from error
        if not isinstance(asked, dict):
            raise CommandError(_("%(file)s: an object with rule, seats and positions is expected.") % {"file": path})
        try:
            result = evaluate(asked.get("rule"), asked.get("seats"), asked.get("positions"))
        except BadRule as error:
            raise CommandError(f"{path}: {error}") from error
        self.stdout.write(json.dumps(result.as_answer(), ensure_ascii=False, indent=2))
