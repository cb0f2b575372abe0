"""Who is looking: ids only, built once a request, passed to every ``can_*`` and ``visible_to``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Case, CharField, F, Value, When
from django.http import HttpRequest

from portal.members.models import Membership, ReadingToken, User

COMMITTEE = "committee: "  # how the name of the Django group of a body that decides begins
SAFEGUARDING = "safeguarding officer"  # the Django group of whoever looks after people at risk
GROUPS = ("group", "committee", "safeguarding")


@dataclass(frozen=True)
class Viewer:
    """Somebody's rights as plain data. ``groups`` are Django groups: each body owns one; ``committees`` decide."""

    user: int | None = None
    groups: frozenset[int] = frozenset()
    committees: frozenset[int] = frozenset()
    organisations: frozenset[int] = frozenset()
    delegate_of: frozenset[int] = frozenset()
    is_secretariat: bool = False
    is_administrator: bool = False
    is_safeguarding: bool = False
    user_object: User | None = field(default=None, compare=False, repr=False)

    @property
    def is_known(self) -> bool:
        """Signed in."""
        return self.user is not None

    @property
    def is_member(self) -> bool:
        """Belongs to an organisation, confirmed; or works for the alliance."""
        return bool(self.organisations) or self.is_secretariat


ANYBODY = Viewer()


def viewer_of(request: HttpRequest) -> Viewer:
    """Built once a request; no query for anybody, one for who is signed in."""
    if not hasattr(request, "_viewer"):
        request._viewer = look_at(getattr(request, "user", None))  # type: ignore[attr-defined]
    return request._viewer  # type: ignore[attr-defined,no-any-return]


def look_at(user: Any) -> Viewer:
    """The viewer for a person outside a request: actions, commands, tests. None and anonymous are ``ANYBODY``."""
    if user is None or not user.is_authenticated or not user.is_active:
        return ANYBODY
    kind_of_group = Case(
        When(group__name__startswith=COMMITTEE, then=Value("committee")),
        When(group__name=SAFEGUARDING, then=Value("safeguarding")),
        default=Value("group"),
        output_field=CharField(),
    )
    seats = User.groups.through.objects.filter(user_id=user.pk).values_list(kind_of_group, F("group_id"))
    belongs = (
        Membership.objects.confirmed().filter(user_id=user.pk).order_by().values_list(F("role"), F("organisation_id"))
    )
    rows = list(seats.union(belongs, all=True))
    return Viewer(
        user=user.pk,
        groups=frozenset(pk for kind, pk in rows if kind in GROUPS),
        committees=frozenset(pk for kind, pk in rows if kind == "committee"),
        organisations=frozenset(pk for kind, pk in rows if kind not in GROUPS),
        delegate_of=frozenset(pk for kind, pk in rows if kind == Membership.Role.DELEGATE),
        is_secretariat=user.is_staff,
        is_administrator=user.is_superuser,
        is_safeguarding=any(kind == "safeguarding" for kind, _pk in rows),
        user_object=user,
    )


def reading_with(token: ReadingToken) -> Viewer:
    """What a program reads with a token: as its person, and never as the secretariat, which shows a second factor."""
    if not token.opens_records:
        return ANYBODY
    return replace(look_at(token.user), is_secretariat=False, is_administrator=False, is_safeguarding=False)
