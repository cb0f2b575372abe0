"""Supporting material goes with a draft, in any language, and may be taken away again; the words never change by it."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from consultations.formats.sniffing import kind_of
from consultations.models import Draft, Material
from consultations.permissions import can_attach
from consultations.taking_files import stem_of
from portal import clock
from portal.members.viewer import look_at
from portal.signals import tell

LARGEST = 10 * 1024 * 1024  # bytes: what a phone at a mine site can still fetch in a day
FOLDER = "drafts/materials"
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


@transaction.atomic
def add_material(*, by: Any, draft: Draft, title: str, language: str, name: str, data: bytes) -> Material:
    """Keeps the file privately under what it really is; who may read the draft may fetch it."""
    can_attach(look_at(by), draft).or_refuse()
    title, language = title.strip(), language.strip()
    if not title:
        raise ValidationError({"title": _("Give it a title, in its own language.")})
    if len(language) > 35 or not LANGUAGE.fullmatch(language):
        raise ValidationError({"language": _("Write the code of a language, such as sw, qu or fr.")})
    if len(data) > LARGEST:
        raise ValidationError({"file": _("This file is larger than 10 MB. Make it smaller, or cut it in parts.")})
    try:
        ending, media_type = kind_of(data)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
    stem = stem_of(name)
    sha256 = hashlib.sha256(data).hexdigest()
    material = Material.objects.create(
        draft=draft,
        title=title[:200],
        language=language,
        name=f"{stem}.{ending}",
        media_type=media_type,
        size=len(data),
        sha256=sha256,
        stored=storages["private"].save(f"{FOLDER}/{sha256}", ContentFile(data)),
        added_by=by,
    )
    log(instance=draft, action="consultations.add_material", user=by, data={"name": material.name, "sha256": sha256})
    tell(Material, [material.pk])
    return material


@transaction.atomic
def remove_material(*, by: Any, material: Material) -> Material:
    """It is no longer offered; the log says that it was."""
    can_attach(look_at(by), material.draft).or_refuse()
    if material.removed_at is None:
        material.removed_at, material.removed_by = clock.now(), by
        material.save(update_fields=["removed_at", "removed_by"])
        log(instance=material.draft, action="consultations.remove_material", user=by, data={"name": material.name})
        tell(Material, [material.pk])
    return material
