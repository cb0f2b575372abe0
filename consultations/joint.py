"""The one position of an organisation in a round: what is there of it, and whose hand each line is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from consultations import receipts
from consultations.models import Hand, Round, Submission, UnsentResponse
from portal.members.models import Organisation
from portal.members.viewer import Viewer


@dataclass(frozen=True)
class Position:
    """How far an organisation is in a round, for its colleagues."""

    organisation: Organisation
    round: Round
    may_send: bool
    begun: UnsentResponse | None = None
    sent: Submission | None = None

    @property
    def address(self) -> str:
        """Where it is drafted."""
        return reverse("consultations:respond-for", args=[self.round.slug, self.organisation.pk])

    @property
    def lines(self) -> int:
        """Comments and answers so far."""
        words = self.begun.words if self.begun else {}
        return len(words.get("comments", [])) + sum(1 for given in (words.get("answers") or {}).values() if given)

    @cached_property
    def receipt(self) -> str:
        """The code of what was sent; empty where it can no longer be made."""
        if self.sent is None:
            return ""
        code = receipts.code_for(self.sent.idempotency_key)
        return code if receipts.stored_code(code) == self.sent.receipt_sha256 else ""


def positions_of(viewer: Viewer, round: Round) -> list[Position]:
    """Those of every organisation the viewer belongs to; no query for whoever belongs to none, else three."""
    if not viewer.organisations:
        return []
    about = {"round": round, "organisation__in": viewer.organisations}
    begun = {
        row.organisation_id: row
        for row in UnsentResponse.objects.filter(**about).exclude(changes__withdrawn_at__isnull=False)
    }
    sent = {row.organisation_id: row for row in Submission.objects.official().filter(**about).defer("content")}
    return [
        Position(one, round, one.pk in viewer.delegate_of, begun.get(one.pk), sent.get(one.pk))
        for one in Organisation.objects.filter(pk__in=viewer.organisations).select_related("group")
    ]


def position_or_404(viewer: Viewer, round: Round, organisation: int) -> Position:
    """Of one of the viewer's own organisations; the same 404 for any other, whatever is there."""
    found = next((one for one in positions_of(viewer, round) if one.organisation.pk == organisation), None)
    if found is None:
        raise Http404
    if found.begun is not None:
        found.begun.round, found.begun.organisation = round, found.organisation
    return found


def hands_of(response: UnsentResponse) -> dict[str, list[Hand]]:
    """Who wrote or changed what, by line, in the order of time; one query."""
    found: dict[str, list[Hand]] = {}
    if response.organisation_id is not None and response.pk:
        for hand in Hand.objects.filter(response=response).select_related("user"):
            found.setdefault(hand.line, []).append(hand)
    return found


def speaking(viewer: Viewer, position: Position | None, words: dict[str, Any]) -> dict[str, Any]:
    """Who speaks, for whom and to whom, as it is sent; a delegate's organisation is meant by its name."""
    said = words.get("who") or {}
    how: dict[str, Any] = {
        "confidentiality": said.get("confidentiality") or Submission.Confidentiality.WITHHELD,
        "acknowledges": bool(said.get("acknowledged")),
        "copy": bool(said.get("copy")),
    }
    if position is not None:
        return {**how, "standing": "organisation", "organisation": position.organisation}
    named, theirs = said.get("organisation", ""), viewer.delegate_of
    organisation = Organisation.objects.filter(pk__in=theirs, name__iexact=named).first() if named and theirs else None
    return {
        **how,
        "name": said.get("name", ""),
        "email": said.get("email", ""),
        "standing": said.get("standing") or ("organisation" if named else "self"),
        "organisation": organisation,
        "organisation_name": "" if organisation else named,
    }


def sent_already(organisation: Organisation) -> str:
    """The message for a second position."""
    told = {"organisation": organisation.name}
    return _("%(organisation)s has sent its position in this consultation. There is one for each organisation.") % told


def refuse_second(round: Round, organisation: Organisation | None, *, but: Submission | None = None) -> None:
    """One position for each organisation: said in words before the database says it."""
    if organisation is None:
        return
    others = Submission.with_locked.official().filter(round=round, organisation=organisation)
    if others.exclude(pk=but.pk if but else None).exists():
        raise ValidationError({"organisation": sent_already(organisation)})


def refuse_beside(round: Round, organisation: Organisation | None) -> None:
    """A file becomes the position only where none was sent, and colleagues have not begun to write another."""
    if organisation is None:
        return
    refuse_second(round, organisation)
    begun = UnsentResponse.objects.position(round, organisation.pk)
    answers = (begun.words.get("answers") or {}).values() if begun else ()
    if begun and (begun.words.get("comments") or any(answers) or begun.attachments.exists()):  # type: ignore[attr-defined]
        told = _("Colleagues are drafting the position of %(organisation)s here. Send theirs, or empty it first.")
        raise ValidationError({"organisation": told % {"organisation": organisation.name}})


def fault_of_voice(response: UnsentResponse, viewer: Viewer, organisation: Organisation | None, named: str) -> str:
    """Why somebody may not speak for a member organisation here: its colleagues draft its position together."""
    if response.organisation_id is not None or response.changes_id or response.late_door_id:
        return ""
    if organisation is not None and UnsentResponse.objects.position(response.round, organisation.pk):
        return _("Your colleagues are drafting the position of %(organisation)s. Hand yours over to them above.") % {
            "organisation": organisation.name
        }
    theirs = viewer.organisations - viewer.delegate_of
    if organisation is None and named and theirs:
        mine = Organisation.objects.filter(pk__in=theirs, name__iexact=named).first()
        if mine is not None:
            return _("A delegate sends the position of %(organisation)s. Draft it with your colleagues above.") % {
                "organisation": mine.name
            }
    return ""
