"""What every chapter of the story shares: the words, the people, the calendar."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from portal import clock
from portal.members.models import Organisation, StakeholderGroup, User

WORDS = Path(__file__).parent / "words"
LANGUAGES = ("en", "fr", "es")
PASSWORD = "common-ground-demo"  # noqa: S105  shown by dev.py to whoever looks around


def read(name: str) -> dict[str, Any]:
    """One file of words."""
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass
class Stage:
    """Where the story stands: ``start`` is the day of the first load, all other days count back from it."""

    start: datetime
    people: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    groups: dict[str, StakeholderGroup] = field(default_factory=dict)
    bodies: dict[str, Any] = field(default_factory=dict)
    concepts: dict[str, Any] = field(default_factory=dict)
    drafts: dict[str, Any] = field(default_factory=dict)
    comments: dict[str, Any] = field(default_factory=dict)  # "kasanga:1" → the first comment of Kasanga's response
    decisions: dict[str, Any] = field(default_factory=dict)

    @property
    def writer(self) -> User:
        """Who writes and publishes for the secretariat."""
        return self.people["nadia"]

    @property
    def second(self) -> User:
        """Who agrees to what the first has written."""
        return self.people["jonas"]

    def moment(self, days_ago: float) -> datetime:
        """So many days before the first load."""
        return self.start - timedelta(days=days_ago)

    @contextmanager
    def at(self, days_ago: float) -> Iterator[datetime]:
        """The house's clock stands there."""
        instant = self.moment(days_ago)
        with clock.set_to(instant):
            yield instant
