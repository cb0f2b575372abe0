"""A member asks for a term or for other words; the secretariat takes it up, or says why not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from glossary import emails, permissions
from glossary.actions.proposals import propose_version
from glossary.asked import words_asked_for
from glossary.checks import check_language
from glossary.content import mappings_of, relations_of
from glossary.models import Concept, ConceptVersion, TermProposal
from glossary.reading import at_work
from portal import clock
from portal.members.viewer import look_at

if TYPE_CHECKING:
    from portal.members.models import Organisation, User

A_DAY = 10  # proposals of one person; whoever has more to say sends a file to the secretariat
LONGEST = 4000
OUTCOME = ("state", "outcome", "outcome_language", "settled_at", "settled_by", "version", "instead")


@transaction.atomic
def ask_for_term(
    *,
    by: User,
    name: str,
    definition: str,
    justification: str,
    language: str = "en",
    concept: Concept | None = None,
    organisation: Organisation | None = None,
    source: str = "",
    source_url: str = "",
) -> TermProposal:
    """Stands in the public queue at once: whoever asks is known to the alliance."""
    viewer = look_at(by)
    permissions.can_ask_for_term(viewer, concept).or_refuse()
    check_language(language)
    check_asked(by, name, definition, justification)
    if organisation is not None and organisation.pk not in viewer.delegate_of:
        raise ValidationError({"organisation": _("Only a delegate of the organisation says what it thinks.")})
    proposal = TermProposal.objects.create(
        concept=concept,
        language=language,
        name=name.strip(),
        definition=definition.strip(),
        justification=justification.strip(),
        source=source.strip(),
        source_url=source_url.strip(),
        organisation=organisation,
        group_id=organisation.group_id if organisation else None,
        proposed_at=clock.now(),
        proposed_by=by,
    )
    log(proposal, "glossary.ask", user=by, data={"concept": concept.code if concept else ""})
    return proposal


def check_asked(by: User, name: str, definition: str, justification: str) -> None:
    """It says what, and why; nobody fills the queue alone."""
    said = {"name": name, "definition": definition, "justification": justification}
    faults = {field: _("Write something here.") for field, text in said.items() if not text.strip()}
    faults |= {
        field: _("Write at most %(most)s characters.") % {"most": LONGEST}
        for field, text in said.items()
        if len(text) > LONGEST
    }
    if len(name.strip()) > 240:
        faults["name"] = _("Write at most %(most)s characters.") % {"most": 240}
    waiting = TermProposal.objects.waiting().filter(proposed_by=by)
    if waiting.filter(name=name.strip(), definition=definition.strip()).exists():
        faults.setdefault("name", _("You have said this already."))
    if faults:
        raise ValidationError(faults)
    since = clock.now() - timedelta(days=1)
    if TermProposal.objects.filter(proposed_by=by, proposed_at__gt=since).count() >= A_DAY:
        raise ValidationError(_("You have proposed %(most)s terms since yesterday. Go on tomorrow.") % {"most": A_DAY})


@transaction.atomic
def take_up(
    *, by: User, proposal: TermProposal, reason: str = "", change_class: str = "meaning", language: str = "en"
) -> ConceptVersion:
    """It becomes a version on the table, in the words that were asked for; whoever asked is told."""
    proposal = locked(proposal)
    permissions.can_settle_proposal(look_at(by), proposal).or_refuse()
    before = at_work(list(proposal.concept.versions.all())) if proposal.concept else None
    version = propose_version(
        by=by,
        concept=proposal.concept,
        entries=words_asked_for(proposal, before),
        change_class=change_class,
        reason=proposal.justification,
        source_language=before.source_language if before else proposal.language,
        relations=relations_of(before) if before else (),
        mappings=mappings_of(before) if before else (),
    )
    proposal.outcome_language = language
    settle(proposal, by=by, state=TermProposal.State.TAKEN_UP, outcome=reason, version=version)
    emails.taken_up(proposal=proposal)
    log(proposal, "glossary.take_up", user=by, data={"code": version.concept.code, "version": version.number})
    return version


@transaction.atomic
def decline(
    *, by: User, proposal: TermProposal, reason: str, instead: Concept | None = None, language: str = "en"
) -> TermProposal:
    """The reason is public; where the word exists already, it leads there."""
    proposal = locked(proposal)
    permissions.can_settle_proposal(look_at(by), proposal).or_refuse()
    if not reason.strip():
        raise ValidationError({"reason": _("Say why: the reason is published.")})
    proposal.outcome_language = language
    settle(proposal, by=by, state=TermProposal.State.DECLINED, outcome=reason, instead=instead)
    emails.declined(proposal=proposal)
    log(proposal, "glossary.decline", user=by, data={"instead": instead.code if instead else ""})
    return proposal


def locked(proposal: TermProposal) -> TermProposal:
    """As it stands now: two people who answer at once do not write over each other."""
    rows = TermProposal.objects.select_for_update(of=("self",)).select_related("concept", "proposed_by")
    return rows.get(pk=proposal.pk)


def settle(
    proposal: TermProposal,
    *,
    by: User,
    state: str,
    outcome: str,
    version: ConceptVersion | None = None,
    instead: Concept | None = None,
) -> None:
    """What became of it, written once."""
    proposal.state, proposal.outcome = state, outcome.strip()
    proposal.settled_at, proposal.settled_by = clock.now(), by
    proposal.version, proposal.instead = version, instead
    proposal.save(
        update_fields=["state", "outcome", "outcome_language", "settled_at", "settled_by", "version", "instead"]
    )
