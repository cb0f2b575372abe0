"""Steps of a round that people know of: each with the reason that everybody reads, in other languages if one likes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.forms.desk_rounds import MomentInput, long_text
from consultations.forms.reasons import SpokenForm, page_language
from consultations.instants import instant
from consultations.models import Round


class ReasonForm(SpokenForm):
    """Why, in public; the same in the other languages of the house where one likes."""

    field_order = ("closes_at", "reason", "language")
    reason = long_text(_("Reason, in public"), rows=2)
    reason_en = long_text(_("The same in English"), rows=2)
    reason_fr = long_text(_("The same in French"), rows=2)
    reason_es = long_text(_("The same in Spanish"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop(f"reason_{page_language()}", None)  # most write as the page speaks

    def said(self) -> dict[str, Any]:
        """As the actions take it."""
        data = self.cleaned_data
        others = {name.removeprefix("reason_"): text for name, text in data.items() if name.startswith("reason_")}
        return {"reason": data["reason"], "language": data["language"], "translations": others}


class DateForm(ReasonForm):
    """A moment in the round's own zone, and why."""

    closes_at = forms.CharField(label=_("New closing date"), widget=MomentInput())

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        read_in = gettext("Read in %(zone)s, the time zone of the round.") % {"zone": zone}
        self.fields["closes_at"].help_text = read_in

    def clean_closes_at(self) -> Any:
        """A day alone ends in its last minute."""
        return instant(self.cleaned_data["closes_at"], self.zone, end_of_day=True)

    def said(self) -> dict[str, Any]:
        """The date along with the reason."""
        return {**super().said(), "closes_at": self.cleaned_data["closes_at"]}


class LateDoorForm(SpokenForm):
    """Until when one late response may be sent, and why it is let in."""

    field_order = ("ends_at", "reason", "language")
    ends_at = forms.CharField(label=_("It may be sent until"), widget=MomentInput())
    reason = long_text(_("Reason, in public; name no person"), rows=2)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean_ends_at(self) -> Any:
        """Read in the round's own zone."""
        return instant(self.cleaned_data["ends_at"], self.zone, end_of_day=True)


# A step with a form: its name in the address, its name on the page, the form.
FORMS: dict[str, tuple[str, Any]] = {
    "dates": ("more_time", DateForm),
    "pause": ("pausing", ReasonForm),
    "resume": ("resuming", ReasonForm),
    "reopen": ("reopening", DateForm),
    "cancel": ("cancelling", ReasonForm),
    "late-door": ("late_door", LateDoorForm),
}


def form_for(name: str, row: Round, data: Any = None) -> forms.Form:
    """The form of one step; its fields' ids begin with its name."""
    kind = FORMS[name][1]
    zone = {} if kind is ReasonForm else {"zone": row.time_zone}
    return kind(data, auto_id=f"{name}_%s", **zone)


def fault_of(error: Exception) -> ValidationError:
    """What an action or a right has said no to, as a form takes it."""
    return error if isinstance(error, ValidationError) else ValidationError(str(error))
