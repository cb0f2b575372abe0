"""Words of a declined proposal that hurt or give somebody away: taken out for good, in public, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from glossary import emails, permissions
from glossary.actions.asking import locked
from glossary.checks import check_language
from glossary.models import ProposalRedaction, TermProposal
from glossary.models.proposals import SAID
from portal import clock, erasing, outbox
from portal.erasing import MARK, Eraser
from portal.members.viewer import look_at

if TYPE_CHECKING:
    from portal.members.models import User


@transaction.atomic
def take_words_out(
    *, by: User, proposal: TermProposal, reason: str, words: str = "", everything: bool = False, language: str = "en"
) -> ProposalRedaction:
    """One phrase a line, or all that was said; kept nowhere. Everybody reads that it was done, when and why."""
    proposal = locked(proposal)
    permissions.can_take_words_out(look_at(by), proposal).or_refuse()
    check_language(language)
    phrases = [line for row in words.splitlines() if (line := " ".join(row.split()))]
    erasing.check(phrases, reason.strip(), everything=everything)
    about = {"reason": reason.strip(), "language": language, "made_by": by, "made_at": clock.now()}
    made = ProposalRedaction.objects.create(proposal=proposal, before_sha256=proposal.sha256, **about)
    known = [text for name in SAID if (text := getattr(proposal, name))] if everything else []
    outbox.reword(event=f"term proposal {proposal.pk} ", words=Eraser([*phrases, *known]).text)
    if everything:
        made.places = empty(proposal)
    if phrases:
        made.places += clean(proposal, Eraser(phrases))
    if not made.places:
        raise ValidationError({"words": _("These words stand nowhere in the proposal.")})
    proposal.save(update_fields=[*SAID, "outcome"])
    made.after_sha256, made.closed_at = proposal.sha256, clock.now()
    made.save(update_fields=["places", "after_sha256", "closed_at"])
    log(proposal, "glossary.take_words_out", user=by, data={"places": made.places})
    emails.words_taken_out(redaction=made)
    return made


def empty(proposal: TermProposal) -> int:
    """All that was said; the answer stays, less what it repeats of the words named beside."""
    said = [name for name in SAID if getattr(proposal, name)]
    for name in said:
        setattr(proposal, name, "" if name == "source_url" else MARK)
    return len(said)


def longest(name: str) -> int | None:
    """How many characters a field of a proposal takes; None for a text without an end."""
    field = TermProposal._meta.get_field(name)
    return field.max_length if isinstance(field, models.Field) else None


def clean(proposal: TermProposal, eraser: Eraser) -> int:
    """Each text without the words; an address that has them is none any more."""
    for name in (*SAID, "outcome"):
        before = eraser.places
        text = eraser.text(getattr(proposal, name))[: longest(name)]
        setattr(proposal, name, "" if name == "source_url" and eraser.places > before else text)
    return eraser.places
