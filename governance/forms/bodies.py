"""What the secretariat fills in for a body: its name and words, its rule as numbers, its seats."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.actions.bodies import CLOCKS, MOST
from governance.forms.decisions import plain
from governance.models import Body, Seat
from portal.by_language import ByLanguageField
from portal.members.models import Organisation, StakeholderGroup, User

NEVER, ALL, SOME = "never", "all", "some"
RULE_FIELDS = ("threshold", "quorum", "quorum_per_group", "block", "block_seats", "one_vote")
FIRST_RULE = {"threshold": 75, "quorum": 50, "quorum_per_group": 1, "block": ALL, "one_vote": True}


def percent(label: Any, help_text: Any = "") -> forms.DecimalField:
    """A share as people say it."""
    return forms.DecimalField(
        label=label, help_text=help_text, required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2
    )


def number(label: Any, initial: int, help_text: Any = "") -> forms.IntegerField:
    """Days, months, seats."""
    return forms.IntegerField(label=label, initial=initial, help_text=help_text, min_value=0, max_value=MOST)


def day(label: Any, help_text: Any = "") -> forms.DateField:
    """A day, which may be left open."""
    return forms.DateField(
        label=label, help_text=help_text, required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class RuleForm(forms.Form):
    """When something passes, in numbers; shown in words before it is kept."""

    threshold = percent(
        gettext_lazy("Of the seats that take a side, so many percent do not stand in its way"),
        gettext_lazy("For two thirds write 66.66; for everybody 100."),
    )
    quorum = percent(gettext_lazy("So many percent of all seats take part"))
    quorum_per_group = number(gettext_lazy("So many seats of every group take part"), 0, gettext_lazy("0: not asked."))
    block = forms.ChoiceField(
        label=gettext_lazy("One group alone can stop it"),
        widget=forms.RadioSelect,
        choices=[
            (NEVER, gettext_lazy("never")),
            (ALL, gettext_lazy("when all of its seats object")),
            (SOME, gettext_lazy("when so many of its seats object:")),
        ],
        initial=NEVER,
    )
    block_seats = forms.IntegerField(
        label=gettext_lazy("Number of seats that stop it"), required=False, min_value=1, max_value=MOST
    )
    one_vote = forms.BooleanField(
        label=gettext_lazy("Seats of one organisation that say the same count once"), required=False
    )
    last_call_days = number(gettext_lazy("Days of last call"), 21, gettext_lazy("While seats take positions."))
    appeal_days = number(gettext_lazy("Days in which anybody may object to what was decided"), 60)
    review_months = number(gettext_lazy("Months until a decision is looked at again"), 24)

    def decides(self) -> bool:
        """A body that only advises has no rule."""
        return "threshold" in self.fields and self.cleaned_data.get("kind", Body.Kind.DECIDING) == Body.Kind.DECIDING

    def clean(self) -> dict[str, Any]:
        """What a deciding body's rule cannot do without."""
        data: dict[str, Any] = super().clean() or {}
        if self.decides() and not data.get("threshold") and "threshold" not in self.errors:
            self.add_error("threshold", _("A body that decides needs more than 0 here."))
        if self.decides() and data.get("block") == SOME and not data.get("block_seats"):
            self.add_error("block_seats", _("Say how many."))
        return data

    def rule(self) -> dict[str, Any]:
        """As a body keeps it; nothing for one that only advises."""
        if not self.decides():
            return {}
        data = self.cleaned_data
        block = {NEVER: 0, ALL: "all", SOME: data.get("block_seats")}[data["block"]]
        return {
            "quorum": share(data["quorum"]),
            "quorum_per_group": data["quorum_per_group"],
            "threshold": share(data["threshold"]),
            "group_block": block,
            "one_vote_per_affiliation": data["one_vote"],
        }

    def clocks(self) -> dict[str, int]:
        """Days and months."""
        return {name: self.cleaned_data[name] for name in CLOCKS}


def share(percent: Decimal | None) -> float:
    """Exactly as written: 66.66 is 0.6666."""
    return float((percent or Decimal(0)) / 100)


class NamedForm(forms.Form):
    """Name and words, in every language at once."""

    names = ByLanguageField(label=gettext_lazy("Name"))
    lede = ByLanguageField(label=gettext_lazy("What it is, in a sentence"), required=False, rows=2)
    mandate = ByLanguageField(
        label=gettext_lazy("What it may decide"),
        required=False,
        rows=5,
        help_text=gettext_lazy("An empty line begins a paragraph."),
    )


class NewBodyForm(NamedForm, RuleForm):
    """A body that does not exist yet."""

    slug = forms.SlugField(
        label=gettext_lazy("Address"), max_length=60, help_text=gettext_lazy("As in standards-committee; it stays.")
    )
    prefix = forms.SlugField(
        label=gettext_lazy("Prefix of its decisions’ numbers"),
        max_length=6,
        help_text=gettext_lazy("As SC in SC-2026-014; it stays."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("This body"), choices=Body.Kind.choices, widget=forms.RadioSelect, initial=Body.Kind.DECIDING
    )

    field_order = ["names", "slug", "prefix", "kind", "lede", "mandate"]

    def words(self) -> dict[str, dict[str, str]]:
        """Lede and mandate by language."""
        return words_by_language(self.cleaned_data)


def words_by_language(data: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Turned round: what each language says."""
    said: dict[str, dict[str, str]] = {}
    for name in ("lede", "mandate"):
        for code, text in (data.get(name) or {}).items():
            said.setdefault(code, {})[name] = text
    return said


class BodyWordsForm(NamedForm):
    """Name and words of a body that is there."""

    @classmethod
    def for_body(cls, data: Any, body: Body, drafts: Mapping[str, Mapping[str, Any]], **kwargs: Any) -> BodyWordsForm:
        """Filled with what is there; a mandate with headings or links is edited on its page instead."""
        mandates = {code: plain(words.get("mandate")) for code, words in drafts.items()}
        ledes = {code: words.get("lede") or "" for code, words in drafts.items()}
        form = cls(data, initial={"names": body.names, "lede": ledes, "mandate": mandates}, **kwargs)
        form.rich = None in mandates.values()  # type: ignore[attr-defined]
        if form.rich:  # type: ignore[attr-defined]
            del form.fields["mandate"]
        form.known = set(drafts)  # type: ignore[attr-defined]
        return form

    def words(self) -> dict[str, dict[str, str]]:
        """Of each language that is written or was; an emptied text is emptied there, too."""
        data, said = self.cleaned_data, words_by_language(self.cleaned_data)
        fields = [name for name in ("lede", "mandate") if name in self.fields]
        codes = self.known | set(said) | set(data["names"])  # type: ignore[attr-defined]
        return {code: {name: said.get(code, {}).get(name, "") for name in fields} for code in sorted(codes)}


class ChangeRuleForm(RuleForm):
    """Other terms from now on, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Why it changes"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Published with the old and the new rule."),
    )

    @classmethod
    def for_body(cls, data: Any, body: Body, **kwargs: Any) -> ChangeRuleForm:
        """Filled with the terms that hold."""
        form = cls(data, initial=rule_as_asked(body.rule) | {name: getattr(body, name) for name in CLOCKS}, **kwargs)
        if body.kind != Body.Kind.DECIDING:
            for name in RULE_FIELDS:
                del form.fields[name]
        return form


def rule_as_asked(rule: Mapping[str, Any]) -> dict[str, Any]:
    """A rule as the form shows it."""
    block = rule.get("group_block", 0)
    asked = {name: as_percent(rule.get(name, 0)) for name in ("threshold", "quorum")}
    return asked | {
        "quorum_per_group": rule.get("quorum_per_group", 0),
        "block": ALL if block == "all" else SOME if block else NEVER,
        "block_seats": block if block and block != "all" else None,
        "one_vote": rule.get("one_vote_per_affiliation", False),
    }


def as_percent(part: Any) -> Decimal:
    """0.6666 is 66.66."""
    return (Decimal(str(part)) * 100).normalize() + 0


class HolderForm(forms.Form):
    """Who takes a seat, and for whom that person speaks."""

    holder = forms.CharField(
        label=gettext_lazy("Who holds it"),
        required=False,
        help_text=gettext_lazy("The e-mail address of their account. Empty: the seat is vacant, and shown so."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Speaks for"),
        required=False,
        empty_label=gettext_lazy("no organisation"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Organisation.objects.exclude(status=Organisation.Status.FORMER)
        self.fields["organisation"].queryset = there  # type: ignore[attr-defined]

    def clean_holder(self) -> User | None:
        """Somebody who can sign in and take a position."""
        address = self.cleaned_data["holder"].strip().lower()
        found = User.objects.filter(email=address, is_active=True).first()
        if address and found is None:
            raise forms.ValidationError(_("Nobody signs in with this address. The person signs up first."))
        return found


class SeatForm(HolderForm):
    """A new seat."""

    group = forms.ModelChoiceField(
        StakeholderGroup.objects.filter(is_active=True), label=gettext_lazy("Group"), empty_label=gettext_lazy("Choose")
    )
    starts_on = day(gettext_lazy("First day"), gettext_lazy("Empty: today."))
    ends_on = day(gettext_lazy("Last day"), gettext_lazy("Empty: until somebody ends it."))

    field_order = ["group", "holder", "organisation", "starts_on", "ends_on"]


class FillSeatForm(HolderForm):
    """Who takes a vacant seat."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].required = True
        self.fields["holder"].help_text = _("The e-mail address of their account. The term begins today.")


class EndSeatForm(forms.Form):
    """The end of a term."""

    reason = forms.CharField(
        label=gettext_lazy("Why it ends"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Published on the body’s page."),
    )
    ends_on = day(gettext_lazy("Last day"), gettext_lazy("Empty: yesterday, so that the seat is free today."))

    @classmethod
    def for_seat(cls, data: Any, seat: Seat, **kwargs: Any) -> EndSeatForm:
        """With the end that is known already."""
        return cls(data, initial={"ends_on": seat.ends_on}, **kwargs)
