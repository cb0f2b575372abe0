"""A chapter of its own: what tin washers said aloud, written down by their cooperative and read back to them."""

import uuid

from consultations.actions.sessions import Facts, Sheet, record_session, send_sheet
from consultations.models import Comment, Round
from portal.demo.stage import Stage, read


def hold_session(stage: Stage, round: Round, *, opens: float) -> None:
    """Recorded on the evening of its day, typed in the day after."""
    about = read("session")
    organisation = stage.organisations[about["organisation"]]
    host = next(user for user in stage.people.values() if user.get_full_name() == about["host"])
    names = ("host", "interest", "kind", "place", "region", "language", "interpreter", "people", "women", "youth")
    said = {name: about[name] for name in (*names, "consent", "wording", "complaints", "read_back_how", "notes")}
    said["written_in"] = about["written"]
    with stage.at(opens - about["day"]) as evening:
        day = round.local(evening).date()
        facts = Facts(group=stage.groups[about["group"]], roles=about["roles"], held_on=day, read_back_on=day, **said)
        session = record_session(by=host, round=round, organisation=organisation, facts=facts)
    for number, one in enumerate(about["sheet"], start=1):
        comments = [
            {
                "clause": comment["on"],
                "type": comment["kind"],
                "body": comment["body"],
                "proposed_change": comment.get("change", ""),
            }
            for comment in one["comments"]
        ]
        level = one.get("confidentiality", "withheld")
        with stage.at(opens - about["day"] - 1):
            receipt = send_sheet(
                by=host,
                session=session,
                sheet=Sheet(uuid.uuid4(), {"comments": comments, "language": about["written"]}, one["people"], level),
            )
        first = Comment.objects.filter(submission=receipt.submission).earliest("number")
        stage.comments[f"session:{number}"] = first
