"""What the secretariat fills in at the desk for a trade-off statement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.forms.decisions import LANGUAGES, WordsForm, lines
from governance.models import Impact, TradeOff
from portal.members.models import StakeholderGroup


class NewTradeOffForm(forms.Form):
    """A statement begins with its title."""

    title = forms.CharField(label=gettext_lazy("Title of the statement"), max_length=255)


class StatementWordsForm(WordsForm):
    """The words of a statement in one language."""

    question = plain_summary = cost_line = context = rationale = None  # type: ignore[assignment]
    plain_summary = lines(gettext_lazy("Plain summary"))
    problem = lines(gettext_lazy("The problem"))
    given_up = lines(gettext_lazy("What is given up, and by whom"))
    given_up_why = lines(gettext_lazy("Why that is accepted"))
    body = lines(gettext_lazy("How it was weighed"), gettext_lazy("An empty line begins a paragraph."), rows=6)

    prose_fields = ("body",)


class StatementFactsForm(forms.Form):
    """Money, years, and the day on which it is compared with what came true."""

    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, required=False)
    price_year = forms.IntegerField(
        label=gettext_lazy("Prices of the year"), required=False, min_value=1990, max_value=2100
    )
    horizon_years = forms.IntegerField(
        label=gettext_lazy("Years looked ahead"), required=False, min_value=1, max_value=200
    )
    evaluate_on = forms.DateField(
        label=gettext_lazy("To be compared with what came true on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class ImpactForm(forms.Form):
    """One cell of the matrix: what one option brings or costs one group."""

    option = forms.TypedChoiceField(label=gettext_lazy("Option"))
    dimension = forms.ChoiceField(label=gettext_lazy("Dimension"), choices=Impact.Dimension.choices)
    direction = forms.ChoiceField(label=gettext_lazy("It is"), choices=Impact.Direction.choices)
    group = forms.ModelChoiceField(
        label=gettext_lazy("For whom"),
        help_text=gettext_lazy("Who bears the cost, or gains. Only “nothing that counts” may be for everybody."),
        queryset=StakeholderGroup.objects.filter(is_active=True),
        required=False,
        empty_label=gettext_lazy("everybody"),
    )
    magnitude = forms.TypedChoiceField(
        label=gettext_lazy("How much"),
        choices=[("", "–"), *Impact.Magnitude.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    low = forms.DecimalField(label=gettext_lazy("Lowest estimate"), required=False, max_digits=14, decimal_places=2)
    central = forms.DecimalField(label=gettext_lazy("Best estimate"), required=False, max_digits=14, decimal_places=2)
    high = forms.DecimalField(label=gettext_lazy("Highest estimate"), required=False, max_digits=14, decimal_places=2)
    unit = forms.CharField(
        label=gettext_lazy("Unit"), help_text=gettext_lazy("As in “million USD a year”."), required=False, max_length=40
    )
    evidence = lines(gettext_lazy("Evidence"), rows=2)
    is_assumption = forms.BooleanField(label=gettext_lazy("Assumed, not shown"), required=False)
    confidence = forms.ChoiceField(
        label=gettext_lazy("How sure"), choices=Impact.Confidence.choices, initial=Impact.Confidence.MEDIUM
    )

    def __init__(self, *args: Any, statement: TradeOff, impact: Impact | None = None, **kwargs: Any) -> None:
        if impact is not None:
            kwargs["initial"] = initial_of(impact)
        super().__init__(*args, **kwargs)
        options = {str(option.pk): option for option in statement.decision.options.all()}
        field = self.fields["option"]
        field.choices = [(pk, f"{o.letter}. {o.title.text}") for pk, o in options.items()]  # type: ignore[attr-defined]
        field.coerce = options.__getitem__  # type: ignore[attr-defined]
        for code, name in settings.LANGUAGES:
            self.fields[f"text_{code}"] = lines(_("What it is (%(language)s)") % {"language": name}, rows=2)

    def effect(self) -> dict[str, Any]:
        """As the action takes it."""
        data = dict(self.cleaned_data)
        texts = {code: data.pop(f"text_{code}") for code in LANGUAGES}
        return data | {"texts": texts}


def initial_of(impact: Impact) -> dict[str, Any]:
    """What stands in the cell."""
    names = ("dimension", "direction", "group", "magnitude", "low", "central", "high", "unit", "evidence")
    initial = {name: getattr(impact, name) for name in (*names, "is_assumption", "confidence")}
    initial |= {"option": str(impact.option_id)}
    return initial | {f"text_{code}": text for code, text in impact.texts.items()}


class ReviewForm(forms.Form):
    """A second pair of eyes."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("What you say"), choices=TradeOff.Verdict.choices, widget=forms.RadioSelect
    )
    notes = lines(gettext_lazy("Your words"), gettext_lazy("Published with the statement."))
