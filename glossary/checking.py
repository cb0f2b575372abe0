"""All remarks on the glossary as it stands, kept until it changes: on words, and on what lies between terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

from django.conf import settings
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from glossary import state
from glossary.checks import standing_broader
from glossary.circles import leads_back
from glossary.content import as_entry
from glossary.lint import CIRCULAR, ERROR, HINT, LEVELS, WARNING, Explained, Remark, remarks_on
from glossary.models import Concept, ConceptVersion

Status = ConceptVersion.Status
STANDING = (Status.AGREED, *ConceptVersion.OPEN)
_kept: dict[str, tuple[str, list[Line]]] = {}
_looking = Lock()


@dataclass(frozen=True)
class Line:
    """A remark, and on which term."""

    code: str
    name: str
    remark: Remark


def standing_versions() -> list[ConceptVersion]:
    """Of each concept in use the version on the table, else the agreed one."""
    rows = ConceptVersion.objects.filter(status__in=STANDING, concept__withdrawn_at=None).with_words()
    found: dict[int, ConceptVersion] = {}
    for version in rows.prefetch_related("relations__target", "mappings").order_by("concept__code", "number"):
        found[version.concept_id] = version
    return list(found.values())


def report() -> list[Line]:
    """Every remark, the weightiest first; looked for anew only when the glossary has changed."""
    key, language = state.key(), get_language() or "en"
    kept = _kept.get(language)
    if kept is not None and kept[0] == key:
        return kept[1]
    with _looking:
        lines = [*lines_of(standing_versions()), *withdrawn_lines()]
        order = list(LEVELS)
        lines.sort(key=lambda line: (order.index(line.remark.level), line.code, line.remark.language))
        _kept[language] = (key, lines)
    return lines


def lines_of(versions: list[ConceptVersion]) -> Iterator[Line]:
    """On words, then on what lies between."""
    circles, upwards, same = circles_in(versions), standing_broader(), same_names(versions)
    for version in versions:
        entries = [as_entry(entry) for entry in version.entries.all()]
        source = next((entry for entry in entries if entry.language == version.source_language), None)
        name = source.preferred if source else ""
        found = [remark for entry in entries for remark in remarks_on(entry)]
        found += circles.get(version.concept_id, [])
        if leads_back(version.concept_id, upwards):
            found.append(Remark(ERROR, "broader", "", _("It is broader than itself, through others.")))
        found += structure_of(version)
        found += same.get(version.concept_id, [])
        yield from (Line(version.concept.code, name or version.concept.code, remark) for remark in found)


def structure_of(version: ConceptVersion) -> Iterator[Remark]:
    """Languages that are missing, and links that lead nowhere."""
    source = next((entry for entry in version.entries.all() if entry.language == version.source_language), None)
    if source is None or not source.definition:
        yield Remark(WARNING, "definition", version.source_language, _("There is no definition yet."))
    there = {entry.language.partition("-")[0] for entry in version.entries.all() if entry.preferred}
    for code, _name in settings.LANGUAGES:
        if code not in there:
            language = get_language_info(code)["name_translated"]
            yield Remark(
                HINT, "languages", code, _("There is no name in this language: %(name)s.") % {"name": language}
            )
    for relation in version.relations.all():
        if relation.target.withdrawn_at:
            message = _("It leads to %(code)s, which has been withdrawn.")
            yield Remark(WARNING, relation.kind, "", message % {"code": relation.target.code})
    for mapping in version.mappings.all():
        if mapping.uri.startswith(f"{settings.BASE_URL}/id/"):
            message = _("It maps to this glossary itself (%(uri)s). Make it a relation.")
            yield Remark(WARNING, "mappings", "", message % {"uri": mapping.uri})
        elif " " in mapping.uri or "." not in mapping.uri.partition("://")[2].partition("/")[0]:
            message = _("Nothing can stand at this address: %(uri)s.")
            yield Remark(WARNING, "mappings", "", message % {"uri": mapping.uri})


def withdrawn_lines() -> Iterator[Line]:
    """Out of use, and nobody says what to use instead."""
    rows = Concept.objects.filter(withdrawn_at__isnull=False, replaced_by=None).order_by("code")
    message = _("It has been withdrawn, and no term stands in its place.")
    return (Line(row.code, row.code, Remark(HINT, "replaced_by", "", message)) for row in rows)


def same_names(versions: list[ConceptVersion]) -> dict[int, list[Remark]]:
    """Two concepts of one field that are called the same."""
    called: defaultdict[tuple[str, str, str], list[ConceptVersion]] = defaultdict(list)
    for version in versions:
        for entry in version.entries.all():
            if entry.preferred:
                mark = (entry.language, entry.preferred.text.casefold(), version.concept.domain.casefold())
                called[mark].append(version)
    found: defaultdict[int, list[Remark]] = defaultdict(list)
    for (language, _text, _domain), alike in called.items():
        for version in alike if len(alike) > 1 else ():
            others = ", ".join(other.concept.code for other in alike if other is not version)
            text = _("Other terms of the same field are called the same: %(codes)s.") % {"codes": others}
            found[version.concept_id].append(Remark(WARNING, "names", language, text))
    return found


def circles_in(versions: list[ConceptVersion]) -> dict[int, list[Remark]]:
    """Definitions that lead back to their own term, language by language."""
    codes = {version.concept_id: version.concept.code for version in versions}
    names: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    definitions: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for version in versions:
        for entry in version.entries.all():
            definitions[entry.language][version.concept_id] = entry.definition
            for name in entry.designations.all():
                if name.status in ("preferred", "admitted"):
                    names[entry.language].append((version.concept_id, name.text))
    found: defaultdict[int, list[Remark]] = defaultdict(list)
    for language, said in definitions.items():
        explained = Explained(names[language], said, language)
        for concept in said:
            if way := explained.circle(concept):
                text = CIRCULAR % {"way": " → ".join(codes[pk] for pk in way)}
                found[concept].append(Remark(ERROR, "definition", language, text))
    return found


def remarks_for(code: str, language: str) -> list[Remark]:
    """What stands beside the fields of one language, and what concerns the whole term."""
    return [line.remark for line in report() if line.code == code and line.remark.language in ("", language)]
