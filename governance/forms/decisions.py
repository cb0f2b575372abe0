"""What the secretariat fills in at the desk for a decision; plain fields, so that no script is needed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.models import Comment, Draft
from glossary.models import ConceptVersion
from governance.models import Body, Decision
from governance.words import OptionWords
from portal.audience import Audience
from portal.models import SealedWords, speech

LANGUAGES = [code for code, _name in settings.LANGUAGES]
ROWS = {"rows": 3}


def lines(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def plain(raw: Any) -> str | None:
    """Blocks of a page as plain paragraphs; None where that would lose something."""
    blocks = json.loads(raw) if isinstance(raw, str) else list(raw or [])
    texts = []
    for block in blocks:
        inner = re.fullmatch(r"\s*<p[^>]*>(.*?)</p>\s*", str(block["value"]), re.S) if block["type"] == "text" else None
        if inner is None or "<" in inner[1]:
            return None
        texts.append(unescape(inner[1]))
    return "\n\n".join(texts)


class WordsForm(forms.Form):
    """The words of a decision in one language."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    question = lines(gettext_lazy("The question"))
    plain_summary = lines(gettext_lazy("Plain summary"), gettext_lazy("What it means, in words anybody understands."))
    cost_line = forms.CharField(
        label=gettext_lazy("What it costs, in one line"),
        help_text=gettext_lazy("Who pays what; it stands in every list."),
        max_length=240,
        required=False,
    )
    context = lines(gettext_lazy("How it came to this"), gettext_lazy("An empty line begins a paragraph."), rows=5)
    rationale = lines(gettext_lazy("Reasons"), gettext_lazy("Answer what was said against it."), rows=7)

    prose_fields = ("context", "rationale")

    @classmethod
    def for_words(cls, data: Any, words: Mapping[str, Any], **kwargs: Any) -> WordsForm:
        """Filled with what is there; prose with headings or links is edited on its page instead."""
        initial = {name: words.get(name) for name in cls.base_fields}
        rich = []
        for name in cls.prose_fields:
            initial[name] = plain(words.get(name))
            rich += [name] if initial[name] is None else []
        form = cls(data, initial=initial, **kwargs)
        for name in rich:
            del form.fields[name]
        form.rich = rich  # type: ignore[attr-defined]
        return form


class Replaced(forms.ModelChoiceField):
    """A decision in force, by its number and what it was about."""

    def __init__(self) -> None:
        super().__init__(
            Decision.objects.filter(state=Decision.State.IN_FORCE).annotate(
                sealed=SealedWords.objects.spoken_for("decision", "number")
            ),
            label=gettext_lazy("Replaces"),
            required=False,
            empty_label=gettext_lazy("none"),
        )

    def label_from_instance(self, obj: Any) -> str:
        words, _language = speech(obj.sealed)
        return f"{obj.number} {words.get('title', '')}".strip()


class NewDecisionForm(forms.Form):
    """What a draft begins with."""

    body = forms.ModelChoiceField(
        label=gettext_lazy("Who decides"), queryset=Body.objects.filter(kind=Body.Kind.DECIDING), empty_label=None
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Decision.Kind.choices)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    question = lines(gettext_lazy("The question"))
    audience = forms.ChoiceField(label=gettext_lazy("Who may read it"), choices=Audience.choices)
    supersedes = Replaced()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label_from_instance = lambda body: body.name.text  # type: ignore[attr-defined]


class FactsForm(forms.Form):
    """Dates, kind, audience, predecessor."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Decision.Kind.choices)
    audience = forms.ChoiceField(label=gettext_lazy("Who may read it"), choices=Audience.choices)
    effective_on = forms.DateField(
        label=gettext_lazy("In force from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    review_on = forms.DateField(
        label=gettext_lazy("Looked at again on"),
        help_text=gettext_lazy("Empty: after as many months as the body has set."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    supersedes = Replaced()


class OptionForm(forms.Form):
    """One answer to the question, in every language of the site."""

    is_baseline = forms.BooleanField(label=gettext_lazy("This is “no action”"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": name}, required=False, max_length=200
            )
            self.fields[f"description_{code}"] = lines(_("Description (%(language)s)") % {"language": name}, rows=2)

    def option(self) -> OptionWords | None:
        """What was filled in; None for an empty row."""
        data = self.cleaned_data
        titles = {code: data[f"title_{code}"] for code in LANGUAGES if data.get(f"title_{code}")}
        texts = {code: data[f"description_{code}"] for code in LANGUAGES if data.get(f"description_{code}")}
        return OptionWords(titles, texts, data.get("is_baseline", False)) if titles or texts else None


OptionFormSet = forms.formset_factory(OptionForm, extra=2, max_num=8)


def option_rows(decision: Decision) -> list[dict[str, Any]]:
    """The options there are, as the form set takes them."""
    rows = []
    for option in decision.options.all():
        row: dict[str, Any] = {"is_baseline": option.is_baseline}
        row |= {f"title_{code}": text for code, text in option.titles.items()}
        row |= {f"description_{code}": text for code, text in option.descriptions.items()}
        rows.append(row)
    return rows


class ChoiceForm(forms.Form):
    """Which option is proposed, and why none of the others."""

    option = forms.TypedChoiceField(label=gettext_lazy("The option that is proposed"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = {str(option.pk): option for option in decision.options.all()}
        field = self.fields["option"]
        field.choices = [(pk, f"{o.letter}. {o.title.text}") for pk, o in self.options.items()]  # type: ignore[attr-defined]
        field.coerce = self.options.__getitem__  # type: ignore[attr-defined]
        field.initial = next((pk for pk, option in self.options.items() if option.is_chosen), None)
        for pk, option in self.options.items():
            for code, name in settings.LANGUAGES:
                label = _("Why not %(letter)s (%(language)s)") % {"letter": option.letter, "language": name}
                self.fields[f"why_{pk}_{code}"] = lines(label, rows=2)
                self.fields[f"why_{pk}_{code}"].initial = option.rejections.get(code, "")

    def rejections(self) -> dict[int, dict[str, str]]:
        """Reasons by option and language."""
        data = self.cleaned_data
        return {int(pk): {c: data[f"why_{pk}_{c}"] for c in LANGUAGES if data[f"why_{pk}_{c}"]} for pk in self.options}


class AdoptForm(forms.Form):
    """A term under review, or a frozen draft."""

    version = forms.ModelChoiceField(label=gettext_lazy("Term under review"), queryset=None, required=False)
    draft = forms.ModelChoiceField(label=gettext_lazy("Draft of a standard"), queryset=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_ones = ConceptVersion.objects.filter(status__in=ConceptVersion.OPEN).with_words()
        self.fields["version"].queryset = open_ones  # type: ignore[attr-defined]
        self.fields["version"].label_from_instance = version_label  # type: ignore[attr-defined]
        drafts = Draft.objects.select_related("standard").filter(adoptions__decision__published_at=None)
        self.fields["draft"].queryset = drafts.distinct()  # type: ignore[attr-defined]
        self.fields["draft"].label_from_instance = draft_label  # type: ignore[attr-defined]


def version_label(version: ConceptVersion) -> str:
    """Code, name and state."""
    entry = version.entry_for()
    name = entry.preferred.text if entry and entry.preferred else ""
    return f"{version.concept.code} {name} ({version.get_status_display()})"


def draft_label(draft: Draft) -> str:
    """Standard and label."""
    return f"{draft.standard.code} {draft.label}"


class CommentForm(forms.Form):
    """A comment, as it is printed everywhere: R1-0421; with its round where several have that number."""

    ref = forms.CharField(
        label=gettext_lazy("Comment"),
        help_text=gettext_lazy("Its number, as in R1-0421, or the address of its page."),
        max_length=400,
    )

    def clean_ref(self) -> Comment:
        """The one comment that is meant; never a guess between two rounds."""
        match = re.fullmatch(r"(?:.*?([\w-]+)/(?:comments/)?)?R(\d{1,4})-(\d{1,9})/?", self.cleaned_data["ref"], re.I)
        if match is None:
            raise forms.ValidationError(_("A comment’s number looks like R1-0421."))
        rows = Comment.objects.filter(round__number=int(match[2]), number=int(match[3])).select_related("round")
        found = list(rows.filter(round__slug=match[1]) if match[1] else rows)
        if not found:
            raise forms.ValidationError(_("There is no comment with this number."))
        if len(found) > 1:
            choices = ", ".join(sorted(f"{one.round.slug}/{one.ref}" for one in found))
            raise forms.ValidationError(
                _("Several rounds have this number. Say which you mean: %(choices)s.") % {"choices": choices}
            )
        return found[0]


class ActionForm(forms.Form):
    """What somebody will do because of it."""

    title = forms.CharField(label=gettext_lazy("What is to be done"), max_length=200)
    owner = forms.CharField(label=gettext_lazy("Who"), max_length=200)
    due_on = forms.DateField(label=gettext_lazy("Due"), widget=forms.DateInput(attrs={"type": "date"}))


class ReturnForm(forms.Form):
    """Why it goes back."""

    reason = lines(gettext_lazy("Why it is returned"), gettext_lazy("Needed where it would pass. It is published."))
