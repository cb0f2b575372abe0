"""What a round asks, and what each group may gain and lose by it: in every language of the house."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.models import Benefit, Question
from portal.by_language import ByLanguageField
from portal.members.languages import SOURCE
from portal.members.models import Sector, StakeholderGroup

HOUSE = dict(settings.LANGUAGES)


def lines(text: str) -> list[str]:
    """One thing a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class QuestionForm(forms.Form):
    """One question: its words, its kind, whom it is meant for."""

    text = ByLanguageField(label=_("Question"), required=False, rows=3)
    kind = forms.ChoiceField(label=_("Kind"), choices=Question.Kind.choices)
    options = ByLanguageField(
        label=_("Choices"),
        required=False,
        rows=4,
        help_text=_("One on each line, in the same order in each language. Only where there is something to choose."),
    )
    target_groups = forms.ModelMultipleChoiceField(
        StakeholderGroup.objects.none(),
        label=_("Groups it is meant for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No group and no sector means everybody."),
    )
    target_sectors = forms.ModelMultipleChoiceField(
        Sector.objects.none(),
        label=_("Sectors it is meant for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_required = forms.BooleanField(label=_("Required of those it is meant for"), required=False)

    def __init__(self, *args: Any, question: Question | None = None, **kwargs: Any) -> None:
        if question is not None:
            kwargs["initial"] = start(question)
        super().__init__(*args, **kwargs)
        self.source = question.language if question is not None else SOURCE
        self.old = question.options if question is not None else []
        self.fields["target_groups"].queryset = StakeholderGroup.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["target_sectors"].queryset = Sector.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Words in the language it was written in, and as many choices in each language as in that one."""
        data: dict[str, Any] = super().clean() or {}
        if not (data.get("text") or {}).get(self.source):
            message = gettext("Write the question in %(language)s.") % {"language": HOUSE.get(self.source, self.source)}
            self.add_error("text", message)
        choices = {code: lines(text) for code, text in (data.get("options") or {}).items()}
        asked = len(choices.get(self.source, []))
        for code, there in choices.items():
            if len(there) != asked:
                facts = {"there": len(there), "language": HOUSE[code], "asked": asked, "source": HOUSE[self.source]}
                message = gettext("%(language)s has another number of choices (%(there)s) than %(source)s (%(asked)s).")
                self.add_error("options", message % facts)
        return data

    def said(self) -> dict[str, Any]:
        """As the action takes it; a choice keeps its code while its place stays."""
        data = self.cleaned_data
        choices = {code: lines(text) for code, text in data["options"].items()}
        rows = range(len(choices.get(self.source, [])))
        texts = [{code: there[row] for code, there in choices.items()} for row in rows]
        kept = len(self.old) == len(texts)
        options = [
            {"code": self.old[row]["code"], "text": text} if kept else {"text": text} for row, text in enumerate(texts)
        ]
        names = ("kind", "target_groups", "target_sectors", "is_required")
        others = {code: data["text"].get(code, "") for code in HOUSE if code != self.source}
        return {
            **{name: data[name] for name in names},
            "text": data["text"][self.source],
            "options": options,
            "translations": others,
        }


def start(question: Question) -> dict[str, Any]:
    """A question as the form shows it."""
    texts = {row.language: row.text for row in question.translations.all()} | {question.language: question.text}
    codes = {code for option in question.options for code in option["text"]}
    options = {code: "\n".join(option["text"].get(code, "") for option in question.options) for code in codes}
    return {
        "text": texts,
        "kind": question.kind,
        "options": options,
        "target_groups": list(question.target_groups.all()),
        "target_sectors": list(question.target_sectors.all()),
        "is_required": question.is_required,
    }


class BenefitForm(forms.Form):
    """What one group may gain and lose."""

    benefits = ByLanguageField(label=_("What it may gain"), required=False, rows=3)
    costs = ByLanguageField(label=_("What it may cost"), required=False, rows=3)

    @classmethod
    def for_group(cls, data: Any, benefit: Benefit | None, **kwargs: Any) -> BenefitForm:
        """With what is said already."""
        initial = {"benefits": benefit.benefits, "costs": benefit.costs} if benefit else {}
        return cls(data, initial=initial, **kwargs)
