"""What everybody may know of a session: never its place or day, only region and quarter; no small number of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consultations.counting import FEWEST
from consultations.models import FacilitatedSession, Round, SessionRecord, Submission
from portal.members.languages import Words, own_name
from portal.members.models import StakeholderGroup


@dataclass(frozen=True)
class SessionTold:
    """A session as it is published. ``people`` is empty where fewer than five took part."""

    group: StakeholderGroup
    region: str
    quarter: str
    kind: str
    language: str
    interpreter: bool
    host: str
    interest: Words
    consent: str
    wording: str
    is_read_back: bool
    people: int | None = None
    women: int | None = None
    youth: int | None = None
    roles: tuple[tuple[str, int], ...] = ()
    stands_for: int | None = None  # of its people, where a response stands for some of them

    @property
    def in_short(self) -> str:
        """Beside a comment in a list."""
        return mark(self.people, self.region, self.quarter, self.language if self.interpreter else "")

    def as_data(self) -> dict[str, Any]:
        """For programs."""
        return {
            "people": self.people,
            "stands_for": self.stands_for,
            "region": self.region,
            "quarter": self.quarter,
            "kind": self.kind,
            "language": self.language,
            "interpreter": self.interpreter,
            "host": self.host,
            "interest": self.interest.text,
            "interest_language": self.interest.language,
            "consent": self.consent,
            "wording": self.wording,
            "read_back": self.is_read_back,
        }


def mark(people: int | None, region: str, quarter: str, spoken: str = "") -> str:
    """Said in a session: of how many people, where and when as coarsely as is told, from which language."""
    if people is None or people < FEWEST:
        words = _("said in a session of fewer than five people, %(region)s, %(quarter)s")
    else:
        words = _("said in a session of %(people)s people, %(region)s, %(quarter)s")
    told = words % {"people": people, "region": region, "quarter": quarter}
    if not spoken:
        return told
    return _("%(session)s, interpreted from %(language)s") % {"session": told, "language": own_name(spoken)}


def quarter_of(day: date) -> str:
    """July to September 2026."""
    first = 3 * ((day.month - 1) // 3) + 1
    months = {
        "first": date_format(date(day.year, first, 1), "F"),
        "last": date_format(date(day.year, first + 2, 1), "F"),
    }
    return _("%(first)s to %(last)s %(year)s") % {**months, "year": day.year}


def may_be_told(part: int | None, whole: int) -> bool:
    """A number among people: neither it nor the rest points at few."""
    return part is not None and part >= FEWEST and (whole == part or whole - part >= FEWEST)


def told_session(session: FacilitatedSession, *, stands_for: int | None = None, wording: str = "") -> SessionTold:
    """The one rule of what is published. Needs ``organisation`` and ``group``."""
    wordings: dict[str, Any] = dict(FacilitatedSession.Wording.choices)
    whole = session.people
    names: dict[str, Any] = dict(FacilitatedSession.Role.choices)
    counted = ((names[code], n) for code, n in session.roles.items() if code in names and may_be_told(n, whole))
    return SessionTold(
        group=session.group,
        region=session.get_region_display(),
        quarter=quarter_of(session.held_on),
        kind=session.get_kind_display(),
        language=session.language,
        interpreter=session.interpreter,
        host=session.organisation.name if session.organisation else _("the secretariat"),
        interest=Words(session.interest, session.written_in),
        consent=session.get_consent_display(),
        wording=str(wordings[wording or session.wording]),
        is_read_back=session.read_back_on is not None,
        people=whole if whole >= FEWEST else None,
        women=session.women if may_be_told(session.women, whole) else None,
        youth=session.youth if may_be_told(session.youth, whole) else None,
        roles=tuple((str(name), n) for name, n in counted),
        stands_for=stands_for if stands_for != whole and may_be_told(stands_for, whole) else None,
    )


def session_of(submission: Submission) -> SessionTold | None:
    """The session in which a response was said; none for any other. One query where it is one, or none in hand."""
    if submission.channel != Submission.Channel.SESSION:
        return None
    if "session_record" in submission._state.fields_cache:
        record = submission.session_record  # type: ignore[attr-defined]
    else:
        rows = SessionRecord.objects.select_related("session__organisation", "session__group")
        record = rows.filter(submission=submission).first()
    return told_session(record.session, stands_for=record.people, wording=record.wording) if record else None


def sessions_of(round: Round) -> list[SessionTold]:
    """Those of a round of which something is published, in an order that tells nothing of the day; one query."""
    rows = FacilitatedSession.objects.published().filter(round=round).select_related("organisation", "group")
    return [told_session(session) for session in rows.order_by("region", "code_sha256")]
