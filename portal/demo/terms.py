"""Chapter two: the words. Proposed by the secretariat; agreed only where a decision says so."""

from typing import Any

from glossary.actions import confirm_translation, edit_version, open_review, propose_version, record_phrasing, withdraw
from glossary.actions.releases import cut_release, suggested_label
from glossary.changes import ChangeList
from glossary.models import ConceptVersion, Release
from glossary.releasing import write_files
from glossary.words import Entry, Name, Related
from portal.demo.stage import LANGUAGES, Stage, read

PROPOSED = 830
SIGNS = {"+": "admitted", "-": "deprecated"}


def names_of(written: list[str], *, matching: str) -> list[Name]:
    """The short way of the file: "text", "+ also accepted", "- avoid", "= ACRONYM"."""
    names = []
    for text in written:
        sign, _space, rest = text.partition(" ")
        if sign == "=":
            full = names[0].text if names else ""
            names.append(Name(rest, status="admitted", kind="acronym", matching="case_sensitive", short_for=full))
        elif sign in SIGNS:
            names.append(Name(rest, status=SIGNS[sign], kind="variant", matching=matching))
        else:
            names.append(Name(text, matching=matching))
    return names


def entries_of(about: dict[str, Any], *, matching: str = "normal") -> list[Entry]:
    """One entry a language that has words."""
    return [
        Entry(
            language=language,
            definition=about[language]["definition"],
            notes=about[language].get("notes", ()),
            examples=about[language].get("examples", ()),
            sources=about[language].get("sources", ()),
            names=names_of(about[language]["names"], matching=matching),
        )
        for language in LANGUAGES
        if language in about
    ]


def propose_first_words(stage: Stage) -> None:
    """All concepts with their first version, in the order of the file; relations to what stands before."""
    with stage.at(PROPOSED):
        for about in read("glossary")["concept"]:
            if about.get("state"):
                continue
            propose(stage, about)
    propose_relations(stage)
    with stage.at(PROPOSED - 2):
        for concept in stage.concepts.values():
            version = concept.versions.get(number=1)
            look_over(stage, version)
            open_review(by=stage.writer, version=version)


def look_over(stage: Stage, version: ConceptVersion) -> None:
    """A second person of the secretariat reviews every translation."""
    for language in version.entries.exclude(language="en").values_list("language", flat=True):
        confirm_translation(by=stage.second, version=version, language=language)


def propose(stage: Stage, about: dict[str, Any]) -> ConceptVersion:
    """A concept's first version, and how the groups say it."""
    related = [Related("related", stage.concepts[key]) for key in about.get("related", []) if key in stage.concepts]
    version = propose_version(
        by=stage.writer,
        entries=entries_of(about, matching=about.get("matching", "normal")),
        domain=about.get("domain", ""),
        relations=related,
    )
    stage.concepts[about["key"]] = version.concept
    for said in about.get("phrasings", []):
        record_phrasing(
            by=stage.writer,
            concept=version.concept,
            group=stage.groups[said["group"]],
            language=said["language"],
            text=said["text"],
            attribution=said["by"],
            definition=said.get("definition", ""),
        )
    return version


def propose_relations(stage: Stage) -> None:
    """Broader concepts, once all of them are there."""
    for about in read("glossary")["concept"]:
        if not about.get("broader") or about.get("state"):
            continue
        version = stage.concepts[about["key"]].versions.get(number=1)
        relations = [Related("broader", stage.concepts[key]) for key in about["broader"]]
        with stage.at(PROPOSED - 1):
            edit_version(
                by=stage.writer,
                version=version,
                entries=entries_of(about, matching=about.get("matching", "normal")),
                relations=relations,
            )


def propose_next(stage: Stage, key: str) -> ConceptVersion:
    """The second version of a word, as the file has it, under review."""
    about = next(one for one in read("glossary")["concept"] if one["key"] == key)
    version = propose_version(
        by=stage.writer,
        concept=stage.concepts[key],
        entries=entries_of({language: about[language] for language in LANGUAGES} | about["next"]),
        change_class=about["next"]["change"],
        reason=about["next"]["reason"],
    )
    look_over(stage, version)
    return open_review(by=stage.writer, version=version)


def propose_later_words(stage: Stage) -> None:
    """Words that are not agreed yet: one under review, one proposed. And one withdrawn."""
    with stage.at(45):
        for about in read("glossary")["concept"]:
            if not about.get("state"):
                continue
            version = propose(stage, about)
            if about["state"] == "under_review":
                open_review(by=stage.writer, version=version, until=stage.moment(-about["until_days"]).date())
    with stage.at(300):
        for about in read("glossary")["concept"]:
            if "withdrawn" in about:
                withdraw(
                    by=stage.writer,
                    concept=stage.concepts[about["key"]],
                    reason=about["withdrawn"]["reason"],
                    replaced_by=stage.concepts[about["withdrawn"]["replaced_by"]],
                )


def release_the_glossary(stage: Stage, which: str) -> None:
    """An edition of what was in force on that day, with its files."""
    about = read("voices")["release"][which]
    with stage.at(about["day"]):
        read_by = ChangeList(Release.objects.published().first()).fingerprint()
        label = suggested_label()
        row = cut_release(by=stage.writer, label=label, read=read_by, introduction=about["words"], language="en")
        write_files(by=stage.second, row=row)
