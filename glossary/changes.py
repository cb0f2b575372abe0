"""What is in force now, and what has happened to each term since a release: the change list, before it is one."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

from glossary.models import ConceptVersion, Release, ReleaseTerm
from portal.sealing import canonical

Kind = ReleaseTerm.Change
TOGETHER = 500
STRONGEST = [Kind.MEANING, Kind.WORDING, Kind.TRANSLATION]  # several versions may lie between two releases


@dataclass(frozen=True)
class Step:
    """One term: the version of then and of now, by their ids."""

    code: str
    concept: int
    version: int | None
    before: int | None
    change: str
    replaced_by: int | None = None


class ChangeList:
    """Every term that is in force, or was in the release before."""

    def __init__(self, previous: Release | None) -> None:
        self.previous = previous
        self.steps = sorted(steps_since(previous), key=lambda step: step.code)

    @property
    def changed(self) -> list[Step]:
        """All but what stands as before, in the order in which it is told."""
        order = list(Kind)
        moved = [step for step in self.steps if step.change != Kind.SAME]
        return sorted(moved, key=lambda step: (order.index(Kind(step.change)), step.code))

    @property
    def in_force(self) -> int:
        """How many terms the release would hold."""
        return sum(1 for step in self.steps if step.version)

    def counts(self) -> list[tuple[str, str, int]]:
        """Kind, words and number, of the kinds there are."""
        found = Counter(step.change for step in self.steps)
        return [(kind, str(kind.label), found[kind]) for kind in Kind if found[kind]]

    def fingerprint(self) -> str:
        """Another one as soon as the release would hold something else."""
        said = [[s.code, s.version, s.before, s.change, s.replaced_by] for s in self.steps]
        return hashlib.sha256(
            canonical({"since": self.previous and self.previous.label, "terms": said}).encode()
        ).hexdigest()


def steps_since(previous: Release | None) -> list[Step]:
    """In four queries, however many terms."""
    rows = ConceptVersion.objects.agreed().order_by().values_list("concept", "concept__code", "pk", "number")
    now = {concept: (code, pk, number) for concept, code, pk, number in rows}
    held = ReleaseTerm.objects.filter(release=previous, version__isnull=False).order_by()
    told = held.values_list("concept", "concept__code", "version", "version__number", "concept__replaced_by")
    then = {row[0]: row[1:] for row in told} if previous else {}
    moved = {pk: then[pk][2] for pk, (_code, _version, number) in now.items() if pk in then and then[pk][2] != number}
    kinds = kinds_of(moved)
    new = [Step(code, pk, version, None, Kind.NEW) for pk, (code, version, _n) in now.items() if pk not in then]
    kept = [
        Step(code, pk, version, then[pk][1], kinds.get(pk, Kind.SAME))
        for pk, (code, version, _n) in now.items()
        if pk in then
    ]
    gone = [(pk, code, before, to) for pk, (code, before, _number, to) in then.items() if pk not in now]
    lost = [Step(code, pk, None, old, Kind.REPLACED if to else Kind.WITHDRAWN, to) for pk, code, old, to in gone]
    return [*new, *kept, *lost]


def kinds_of(moved: dict[int, int]) -> dict[int, Kind]:
    """Of terms with the number of the version released before: the strongest of all changes agreed since."""
    found: dict[int, Kind] = {}
    concepts = list(moved)
    for start in range(0, len(concepts), TOGETHER):
        some = concepts[start : start + TOGETHER]
        rows = ConceptVersion.objects.filter(concept__in=some, agreed_at__isnull=False).order_by()
        for concept, number, change in rows.values_list("concept", "number", "change_class"):
            if number > moved[concept]:
                kinds = [Kind(change), found.get(concept, Kind.TRANSLATION)]
                found[concept] = min(kinds, key=STRONGEST.index)
    return found
