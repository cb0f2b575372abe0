"""What a seat says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.models import Position, Seat

WORDS = {
    Position.Value.SUPPORT: gettext_lazy("We support it"),
    Position.Value.NO_OBJECTION: gettext_lazy("We do not stand in its way"),
    Position.Value.OBJECT: gettext_lazy("We object"),
    Position.Value.ABSTAIN: gettext_lazy("We abstain"),
    Position.Value.RECUSE: gettext_lazy("We stand aside, since we have an interest of our own"),
}


def seat_label(seat: Seat, mine: int | None) -> str:
    """Whose seat it is; the secretariat records for others."""
    name = seat.holder.get_full_name() if seat.holder else _("vacant")
    label = f"{seat.group.words.text}: {name}"
    return _("%(seat)s (recorded for them)") % {"seat": label} if seat.holder_id != mine else label


class PositionForm(forms.Form):
    """The position of one seat, its reason, and what it adds without standing in the way."""

    seat = forms.TypedChoiceField(label=gettext_lazy("For the seat of"), widget=forms.RadioSelect)
    value = forms.ChoiceField(label=gettext_lazy("Position"), choices=list(WORDS.items()), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("An objection and standing aside need one. It is published."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    comment = forms.CharField(
        label=gettext_lazy("Reservation or comment"),
        help_text=gettext_lazy("Published beside your position; it blocks nothing."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, seats: list[Seat], mine: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pk = {str(seat.pk): seat for seat in seats}
        field = self.fields["seat"]
        field.choices = [(pk, seat_label(seat, mine)) for pk, seat in by_pk.items()]  # type: ignore[attr-defined]
        field.coerce = by_pk.__getitem__  # type: ignore[attr-defined]
        own = [pk for pk, seat in by_pk.items() if seat.holder_id == mine]
        field.initial = own[0] if own else None

    def clean(self) -> dict[str, Any]:
        """What needs a reason has one, said at its field."""
        data = super().clean() or self.cleaned_data
        if data.get("value") in (Position.Value.OBJECT, Position.Value.RECUSE) and not data.get("reason", "").strip():
            self.add_error("reason", _("Write the reason: others must be able to answer it."))
        return data
