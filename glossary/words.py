"""What actions, importers and forms pass to each other: words as plain data, without a database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glossary.models import Concept
    from portal.members.models import StakeholderGroup


CODE = re.compile(r"[A-Z][A-Z0-9]{0,7}-[0-9]{1,8}", re.ASCII)  # RS-0042


def is_address(uri: str) -> bool:
    """Only the web is pointed at: nothing else ever becomes a link."""
    return uri.startswith(("http://", "https://")) and len(uri) <= 500


@dataclass(frozen=True)
class Name:
    """A designation: what the concept is called, and how far the house recommends that."""

    text: str
    status: str = "preferred"
    kind: str = "full_form"
    matching: str = "normal"
    part_of_speech: str = ""
    gender: str = ""
    region: str = ""  # where it is said, beside the language's own tag
    short_for: str = ""  # the full form, another name of the same entry


def with_full_forms(names: Sequence[Name]) -> tuple[Name, ...]:
    """A name is short for one that stands beside it and is short for nothing itself; else nothing is said."""
    full = {name.text for name in names if not name.short_for}
    return tuple(name if name.short_for in full else replace(name, short_for="") for name in names)


@dataclass(frozen=True)
class Entry:
    """What a version says in one language."""

    language: str
    definition: str
    notes: Sequence[str] = ()
    examples: Sequence[str] = ()
    sources: Sequence[dict[str, Any]] = ()
    names: Sequence[Name] = ()
    translation_state: str = "draft"
    made: dict[str, Any] | None = None  # by whom, and from which words of the source; None where nobody has said

    @property
    def preferred(self) -> str:
        """The name to call it by, or nothing."""
        return next((name.text for name in self.names if name.status == "preferred"), "")


@dataclass(frozen=True)
class Related:
    """From a version to another concept of the house."""

    kind: str
    target: Concept


@dataclass(frozen=True)
class Mapped:
    """To a concept in somebody else's vocabulary."""

    match: str
    uri: str
    label: str = ""


@dataclass(frozen=True)
class Phrasing:
    """How one stakeholder group says it, in one language: never normative."""

    group: str  # its code
    language: str
    text: str
    definition: str = ""
    attribution: str = ""


@dataclass(frozen=True)
class GroupAgreement:
    """What one stakeholder group said when a version was agreed; governance hands it over."""

    group: StakeholderGroup
    value: str
    text: str = ""
    language: str = "en"
    filed_at: datetime | None = None
