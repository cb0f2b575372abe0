"""A standard before it has a draft: its code, what it is called, what it is for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.models import Draft, Standard
from consultations.permissions import can_keep_standards
from portal.members.languages import SOURCE
from portal.members.viewer import look_at
from portal.signals import tell

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]{0,19}", re.ASCII)
RESERVED = {"new"}  # the desk's own address


@transaction.atomic
def create_standard(
    *, by: Any, code: str, titles: Mapping[str, str], summaries: Mapping[str, str] | None = None
) -> Standard:
    """Before any draft is there; the public sees it with its first round."""
    can_keep_standards(look_at(by)).or_refuse()
    code = code.strip()
    if not CODE.fullmatch(code) or code.lower() in RESERVED:
        raise ValidationError({"code": _("A code is made of letters, digits, points and hyphens, twenty at the most.")})
    check_titles(titles)
    try:
        with transaction.atomic():
            standard = Standard.objects.create(code=code, titles=dict(titles), summaries=dict(summaries or {}))
    except IntegrityError as error:
        raise ValidationError({"code": _("There is a standard with this code already.")}) from error
    log(instance=standard, action="consultations.create_standard", user=by)
    return standard


@transaction.atomic
def describe_standard(
    *, by: Any, standard: Standard, titles: Mapping[str, str], summaries: Mapping[str, str]
) -> Standard:
    """What it is called and what it is for, in every language at once. The code stays: drafts and decisions cite it."""
    can_keep_standards(look_at(by)).or_refuse()
    check_titles(titles)
    standard.titles, standard.summaries = dict(titles), dict(summaries)
    standard.save(update_fields=["titles", "summaries"])
    log(instance=standard, action="consultations.describe_standard", user=by)
    tell(Draft, list(standard.drafts.values_list("pk", flat=True)))
    tell(Standard, [standard.pk])
    return standard


def check_titles(titles: Mapping[str, str]) -> None:
    """At least in the source language, and short enough to head a page."""
    if not titles.get(SOURCE, "").strip():
        raise ValidationError({"titles": _("Give the standard a title.")})
    if any(len(title) > 200 for title in titles.values()):
        raise ValidationError({"titles": _("Write 200 characters at the most.")})
