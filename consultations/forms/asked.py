"""The controls of one question, by its kind; and those of a file that comes along."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from consultations.barriers import Obstacle, Severity
from consultations.models import Question
from consultations.taking_files import LONGEST

FILE_HELP = _("PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, WebP or plain text; 10 MB at most.")
PICKED = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.png,.jpg,.jpeg,.webp,.txt,.csv"  # what the device offers first


def sentence(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Choices that stand alone begin with a capital letter."""
    return [(value, capfirst(label)) for value, label in choices]


def long_text(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    """A field for as much as somebody wants to say."""
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **more)


def fields_for(question: Question) -> dict[str, forms.Field]:
    """The controls of one question: ``q12``, or ``q12-category`` and its siblings."""
    name, label = f"q{question.pk}", str(question.words)
    choices = [(code, str(words)) for code, words in question.choices]
    if question.kind == Question.Kind.BARRIER:
        return barrier_fields(name)
    if question.kind == Question.Kind.FILE:
        return file_fields(name, label)
    if question.kind == Question.Kind.CHOICES:
        return {
            name: forms.MultipleChoiceField(
                label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
        }
    if question.kind == Question.Kind.SCALE:
        named = dict(choices)
        choices = [(n, f"{n}: {named[n]}" if n in named else n) for n in "12345"]
    if question.kind in (Question.Kind.CHOICE, Question.Kind.SCALE):
        return {name: one_of(label, choices)}
    return {name: long_text(label)}


def one_of(label: Any, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    """One of several; what was chosen can be taken back without a script."""
    nothing = ("", _("No answer"))
    return forms.ChoiceField(label=label, choices=[*choices, nothing], required=False, widget=forms.RadioSelect)


def barrier_fields(name: str) -> dict[str, forms.Field]:
    """What stands in the way, how hard it is, what would take it away, and where."""
    return {
        f"{name}-category": one_of(_("The main obstacle"), sentence(Obstacle.choices)),
        f"{name}-severity": one_of(_("How hard is it?"), sentence(Severity.choices)),
        f"{name}-remedy": long_text(_("What would take it away?")),
        f"{name}-clauses": forms.CharField(
            label=_("Which clauses is it about?"), help_text=_("Numbers, as in 4.2, 4.3"), required=False
        ),
    }


def file_fields(name: str, label: Any) -> dict[str, forms.Field]:
    """A file, and what it shows for those who cannot open or see it."""
    return {
        f"{name}-file": forms.FileField(
            label=label, help_text=FILE_HELP, required=False, widget=forms.FileInput(attrs={"accept": PICKED})
        ),
        f"{name}-description": long_text(
            _("What it shows, in words"),
            rows=2,
            help_text=_("For those who cannot see or open it."),
            max_length=LONGEST,
        ),
    }
