"""Clauses are put right until a draft is fixed: each repair is one action, and every key stays what it is."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.actions.lineage import fill_in
from consultations.arranging import Tree, numbered
from consultations.canonical import clean, plain_text, words_sha256
from consultations.clauses import ClauseRow, checked
from consultations.cutting import cuts_of
from consultations.keys import proposed, unused
from consultations.models import Clause, ClauseLineage, Draft
from consultations.permissions import can_repair
from portal.members.viewer import look_at
from portal.signals import tell

FAR = 1_000_000  # positions are unique: what moves waits out here for its place


def at_work(by: Any, draft: Draft) -> Tree:
    """The clauses of a draft that may still change; other repairs wait until this one is stored."""
    fresh = Draft.objects.select_for_update().get(pk=draft.pk)
    can_repair(look_at(by), fresh).or_refuse()
    return Tree(list(fresh.clauses.all()))


def held(tree: Tree, clause: Clause, seen: str = "") -> Clause:
    """The clause as it stands now; ``seen`` is the hash of the words that somebody looked at."""
    found = tree.by_pk.get(clause.pk)
    if found is None:
        raise ValidationError(_("This clause is no longer there."))
    if seen and found.text_sha256 != seen:
        raise ValidationError(_("Somebody has changed this clause meanwhile. Look at it again, then repeat yours."))
    return found


def noted(*, by: Any, draft: Draft, verb: str, **data: Any) -> None:
    """What every repair ends with: no clause without lineage, a line in the log, and search knows."""
    fill_in(draft=draft)
    log(instance=draft, action=f"consultations.{verb}", user=by, data=data)
    tell(Draft, [draft.pk])


def arrange(*, tree: Tree) -> None:
    """Stores the order, parents and depths of a tree: two updates, whatever moved."""
    changed = []
    for position, (clause, depth) in enumerate(tree.in_order()):
        if (clause.position, clause.depth) != (position, depth) or clause.parent_id != tree.was_below[clause.pk]:
            changed.append((clause, position, depth))
    ids = [clause.pk for clause, _position, _depth in changed]
    Clause.objects.filter(pk__in=ids).update(position=models.F("position") + FAR)
    for clause, position, depth in changed:
        clause.position, clause.depth = position, depth
    rows = [clause for clause, _position, _depth in changed]
    Clause.objects.bulk_update(rows, ["position", "depth", "parent"], batch_size=200)


@transaction.atomic
def edit_clause(*, by: Any, clause: Clause, seen: str = "", **said: Any) -> Clause:
    """Heading, body, number, level, normative or not: those that are said. ``seen``: the hash one looked at."""
    tree = at_work(by, clause.draft)
    one = held(tree, clause, seen)
    row = ClauseRow(
        key=one.key,
        number=str(said.get("number", one.number)).strip(),
        heading=str(said.get("heading", one.heading)).strip(),
        body=said.get("body", one.body),
        normative=bool(said.get("normative", one.is_normative)),
        level=str(said.get("level", one.level)).strip(),
    )
    (row,) = checked([row])
    old = one.number
    one.number, one.heading, one.level, one.is_normative = row.number, row.heading, row.level, row.normative
    write_body(one, row.body)
    one.save()
    if old != one.number:
        follow_number(tree, one, old)
    noted(by=by, draft=clause.draft, verb="edit_clause", key=one.key, fields=sorted(said))
    return one


def write_body(clause: Clause, body: str) -> None:
    """The body with all that is derived from it."""
    clause.body, clause.text = body, plain_text(body)
    clause.text_sha256 = words_sha256(clause.heading, clause.text)


def follow_number(tree: Tree, clause: Clause, old: str) -> None:
    """What began with the old number of its parent begins with the new one: 4.2 (a) becomes 5.2 (a)."""
    behind = [each for each, _depth in tree.in_order(clause.pk) if old and each.number.startswith(old)]
    for each in behind:
        each.number = f"{clause.number}{each.number[len(old) :]}"[:40]
    Clause.objects.bulk_update(behind, ["number"], batch_size=200)


@transaction.atomic
def move_clause(*, by: Any, clause: Clause, direction: str) -> Clause:
    """One step up, down, in below the one before, or out; all below it goes along. Numbers stay as they are."""
    tree = at_work(by, clause.draft)
    one = held(tree, clause)
    tree.move(one, direction)
    arrange(tree=tree)
    noted(by=by, draft=clause.draft, verb="move_clause", key=one.key, direction=direction)
    return one


@transaction.atomic
def split_clause(*, by: Any, clause: Clause, at: int, seen: str = "") -> Clause:
    """Cuts it at one of ``cuts_of``; the second part is a new clause beside it, the words of both are the old ones."""
    tree = at_work(by, clause.draft)
    one = held(tree, clause, seen)
    cuts = cuts_of(one.body)
    if not 0 <= at < len(cuts):
        raise ValidationError(_("This clause cannot be cut there."))
    above = tree.by_pk[one.parent_id].key if one.parent_id else ""
    used = Clause.objects.filter(draft__standard=clause.draft.standard_id).values_list("key", flat=True)
    second = Clause(
        draft=clause.draft,
        key=unused(proposed("", one.number or "p", above or one.key), set(used)),
        parent_id=one.parent_id,
        position=2 * FAR,
        depth=one.depth,
        is_normative=one.is_normative,
        level=one.level,
        term_marks=one.term_marks,
    )
    write_body(one, cuts[at].before)
    write_body(second, cuts[at].after)
    one.save()
    second.save()
    tree.add_after(one, second)
    arrange(tree=tree)
    noted(by=by, draft=clause.draft, verb="split_clause", key=one.key, new=second.key)
    return second


@transaction.atomic
def merge_clause(*, by: Any, clause: Clause, seen: str = "") -> Clause:
    """Puts it to the clause read before it: a heading becomes its first line, what stood below it moves along."""
    tree = at_work(by, clause.draft)
    one = held(tree, clause, seen)
    first = tree.before(one)
    if first is None:
        raise ValidationError(_("No clause stands before this one."))
    heading = f"<p><strong>{escape(one.heading)}</strong></p>" if one.heading else ""
    write_body(first, "\n".join(part for part in (first.body, clean(heading), one.body) if part))
    first.term_marks = {**one.term_marks, **first.term_marks}
    first.save()
    place = tree.siblings(one).index(one) if first.pk == one.parent_id else len(tree.below.get(first.pk, []))
    for child in list(tree.below.get(one.pk, [])):
        tree.put(child, first.pk, place)
        place += 1
    drop(tree, one, instead=first)
    noted(by=by, draft=clause.draft, verb="merge_clause", key=one.key, into=first.key)
    return first


@transaction.atomic
def take_out_clause(*, by: Any, clause: Clause, seen: str = "") -> None:
    """What is no clause at all, such as a page header that came in with the file; nothing may stand below it."""
    tree = at_work(by, clause.draft)
    one = held(tree, clause, seen)
    if tree.below.get(one.pk):
        raise ValidationError(_("Clauses stand below this one: move them out first."))
    drop(tree, one, instead=None)
    noted(by=by, draft=clause.draft, verb="take_out_clause", key=one.key, words=one.text[:200])


def drop(tree: Tree, clause: Clause, *, instead: Clause | None) -> None:
    """The row goes, with its lineage and translations; answers that point to it point to the other one."""
    answers = clause.caused_by.all()
    if answers.filter(published_at__isnull=False).exists() or (instead is None and answers.exists()):
        raise ValidationError(_("Answers to comments name this clause: it has to stay. Merge the other one into it."))
    answers.update(changed_clause=instead)
    Clause.objects.filter(pk=clause.pk).update(position=2 * FAR)
    tree.remove(clause)
    arrange(tree=tree)
    ClauseLineage.objects.filter(models.Q(after=clause) | models.Q(before=clause)).delete()
    clause.translations.all().delete()
    for later in clause.draft.next_drafts.all():
        fill_in(draft=later)
    clause.delete()


@transaction.atomic
def renumber_draft(*, by: Any, draft: Draft) -> int:
    """Numbers by the tree; says how many changed."""
    tree = at_work(by, draft)
    changed = [clause for clause, _old in numbered(tree)]
    Clause.objects.bulk_update(changed, ["number"], batch_size=200)
    noted(by=by, draft=draft, verb="renumber_draft", clauses=len(changed))
    return len(changed)
