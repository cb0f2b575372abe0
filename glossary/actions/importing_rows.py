"""Writes what the rows of a file say: concepts first, then what lies between them; a few queries for any number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from glossary.actions.proposals import PREFIX, next_code
from glossary.actions.writing import TOGETHER, entry_row, write_names
from glossary.checks import relatives_above, standing_broader
from glossary.circles import leads_back
from glossary.differences import Words
from glossary.models import (
    Concept,
    ConceptVersion,
    Designation,
    GroupPhrasing,
    ImportRow,
    LanguageEntry,
    Mapping,
    Relation,
)
from glossary.planning import Plan
from glossary.words import Phrasing
from portal.members.models import StakeholderGroup

if TYPE_CHECKING:
    from portal.members.models import User


def write_plans(by: User | None, plans: Sequence[Plan]) -> list[ConceptVersion]:
    """The version that each plan became, in their order."""
    make_concepts(plans)
    versions = make_versions(by, plans)
    clear([version for version, plan in zip(versions, plans, strict=True) if plan.in_place])
    there: dict[int | str, int] = {-plan.term.row: plan.concept.pk for plan in plans if plan.concept}
    there |= {uri: plan.concept.pk for plan in plans if plan.concept and (uri := plan.term.uri)}
    said = [(version, settled(plan, there)) for version, plan in zip(versions, plans, strict=True)]
    write_words(said)
    refuse_broken(versions)
    return versions


def settled(plan: Plan, there: dict[int | str, int]) -> Words:
    """The words of a plan, its relations by ids that exist now; what was not taken along is left out."""
    assert plan.words
    if plan.before is None:
        known = {*plan.known_relations, *((kind, there[uri]) for kind, uri in plan.term.relations if uri in there)}
    else:
        known = {(kind, there.get(target, target)) for kind, target in plan.words.relations}
    relations = frozenset((kind, target) for kind, target in known if target > 0)
    return Words(plan.words.source_language, plan.words.entries, relations, plan.words.mappings)


def make_concepts(plans: Sequence[Plan]) -> None:
    """With the code the file gives, if that is one of ours, else the next free ones."""
    new = [plan for plan in plans if plan.concept is None]
    given = {plan.term.code for plan in new if plan.term.code}
    first = int(next_code().partition("-")[2])
    free = (code for number in count(first) if (code := f"{PREFIX}-{number:04d}") not in given)
    concepts = [Concept(code=plan.term.code or next(free), domain=plan.term.domain.strip()) for plan in new]
    try:
        with transaction.atomic():
            made = Concept.objects.bulk_create(concepts, batch_size=TOGETHER)
    except IntegrityError:
        raise ValidationError(_("A code of the file has been given to another term meanwhile. Try again.")) from None
    for plan, concept in zip(new, made, strict=True):
        plan.concept = concept


def make_phrasings(pairs: Sequence[tuple[ImportRow, Plan]]) -> None:
    """How groups say a term that is new here; what is written down already is never written over."""
    groups = dict(StakeholderGroup.objects.values_list("code", "pk"))
    rows = [
        GroupPhrasing(concept=plan.concept, group_id=groups[said.group], imported_by=row, **words_of(said))
        for row, plan in pairs
        if plan.action == "new"
        for said in plan.term.phrasings
        if said.group in groups
    ]
    GroupPhrasing.objects.bulk_create(rows, batch_size=TOGETHER, ignore_conflicts=True)


def words_of(said: Phrasing) -> dict[str, str]:
    """Its words as a row holds them."""
    about = {"language": said.language, "text": said.text, "definition": said.definition}
    return about | {"attribution": said.attribution[:200]}


def make_versions(by: User | None, plans: Sequence[Plan]) -> list[ConceptVersion]:
    """The next number of each; a proposal that is changed in its place stays the same version."""
    made: list[ConceptVersion] = []
    for plan in plans:
        assert plan.concept
        assert plan.words
        if plan.in_place and plan.version:
            made.append(plan.version)
            continue
        number = plan.number + 1
        about = {"author": by, "source_language": plan.words.source_language}
        reason = _("An imported file says it otherwise.") if plan.version else ""
        made.append(ConceptVersion(concept=plan.concept, number=number, reason=reason, **about))
    try:
        with transaction.atomic():
            ConceptVersion.objects.bulk_create([version for version in made if not version.pk], batch_size=TOGETHER)
    except IntegrityError:
        raise ValidationError(_("A term of the file has got another version meanwhile. Look at it again.")) from None
    return made


def clear(versions: Sequence[ConceptVersion]) -> None:
    """Takes the words of proposals away, to be written anew."""
    for some in in_pieces(versions):
        Designation.objects.filter(entry__version__in=some).delete()
        for model in (LanguageEntry, Relation, Mapping):
            model.objects.filter(version__in=some).delete()


def write_words(said: Sequence[tuple[ConceptVersion, Words]]) -> None:
    """Entries, names, relations and mappings of many versions."""
    for some in in_pieces(said):
        pairs = [(entry_row(version, entry), entry) for version, words in some for entry in words.entries]
        LanguageEntry.objects.bulk_create([row for row, _entry in pairs], batch_size=TOGETHER)
        write_names(pairs)
        Relation.objects.bulk_create(
            (Relation(version=v, kind=kind, target_id=to) for v, words in some for kind, to in sorted(words.relations)),
            batch_size=TOGETHER,
        )
        Mapping.objects.bulk_create(
            (Mapping(version=v, match=m.match, uri=m.uri, label=m.label) for v, words in some for m in words.mappings),
            batch_size=TOGETHER,
        )


def in_pieces(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """A few hundred at a time."""
    return (rows[start : start + TOGETHER] for start in range(0, len(rows), TOGETHER))


def refuse_broken(versions: Sequence[ConceptVersion]) -> None:
    """Each row was looked at before; what all of them make of the house is looked at once it stands there."""
    upwards, mine = standing_broader(), {version.pk for version in versions}
    circle = (v.concept_id for v in versions if leads_back(v.concept_id, upwards))
    relative = (low for version, low, _high in relatives_above() if version in mine)
    broken = next(chain(circle, relative), None)
    if broken is not None:
        code = Concept.objects.values_list("code", flat=True).get(pk=broken)
        message = _("%(code)s would stand above itself, or above what is merely related to it.")
        raise ValidationError(message % {"code": code})
