"""Terms out of a file become proposals, all at once or not at all; nothing imported is ever agreed.

A concept is recognised by its address in the file: the house keeps it as an exact match, so that the same file read a
second time changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from glossary import permissions
from glossary.actions.proposals import make_concept, next_version, write_content
from glossary.checks import LEADS_BACK, check_entries, leads_back, standing_broader
from glossary.content import mappings_of, relations_of, words_of
from glossary.formats.rows import TermRow
from glossary.models import Concept, ConceptVersion, Mapping
from glossary.words import Entry, Mapped, Related
from portal.members.viewer import look_at
from portal.signals import tell

if TYPE_CHECKING:
    from portal.members.models import User


@dataclass(frozen=True)
class Line:
    """What became, or would become, of one row of the file."""

    row: int
    action: str  # new, changed, unchanged, conflict or error
    key: str
    field: str = ""
    reason: str = ""

    @property
    def is_bad(self) -> bool:
        """It stops an import that takes all or nothing."""
        return self.action in ("conflict", "error")


@dataclass
class Plan:
    """One row, and what the house knows of it."""

    term: TermRow
    concept: Concept | None
    line: Line
    entries: list[Entry]
    mappings: list[Mapped]


@transaction.atomic
def import_terms(
    *, by: User | None, rows: Sequence[TermRow], dry_run: bool = False, accept_good: bool = False
) -> list[Line]:
    """``by`` is None where somebody runs the command on the machine itself. Writes nothing unless all rows are good."""
    if by is not None:
        permissions.can_import(look_at(by)).or_refuse()
    known = known_concepts(rows)
    plans = [plan_of(term, known) for term in rows]
    lines = [plan.line for plan in plans]
    if dry_run or (any(line.is_bad for line in lines) and not accept_good):
        return lines
    write(by, [plan for plan in plans if plan.line.action in ("new", "changed")], known)
    return lines


def known_concepts(rows: Sequence[TermRow]) -> dict[str, Concept]:
    """Concept by address: our own, or one that was imported from there before; two queries."""
    uris = [row.uri for row in rows]
    own = f"{settings.BASE_URL}/id/"
    codes = [uri.removeprefix(own) for uri in uris if uri.startswith(own)]
    known = {f"{own}{concept.code}": concept for concept in Concept.objects.filter(code__in=codes)}
    for start in range(0, len(uris), 500):
        found = Mapping.objects.filter(match=Mapping.Match.EXACT, uri__in=uris[start : start + 500])
        for mapping in found.select_related("version__concept").order_by("-version"):
            known[mapping.uri] = mapping.version.concept
    return known


def plan_of(term: TermRow, known: dict[str, Concept]) -> Plan:
    """New, changed, unchanged, or why not."""
    concept = known.get(term.uri)
    mappings = [Mapped("exact", term.uri), *(Mapped(match, uri) for match, uri in term.mappings if uri != term.uri)]
    if concept is not None and term.uri.startswith(f"{settings.BASE_URL}/id/"):
        del mappings[0]
    entries = list(term.entries)
    try:
        if concept is not None:
            return plan_again(term, concept, known, mappings)
        check_entries(entries, term.source_language)
    except ValidationError as error:
        return Plan(term, concept, Line(term.row, "error", term.key, "names", " ".join(error.messages)), entries, [])
    return Plan(term, None, Line(term.row, "new", term.key), entries, mappings)


def plan_again(term: TermRow, concept: Concept, known: dict[str, Concept], mappings: list[Mapped]) -> Plan:
    """A concept the house has: its last version decides what is new."""
    versions = concept.versions.order_by("-number")
    last = versions.filter(status__in=ConceptVersion.OPEN).first() or versions[0]
    entries = merged(words_of(last), term.entries)
    check_entries(entries, last.source_language)
    if same_content(last, entries, mappings, term, known):
        return Plan(term, concept, Line(term.row, "unchanged", term.key), entries, mappings)
    about = {"code": concept.code}
    if concept.withdrawn_at:
        line = Line(
            term.row, "conflict", term.key, "", _("%(code)s has been withdrawn. Take it out of the file.") % about
        )
    elif last.is_open:
        message = _("Another version of %(code)s is on the table. Edit or reject that one first.")
        line = Line(term.row, "conflict", term.key, "", message % about)
    else:
        line = Line(term.row, "changed", term.key)
    return Plan(term, concept, line, entries, mappings)


def merged(have: Sequence[Entry], new: Sequence[Entry]) -> list[Entry]:
    """A file speaks for its languages only, and knows nothing of sources, nor of how a name is linked."""
    before = {entry.language: entry for entry in have}
    after = dict(before)
    for entry in new:
        old = before.get(entry.language)
        if old is not None:
            kinds = {name.text: name for name in old.names}
            names = [replace(kinds.get(name.text, name), status=name.status) for name in entry.names]
            state = old.translation_state if old.definition == entry.definition else "draft"
            entry = replace(entry, sources=old.sources, names=names, translation_state=state)
        after[entry.language] = entry
    return list(after.values())


def same_content(
    version: ConceptVersion, entries: list[Entry], mappings: list[Mapped], term: TermRow, known: dict[str, Concept]
) -> bool:
    """Nothing in the file that the version does not say already."""
    if {shape(entry) for entry in words_of(version)} != {shape(entry) for entry in entries}:
        return False
    if not {(m.match, m.uri) for m in mappings} <= {(m.match, m.uri) for m in mappings_of(version)}:
        return False
    wanted = {(kind, known[uri].pk if uri in known else None) for kind, uri in term.relations}
    return wanted <= {(row.kind, row.target.pk) for row in relations_of(version)}


def shape(entry: Entry) -> tuple[object, ...]:
    """What counts when two entries are compared."""
    names = frozenset((name.text, name.status) for name in entry.names)
    return entry.language, entry.definition, tuple(entry.notes), tuple(entry.examples), names


def write(by: User | None, plans: Sequence[Plan], known: dict[str, Concept]) -> None:
    """Concepts first, then what lies between them."""
    versions: list[tuple[Plan, ConceptVersion]] = []
    for plan in plans:
        concept = plan.concept or make_concept(code=None, domain="")
        known[plan.term.uri] = concept
        before = concept.versions.order_by("-number").first()
        version = next_version(concept, author=by, source_language=plan.term.source_language)
        mappings = plan.mappings if before is None else joined(plan.mappings, mappings_of(before))
        write_content(version, plan.entries, [], mappings)
        versions.append((plan, version))
    for plan, version in versions:
        before = version.concept.versions.exclude(pk=version.pk).order_by("-number").first()
        links = [Related(kind, known[uri]) for kind, uri in plan.term.relations if uri in known]
        write_content(version, [], unlike(links, relations_of(before) if before else []), [])
        log(version.concept, "glossary.import", user=by, data={"version": version.number, "source": plan.term.uri})
    refuse_circles([version.concept_id for _plan, version in versions])
    tell(Concept, [version.concept_id for _plan, version in versions])


def joined(new: Sequence[Mapped], old: Sequence[Mapped]) -> list[Mapped]:
    """The file's mappings, and those that the house has made since."""
    there = {mapping.uri for mapping in new}
    return [*new, *(mapping for mapping in old if mapping.uri not in there)]


def unlike(new: Sequence[Related], old: Sequence[Related]) -> list[Related]:
    """The file's relations and the house's own, none twice."""
    found = {(link.kind, link.target.pk): link for link in [*new, *old]}
    return list(found.values())


def refuse_circles(concepts: Sequence[int]) -> None:
    """The file alone had none; with what the house has, there may be one."""
    upwards = standing_broader()
    for concept in concepts:
        if leads_back(concept, set(upwards[concept]), upwards):
            code = Concept.objects.values_list("code", flat=True).get(pk=concept)
            raise ValidationError(f"{code}: {LEADS_BACK}")
