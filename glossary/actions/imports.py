"""Terms out of a file become proposals, all that were chosen at once; nothing imported is ever agreed.

A file is kept row by row with what became of each, so that the whole import can be taken back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from glossary import permissions
from glossary.actions.importing_rows import clear, in_pieces, make_phrasings, write_plans, write_words
from glossary.actions.news import note_all_news
from glossary.differences import Words
from glossary.formats.files import read_file
from glossary.formats.rows import Fault, Reading, as_data, from_data
from glossary.models import Concept, ConceptVersion, GroupPhrasing, Import, ImportRow, Relation, TermNews
from glossary.planning import Plan, plans_of
from glossary.standing import Standing, words_in
from glossary.words import Entry, Mapped, Name
from portal import clock
from portal.members.viewer import look_at
from portal.signals import tell

if TYPE_CHECKING:
    from portal.members.models import User

State = ImportRow.State
LONG = 4000  # characters of a field that a preview keeps


def allowed(by: User | None) -> None:
    """``by`` is None where somebody runs a command on the machine itself."""
    if by is not None:
        permissions.can_import(look_at(by)).or_refuse()


def read(data: bytes, form: str = "") -> Reading:
    """The rows of a file; raises ``ValidationError`` with what to do."""
    return read_file(data, settings.BASE_URL, form)


def plan_rows(reading: Reading) -> Iterable[Plan | Fault]:
    """What each row would do, and each fault, in the order of the file."""
    faults = sorted(reading.faults, key=lambda fault: fault.row)
    place = 0
    for plan in plans_of(reading.rows):
        while place < len(faults) and faults[place].row < plan.term.row:
            yield faults[place]
            place += 1
        yield plan
    yield from faults[place:]


def bring_in(*, by: User | None, name: str, data: bytes, form: str = "", original: str = "") -> Import:
    """A file that waits to be read; nothing of it is in the glossary yet."""
    allowed(by)
    sha256 = hashlib.sha256(data).hexdigest()
    made = Import.objects.create(
        file_name=name[-200:], file_sha256=sha256, format=form, original=original, brought_by=by
    )
    log(made, "glossary.bring_in", user=by, data={"sha256": sha256})
    return made


def look_through(
    *, by: User | None, file: Import, reading: Reading, told: Callable[[int], object] = lambda _n: 0
) -> None:
    """Keeps every row with what it would do; ``told`` hears how far it has come."""
    allowed(by)
    file.rows.all().delete()
    file.total = len(reading.rows) + len(reading.faults)
    file.format, file.notes = reading.format, reading.notes
    file.save(update_fields=["total", "format", "notes"])
    rows, number = iter(plan_rows(reading)), 0
    while some := list(islice(rows, 500)):
        ImportRow.objects.bulk_create(kept(file, place, row) for place, row in enumerate(some, start=number + 1))
        number += len(some)
        told(number)
    file.done, file.state = number, Import.State.READY
    file.save(update_fields=["done", "total", "format", "notes", "state"])


def kept(file: Import, number: int, row: Plan | Fault) -> ImportRow:
    """One row, not saved yet."""
    if isinstance(row, Fault):
        about = {"place": row.row, "key": row.key[:240], "field": row.field[:120], "reason": row.reason}
        return ImportRow(file=file, number=number, action=ImportRow.Action.ERROR, **about)
    return ImportRow(
        file=file,
        number=number,
        place=row.term.row,
        key=row.term.key[:240],
        action=row.action,
        field=row.fields[:120],
        reason=row.reason,
        words=as_data(row.term),
        difference=[shortened(one) for one in row.difference],
        is_redefined=row.is_redefined,
        is_chosen=row.is_wanted,
        concept=row.concept,
    )


def choose(*, by: User | None, file: Import, among: Sequence[int], chosen: Iterable[int]) -> None:
    """Which of some rows are wanted; of the others nothing is said."""
    allowed(by)
    wanted = file.rows.filter(number__in=among, action__in=ImportRow.WANTED, state=State.WAITING)
    wanted.update(is_chosen=False)
    wanted.filter(number__in=list(chosen)).update(is_chosen=True)


@transaction.atomic
def carry_out(*, by: User | None, file: Import, only: str = "") -> list[ConceptVersion]:
    """The chosen rows in one transaction. They are looked at once more: what has moved on since stops all of it.

    ``only``: the state it has to be in; whoever asked for it to be run does not begin what somebody else has ended.
    """
    allowed(by)
    file = Import.objects.select_for_update().get(pk=file.pk)
    if file.state not in ((only,) if only else (Import.State.READY, Import.State.RUNNING)):
        raise ValidationError(_("This file has been imported already, or was never read."))
    rows = list(file.rows.filter(is_chosen=True, state=State.WAITING))
    plans = list(plans_of([from_data(row.words) for row in rows]))
    refuse_unseen(rows, plans)
    pairs = [(row, plan) for row, plan in zip(rows, plans, strict=True) if plan.is_wanted]
    versions = write_plans(by, [plan for _row, plan in pairs])
    make_phrasings(pairs)
    remember(pairs, versions)
    file.state, file.carried_out_at = Import.State.DONE, clock.now()
    file.save(update_fields=["state", "carried_out_at"])
    log(file, "glossary.import", user=by, data={"rows": len(pairs), "sha256": file.file_sha256})
    tell(Concept, [version.concept_id for version in versions])
    made = [version for version, (_row, plan) in zip(versions, pairs, strict=True) if not plan.in_place]
    note_all_news(made, TermNews.Event.PROPOSED)
    return versions


def refuse_unseen(rows: Sequence[ImportRow], plans: Sequence[Plan]) -> None:
    """What would be done now is what somebody saw and chose, or it stands there already."""
    unseen = [
        plan.term.key
        for row, plan in zip(rows, plans, strict=True)
        if plan.is_bad or (plan.is_wanted and (plan.action != row.action or words_changed(plan) != words_seen(row)))
    ]
    if unseen:
        message = _("The glossary has changed since this was looked at (%(rows)s). Bring the file in again.")
        raise ValidationError(message % {"rows": ", ".join(unseen[:8])})


def words_changed(plan: Plan) -> list[dict[str, str]]:
    """The difference as a preview keeps it; relations aside, since a row that was left out is no target any more."""
    return [shortened(one) for one in plan.difference if one["field"] not in Relation.Kind.values]


def words_seen(row: ImportRow) -> list[dict[str, str]]:
    """The same, of the preview."""
    return [one for one in row.difference if one["field"] not in Relation.Kind.values]


def shortened(one: dict[str, str]) -> dict[str, str]:
    """As much of a field as a preview keeps."""
    return {side: text[:LONG] for side, text in one.items()}


def remember(pairs: Sequence[tuple[ImportRow, Plan]], versions: Sequence[ConceptVersion]) -> None:
    """Each row knows its version, the words it took the place of, and the mark of its own."""
    for some in in_pieces(list(zip(pairs, versions, strict=True))):
        after = Standing([version.concept_id for _pair, version in some]).last
        for (row, plan), version in some:
            row.concept, row.version, row.state = plan.concept, version, State.IMPORTED
            row.before = words_data(plan.before) if plan.in_place and plan.before else {}
            row.after_sha256 = words_in(after[version.concept_id]).fingerprint()
        fields = ["concept", "version", "state", "before", "after_sha256"]
        ImportRow.objects.bulk_update([row for (row, _plan), _version in some], fields, batch_size=100)


def words_data(words: Words) -> dict[str, Any]:
    """Words as JSON can hold them."""
    return asdict(words) | {"relations": sorted(map(list, words.relations))}


def words_from(data: dict[str, Any]) -> Words:
    """The same words again."""
    entries = tuple(
        Entry(**{**entry, "names": tuple(Name(**name) for name in entry["names"])}) for entry in data["entries"]
    )
    relations = frozenset((kind, target) for kind, target in data["relations"])
    return Words(data["source_language"], entries, relations, tuple(Mapped(**one) for one in data["mappings"]))


@transaction.atomic
def undo(*, by: User | None, file: Import) -> list[ImportRow]:
    """Takes every row back that still stands as it was imported; says which have moved on and stay."""
    allowed(by)
    file = Import.objects.select_for_update().get(pk=file.pk)
    if file.state != Import.State.DONE:
        raise ValidationError(_("Only an import that was carried out can be taken back."))
    rows = list(file.rows.filter(state=State.IMPORTED).select_related("version__concept"))
    for some in in_pieces(rows):
        standing = Standing([pk for row in some if (pk := row.concept_id)])
        for row in some:
            row.reason = moved_on(row, standing.last.get(row.concept_id or 0))
            row.state = State.KEPT if row.reason else State.UNDONE
        ImportRow.objects.bulk_update(some, ["state", "reason"], batch_size=200)
    back = [row for row in rows if row.state == State.UNDONE]
    take_back(file, back)
    file.state, file.undone_at = Import.State.UNDONE, clock.now()
    file.save(update_fields=["state", "undone_at"])
    log(file, "glossary.undo_import", user=by, data={"rows": len(back), "kept": len(rows) - len(back)})
    tell(Concept, [pk for row in back if (pk := row.concept_id)])
    return [row for row in rows if row.state == State.KEPT]


def moved_on(row: ImportRow, last: ConceptVersion | None) -> str:
    """Why a row is not taken back, or nothing."""
    version = row.version
    assert version
    if last is None or last.pk != version.pk:
        return _("There is a newer version.")
    if version.concept.withdrawn_at:
        return _("The term has been withdrawn.")
    if version.status != ConceptVersion.Status.PROPOSED:
        return _("It is no mere proposal any more: %(status)s.") % {"status": version.get_status_display()}
    if words_in(last).fingerprint() != row.after_sha256:
        return _("Its words have been edited.")
    return ""


def take_back(file: Import, rows: Sequence[ImportRow]) -> None:
    """Words that were changed in their place come back; what was new is rejected, with the reason.

    What groups say of it and came with it goes too, unless somebody has written it down anew.
    """
    edited = [row for row in rows if row.before]
    clear([row.version for row in edited if row.version])
    write_words([(row.version, words_from(row.before)) for row in edited if row.version])
    made = [row.version for row in rows if not row.before and row.version]
    reason = _("The import of “%(file)s” was taken back.") % {"file": file.file_name}
    for some in in_pieces(made):
        ConceptVersion.objects.filter(pk__in=[version.pk for version in some]).update(
            status=ConceptVersion.Status.REJECTED, closed_at=clock.now(), closing_reason=reason
        )
    for some in in_pieces(rows):
        GroupPhrasing.objects.filter(imported_by__in=some).delete()
    note_all_news(made, TermNews.Event.REJECTED)
