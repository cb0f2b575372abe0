"""What words must be before a row is written: the messages say what to do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from glossary.circles import ancestors, leads_back
from glossary.formats.tags import LANGUAGE
from glossary.models import Concept, ConceptVersion, Designation, LanguageEntry, Relation
from glossary.models import Mapping as MappingRow
from glossary.words import CODE, Entry, Mapped, Name, Related, is_address

LEADS_BACK = gettext_lazy("This would make a circle: a term cannot be broader than itself.")


def check_code(code: str) -> None:
    """A code is for ever, so it is looked at once more."""
    if not CODE.fullmatch(code):
        raise ValidationError(
            _("“%(code)s” is no code. Write letters, a hyphen and digits, like RS-0042.") % {"code": code}
        )


def check_language(language: str) -> None:
    """A tag that programs and readers understand."""
    if not LANGUAGE.fullmatch(language) or len(language) > 35:
        message = _("“%(language)s” is no language tag. Write one like en, fr or es-MX.")
        raise ValidationError(message % {"language": language})


def check_entries(entries: Sequence[Entry], source_language: str) -> None:
    """One entry a language, the source's named, one preferred name each."""
    twice = [language for language, times in Counter(entry.language for entry in entries).items() if times > 1]
    if twice:
        raise ValidationError(_("There are two entries in the language “%(language)s”.") % {"language": twice[0]})
    for entry in entries:
        check_entry(entry)
    source = next((entry for entry in entries if entry.language == source_language), None)
    if source is None or not source.preferred:
        message = _("Write a preferred name in the source language (%(language)s).")
        raise ValidationError(message % {"language": source_language})


def check_entry(entry: Entry) -> None:
    """The language is one, and its names do not contradict each other."""
    check_language(entry.language)
    if entry.translation_state not in LanguageEntry.TranslationState.values:
        raise ValidationError(_("“%(state)s” is no state of a translation.") % {"state": entry.translation_state})
    about = {"language": entry.language}
    for name in entry.names:
        check_name(name.text, (name.status, name.kind, name.matching), about)
        check_grammar(name, about)
    for address in filter(None, (str(source.get("url", "")) for source in entry.sources)):
        check_address(address)
    if sum(name.status == Designation.Status.PREFERRED for name in entry.names) > 1:
        raise ValidationError(_("Only one name can be preferred in each language (%(language)s).") % about)
    check_full_forms(entry)
    texts = Counter(name.text.strip().casefold() for name in entry.names)
    for text, times in texts.items():
        if times > 1:
            raise ValidationError(_("“%(name)s” stands twice (%(language)s).") % {**about, "name": text})


def check_full_forms(entry: Entry) -> None:
    """What a name is short for stands beside it, and is short for nothing itself."""
    full = {name.text.strip() for name in entry.names if not name.short_for}
    for name in entry.names:
        if name.short_for and name.short_for.strip() not in full:
            message = _("“%(name)s” is short for “%(full)s”: write that in full beside it (%(language)s).")
            raise ValidationError(message % {"name": name.text, "full": name.short_for, "language": entry.language})


def check_address(uri: str) -> None:
    """Of a source, or of a term elsewhere."""
    if not is_address(uri):
        raise ValidationError(_("“%(uri)s” is no web address.") % {"uri": uri[:80]})


def check_name(text: str, choices: tuple[str, str, str], about: dict[str, str]) -> None:
    """It has letters, it fits, and it says what it is."""
    if not text.strip():
        raise ValidationError(_("A name is empty (%(language)s).") % about)
    if len(text.strip()) > 240:
        raise ValidationError(_("A name is longer than 240 characters (%(language)s).") % about)
    known = (Designation.Status, Designation.Kind, Designation.Matching)
    for value, choice in zip(choices, known, strict=True):
        if value not in choice.values:
            raise ValidationError(
                _("“%(value)s” says nothing about a name (%(language)s).") % {**about, "value": value}
            )


def check_grammar(name: Name, about: dict[str, str]) -> None:
    """What is said of a name is one of the things that can be said."""
    known = ((name.part_of_speech, Designation.PartOfSpeech), (name.gender, Designation.Gender))
    for value, choice in known:
        if value and value not in choice.values:
            raise ValidationError(
                _("“%(value)s” says nothing about a name (%(language)s).") % {**about, "value": value}
            )
    if len(name.region.strip()) > 35:
        raise ValidationError(_("The place where a name is said is longer than 35 characters (%(language)s).") % about)


def check_links(relations: Sequence[Related], mappings: Sequence[Mapped], concept: Concept | None) -> None:
    """Kinds are known, nothing points at itself, and broader leads to no circle."""
    for relation in relations:
        if relation.kind not in Relation.Kind.values:
            raise ValidationError(_("“%(kind)s” is no relation between terms.") % {"kind": relation.kind})
        if concept is not None and relation.target.pk == concept.pk:
            raise ValidationError(_("%(code)s cannot be related to itself.") % {"code": concept.code})
    for mapping in mappings:
        if mapping.match not in MappingRow.Match.values:
            raise ValidationError(_("“%(match)s” is no match with another vocabulary.") % {"match": mapping.match})
        check_address(mapping.uri)
    check_once([(relation.kind, relation.target) for relation in relations], [mapping.uri for mapping in mappings])
    broader = {relation.target.pk for relation in relations if relation.kind == Relation.Kind.BROADER}
    related = {relation.target.pk for relation in relations if relation.kind == Relation.Kind.RELATED}
    if broader & related:
        raise ValidationError(_("A term cannot be broader and merely related at once."))
    check_apart(concept.pk if concept else None, broader, related)
    if concept is not None and broader:
        check_no_circle(concept.pk, broader)


def check_apart(start: int | None, broader: set[int], related: set[int]) -> None:
    """What stands above a term, however far, or below it, is not merely related to it (SKOS S27)."""
    if not related:
        return
    upwards = standing_broader()
    above = ancestors(broader, upwards)
    below = {one for one in related if start is not None and start in ancestors({one}, upwards)}
    if related & above or below:
        raise ValidationError(_("A term cannot be broader and merely related at once."))


def check_once(relations: Sequence[tuple[str, Concept]], addresses: Sequence[str]) -> None:
    """The same relation, and the same address elsewhere, is said once."""
    for (_kind, target), times in Counter(relations).items():
        if times > 1:
            raise ValidationError(_("The relation to %(code)s stands twice.") % {"code": target.code})
    for uri, times in Counter(addresses).items():
        if times > 1:
            raise ValidationError(_("“%(uri)s” stands twice.") % {"uri": uri[:80]})


def check_no_circle(start: int, broader: set[int]) -> None:
    """Through what is agreed and what is on the table."""
    if leads_back(start, {**standing_broader(), start: broader}):
        raise ValidationError(LEADS_BACK)


def standing_broader() -> defaultdict[int, set[int]]:
    """Concept → broader concepts, of every version that is agreed or open; one query."""
    standing = [ConceptVersion.Status.AGREED, *ConceptVersion.OPEN]
    rows: Iterable[tuple[int, int]] = Relation.objects.filter(
        kind=Relation.Kind.BROADER, version__status__in=standing
    ).values_list("version__concept", "target")
    upwards: defaultdict[int, set[int]] = defaultdict(set)
    for concept, target in rows:
        upwards[concept].add(target)
    return upwards


def relatives_above() -> Iterator[tuple[int, int, int]]:
    """Version, term, and what it is merely related to though it stands above it: both ways, two queries (SKOS S27).

    Of a version its own broader terms count, not those of another version of the same term.
    """
    upwards = standing_broader()
    own: defaultdict[int, set[int]] = defaultdict(set)
    related: list[tuple[int, int, int]] = []
    standing = [ConceptVersion.Status.AGREED, *ConceptVersion.OPEN]
    rows = Relation.objects.filter(kind__in=["broader", "related"], version__status__in=standing).order_by("pk")
    for version, concept, kind, target in rows.values_list("version", "version__concept", "kind", "target"):
        if kind == Relation.Kind.BROADER:
            own[version].add(target)
        else:
            related.append((version, concept, target))
    for version, concept, target in related:
        if target in ancestors(own[version], upwards):
            yield version, concept, target
        elif concept in ancestors(upwards.get(target, set()), upwards):
            yield version, target, concept
