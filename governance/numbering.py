"""Numbers that are never used twice: PREFIX-YYYY-NNN, counted up within a year."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from portal import clock

Made = TypeVar("Made", bound=models.Model)
ATTEMPTS = 20  # so many people may draft at the same instant


def next_number(model: type[models.Model], prefix: str) -> str:
    """One more than the highest of this year; rows are never deleted (trigger), so gaps do not come back."""
    start = f"{prefix}-{clock.now().year}-"
    taken = model._default_manager.filter(number__startswith=start).values_list("number", flat=True)
    counts = [int(number.removeprefix(start)) for number in taken if number.removeprefix(start).isdigit()]
    return f"{start}{max(counts, default=0) + 1:03d}"


def numbered(model: type[Made], prefix: str, number: str | None, make: Callable[[str], Made]) -> Made:
    """Makes a row under the next free number, or under the asked one. The unique constraint has the last word."""
    if number is not None and not re.fullmatch(rf"{re.escape(prefix)}-\d{{4}}-\d{{3,}}", number):
        raise ValidationError(_("A number looks like %(prefix)s-2026-001.") % {"prefix": prefix})
    for _attempt in range(1 if number else ATTEMPTS):
        candidate = number or next_number(model, prefix)
        try:
            with transaction.atomic():
                return make(candidate)
        except IntegrityError:
            if not model._default_manager.filter(number=candidate).exists():
                raise
    raise ValidationError(_("The number %(number)s is taken.") % {"number": number or prefix})


def asked(value: Any) -> str | None:
    """Blank is not a number."""
    return str(value).strip() or None if value else None
