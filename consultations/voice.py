"""Who is shown as the voice of a comment: as much as was allowed, and less where it would point at one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from consultations.models import Comment, Round, Submission
from portal.members.countries import country_name
from portal.members.models import Sector, StakeholderGroup

FEWEST = 5  # fewer responses that look alike could be told apart


@dataclass(frozen=True)
class Voice:
    """What the public reads beside somebody's words."""

    group: StakeholderGroup
    sector: Sector | None = None
    country: str = ""
    organisation: str = ""
    is_own_word: bool = False  # the organisation is as written, not confirmed by its delegate
    name: str = ""
    is_withheld: bool = False
    is_narrowed: bool = False  # sector and country are left out for safety

    @property
    def country_words(self) -> str:
        """The country's name for the reader."""
        return country_name(self.country) if self.country else ""


Cell = tuple[int, int | None, str, str]


def cell(submission: Submission) -> Cell:
    """What together could point at somebody."""
    return (submission.group_id, submission.sector_id, submission.country, submission.language)


def small_cells(round: Round, *, one_more: Submission | None = None) -> set[Cell]:
    """The combinations with fewer than five responses in the round; one query. ``one_more`` is about to be sent."""
    rows = (
        Submission.objects.filter(round=round, withdrawn_at=None)
        .order_by()
        .values_list("group_id", "sector_id", "country", "language")
        .annotate(number=Count("pk"))
    )
    numbers: dict[Cell, int] = {(group, sector, country, speaks): n for group, sector, country, speaks, n in rows}
    if one_more is not None:
        numbers[cell(one_more)] = numbers.get(cell(one_more), 0) + 1
    return {one for one, number in numbers.items() if number < FEWEST}


def voice_of(submission: Submission, small: set[Cell] | None = None) -> Voice:
    """The public voice; without the small cells (a list that shows no sector or country) only the group is told."""
    if submission.confidentiality != Submission.Confidentiality.NAMED:
        narrowed = small is None or cell(submission) in small
        details = {} if narrowed else {"sector": submission.sector, "country": submission.country}
        told = bool(submission.sector_id or submission.country)
        return Voice(group=submission.group, is_withheld=True, is_narrowed=narrowed and told, **details)
    identity = getattr(submission, "identity", None)
    organisation = submission.organisation.name if submission.organisation else submission.organisation_name
    return Voice(
        group=submission.group,
        sector=submission.sector,
        country=submission.country,
        organisation=organisation,
        is_own_word=bool(organisation) and submission.organisation_id is None,
        name=identity.name if identity and identity.confirmed_at else "",
    )


def give_voices(comments: Iterable[Comment], small: set[Cell] | None = None) -> list[Comment]:
    """The comments, each with its ``voice`` for the templates."""
    listed = list(comments)
    for comment in listed:
        comment.voice = voice_of(comment.submission, small)  # type: ignore[attr-defined]
    return listed
