"""The state of a hit in a word and a shape, the same as on its own page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.models import Disposition, Round
from glossary.models import ConceptVersion
from governance.models import Body, Decision

State = tuple[str, str | Promise]  # sign, words
ANSWERS = {
    **dict.fromkeys(Disposition.Value, "d-noted"),
    Disposition.Value.ACCEPTED: "d-accepted",
    Disposition.Value.MODIFIED: "d-modified",
    Disposition.Value.PARTLY: "d-partly",
    Disposition.Value.NOT_ACCEPTED: "d-not",
    Disposition.Value.OUT_OF_SCOPE: "d-not",
    Disposition.Value.DEFERRED: "d-later",
    Disposition.Value.DUPLICATE: "d-same",
}
TERMS = {
    ConceptVersion.Status.PROPOSED: "s-proposed",
    ConceptVersion.Status.UNDER_REVIEW: "s-review",
    ConceptVersion.Status.AGREED: "s-agreed",
    ConceptVersion.Status.SUPERSEDED: "s-superseded",
}
DECISIONS = {
    Decision.State.DRAFT: "s-draft",
    Decision.State.LAST_CALL: "s-lastcall",
    Decision.State.RETURNED: "s-returned",
    Decision.State.IN_FORCE: "s-inforce",
    Decision.State.SUPERSEDED: "s-replaced",
    Decision.State.SUSPENDED: "s-suspended",
}
PHASES: dict[str, str] = {
    Round.Phase.PREPARING: "s-draft",
    Round.Phase.READY: "s-draft",
    Round.Phase.APPROVED: "s-draft",
    Round.Phase.UPCOMING: "s-upcoming",
    Round.Phase.OPEN: "s-open",
    Round.Phase.PAUSED: "s-paused",
    Round.Phase.CLOSED: "s-answering",
    Round.Phase.ANSWERED: "s-answered",
    Round.Phase.CANCELLED: "s-withdrawn",
}
OF_KIND: dict[str, dict[str, State]] = {
    "term": {value: (sign, value.label) for value, sign in TERMS.items()}
    | {"withdrawn": ("s-withdrawn", _("withdrawn"))},
    "comment": {value: (sign, value.label) for value, sign in ANSWERS.items()}
    | {"unanswered": ("d-open", _("not answered yet"))},
    "decision": {value: (sign, value.label) for value, sign in DECISIONS.items()},
    "trade-off": {"published": ("s-inforce", _("published"))},
    "clause": {
        "consulted": ("s-closed", pgettext_lazy("state of a clause", "put out for comment")),
        "adopted": ("s-inforce", _("adopted")),
    },
    "consultation": {
        "announced": ("s-upcoming", _("announced")),
        "answered": ("s-answered", _("answered")),
        "cancelled": ("s-withdrawn", _("cancelled")),
    },
    "body": {value: ("", value.label) for value in Body.Kind},
}
ANY: dict[str, State] = {str(name): state for states in reversed(OF_KIND.values()) for name, state in states.items()}


def state(kind: str, status: str) -> State:
    """Sign and words; nothing for what has no state."""
    return OF_KIND.get(kind, {}).get(status) or ("", "")
