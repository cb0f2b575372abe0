"""The tree of a draft's clauses in memory: whose children are whose, in which order; and what a move makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consultations.models import Clause

UP, DOWN, IN, OUT = "up", "down", "in", "out"


class Tree:
    """All clauses of one draft."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self.by_pk = {clause.pk: clause for clause in clauses}
        self.was_below = {clause.pk: clause.parent_id for clause in clauses}
        self.below: dict[int | None, list[Clause]] = {}
        for clause in sorted(clauses, key=lambda each: each.position):
            self.below.setdefault(clause.parent_id, []).append(clause)

    def in_order(self, parent: int | None = None, depth: int = 1) -> Iterator[tuple[Clause, int]]:
        """As it is read: a clause, then all below it; with its depth."""
        for clause in self.below.get(parent, []):
            yield clause, depth
            yield from self.in_order(clause.pk, depth + 1)

    def siblings(self, clause: Clause) -> list[Clause]:
        """Itself and those beside it."""
        return self.below[clause.parent_id]

    def before(self, clause: Clause) -> Clause | None:
        """What is read just before it."""
        order = [each for each, _depth in self.in_order()]
        place = order.index(clause)
        return order[place - 1] if place else None

    def put(self, clause: Clause, parent: int | None, place: int) -> None:
        """It and all below it to another place."""
        self.siblings(clause).remove(clause)
        clause.parent_id = parent
        self.below.setdefault(parent, []).insert(place, clause)

    def add_after(self, clause: Clause, new: Clause) -> None:
        """Another one beside it."""
        self.by_pk[new.pk], self.was_below[new.pk] = new, new.parent_id
        beside = self.siblings(clause)
        beside.insert(beside.index(clause) + 1, new)

    def remove(self, clause: Clause) -> None:
        """It goes; what stood below it has to have gone elsewhere."""
        self.siblings(clause).remove(clause)
        del self.by_pk[clause.pk]

    def move(self, clause: Clause, direction: str) -> None:
        """One step up or down among its siblings, in below the one before it, or out beside its parent."""
        beside = self.siblings(clause)
        place = beside.index(clause)
        if direction == UP and place > 0:
            beside[place - 1], beside[place] = beside[place], beside[place - 1]
        elif direction == DOWN and place < len(beside) - 1:
            beside[place + 1], beside[place] = beside[place], beside[place + 1]
        elif direction == IN and place > 0:
            above = beside[place - 1].pk
            self.put(clause, above, len(self.below.get(above, [])))
        elif direction == OUT and clause.parent_id:
            parent = self.by_pk[clause.parent_id]
            self.put(clause, parent.parent_id, self.siblings(parent).index(parent) + 1)
        else:
            raise ValidationError(_("This clause cannot be moved in that direction."))


def numbered(tree: Tree, parent: Clause | None = None) -> Iterator[tuple[Clause, str]]:
    """New numbers by the tree: 1, 1.1 for what has a heading; a mark such as (a) stays behind its parent's number."""
    above = parent.number if parent is not None else ""
    count = 0
    for clause in tree.below.get(parent.pk if parent is not None else None, []):
        old, new = clause.number, clause.number
        if clause.heading:
            count += 1
            new = f"{above.rstrip('.')}.{count}" if above else str(count)
        elif old and parent is not None:
            new = f"{above} {old.rpartition(' ')[2]}".strip()
        clause.number = new[:40]
        if clause.number != old:
            yield clause, old
        yield from numbered(tree, clause)
