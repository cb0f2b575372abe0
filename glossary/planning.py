"""What the house knows of the rows of a file, and what each of them would do: many rows, few queries, no write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from glossary.checks import check_code, check_entries
from glossary.differences import Words, bare, difference
from glossary.file_links import FileLinks
from glossary.formats.rows import TermRow
from glossary.models import Concept, ConceptVersion, Designation, Mapping
from glossary.standing import Standing, words_in
from glossary.words import Entry, Mapped, Name, with_full_forms

TOGETHER = 400  # rows that are looked at in one go
Status = ConceptVersion.Status


@dataclass
class Plan:
    """One row, what it would do, and what would stand there afterwards."""

    term: TermRow
    action: str  # new, changed, unchanged, conflict or error
    fields: str = ""
    reason: str = ""
    concept: Concept | None = None
    version: ConceptVersion | None = None  # what the difference was made against
    number: int = 0  # of the last version there is, whatever became of it
    in_place: bool = False  # a proposal that an import made, and nobody has touched since
    words: Words | None = None
    before: Words | None = None
    difference: list[dict[str, str]] = field(default_factory=list)
    known_relations: frozenset[tuple[str, int]] = frozenset()  # of a new concept, to what the house has

    @property
    def is_bad(self) -> bool:
        """It stops an import that takes all or nothing."""
        return self.action in ("conflict", "error")

    @property
    def is_redefined(self) -> bool:
        """A definition that stands there would be another."""
        return self.action == "changed" and any(one["field"] == "definition" and one["old"] for one in self.difference)

    @property
    def is_wanted(self) -> bool:
        """It would do something."""
        return self.action in ("new", "changed")


def own() -> str:
    """How addresses of this house begin."""
    return f"{settings.BASE_URL}/id/"


class Known:
    """Which concept of the house each row means: by its code, by its address elsewhere, else by its name."""

    def __init__(self, rows: Sequence[TermRow]) -> None:
        self.concepts: dict[str, Concept] = {}  # by address
        self.names: dict[str, dict[str, list[tuple[int, str]]]] = {}  # language → name → (concept, part of speech)
        self.taken: dict[int, int] = {}  # concept → row
        self.new: dict[tuple[str, str, str], int] = {}
        uris = list(dict.fromkeys(uri for row in rows for uri in [row.uri, *(uri for _kind, uri in row.relations)]))
        for start in range(0, len(uris), 500):
            self.look_up(uris[start : start + 500])
        # What comes with the same file has no id yet: the row's, below zero, stands for it.
        self.coming = {row.uri: -row.row for row in rows if row.uri and row.uri not in self.concepts}
        self.keys = {-row.row: row.key for row in rows}
        for language in {row.source_language for row in rows if is_by_name(row)}:
            self.names[language] = names_of_concepts(language)

    def look_up(self, uris: Sequence[str]) -> None:
        """Addresses that are ours, and addresses that were imported before."""
        codes = [uri.removeprefix(own()) for uri in uris if uri.startswith(own())]
        for concept in Concept.objects.filter(code__in=codes):
            self.concepts[f"{own()}{concept.code}"] = concept
        found = Mapping.objects.filter(match=Mapping.Match.EXACT, uri__in=uris).select_related("version__concept")
        for mapping in found.order_by("-version"):
            self.concepts[mapping.uri] = mapping.version.concept

    def concept_of(self, row: TermRow) -> int | None:
        """Its id, or None for a new one; raises where nobody can tell."""
        found = self.by_name(row) if is_by_name(row) else getattr(self.concepts.get(row.uri), "pk", None)
        if found is not None and found in self.taken:
            message = _("Row %(row)s is the same term. Make one of the two.")
            raise ValidationError(message % {"row": self.taken[found]})
        if found is not None:
            self.taken[found] = row.row
        return found

    def by_name(self, row: TermRow) -> int | None:
        """By the preferred name in the source language, and the part of speech where two are called the same."""
        source = row.source
        name = next((one for one in source.names if one.status == "preferred"), Name("")) if source else Name("")
        mark = (row.source_language, name.text.casefold(), name.part_of_speech)
        if mark in self.new:
            raise ValidationError(_("Row %(row)s is the same term. Make one of the two.") % {"row": self.new[mark]})
        found = self.names[row.source_language].get(name.text.casefold(), [])
        same = [concept for concept, part in found if part == name.part_of_speech]
        same = same or [concept for concept, part in found if not part or not name.part_of_speech]
        if len(same) > 1:
            message = _("%(count)s terms are called “%(name)s”. Say by its code which one is meant.")
            raise ValidationError(message % {"count": len(same), "name": name.text[:60]})
        if not same:
            self.new[mark] = row.row
        return next(iter(same), None)


def is_by_name(row: TermRow) -> bool:
    """The file gives it no address that the house could know."""
    return not row.uri or row.uri.startswith("#")


def names_of_concepts(language: str) -> dict[str, list[tuple[int, str]]]:
    """Preferred names of each concept's last version; one query."""
    rows = Designation.objects.filter(status="preferred", entry__language=language, entry__is_current=True).order_by(
        "entry__version__number"
    )
    elsewhere = ConceptVersion.objects.filter(
        status=Status.PROPOSED, mappings__match="exact", imported_by__isnull=False
    )
    rows = rows.exclude(entry__version__concept__in=elsewhere.values("concept"))  # those are known by their address
    last: dict[int, tuple[str, str]] = {}
    for concept, text, part in rows.values_list("entry__version__concept", "text", "part_of_speech"):
        last[concept] = text.casefold(), part
    found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for concept, (text, part) in last.items():
        found[text].append((concept, part))
    return found


def plans_of(rows: Sequence[TermRow]) -> Iterator[Plan]:
    """A plan for each row, in their order."""
    known = Known(rows)
    meant: dict[int, int | None] = {}
    faults: dict[int, str] = {}
    for row in rows:
        try:
            meant[row.row] = known.concept_of(row)
        except ValidationError as error:
            faults[row.row] = " ".join(error.messages)
    links = FileLinks([row for row in rows if row.row in meant], meant, known.concepts)
    for start in range(0, len(rows), TOGETHER):
        some = rows[start : start + TOGETHER]
        standing = Standing([pk for row in some if (pk := meant.get(row.row)) is not None])
        for row in some:
            if row.row in faults:
                yield Plan(row, "error", "code", faults[row.row])
            else:
                yield checked(plan_one(row, standing, meant[row.row], known), links)


def plan_one(row: TermRow, standing: Standing, pk: int | None, known: Known) -> Plan:
    """New, or said anew."""
    try:
        return plan_again(row, standing, pk, known) if pk is not None else plan_new(row, known)
    except ValidationError as error:
        return Plan(row, "error", "names", " ".join(error.messages))


def checked(plan: Plan, links: FileLinks) -> Plan:
    """No row makes a circle or a relative of what stands above it; what leads nowhere is told."""
    relations = plan.words.relations | plan.known_relations if plan.words else ()
    if plan.is_wanted and (fault := links.fault_of(plan.term, relations)):
        return replace(plan, action="error", fields=fault[0], reason=fault[1])
    if plan.is_wanted and (dead := links.dead_of(plan.term)):
        return replace(plan, reason=" ".join(filter(None, (plan.reason, dead))))
    return plan


def plan_new(row: TermRow, known: Known) -> Plan:
    """A concept that the house does not have."""
    check_entries(row.entries, row.source_language)
    if row.code:
        check_code(row.code)
    words = Words(row.source_language, row.entries, frozenset(), mappings_wanted(row))
    there = frozenset((kind, known.concepts[uri].pk) for kind, uri in row.relations if uri in known.concepts)
    return Plan(row, "new", words=words, known_relations=there)


def mappings_wanted(row: TermRow) -> tuple[Mapped, ...]:
    """Each address once. Its own elsewhere is how it is known again."""
    is_elsewhere = not is_by_name(row) and not row.uri.startswith(own())
    wanted = [Mapped("exact", row.uri), *row.mappings] if is_elsewhere else row.mappings
    return tuple({mapping.uri: mapping for mapping in reversed(wanted)}.values())[::-1]


def plan_again(row: TermRow, standing: Standing, pk: int, known: Known) -> Plan:
    """A concept the house has: the version that stands decides what is new."""
    last, base = standing.last[pk], standing.standing[pk]
    old = words_in(base)
    new = words_after(old, row, known)
    check_entries(new.entries, new.source_language)
    codes = {relation.target_id: relation.target.code for relation in base.relations.all()}
    codes |= known.keys | {concept.pk: concept.code for concept in known.concepts.values()}
    found = difference(old, new, codes)
    plan = Plan(row, "changed", concept=base.concept, version=base, words=new, before=old, difference=found)
    plan.number = last.number
    plan.fields = ", ".join(dict.fromkeys(one["field"] for one in found))
    if standing.was_undone(last) and (found or base == last):
        return replace(plan, action="new", reason=_("It was imported before, and that was taken back."))
    if not found or is_rejected(row, last, base, known):
        return replace(plan, action="unchanged", fields="")
    about = {"code": last.concept.code}
    if last.concept.withdrawn_at:
        message = _("%(code)s has been withdrawn. Take it out of the file.")
        return replace(plan, action="conflict", reason=message % about)
    if last.is_open:
        plan.in_place = last.status == Status.PROPOSED and standing.is_untouched(last, old)
        if not plan.in_place:
            message = _("Another version of %(code)s is on the table. Edit or reject that one first.")
            return replace(plan, action="conflict", reason=message % about)
    return plan


def words_after(old: Words, row: TermRow, known: Known) -> Words:
    """What is said so far, and what the file says of it."""
    return Words(old.source_language, merged(old, row), relations_after(old, row, known), mappings_after(old, row))


def is_rejected(row: TermRow, last: ConceptVersion, base: ConceptVersion, known: Known) -> bool:
    """The same was proposed and turned down: it does not come back by itself."""
    said = words_in(last)
    return last != base and last.status == Status.REJECTED and not difference(said, words_after(said, row, known), {})


def merged(old: Words, row: TermRow) -> tuple[Entry, ...]:
    """A file speaks for its languages only. One that is not ours knows nothing of kinds, linking and sources."""
    after = {entry.language: entry for entry in old.entries}
    for entry in row.entries:
        before = after.get(entry.language)
        if before is not None:
            state = before.translation_state if bare(before.definition) == bare(entry.definition) else "draft"
            said = entry if row.code else filled(entry, before, row)
            entry = replace(said, translation_state=state, made=before.made if state != "draft" else None)
        after[entry.language] = entry
    return tuple(after[language] for language in sorted(after))


def filled(entry: Entry, before: Entry, row: TermRow) -> Entry:
    """What the house knows of the same names stays; a mere table also leaves what it has no column for."""
    kinds = {name.text: name for name in before.names}
    names = [known_name(name, kinds.get(name.text)) for name in entry.names]
    sources = entry.sources or before.sources
    if not is_by_name(row):
        return replace(entry, names=with_full_forms(names), sources=sources)
    there = {name.text.casefold() for name in names}
    has_preferred = any(name.status == "preferred" for name in names)
    for name in before.names:
        if name.text.casefold() not in there:
            status = "admitted" if name.status == "preferred" and has_preferred else name.status
            names.append(replace(name, status=status))
    return Entry(
        entry.language,
        entry.definition or before.definition,
        notes=entry.notes or before.notes,
        examples=entry.examples or before.examples,
        sources=sources,
        names=with_full_forms(names),
    )


def known_name(name: Name, before: Name | None) -> Name:
    """What the file does not say of a name is as it was."""
    if before is None:
        return name
    return replace(
        before,
        status=name.status,
        part_of_speech=name.part_of_speech or before.part_of_speech,
        gender=name.gender or before.gender,
        region=name.region or before.region,
    )


def relations_after(old: Words, row: TermRow, known: Known) -> frozenset[tuple[str, int]]:
    """The file's relations to what the house knows, and the house's own."""
    said = {(kind, known.concepts[uri].pk) for kind, uri in row.relations if uri in known.concepts}
    said |= {(kind, known.coming[uri]) for kind, uri in row.relations if uri in known.coming}
    return frozenset(said if row.code else said | old.relations)


def mappings_after(old: Words, row: TermRow) -> tuple[Mapped, ...]:
    """The file's mappings, and those that the house has made since."""
    wanted = mappings_wanted(row)
    if row.code:
        return wanted
    there = {mapping.uri for mapping in old.mappings}
    return (*old.mappings, *(mapping for mapping in wanted if mapping.uri not in there))
