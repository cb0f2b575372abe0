"""Bodies, decisions and statements for tests of any room, made by their actions."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from consultations.models import Comment, Identity, Round, Submission
from governance.actions import (
    OptionWords,
    choose_option,
    create_body,
    draft_decision,
    draft_trade_off,
    open_last_call,
    publish_decision,
    publish_trade_off,
    record_impact,
    review_trade_off,
    seat,
    take_position,
)
from governance.models import Body, Decision, Impact, TradeOff
from portal import clock
from tests.factories import UserFactory, group

RULE = {
    "quorum": 0.5,
    "quorum_per_group": 1,
    "threshold": 0.75,
    "group_block": "all",
    "one_vote_per_affiliation": True,
}
GROUPS = ("asm", "tr", "cs", "la")
OPTIONS = (
    OptionWords({"en": "No action", "fr": "Ne rien faire"}, {"en": "Keep the rule."}, is_baseline=True),
    OptionWords({"en": "Two-year bridge"}, {"en": "Buy for twenty-four months at the longest."}),
    OptionWords({"en": "Ask for no title"}, {"en": "Drop the rule."}),
)


def secretary() -> Any:
    """Somebody of the secretariat."""
    return UserFactory(is_staff=True)


def body_with_seats(
    groups: Sequence[str] = GROUPS,
    *,
    by: Any = None,
    slug: str = "standards-committee",
    prefix: str = "SC",
    **more: Any,
) -> Body:
    """A deciding body with one held seat for each of the groups."""
    by = by or secretary()
    names = {"en": "Standards Committee", "fr": "Comité des normes", "es": "Comité de normas"}
    body = create_body(by=by, slug=slug, prefix=prefix, **({"names": names, "rule": RULE, "last_call_days": 21} | more))
    for code in groups:
        seat(by=by, body=body, group=group(code), holder=UserFactory(), starts_on=clock.today() - timedelta(days=60))
    return body


def drafted(*, body: Body | None = None, by: Any = None, kind: str = Decision.Kind.POLICY, **more: Any) -> Decision:
    """A draft with its words, three options and the second one proposed; no trade-off statement yet."""
    by = by or secretary()
    words = {
        "title": "Buy from mines without a title for two years",
        "plain_summary": "Companies may buy from a mine without a title for two years.",
        "question": "Shall the second edition keep the rule, bend it, or drop it?",
        "cost_line": "Traders and refiners pay for the visits.",
        "rationale": "A rule that can be kept only where a state works punishes people for living where it does not.",
        "options": OPTIONS,
    }
    decision = draft_decision(by=by, body=body or body_with_seats(by=by), kind=kind, **(words | more))
    options = list(decision.options.all())
    if len(options) > 1:
        said = {option: {"en": f"Not {option.letter}, since it helps nobody."} for option in options}
        choose_option(by=by, decision=decision, option=options[1], rejections=said)
    return decision


def weighed(decision: Decision, *, by: Any = None, publish: bool = True) -> TradeOff:
    """The statement of a decision, every cell of the matrix filled for one group, reviewed and published."""
    by = by or secretary()
    statement = draft_trade_off(
        by=by,
        decision=decision,
        title="What each answer costs, and whom",
        plain_summary="Small-scale miners gain a buyer; traders pay for visits.",
        given_up="Two years in which nobody inspects the pits.",
        given_up_why="Four districts in seven issue no paper.",
        currency="USD",
        price_year=2026,
        evaluate_on=date(2028, 10, 1),
    )
    fill(statement, by=by)
    if publish:
        review_trade_off(by=secretary(), trade_off=statement)
        statement = publish_trade_off(by=by, trade_off=statement)
    return statement


def fill(statement: TradeOff, *, by: Any) -> None:
    """Traders pay with every option; in the other dimensions nothing counts."""
    for option in statement.decision.options.all():
        for dimension in Impact.Dimension.values:
            costs = dimension == Impact.Dimension.ECONOMIC
            record_impact(
                by=by,
                trade_off=statement,
                option=option,
                dimension=dimension,
                direction="cost" if costs else "none",
                group=group("tr") if costs else None,
                magnitude=2 if costs else None,
                texts={"en": f"{dimension} effect of {option.letter}"},
            )


def in_last_call(*, by: Any = None, **more: Any) -> Decision:
    """Put to the seats, weighed where its kind asks for it."""
    by = by or secretary()
    decision = drafted(by=by, **more)
    if decision.needs_trade_off:
        weighed(decision, by=by)
    return open_last_call(by=by, decision=decision)


def positions(decision: Decision, value: str = "support", **by_group: Any) -> None:
    """Every seat takes a position: ``positions(decision, la=("object", "why"))``; None is silence."""
    for place in decision.body.seats.on(clock.today()).select_related("holder", "group"):
        said = by_group.get(place.group.code, value)
        if said is None or place.holder is None:
            continue
        value_said, *reason = [said] if isinstance(said, str) else said
        take_position(
            by=place.holder, decision=decision, seat=place, value=value_said, reason=reason[0] if reason else ""
        )


def over(decision: Decision) -> Any:
    """``with over(decision):`` the last call has ended."""
    return clock.set_to(decision.last_call_until + timedelta(hours=1))


def passed_decision(*, by: Any = None, **more: Any) -> Decision:
    """Published: every seat supported it."""
    by = by or secretary()
    decision = in_last_call(by=by, **more)
    positions(decision)
    with over(decision):
        return publish_decision(by=by, decision=decision)


def comment(
    *, email: str = "", confirmed: bool = True, language: str = "en", slug: str = "second-edition", **submission: Any
) -> Comment:
    """A published comment of a closed round; with an address when somebody is to get a mail."""
    at = clock.now() - timedelta(days=90)
    asked = Round.objects.filter(slug=slug).first() or Round.objects.create(
        slug=slug,
        opens_at=at,
        closes_at=at + timedelta(days=60),
        announced_at=at,
        announced_by=secretary(),
    )
    number = Submission.objects.count() + 1
    sent = Submission.objects.create(
        round=asked,
        number=number,
        idempotency_key=uuid.uuid4(),
        receipt_sha256=f"{number:064d}",
        pin_sha256="0" * 64,
        content="{}",
        content_sha256="0" * 64,
        group=group("asm"),
        language=language,
        consent="1",
        screening=Submission.ScreeningState.PUBLISHED,
        **submission,
    )
    if email:
        Identity.objects.create(submission=sent, email=email, confirmed_at=at if confirmed else None)
    return Comment.objects.create(
        submission=sent,
        round=asked,
        number=Comment.objects.filter(round=asked).count() + 1,
        language=language,
        body="Where there is no office, ask for none.",
    )
