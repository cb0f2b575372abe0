"""Which terms a text wants linked, where that is not simply those in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from glossary.matching import Known

LINK, NOT_HERE = "link", "never"


AGREED, OPEN, NOTHING = "agreed", "open", "nothing"  # what a page may say of the terms in it
EVERY = "every"  # for whoever checks a text: also what has been superseded or withdrawn


@dataclass(frozen=True)
class Asked:
    """``link`` and ``never``: codes that the author wants in this text, agreed or not, and does not want.

    ``at``: the versions that were in force at that instant instead of now.
    """

    scope: str = AGREED
    link: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    at: datetime | None = None

    @property
    def is_nothing(self) -> bool:
        """No term is linked at all."""
        return self.scope == NOTHING and not self.link

    @property
    def is_wide(self) -> bool:
        """Names of terms that are not in force are asked for as well."""
        return bool(self.link) or self.scope in (OPEN, EVERY)

    def allows(self, name: Known) -> bool:
        """Whether a name is looked for; what is not wanted is found all the same, so that no shorter one takes over."""
        if name.code in self.link:
            return True
        if self.scope == EVERY:
            return not name.is_never
        if self.scope == OPEN:
            return not name.quiet or name.is_on_the_table
        return self.scope == AGREED and not name.quiet


PLAIN = Asked()


def asked_by(marks: Mapping[str, str], *, at: datetime | None = None) -> Asked:
    """What an author has said of a text, code by code."""
    if not marks and at is None:
        return PLAIN
    chosen = {word: frozenset(code for code, said in marks.items() if said == word) for word in (LINK, NOT_HERE)}
    return Asked(link=chosen[LINK], never=chosen[NOT_HERE], at=at)
