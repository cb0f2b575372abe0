"""Who watches terms, and what they are told by ``tick``."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from glossary import emails
from glossary.models import Concept, TermNews, TermWatch
from glossary.permissions import can_watch
from portal import clock
from portal.members.viewer import look_at
from portal.subscriptions.actions import subscribe

if TYPE_CHECKING:
    from portal.members.models import User

AT_ONCE = 10_000  # pieces of news told in one tick: a whole import is one mail


def watch(*, by: User | None, email: str = "", language: str, concept: Concept | None = None) -> TermWatch:
    """News of one term or of all."""
    can_watch(look_at(by), concept).or_refuse()
    return subscribe(kind=TermWatch, by=by, email=email, language=language, concept=concept)


def tell_term_news() -> None:
    """All that is new to everybody who watches it: one mail each, however many terms a decision agreed."""
    with transaction.atomic():
        rows = TermNews.objects.select_for_update(of=("self",), skip_locked=True)  # two workers tell it once
        news = list(rows.filter(told_at=None).select_related("version__concept").order_by("pk")[:AT_ONCE])
        if not news:
            return
        by_concept: defaultdict[int, list[TermNews]] = defaultdict(list)
        for one in news:
            by_concept[one.version.concept_id].append(one)
        watches = TermWatch.objects.confirmed().filter(Q(concept=None) | Q(concept__in=by_concept))
        everything = set(watches.filter(concept=None).values_list("email", flat=True))
        for row in watches.select_related("concept"):
            if row.concept_id is None:
                emails.term_news(watch=row, news=news)
            elif row.email not in everything:
                emails.term_news(watch=row, news=by_concept[row.concept_id])
        TermNews.objects.filter(pk__in=[one.pk for one in news]).update(told_at=clock.now())
