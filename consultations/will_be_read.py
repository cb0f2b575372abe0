"""Before sending: exactly what everybody will read of a response, and what only those who work on the answers will."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from consultations.joint import Position
from consultations.models import Round, Submission, UnsentResponse
from consultations.voice import Voice, small_cells, told, voice_of


@dataclass(frozen=True)
class WillBeRead:
    """The response as it will stand in public, by what is chosen now."""

    level: str
    voice: Voice | None = None
    withheld: Voice | None = None  # as it would be without the name
    comments: list[dict[str, Any]] = field(default_factory=list)
    kept_back: int = 0  # comments and answers for the committee only
    is_name_to_confirm: bool = False

    @property
    def is_public(self) -> bool:
        """Everybody reads something of it."""
        return self.level != Submission.Confidentiality.COMMITTEE


def will_be_read(
    response: UnsentResponse,
    *,
    group: Any,
    sector: Any,
    comments: Sequence[dict[str, Any]],
    answers: Sequence[Any],
    signed_in: Any,
    position: Position | None,
) -> WillBeRead:
    """What the public page of each comment will show, by the very rule that will show it."""
    words = response.words or {}
    said = words.get("who") or {}
    level = said.get("confidentiality") or Submission.Confidentiality.WITHHELD
    only = [one for one in comments if one.get("committee_only")]
    withheld = without_name(response.round, words, group, sector)
    is_named = level == Submission.Confidentiality.NAMED
    return WillBeRead(
        level=level,
        voice=with_name(words, group, sector, signed_in, position) if is_named and group else withheld,
        withheld=withheld,
        comments=[one for one in comments if not one.get("committee_only")],
        kept_back=len(only) + sum(1 for answer in answers if answer.committee_only),
        is_name_to_confirm=is_named and signed_in is None,
    )


def without_name(round: Round, words: dict[str, Any], group: Any, sector: Any) -> Voice | None:
    """As much as stands beside the words when the name is withheld."""
    if group is None:
        return None
    one = Submission(
        round=round,
        group=group,
        sector=sector,
        country=words.get("country", ""),
        language=words.get("language", "en"),
        confidentiality=Submission.Confidentiality.WITHHELD,
    )
    return voice_of(one, small_cells(round, one_more=one))


def with_name(words: dict[str, Any], group: Any, sector: Any, signed_in: Any, position: Position | None) -> Voice:
    """Under the name: of who is signed in, as typed, or of the organisation and the delegate who sends."""
    said = words.get("who") or {}
    name = signed_in.get_full_name() if signed_in else said.get("name", "")
    organisation = position.organisation.name if position else said.get("organisation", "")
    return told(
        group,
        is_named=True,
        is_more_known=False,
        sector=sector,
        country=words.get("country", ""),
        organisation=organisation,
        is_own_word=bool(organisation) and position is None,
        name=name if position is None or position.may_send else "",
    )
