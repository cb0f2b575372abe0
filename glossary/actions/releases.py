"""A release of the glossary: fixed in one transaction, and published when its files are there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from glossary import emails, permissions
from glossary.changes import ChangeList
from glossary.checks import check_language
from glossary.models import Release, ReleaseFile, ReleaseTerm, TermWatch
from glossary.models.releases import checksums
from portal import clock
from portal.members.viewer import look_at
from portal.signals import tell

if TYPE_CHECKING:
    from portal.members.models import User

LABEL = re.compile(r"[12][0-9]{3}\.[1-9][0-9]?", re.ASCII)
State = Release.State


def suggested_label() -> str:
    """The next number of this year."""
    year = clock.today().year
    labels = Release.objects.filter(label__startswith=f"{year}.").values_list("label", flat=True)
    return f"{year}.{max((int(label.partition('.')[2]) for label in labels), default=0) + 1}"


def check_label(label: str) -> None:
    """A year and a number, used once: people cite it."""
    if not LABEL.fullmatch(label):
        raise ValidationError({"label": _("Write the year and a number, like 2026.1.")})
    if Release.objects.filter(label=label).exists():
        raise ValidationError({"label": _("There is a release %(label)s already.") % {"label": label}})


@transaction.atomic
def cut_release(*, by: User, label: str, read: str, introduction: str = "", language: str = "en") -> Release:
    """Fixes what is in force now; ``read`` is the mark of the change list that was looked at."""
    permissions.can_release(look_at(by)).or_refuse()
    check_label(label)
    check_language(language)
    at_work = Release.objects.exclude(state=State.PUBLISHED).first()
    if at_work is not None:
        raise ValidationError(_("The files of %(label)s are not written yet.") % {"label": at_work.label})
    changes = ChangeList(Release.objects.published().first())
    if not changes.in_force:
        raise ValidationError(_("No term is agreed, so there is nothing to release."))
    if changes.fingerprint() != read:
        raise ValidationError(_("The glossary has changed since you looked. Look at the changes once more."))
    about = {"introduction": introduction.strip(), "language": language, "previous": changes.previous}
    try:
        with transaction.atomic():
            release = Release.objects.create(label=label, made_at=clock.now(), made_by=by, **about)
    except IntegrityError:
        raise ValidationError({"label": _("There is a release %(label)s already.") % {"label": label}}) from None
    ReleaseTerm.objects.bulk_create((term_of(release, step) for step in changes.steps), batch_size=500)
    log(release, "glossary.cut_release", user=by, data={"label": label, "terms": changes.in_force, "read": read})
    return release


def term_of(release: Release, step: Any) -> ReleaseTerm:
    """One term of it, not saved yet."""
    ids = {"concept_id": step.concept, "version_id": step.version, "before_id": step.before}
    return ReleaseTerm(release=release, change=step.change, replaced_by_id=step.replaced_by, **ids)


@transaction.atomic
def publish_release(*, by: User, release: Release, files: Iterable[ReleaseFile]) -> Release:
    """Its files are there: from now on nothing of it changes."""
    permissions.can_release(look_at(by)).or_refuse()
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.published_at:
        raise ValidationError(_("This release is published already."))
    made = [ReleaseFile.objects.create(release=release, **facts_of(file)) for file in files]
    release.state, release.failure, release.published_at = State.PUBLISHED, "", clock.now()
    release.sha256 = hashlib.sha256(checksums(made).encode()).hexdigest()
    release.save(update_fields=["state", "failure", "published_at", "sha256"])
    log(release, "glossary.publish_release", user=by, data={"label": release.label, "sha256": release.sha256})
    tell(Release, [release.pk])
    for watch in TermWatch.objects.confirmed().filter(concept=None):
        emails.release_published(watch=watch, release=release)
    return release


def facts_of(file: ReleaseFile) -> dict[str, Any]:
    """What is known of a file that was written."""
    return {name: getattr(file, name) for name in ("name", "title", "media_type", "size", "sha256", "stored")}


@transaction.atomic
def fail_release(*, by: User, release: Release, why: str) -> None:
    """Its files could not be written; what is in it stands, and the desk tries again."""
    permissions.can_release(look_at(by)).or_refuse()
    if Release.objects.filter(pk=release.pk, published_at=None).update(state=State.FAILED, failure=why):
        log(release, "glossary.fail_release", user=by, data={"label": release.label})


@transaction.atomic
def retry_release(*, by: User, release: Release) -> bool:
    """Whether it failed, or was given up, and its files are to be written once more."""
    permissions.can_release(look_at(by)).or_refuse()
    failed = Release.objects.to_write_again().filter(pk=release.pk)
    return bool(failed.update(state=State.BUILDING, failure=""))
