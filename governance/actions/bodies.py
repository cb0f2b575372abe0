"""Making bodies, saying what they are for and by which rule they decide; every change of terms stays on record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import IntegrityError, transaction
from django.db.models import Field
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from governance.actions.wording import plant_page, publish_page, translate, write
from governance.models import Body, BodyChange
from governance.permissions import can_keep_bodies
from governance.reading import drafts_of
from governance.rules import BadRule, read_rule
from governance.words import Prose
from portal.members.languages import SOURCE
from portal.members.viewer import COMMITTEE, look_at
from portal.signals import tell

CLOCKS = ("last_call_days", "appeal_days", "review_months")
MOST = 3650
RESERVED = {"new"}  # the desk's own address


def checked_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    """A rule that can be read and that asks for something."""
    try:
        read = read_rule(rule)
    except BadRule as error:
        raise ValidationError({"rule": str(error)}) from error
    if not read.threshold:
        raise ValidationError({"rule": _("rule: a body that decides needs a “threshold” above 0.")})
    return dict(rule)


@transaction.atomic
def create_body(
    *,
    by: Any,
    slug: str,
    prefix: str,
    names: Mapping[str, str],
    kind: str = Body.Kind.DECIDING,
    rule: Mapping[str, Any] | None = None,
    lede: str = "",
    mandate: Prose | str = (),
    other_words: Mapping[str, Mapping[str, Any]] | None = None,
    **clocks: int,
) -> Body:
    """A body with its own Django group, so that "this body only" can be asked without knowing governance.
    The group's name says whether the body decides, for the same reason: who advises agrees to no answer.

    ``lede`` and ``mandate`` are in the source language, ``other_words`` the same by language.
    ``clocks``: last_call_days, appeal_days, review_months.
    """
    can_keep_bodies(look_at(by)).or_refuse()
    check_names(names)
    rule = checked_rule(rule or {}) if kind == Body.Kind.DECIDING else {}
    facts = {"names": dict(names), "kind": kind, "rule": rule, **checked_clocks(clocks)}
    body = Body(slug=slug, prefix=prefix.upper(), **facts)
    check_facts(body)
    save_new(body)
    page = plant_page(record=body, slug=f"body-{slug}", by=by, title=names[SOURCE], lede=lede, mandate=mandate)
    publish_page(draft=page, by=by)
    write_in_others(by=by, body=body, words=other_words or {})
    log(body, "governance.create_body", user=by)
    tell(Body, [body.pk])
    return body


def check_names(names: Mapping[str, str]) -> None:
    """At least in the source language."""
    if not names.get(SOURCE, "").strip():
        raise ValidationError({"names": _("Give the body a name.")})


def check_facts(body: Body) -> None:
    """Address, prefix and kind are what they have to be for as long as the body lives."""
    faults: dict[str, str] = {}
    for name in ("slug", "prefix"):
        try:
            validate_slug(getattr(body, name))
        except ValidationError:
            faults[name] = _("Write letters, digits and hyphens.")
    if len(body.prefix) > cast(Field, Body._meta.get_field("prefix")).max_length:  # type: ignore[operator]
        faults["prefix"] = _("Write six letters at the most.")
    if body.slug in RESERVED:
        faults["slug"] = _("Choose another address.")
    if body.kind not in Body.Kind.values:
        faults["kind"] = _("“%(value)s” is not one of the choices.") % {"value": body.kind}
    if faults:
        raise ValidationError(faults)


def checked_clocks(clocks: Mapping[str, int]) -> dict[str, int]:
    """Days and months, each a number that can be waited for."""
    for name, number in clocks.items():
        if name not in CLOCKS:
            raise TypeError(f"a body knows no {name}")
        if not 0 <= number <= MOST:
            raise ValidationError({name: _("Write a number from 0 to %(most)s.") % {"most": MOST}})
    return dict(clocks)


def save_new(body: Body) -> None:
    """The row and its group, or a message: address and prefix are taken once."""
    try:
        with transaction.atomic():
            decides = body.kind == Body.Kind.DECIDING
            body.group = Group.objects.create(name=f"{COMMITTEE if decides else 'body: '}{body.slug}")
            body.save()
    except IntegrityError as error:
        raise ValidationError(_("There is a body with this address or prefix already.")) from error


@transaction.atomic
def write_body(*, by: Any, body: Body, title: str, lede: str = "", mandate: Prose | str = ()) -> None:
    """What a body is for, in the source language. No evidence: published at once."""
    can_keep_bodies(look_at(by)).or_refuse()
    publish_page(draft=write(record=body, language=SOURCE, by=by, title=title, lede=lede, mandate=mandate), by=by)
    log(body, "governance.write_body", user=by)
    tell(Body, [body.pk])


@transaction.atomic
def describe_body(*, by: Any, body: Body, names: Mapping[str, str], words: Mapping[str, Mapping[str, Any]]) -> Body:
    """Its name and what it is for, in every language at once. ``words``: lede and mandate by language."""
    can_keep_bodies(look_at(by)).or_refuse()
    check_names(names)
    if names != body.names:
        body.names = dict(names)
        body.save(update_fields=["names"])
    said = {"title": names[SOURCE], **words.get(SOURCE, {})}
    publish_page(draft=write(record=body, language=SOURCE, by=by, **said), by=by)
    write_in_others(by=by, body=body, words=words)
    log(body, "governance.write_body", user=by)
    tell(Body, [body.pk])
    return body


def write_in_others(*, by: Any, body: Body, words: Mapping[str, Mapping[str, Any]]) -> None:
    """Each language that says something; one that has once been written is not taken away again."""
    written = drafts_of(body)
    for language in {*words, *written} - {SOURCE}:
        said = words.get(language, {})
        stands = {**written.get(language, {}), **said}
        if stands.get("lede") or stands.get("mandate"):
            name = body.names.get(language) or body.names[SOURCE]
            translate(by=by, record=body, language=language, title=name, **said)
        elif language in written:
            message = _("These words are published in %(language)s: change them, but leave something there.")
            raise ValidationError({"lede": message % {"language": dict(settings.LANGUAGES)[language]}})


@transaction.atomic
def change_rule(
    *, by: Any, body: Body, reason: str, rule: Mapping[str, Any] | None = None, **clocks: int
) -> BodyChange | None:
    """From the next last call on; what is in last call or decided keeps its own copy. The old terms stay on record.

    ``clocks``: last_call_days, appeal_days, review_months. Nothing is recorded where nothing changes.
    """
    can_keep_bodies(look_at(by)).or_refuse()
    before = {"rule": body.rule} | {name: getattr(body, name) for name in CLOCKS}
    after = before | checked_clocks(clocks)
    if rule is not None and body.kind == Body.Kind.DECIDING:
        after["rule"] = checked_rule(rule)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return None
    if not reason.strip():
        raise ValidationError({"reason": _("Say in public why the rule changes.")})
    for name in changed:
        setattr(body, name, after[name])
    body.save(update_fields=changed)
    change = BodyChange.objects.create(
        body=body,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        reason=reason.strip(),
        changed_by=by,
    )
    log(body, "governance.change_rule", user=by, data={"before": change.before, "after": change.after})
    tell(Body, [body.pk])
    return change
