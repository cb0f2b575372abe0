"""What is said of the words on the table: soundings of delegates, comments, proposals, a second look."""

from typing import Any

from glossary import actions
from glossary.models import ConceptVersion
from portal.demo.stage import Stage, read
from portal.members.models import Organisation


def organisation_of(stage: Stage, key: str) -> Organisation | None:
    """Whom somebody belongs to."""
    return Organisation.objects.filter(memberships__user=stage.people[key]).first()


def on_the_table(stage: Stage, key: str) -> ConceptVersion:
    """The version that people are asked about."""
    return stage.concepts[key].versions.get(status="under_review")


def say_what_they_think(stage: Stage) -> None:
    """All of it, each on its day."""
    words = read("voices")
    for about in words["sounding"]:
        give_sounding(stage, about)
    for about in words["comment"]:
        comment_on(stage, about)
    for about in words["asked"]:
        ask_for(stage, about)
    for about in words["looked_at"]:
        look_again(stage, about)


def give_sounding(stage: Stage, about: dict[str, Any]) -> None:
    """A delegate speaks for its organisation."""
    organisation = organisation_of(stage, about["by"])
    assert organisation is not None
    with stage.at(about["day"]):
        actions.sound(
            by=stage.people[about["by"]],
            version=on_the_table(stage, about["concept"]),
            organisation=organisation,
            value=about["value"],
            text=about.get("text", ""),
            language=about["language"],
        )


def comment_on(stage: Stage, about: dict[str, Any]) -> None:
    """Somebody writes, and the secretariat answers."""
    speaks_for = organisation_of(stage, about["by"]) if about.get("speaks") else None
    with stage.at(about["day"]):
        row = actions.comment(
            by=stage.people[about["by"]],
            version=on_the_table(stage, about["concept"]),
            body=about["body"],
            language=about["language"],
            organisation=speaks_for,
        )
    if "answer" in about:
        with stage.at(about["answered"]):
            actions.answer_comment(by=stage.second, comment=row, answer=about["answer"])


def ask_for(stage: Stage, about: dict[str, Any]) -> None:
    """A member proposes; what became of it."""
    with stage.at(about["day"]):
        proposal = actions.ask_for_term(
            by=stage.people[about["by"]],
            concept=stage.concepts[about["concept"]] if "concept" in about else None,
            organisation=organisation_of(stage, about["by"]),
            **{name: about[name] for name in ("name", "definition", "justification", "language")},
            source=about.get("source", ""),
        )
    if about["state"] == "waiting":
        return
    with stage.at(about["answered"]):
        if about["state"] == "declined":
            actions.decline(
                by=stage.second, proposal=proposal, reason=about["reason"], instead=stage.concepts[about["instead"]]
            )
        else:
            actions.take_up(
                by=stage.second, proposal=proposal, reason=about["reason"], change_class=about["change_class"]
            )


def look_again(stage: Stage, about: dict[str, Any]) -> None:
    """Agreed words that were found to hold, with the day of the next look."""
    version = stage.concepts[about["concept"]].versions.get(status="agreed")
    with stage.at(about["day"]):
        actions.reconfirm(
            by=stage.writer, version=version, note=about["note"], next_on=stage.moment(about["next"]).date()
        )
