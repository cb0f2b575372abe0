"""How large a file may be, and what is said of one that cannot be read."""

from django.core.exceptions import ValidationError

MAX_FILE = 25 * 1024 * 1024  # bytes of a file as it comes


class Unreadable(ValidationError):
    """A file that cannot be read; says what is wrong and what to do."""
