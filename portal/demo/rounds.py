"""Chapter four: two rounds. Who answered, what became of it."""

import io
from datetime import timedelta
from typing import Any

from consultations.actions.answers import agree_disposition, propose_disposition, publish_answers, write_synopsis
from consultations.actions.attachments import attach
from consultations.actions.clocks import change_dates
from consultations.actions.questions import add_question, review_question, state_benefit
from consultations.actions.responses import begin_response, keep, submit
from consultations.actions.rounds import announce, approve, create_round, make_ready, write_words
from consultations.models import Comment, Disposition, Question, Round
from portal.demo.stage import LANGUAGES, Stage, read
from portal.members.models import Sector

MEANT_FOR_ALL = 62  # days open


def announce_round(stage: Stage, name: str, *, opens: float) -> Round:
    """A round from its file, announced two days before it opens."""
    words = read(name)
    with stage.at(opens + 2):
        opens_at = stage.moment(opens).replace(hour=6, minute=0, second=0, microsecond=0)
        closes_at = (opens_at + timedelta(days=words.get("days", MEANT_FOR_ALL))).replace(hour=20, minute=59)
        round = create_round(
            by=stage.writer,
            slug=words["slug"],
            draft=stage.drafts[words["draft"]] if "draft" in words else None,
            number=words["number"],
            profile=words.get("profile", "full"),
            opens_at=opens_at,
            closes_at=closes_at,
            time_zone="Africa/Nairobi",
            target_groups=[stage.groups[code] for code in words["targets"]],
            languages=list(LANGUAGES),
            waiver=words.get("waiver", ""),
            synopsis_due_on=(closes_at + timedelta(days=words.get("answers_in", 105))).date(),
            decision_due_on=(closes_at + timedelta(days=175)).date() if "draft" in words else None,
            contact_email=read("alliance")["contact_email"],
            **words["page"]["en"],
        )
        for language in ("fr", "es"):
            write_words(by=stage.writer, round=round, language=language, **words["page"][language])
        ask(stage, round, words)
        if round.profile == Round.Profile.FULL:
            approve(by=stage.second, round=make_ready(by=stage.writer, round=round))
        announce(by=stage.writer, round=round)
    return round


def ask(stage: Stage, round: Round, words: dict[str, Any]) -> None:
    """Benefits and costs for each group, then the questions, in three languages."""
    sectors = {sector.code: sector for sector in Sector.objects.all()}
    for about in words.get("benefit", []):
        state_benefit(
            by=stage.writer,
            round=round,
            group=stage.groups[about["group"]],
            benefits=about["benefits"],
            costs=about["costs"],
        )
    for about in words["question"]:
        question = add_question(
            by=stage.writer,
            round=round,
            text=about["en"],
            kind=about["kind"],
            target_groups=[stage.groups[code] for code in about.get("groups", [])],
            target_sectors=[sectors[code] for code in about.get("sectors", [])],
            options=about.get("options", []),
            is_required=about.get("required", False),
            translations={"fr": about["fr"], "es": about["es"]},
        )
        for filed in question.translations.all():
            review_question(by=stage.second, translation=filed)


def respond(stage: Stage, round: Round, name: str, *, opens: float) -> None:
    """Everybody's response on its day."""
    words = read(name)
    questions = dict(zip((q["key"] for q in words["question"]), round.questions.order_by("position"), strict=True))
    people = {user.email: user for user in stage.people.values()}
    for about in sorted(words["response"], key=lambda one: one["day"]):
        with stage.at(opens - about["day"]):
            person, organisation = people.get(about["email"]), stage.organisations.get(about.get("organisation", ""))
            response = begin_response(round=round, by=person, language=about["language"])
            keep(response=response, words=said(stage, about, questions))
            for file in about.get("files", []):
                data, place = io.BytesIO(file["text"].encode()), {"comment": str(file["on"]), "by": person}
                attach(response=response, file=data, name=file["name"], description=file["description"], **place)
            receipt = submit(
                response=response,
                by=person,
                name=about["name"],
                email=about["email"],
                confidentiality=about["confidentiality"],
                standing="organisation" if organisation else "self",
                organisation=organisation if person else None,
                organisation_name=organisation.name if organisation and not person else "",
            )
        comments = Comment.objects.filter(submission=receipt.submission).order_by("number")
        for number, comment in enumerate(comments, start=1):
            stage.comments[f"{about.get('organisation', about['email'])}:{number}"] = comment


def said(stage: Stage, about: dict[str, Any], questions: dict[str, Any]) -> dict[str, Any]:
    """A response as the form would have kept it."""
    organisation = stage.organisations.get(about.get("organisation", ""))
    sector = organisation.sectors.first() if organisation else None
    return {
        "group": organisation.group.code if organisation else about["group"],
        "sector": sector.code if sector else about.get("sector", ""),
        "country": about["country"],
        "answers": {
            str(questions[key].pk): answer(questions[key].kind, value) for key, value in about["answers"].items()
        },
        "comments": [
            {
                "id": str(number),
                "clause": "" if one.get("on_whole") else one["on"],
                "type": one["kind"],
                "body": one["body"],
                "proposed_change": one.get("change", ""),
                "justification": one.get("why", ""),
            }
            for number, one in enumerate(about["comments"], start=1)
        ],
    }


def answer(kind: str, value: Any) -> dict[str, Any]:
    """What the form would have sent for a question of this kind."""
    if kind == Question.Kind.BARRIER:
        return value
    return {{"text": "text", "choices": "choices"}.get(kind, "choice"): value}


def give_more_time(stage: Stage, round: Round, name: str, *, at: float) -> None:
    """More days than were promised, with the reason in three languages."""
    words = read(name)["more_time"]
    round.refresh_from_db()
    reasons = dict(words["reason"])
    with stage.at(at):
        later = round.closes_at + timedelta(days=words["days"])
        change_dates(by=stage.writer, round=round, closes_at=later, reason=reasons.pop("en"), translations=reasons)


def sum_up(stage: Stage, round: Round, name: str, *, at: float) -> None:
    """What came of a survey, where nobody commented on a clause."""
    with stage.at(at):
        for language, body in read(name)["synopsis"].items():
            write_synopsis(by=stage.writer, round=round, language=language, body=body)
        publish_answers(by=stage.writer, round=round)


def answer_everybody(stage: Stage, round: Round, name: str) -> None:
    """Each comment answered by one person, agreed by another; all published at once with the synopsis."""
    words = read(name)
    after = {clause.key: clause for clause in stage.drafts["2"].clauses.all()}
    with stage.at(200):
        for about in words["response"]:
            who = about.get("organisation", about["email"])
            for number, one in enumerate(about["comments"], start=1):
                propose(stage, stage.comments[f"{who}:{number}"], one, after)
    with stage.at(170):
        for disposition in Disposition.objects.filter(comment__round=round).current():
            agree_disposition(by=stage.second, disposition=disposition)
    with stage.at(155):
        for language, body in words["synopsis"].items():
            write_synopsis(by=stage.writer, round=round, language=language, body=body)
        publish_answers(by=stage.writer, round=round)


def propose(stage: Stage, comment: Comment, one: dict[str, Any], after: dict[str, Any]) -> None:
    """One answer, in the language of the comment, with the clause of the next draft that it changed."""
    key = one.get("changed_to") or (one["on"] if one.get("changed") else "")
    propose_disposition(
        by=stage.writer,
        comment=comment,
        value=one["then"],
        reason=one.get("reason", ""),
        language=comment.language,
        changed_clause=after[key] if key else None,
        duplicate_of=stage.comments[one["of"]] if "of" in one else None,
    )
