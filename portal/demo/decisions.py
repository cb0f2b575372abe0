"""Chapter five: six decisions, each weighed before it was taken."""

from typing import Any

from governance.actions import (
    add_action,
    adopt,
    answer_comment,
    choose_option,
    draft_decision,
    draft_trade_off,
    end_action,
    open_last_call,
    publish_decision,
    publish_trade_off,
    record_impact,
    return_decision,
    review_trade_off,
    take_position,
)
from governance.actions.wording import translate
from governance.models import Decision, TradeOff
from governance.words import OptionWords
from portal.demo.stage import Stage, read
from portal.demo.terms import propose_next

WORDS = ("plain_summary", "cost_line", "question", "rationale")


def weigh_and_decide(stage: Stage, key: str) -> Decision:
    """One decision of the file from its first draft to where it stands today."""
    words = read("decisions")
    about = next(one for one in words["decision"] if one["key"] == key)
    with stage.at(about["trade_off_at"] + 3):
        decision = write(stage, about)
    with stage.at(about["trade_off_at"] + 1):
        trade_off = weigh(stage, decision, about, unit=words["unit"])
    with stage.at(about["trade_off_at"]):
        publish_trade_off(by=stage.writer, trade_off=trade_off)
    with stage.at(about["last_call_at"]):
        open_last_call(by=stage.writer, decision=decision)
    speak(stage, decision, about)
    conclude(stage, decision, about)
    decision.refresh_from_db()
    stage.decisions[key] = decision
    return decision


def write(stage: Stage, about: dict[str, Any]) -> Decision:
    """The draft in three languages, its options, what it would adopt and whom it answers."""
    decision = draft_decision(
        by=stage.writer,
        body=stage.bodies["sc"],
        kind=about["kind"],
        title=about["title"]["en"],
        options=[
            OptionWords(one["titles"], one.get("descriptions", {}), is_baseline=one.get("baseline", False))
            for one in about["option"]
        ],
        supersedes=stage.decisions.get(about.get("supersedes", "")),
        **{name: about[name]["en"] for name in WORDS},
    )
    for language in ("fr", "es"):
        words = {name: about[name][language] for name in ("title", *WORDS)}
        translate(by=stage.writer, record=decision, language=language, **words)
    connect(stage, decision, about)
    choose(stage, decision, about)
    return decision


def connect(stage: Stage, decision: Decision, about: dict[str, Any]) -> None:
    """Terms, comments, and what follows."""
    if about["key"] == "first-words":
        for concept in stage.concepts.values():
            adopt(by=stage.writer, decision=decision, version=concept.versions.get(number=1))
    if about["key"] == "forced-labour":
        adopt(by=stage.writer, decision=decision, version=propose_next(stage, "forced-labour"))
    if "adopts_next" in about:
        adopt(by=stage.writer, decision=decision, version=propose_next(stage, about["adopts_next"]))
    for ref in about.get("answers", []):
        answer_comment(by=stage.writer, decision=decision, comment=stage.comments[ref])
    for one in about.get("action", []):
        add_action(
            by=stage.writer,
            decision=decision,
            titles=one["title"],
            owner=one["owner"],
            due_on=stage.moment(one["due_at"]).date(),
        )


def choose(stage: Stage, decision: Decision, about: dict[str, Any]) -> None:
    """The option that is put to the committee, and why the others are not."""
    options = list(decision.options.order_by("position"))
    chosen = next(o for o, one in zip(options, about["option"], strict=True) if one.get("chosen"))
    rejections = {o: one["rejected"] for o, one in zip(options, about["option"], strict=True) if not one.get("chosen")}
    choose_option(by=stage.writer, decision=decision, option=chosen, rejections=rejections)


def weigh(stage: Stage, decision: Decision, about: dict[str, Any], *, unit: str) -> TradeOff:
    """The statement: every option in every dimension, with a bearer for each cost."""
    words, day = about["trade_off"]["words"], about["trade_off_at"]
    trade_off = draft_trade_off(
        by=stage.writer,
        decision=decision,
        title=about["title"]["en"],
        currency="USD",
        price_year=stage.moment(day).year,
        horizon_years=2,
        evaluate_on=stage.moment(day - 730).date(),
        **words["en"],
    )
    options = list(decision.options.order_by("position"))
    for number, dimension, direction, group, magnitude, low, central, high, en, fr, es in about["trade_off"]["impacts"]:
        record_impact(
            by=stage.writer,
            trade_off=trade_off,
            option=options[number],
            dimension=dimension,
            direction=direction,
            group=stage.groups.get(group),
            magnitude=magnitude or None,
            low=low or None,
            central=central or None,
            high=high or None,
            unit=unit if low else "",
            texts={"en": en, "fr": fr, "es": es},
        )
    for code in ("fr", "es"):
        translate(by=stage.writer, record=trade_off, language=code, title=about["title"][code], **words[code])
    return review_trade_off(by=stage.second, trade_off=trade_off)


def speak(stage: Stage, decision: Decision, about: dict[str, Any]) -> None:
    """Each seat says its word, on the day after the last call opened and the days after that."""
    said = about["positions"]
    in_last_call = about.get("outcome") == "last_call"
    seats = list(stage.bodies["sc"].seats.select_related("holder").order_by("pk"))
    keys = {person.pk: key for key, person in stage.people.items()}
    for number, seat in enumerate(seats):
        key = keys[seat.holder_id]
        if in_last_call and key not in said:
            continue
        words = {"value": "support", **said.get(key, {})}
        if words["value"] == "silent":
            continue
        with stage.at(about["last_call_at"] - 1 - number % 5):
            take_position(by=seat.holder, decision=decision, seat=seat, **words)


def conclude(stage: Stage, decision: Decision, about: dict[str, Any]) -> None:
    """Published, returned, or still in last call."""
    if "published_at" in about:
        with stage.at(about["published_at"]):
            publish_decision(by=stage.second, decision=decision)
    if "returned_at" in about:
        with stage.at(about["returned_at"]):
            return_decision(by=stage.second, decision=decision)
    for one, action in zip(about.get("action", []), decision.actions.order_by("pk"), strict=True):
        if "done_at" in one:
            with stage.at(one["done_at"]) as instant:
                end_action(by=stage.writer, action=action, done_on=instant.date())
