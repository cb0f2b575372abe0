"""A decision until it is put to the seats: drafting, options, what it adopts and answers, what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.models import Comment, Draft
from glossary.models import ConceptVersion
from governance.actions.wording import only, plant_page, write
from governance.models import Action, Adoption, AnsweredComment, Body, Decision, Option
from governance.numbering import numbered
from governance.permissions import (
    can_add_action,
    can_answer_comment,
    can_choose_option,
    can_draft_decision,
    can_edit_decision,
)
from governance.words import OptionWords
from portal import clock
from portal.audience import Audience
from portal.members.languages import SOURCE
from portal.members.viewer import look_at
from portal.signals import tell


def checked_options(options: Sequence[OptionWords]) -> None:
    """What the database would refuse without words."""
    if sum(option.is_baseline for option in options) > 1:
        raise ValidationError({"options": _("Only one option is “no action”.")})
    if any(not any(option.titles.values()) for option in options):
        raise ValidationError({"options": _("Give every option a title.")})


def put_options(*, decision: Decision, options: Sequence[OptionWords]) -> None:
    """The options in their order. A weighed option stays as it was weighed."""
    checked_options(options)
    if decision.options.filter(impacts__isnull=False).exists():
        raise ValidationError({"options": _("These options are being weighed: take the impacts out first.")})
    decision.options.all().delete()
    Option.objects.bulk_create(
        Option(
            decision=decision,
            position=position,
            titles=dict(option.titles),
            descriptions=dict(option.descriptions),
            is_baseline=option.is_baseline,
        )
        for position, option in enumerate(options)
    )


def checked_supersedes(*, decision: Decision | None, supersedes: Decision | None) -> None:
    """One decision is replaced by one other, and only while it is in force."""
    if supersedes is None:
        return
    if supersedes.state != Decision.State.IN_FORCE:
        raise ValidationError({"supersedes": _("Only a decision in force can be replaced.")})
    other = (
        Decision.objects.filter(supersedes=supersedes)
        .exclude(pk=decision.pk if decision and decision.pk else 0)
        .first()
    )
    if other is not None and other.state != Decision.State.RETURNED:
        raise ValidationError({"supersedes": _("%(number)s is to replace it already.") % {"number": other.number}})


WORDS = ("plain_summary", "question", "cost_line", "context", "rationale")
FACTS = ("kind", "supersedes", "audience", "effective_on", "review_on")


@transaction.atomic
def draft_decision(
    *,
    by: Any,
    body: Body,
    title: str,
    kind: str = Decision.Kind.POLICY,
    number: str | None = None,
    options: Sequence[OptionWords] = (),
    supersedes: Decision | None = None,
    audience: str = Audience.PUBLIC,
    **more: Any,
) -> Decision:
    """A numbered draft with its page of words. Nobody but the body and the secretariat sees it yet.

    ``more``: plain_summary, question, cost_line, context, rationale; effective_on, review_on.
    """
    can_draft_decision(look_at(by), body).or_refuse()
    only(more, *WORDS, "effective_on", "review_on")
    checked_title(title)
    checked_supersedes(decision=None, supersedes=supersedes)
    facts = {"kind": kind, "supersedes": supersedes, "audience": audience, "body": body, "created_by": by}
    facts |= {name: more.pop(name, None) for name in ("effective_on", "review_on")}
    facts["audience_group"] = body.group if audience == Audience.BODY else None
    decision = numbered(Decision, body.prefix, number, lambda free: Decision.objects.create(number=free, **facts))
    put_options(decision=decision, options=options)
    plant_page(record=decision, slug=decision.number, by=by, title=title, **more)
    log(decision, "governance.draft_decision", user=by)
    tell(Decision, [decision.pk])
    return decision


def checked_title(title: str) -> None:
    """Nothing stands in a list without one."""
    if not title.strip():
        raise ValidationError({"title": _("Write a title.")})


@transaction.atomic
def edit_decision(
    *,
    by: Any,
    decision: Decision,
    words: Mapping[str, Any] | None = None,
    options: Sequence[OptionWords] | None = None,
    **facts: Any,
) -> Decision:
    """Changes facts, words in the source language, and options, until it is put to the seats.

    ``words``: title, plain_summary, question, cost_line, context, rationale. ``facts``: kind, supersedes, audience,
    effective_on, review_on.
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    can_edit_decision(look_at(by), decision).or_refuse()
    only(facts, *FACTS)
    checked_supersedes(decision=decision, supersedes=facts.get("supersedes"))
    for name, value in facts.items():
        setattr(decision, name, value)
    decision.audience_group = decision.body.group if decision.audience == Audience.BODY else None
    decision.save()
    if words:
        checked_title(words.get("title", "-"))
        write(record=decision, language=SOURCE, by=by, **words)
    if options is not None:
        put_options(decision=decision, options=options)
    log(decision, "governance.edit_decision", user=by)
    tell(Decision, [decision.pk])
    return decision


@transaction.atomic
def adopt(
    *, by: Any, decision: Decision, version: ConceptVersion | None = None, draft: Draft | None = None
) -> Adoption:
    """One proposed term version, or one draft, that the decision would make binding."""
    can_edit_decision(look_at(by), decision).or_refuse()
    if (version is None) == (draft is None):
        raise ValidationError(_("Choose a term or a draft, one at a time."))
    if version is not None and not version.is_open:
        raise ValidationError({"version": _("This version is no longer open: propose a new one.")})
    adoption, _made = Adoption.objects.get_or_create(decision=decision, version=version, draft=draft)
    log(
        decision, "governance.adopt", user=by, data={"version": version and str(version), "draft": draft and str(draft)}
    )
    tell(Decision, [decision.pk])
    return adoption


@transaction.atomic
def drop(*, by: Any, part: Adoption | AnsweredComment) -> None:
    """Takes an adoption or a comment out of a draft again."""
    right = can_edit_decision if isinstance(part, Adoption) else can_answer_comment
    right(look_at(by), part.decision).or_refuse()
    log(part.decision, "governance.drop", user=by, data={"part": str(part)})
    part.delete()
    tell(Decision, [part.decision_id])


@transaction.atomic
def answer_comment(*, by: Any, decision: Decision, comment: Comment) -> AnsweredComment:
    """Ties a comment to the decision that answers it: the thread can then be walked from both ends."""
    can_answer_comment(look_at(by), decision).or_refuse()
    tie, made = AnsweredComment.objects.get_or_create(decision=decision, comment=comment)
    if made:
        log(decision, "governance.answer_comment", user=by, data={"comment": comment.pk})
        tell(Decision, [decision.pk])
    return tie


@transaction.atomic
def add_action(*, by: Any, decision: Decision, titles: Mapping[str, str], owner: str, due_on: date) -> Action:
    """What somebody will do because of it, and by when."""
    can_add_action(look_at(by), decision).or_refuse()
    if not any(titles.values()) or not owner.strip():
        raise ValidationError(_("Say what is to be done, and who does it."))
    follows = Action.objects.create(decision=decision, titles=dict(titles), owner=owner, due_on=due_on)
    log(decision, "governance.add_action", user=by, data={"action": follows.pk})
    return follows


@transaction.atomic
def end_action(*, by: Any, action: Action, done_on: date | None = None) -> Action:
    """Done, on the day."""
    can_add_action(look_at(by), action.decision).or_refuse()
    action.done_on = done_on or clock.today()
    action.save(update_fields=["done_on"])
    log(action.decision, "governance.end_action", user=by, data={"action": action.pk})
    return action


Rejections = Mapping[Any, Mapping[str, str] | str]


@transaction.atomic
def choose_option(*, by: Any, decision: Decision, option: Option, rejections: Rejections) -> Decision:
    """Marks the option put to the seats, and says of each other one why not.

    ``rejections``: option (or its primary key) → words, by language or as one text. Both stand from the last call on.
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    can_choose_option(look_at(by), decision).or_refuse()
    if option.decision_id != decision.pk:
        raise ValidationError(_("This option belongs to another decision."))
    said = {getattr(key, "pk", key): value for key, value in rejections.items()}
    decision.options.exclude(pk=option.pk).update(is_chosen=False)
    for other in decision.options.all():
        words = said.get(other.pk, other.rejections)
        other.is_chosen = other.pk == option.pk
        other.rejections = {} if other.is_chosen else ({SOURCE: words} if isinstance(words, str) else dict(words))
        other.save(update_fields=["is_chosen", "rejections"])
    log(decision, "governance.choose_option", user=by, data={"option": option.letter})
    tell(Decision, [decision.pk])
    return decision
