"""What surrounds the standard: the edition in force, its erratum, the terms of reference, a pilot, things to take."""

from datetime import date
from typing import Any

from consultations.actions import surroundings as actions
from consultations.actions.corrections import Corrected, correct_draft
from consultations.actions.drafts import freeze_draft, import_draft
from consultations.actions.lineage import confirm_lineage, lineage_of
from consultations.actions.materials import add_material
from consultations.actions.term_marks import explain_terms
from consultations.clauses import ClauseRow
from consultations.models import Standard
from portal.demo.stage import Stage, read
from portal.demo.standard import html


def day(stage: Stage, days_ago: float) -> date:
    """The day that stands so many days before the first load."""
    return stage.moment(days_ago).date()


def put_first_edition_in_force(stage: Stage) -> None:
    """The edition that holds while the second one is written, with what was wrong in it."""
    words, about = read("standard"), read("surroundings")["edition"]
    rows = [ClauseRow(one["key"], one["number"], "", one["heading"], html(one["body"])) for one in about["clause"]]
    with stage.at(about["imported"]):
        draft = import_draft(
            by=stage.writer, standard=words["code"], label=about["label"], rows=rows, title=words["titles"]["en"]
        )
    Standard.objects.filter(code=words["code"]).update(titles=words["titles"], summaries=words["summaries"])
    with stage.at(about["fixed"]):
        freeze_draft(by=stage.second, draft=draft)
        effective_on = day(stage, about["effective"])
        actions.record_edition(
            by=stage.writer, standard=draft.standard, label=about["label"], draft=draft, effective_on=effective_on
        )
    wrong = about["erratum"]
    with stage.at(about["erratum_at"]):
        clause = draft.clauses.get(key=wrong["key"])
        corrected = [Corrected(clause, clause.heading, html(wrong["body"]))]
        correct_draft(by=stage.second, draft=draft, corrected=corrected, why=wrong["why"])


def correct_a_slip(stage: Stage) -> None:
    """A corrigendum while people comment: the fixed words stay, the minor version stands beside them."""
    about = read("surroundings")["correction"]
    draft = stage.drafts[about["draft"]]
    draft.refresh_from_db()
    with stage.at(about["at"]):
        clause = draft.clauses.get(key=about["key"])
        right = clause.body.replace(about["wrong"], about["right"])
        correct_draft(
            by=stage.second, draft=draft, corrected=[Corrected(clause, clause.heading, right)], why=about["why"]
        )


def say_why_a_second(stage: Stage) -> None:
    """The terms of reference, before there is a draft."""
    about, standard = read("surroundings")["terms"], Standard.objects.get(code=read("standard")["code"])
    with stage.at(about["written"]):
        texts = {name: about[name] for name in ("why", "existing", "overlap")}
        actions.write_terms(by=stage.writer, standard=standard, **texts)
    with stage.at(about["published"]):
        actions.publish_terms(by=stage.second, standard=standard)


def tell_what_was_tried(stage: Stage) -> None:
    """The pilot on draft 1 and what it showed."""
    standard = Standard.objects.get(code=read("standard")["code"])
    for about in read("surroundings")["pilot"]:
        with stage.at(about["published"]):
            pilot = actions.write_pilot(
                by=stage.writer,
                standard=standard,
                names=about["names"],
                summaries=about["summaries"],
                place=about["place"],
                host=stage.organisations[about["host"]],
                draft=stage.drafts[about["draft"]],
                starts_on=day(stage, about["starts"]),
                ends_on=day(stage, about["ends"]),
            )
            for one in about["finding"]:
                actions.record_finding(
                    by=stage.writer,
                    pilot=pilot,
                    kind=one["kind"],
                    texts=one["texts"],
                    clause_key=one["clause"],
                    group=stage.groups[one["group"]],
                )
            actions.publish_pilot(by=stage.second, pilot=pilot)


def look_over(stage: Stage, label: str) -> None:
    """What became of each clause is confirmed; the crosswalk names clauses as they are now; things to take along."""
    draft, words = stage.drafts[label], read("surroundings")
    ids = list(lineage_of(draft).values_list("pk", flat=True))
    confirm_lineage(by=stage.second, draft=draft, ids=ids)
    explain_terms(by=stage.writer, draft=draft, reason=read("standard")["terms_reason"])  # of words proposed since, too
    for one in words["overlap"]:
        actions.record_overlap(
            by=stage.writer,
            standard=draft.standard,
            clause_key=one["clause"],
            other=one["other"],
            other_clause=one["other_clause"],
            relation=one["relation"],
            notes=one["note"],
        )
    attach(stage, [one for one in words["material"] if one["draft"] == label])


def attach(stage: Stage, materials: list[dict[str, Any]]) -> None:
    """Short texts in the languages of the places."""
    for one in materials:
        add_material(
            by=stage.writer,
            draft=stage.drafts[one["draft"]],
            title=one["title"],
            language=one["language"],
            name=one["name"],
            data=one["text"].strip().encode(),
        )
