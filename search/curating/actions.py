"""Noting what was not found, and binding a search to records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from portal import clock
from portal.members.permissions import can_work_at_desk
from portal.members.viewer import look_at
from search.curating.models import Pick, UnfoundSearch
from search.models import SearchEntry
from search.query import Query
from search.words import words as folded

if TYPE_CHECKING:
    from portal.members.models import User

MOST_NOTED = 5_000  # rows; what is asked again finds its row however many there are
LONGEST, MOST_WORDS = 80, 8
LONG_NUMBER = 6  # digits: telephones and identity papers
MOST_PICKED = 5  # for one search: more would be a second list of hits


# -- what was not found --------------------------------------------------------------------------------------------


def note_unfound(*, query: Query, language: str) -> None:
    """One more search without a hit; what looks like an address or a number of somebody is not noted at all."""
    ways = [way for part in query.wanted for way in part.ways]
    typed = " ".join(way.typed for way in ways).lower()
    words = " ".join(word for way in ways for word in way.words)
    if not is_noted(typed, words):
        return
    today = clock.today()
    if UnfoundSearch.objects.filter(words=words, language=language).update(times=F("times") + 1, last_on=today):
        return
    if UnfoundSearch.objects.count() < MOST_NOTED:
        row = UnfoundSearch(words=words, typed=typed, language=language, first_on=today, last_on=today)
        UnfoundSearch.objects.bulk_create([row], ignore_conflicts=True)


def is_noted(typed: str, words: str) -> bool:
    """Short enough for a search, and neither an e-mail address nor a telephone number."""
    if not words or "@" in typed or not typed.isprintable():
        return False
    if len(words) > LONGEST or len(typed) > LONGEST or words.count(" ") >= MOST_WORDS:
        return False
    return sum(map(str.isdigit, words)) < LONG_NUMBER


@transaction.atomic
def dismiss_unfound(*, by: User, unfound: UnfoundSearch) -> None:
    """Nothing is to be done about it: it stays away, however often it is asked. Pressed twice it changes nothing."""
    can_work_at_desk(look_at(by)).or_refuse()
    waiting = UnfoundSearch.objects.waiting().filter(pk=unfound.pk)
    if waiting.update(dismissed_at=clock.now(), dismissed_by=by):
        log(unfound, "search.dismiss_unfound", user=by)


@transaction.atomic
def sweep_unfound() -> None:
    """What nobody asks any more is forgotten."""
    UnfoundSearch.objects.outlived().delete()


# -- picks ---------------------------------------------------------------------------------------------------------


def key_of(text: str) -> str:
    """The words of a search as picks know them: without accents, capitals and signs."""
    return " ".join(folded(text))


def check_search(text: str, language: str) -> str:
    """The key of a search that can have picks."""
    words = key_of(text)
    if not words:
        raise ValidationError({"typed": _("Say at least one word.")})
    if max(len(words), len(text)) > LONGEST:
        raise ValidationError({"typed": _("Say it in %(limit)s characters at most.") % {"limit": LONGEST}})
    if language not in dict(settings.LANGUAGES):
        raise ValidationError({"language": _("The pages are not written in this language.")})
    return words


def check_why(why: str) -> str:
    """A line that readers see."""
    why = " ".join(why.split())
    if not why:
        raise ValidationError({"why": _("Say why in a line; readers see it.")})
    if len(why) > 200:
        raise ValidationError({"why": _("Say it in %(limit)s characters at most.") % {"limit": 200}})
    return why


@transaction.atomic
def pick(*, by: User, typed: str, language: str, entry: SearchEntry, why: str) -> Pick:
    """Puts the record of an entry above the hits of a search, after what stands there."""
    can_work_at_desk(look_at(by)).or_refuse()
    typed = " ".join(typed.split())
    words, why = check_search(typed, language), check_why(why)
    there = Pick.objects.of(words, language).select_for_update()
    positions = [row.position for row in there]
    if len(positions) >= MOST_PICKED:
        raise ValidationError(_("A search has %(most)s picks at most.") % {"most": MOST_PICKED})
    about: dict[str, Any] = {"model": entry.model, "object_id": entry.object_id, "thing": thing_of(entry)}
    where = {"words": words, "typed": typed, "language": language, "position": max(positions, default=0) + 1}
    try:
        with transaction.atomic():
            row = Pick.objects.create(**about, **where, why=why, made_at=clock.now(), made_by=by)
    except IntegrityError as error:
        raise ValidationError(_("This is picked for these words already.")) from error
    log(row, "search.pick", user=by, data={"thing": row.thing, "language": language})
    return row


def thing_of(entry: SearchEntry) -> str:
    """What the entry is about, whatever its language."""
    return entry.key.rpartition(":")[0]


@transaction.atomic
def reword_pick(*, by: User, pick: Pick, why: str) -> None:
    """Another line of why."""
    can_work_at_desk(look_at(by)).or_refuse()
    if Pick.objects.filter(pk=pick.pk).exclude(why=check_why(why)).update(why=check_why(why)):
        log(pick, "search.reword_pick", user=by)


@transaction.atomic
def raise_pick(*, by: User, pick: Pick) -> None:
    """One place further up; the first stays where it is."""
    can_work_at_desk(look_at(by)).or_refuse()
    rows = list(Pick.objects.of(pick.words, pick.language).select_for_update())
    place = next((number for number, row in enumerate(rows) if row.pk == pick.pk), 0)
    if not place:
        return
    rows[place - 1], rows[place] = rows[place], rows[place - 1]
    for position, row in enumerate(rows, start=1):
        row.position = position
    Pick.objects.bulk_update(rows, ["position"])
    log(pick, "search.raise_pick", user=by)


@transaction.atomic
def remove_pick(*, by: User, pick: Pick) -> None:
    """No longer above the hits; pressed twice it is gone once."""
    can_work_at_desk(look_at(by)).or_refuse()
    row = Pick.objects.filter(pk=pick.pk).first()
    if row is not None:
        log(row, "search.remove_pick", user=by, data={"thing": row.thing}, deleted=True)
        row.delete()
