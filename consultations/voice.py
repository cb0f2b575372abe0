"""Who is shown as the voice of a comment: as much as was allowed, and less where it would point at one person."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from consultations.models import Round, Submission
from consultations.models.submissions import count_voices
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
    is_erased: bool = False
    is_narrowed: bool = False  # sector and country are left out for safety

    @property
    def country_words(self) -> str:
        """The country's name for the reader."""
        return country_name(self.country) if self.country else ""

    @property
    def in_short(self) -> str:
        """Beside the group, in a list: the name and for whom, or that it is withheld."""
        if self.is_withheld:
            more = [_("more is left out, because it could point at one person")] if self.is_narrowed else []
            return " · ".join([_("name withheld"), *more])
        speaks_for = _("for %(organisation)s") % {"organisation": self.organisation} if self.organisation else ""
        own = f" {_('(as written by the sender)')}" if self.is_own_word else ""
        nobody = _("name erased") if self.is_erased else _("name not confirmed yet")
        return ", ".join(filter(None, [self.name, speaks_for])) + own or nobody


Cell = tuple[int, int | None, str, str]


def cell(submission: Submission) -> Cell:
    """What together could point at somebody."""
    return (submission.group_id, submission.sector_id, submission.country, submission.language)


def small_cells(round: Round, *, one_more: Submission | None = None) -> set[Cell]:
    """The combinations with fewer than five responses that are read without a name; one query.

    Whoever is named, or not read by everybody, hides nobody. ``one_more`` is about to be sent.
    """
    rows = (
        Submission.objects.published()
        .filter(round=round)
        .exclude(confidentiality=Submission.Confidentiality.NAMED, disputed_at=None)
        .order_by()
        .values_list("group_id", "sector_id", "country", "language")
        .annotate(number=count_voices())
    )
    numbers: dict[Cell, int] = {(group, sector, country, speaks): n for group, sector, country, speaks, n in rows}
    if one_more is not None:
        numbers[cell(one_more)] = numbers.get(cell(one_more), 0) + 1
    return {one for one, number in numbers.items() if number < FEWEST}


def voice_of(submission: Submission, small: set[Cell] | None = None) -> Voice:
    """The public voice; without the small cells (a list that shows no sector or country) only the group is told."""
    identity = getattr(submission, "identity", None)
    known = submission.organisation.name if submission.organisation else ""
    is_safe = small is not None and cell(submission) not in small
    named = submission.is_named
    shows_more = named or is_safe
    return told(
        submission.group,
        is_named=named,
        is_more_known=not shows_more and bool(submission.sector_id or submission.country),
        sector=submission.sector if shows_more else None,
        country=submission.country if shows_more else "",
        organisation=known or submission.organisation_name,
        is_own_word=bool(submission.organisation_name) and not known,
        name=identity.name if identity and identity.confirmed_at else "",
        is_erased=submission.erased_at is not None,
    )


def told(
    group: StakeholderGroup,
    *,
    is_named: bool,
    is_more_known: bool,
    sector: Sector | None = None,
    country: str = "",
    organisation: str = "",
    is_own_word: bool = False,
    name: str = "",
    is_erased: bool = False,
) -> Voice:
    """The one rule of what is told. ``is_more_known``: sector or country were said, and are not shown here."""
    if not is_named:
        return Voice(group, sector, country, is_withheld=True, is_narrowed=is_more_known)
    return Voice(group, sector, country, organisation, is_own_word=is_own_word, name=name, is_erased=is_erased)
