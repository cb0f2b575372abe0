"""A chapter of its own: colleagues who draft one position, and people who put their names under others' words."""

from consultations.actions.cosigning import cosign
from consultations.actions.positions import begin_position
from consultations.actions.responses import add_comment
from consultations.models import Clause, Round
from portal.demo.stage import Stage, read


def draft_together(stage: Stage, round: Round, *, opens: float) -> None:
    """Line by line, each in the hand of who wrote it; nobody has sent it yet."""
    about = read("together")["position"]
    for line in about["line"]:
        with stage.at(opens - line["day"]):
            by, organisation = stage.people[line["by"]], stage.organisations[about["organisation"]]
            response = begin_position(round=round, organisation=organisation, by=by, language=about["language"])
            response.round = round
            clause = Clause.objects.get(draft=round.draft_id, key=line["on"])
            texts = {"body": line["body"], "proposed_change": line.get("change", "")}
            add_comment(response=response, clause=clause, kind=line["kind"], by=by, **texts)


def stand_behind(stage: Stage, *, opens: float) -> None:
    """Names under comments, for an organisation or for oneself, shown to everybody."""
    for about in sorted(read("together")["name"], key=lambda one: one["day"]):
        with stage.at(opens - about["day"]):
            by = stage.people[about["by"]]
            organisation = by.memberships.get().organisation
            cosign(
                comment=stage.comments[about["under"]],
                by=by,
                organisation=organisation if about.get("organisation") else None,
                group=organisation.group,
                is_public=True,
                language=by.language,
            )
