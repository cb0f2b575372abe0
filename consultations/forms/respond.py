"""My response as a form: it shows and keeps; what is right and wrong with it is said by the actions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from consultations.forms.asked import fields_for, file_fields, long_text, sentence
from consultations.models import Clause, Comment, Question, Submission
from consultations.proposals import difference, place_of, sentences
from consultations.said import tidy
from portal.members.countries import country_choices
from portal.members.models import Sector, StakeholderGroup

WRITTEN_IN = [
    *(("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية"), ("id", "Bahasa Indonesia")),
    *(("pt", "Português"), ("ru", "Русский"), ("sw", "Kiswahili"), ("zh", "中文")),
]
STANDING = ("group", "sector", "country", "language")
WHO = ("confidentiality", "standing", "organisation", "name", "email")
TICKS = ("acknowledged", "copy")
COMMENT = (
    "clause",
    "kind",
    "body",
    "proposed_change",
    "change_mode",
    "justification",
    "quote",
    "line",
    "element",
    "committee_only",
)
ONLY = "committee_only"  # stricter than the rest of the response
BARRIER = ("category", "severity", "remedy", "clauses")


class RespondForm(forms.Form):
    """Where you stand, questions, one comment at a time, who you are."""

    group = forms.ModelChoiceField(
        label=_("Which group do you speak from?"),
        help_text=_("If several fit, take the one whose harm or gain you would speak about."),
        queryset=StakeholderGroup.objects.filter(is_active=True),
        to_field_name="code",
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
    )
    sector = forms.ModelChoiceField(
        label=_("Where along the way from the mine?"),
        queryset=Sector.objects.all(),
        to_field_name="code",
        required=False,
        empty_label=_("Nowhere, or everywhere"),
        blank=True,
        widget=forms.RadioSelect,
    )
    country = forms.ChoiceField(label=_("Country you speak about"), required=False)
    language = forms.ChoiceField(label=_("Language you write in"), choices=WRITTEN_IN, required=False)
    clause = forms.CharField(
        label=_("On which clause?"),
        help_text=_(
            "Its number, as in 4.2 or 4.2 ¶3. In the draft every clause has its own link to comment on it. "
            "Leave it open to comment on the draft as a whole."
        ),
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("What kind of comment is it?"),
        choices=sentence(Comment.Kind.choices),
        required=False,
        widget=forms.RadioSelect,
    )
    body = long_text(_("What is right or wrong with it?"), rows=4)
    proposed_change = long_text(_("How should it read?"))
    change_mode = forms.ChoiceField(
        label=_("What should happen to the words?"),
        help_text=_("To those you quote below, or else to the whole clause."),
        choices=[
            ("", _("as I describe it")),
            (Comment.ChangeMode.REPLACE, _("replace: my words stand instead")),
            (Comment.ChangeMode.ADD, _("add: my words come after them")),
            (Comment.ChangeMode.DELETE, _("delete: nothing stands instead")),
        ],
        required=False,
    )
    justification = long_text(_("Why?"), rows=2, help_text=_("If you have not said it above."))
    passage = forms.ChoiceField(label=_("Which sentence is it about?"), required=False)
    quote = long_text(
        _("Words it is about"), rows=2, help_text=_("Copied from the clause exactly, where a part of it is meant.")
    )
    line = forms.CharField(label=_("Line"), max_length=100, required=False)
    element = forms.CharField(label=_("Paragraph, figure or table"), max_length=200, required=False)
    committee_only = forms.BooleanField(label=_("Only the committee may read this comment"), required=False)
    confidentiality = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=sentence(Submission.Confidentiality.choices),
        required=False,
        widget=forms.RadioSelect,
    )
    link_to = forms.CharField(
        label=_("Or a link by e-mail, to"),
        help_text=_("Used for this one mail; we do not keep it."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
    )
    standing = forms.ChoiceField(
        label=_("For whom do you speak?"),
        choices=sentence(Submission.Standing.choices),
        required=False,
        widget=forms.RadioSelect,
    )
    organisation = forms.CharField(label=_("Organisation"), help_text=_("Only if you speak for it."), required=False)
    acknowledged = forms.BooleanField(label=_("I have read what competitors must not tell each other"), required=False)
    copy = forms.BooleanField(
        label=_("Send me a copy of the receipt by e-mail"),
        help_text=_("Without its PIN, which is shown to you alone, once you have sent it."),
        required=False,
    )
    name = forms.CharField(label=_("Your name"), help_text=_("Kept apart from your words."), required=False)
    email = forms.CharField(
        label=_("E-mail address"),
        help_text=_("For the answers. Confirm it within seven days; your response counts from now."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
    )

    def __init__(self, *args: Any, questions: Iterable[Question], clause: Clause | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = clause
        self.fields["passage"].choices = sentence_choices(clause)  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("Rather not say")), *country_choices()]  # type: ignore[attr-defined]
        self.fields.update(file_fields("whole", _("A file that belongs to the whole response")))
        self.fields.update(file_fields("comment", _("A file that belongs to this comment")))
        for name in ("whole", "comment"):
            only = forms.BooleanField(label=_("Only the committee may read this file"), required=False)
            self.fields[f"{name}-{ONLY}"] = only
        self.questions = list(questions)
        for question in self.questions:
            self.fields.update(fields_for(question))
            only = forms.BooleanField(label=_("Only the committee may read this answer"), required=False)
            self.fields[f"q{question.pk}-{ONLY}"] = only

    def asked(
        self, *, own: bool, group: Any, sector: Any, hands: Mapping[str, Any], files: Mapping[Any, Any]
    ) -> list[dict[str, Any]]:
        """The questions meant for this group and sector, or all the others, with their fields and whose hand wrote."""
        return [
            {
                "number": number,
                "question": question,
                "is_barrier": question.kind == Question.Kind.BARRIER,
                "takes_files": question.kind == Question.Kind.FILE,
                "files": files.get(question.pk, []),
                "fields": [self[name] for name in fields_for(question)],
                "only": self[f"q{question.pk}-{ONLY}"],
                "hands": hands.get(f"q{question.pk}", []),
            }
            for number, question in enumerate(self.questions, start=1)
            if question.is_for(group, sector) is own
        ]

    @property
    def file_of_whole(self) -> list[Any]:
        """A file for the response, what it shows, who may read it."""
        return [self[f"whole-{part}"] for part in ("file", "description", ONLY)]

    @property
    def file_of_comment(self) -> list[Any]:
        """The same for the comment."""
        return [self[f"comment-{part}"] for part in ("file", "description", ONLY)]

    @property
    def has_file_of_whole(self) -> bool:
        """Something about it was typed, or is wrong."""
        return any(field.value() or field.errors for field in self.file_of_whole)

    @property
    def has_file_of_comment(self) -> bool:
        """The same for the comment's."""
        return any(field.value() or field.errors for field in self.file_of_comment)

    @property
    def has_place(self) -> bool:
        """Whether quoted words, a line or a table are named, or are wrong."""
        names = ("passage", "quote", "line", "element", ONLY)
        return any(self[name].value() or self[name].errors for name in names)

    @property
    def difference(self) -> str:
        """The clause with what is typed here, as HTML; empty where there is nothing to show."""
        said = {name: tidy(self[name].value()) for name in ("quote", "passage", "change_mode", "proposed_change")}
        quote = words_quoted(said["quote"], said["passage"])
        return difference(self.about, mode=said["change_mode"], quote=quote, proposed=said["proposed_change"])

    def tell(self, errors: dict[str, list[str]]) -> None:
        """What the actions found wrong, at the fields it is about."""
        self.is_valid()
        self.errors.clear()
        for name, messages in errors.items():
            if name not in self.fields and f"{name}-file" in self.fields:
                name = f"{name}-file"
            if name not in self.fields and f"{name}-category" in self.fields:
                answered = self.data.get(f"{name}-category")
                name = f"{name}-severity" if answered else f"{name}-category"
            self.add_error(name if name in self.fields else None, messages)


def sentence_choices(clause: Clause | None) -> list[tuple[str, Any]]:
    """The sentences of the clause, long ones shortened to be chosen from."""
    offered = sentences(clause.text) if clause else []
    return [
        ("", _("the whole clause, or the words below")),
        *((words, Truncator(words).chars(90)) for words in offered),
    ]


def words_quoted(quote: str, passage: str) -> str:
    """What was typed, unless a sentence was chosen that does not hold it."""
    return quote if quote and (not passage or place_of(quote, passage)) else passage or quote


def comment_texts(data: QueryDict) -> dict[str, str]:
    """The words of one comment as ``add_comment`` takes them."""
    texts = {name: data.get(name, "") for name in COMMENT if name not in ("clause", "kind")}
    return texts | {"quote": words_quoted(texts["quote"], data.get("passage", ""))}


def typed(posted: QueryDict) -> QueryDict:
    """What was posted, without control characters, its words untouched otherwise."""
    clean = posted.copy()
    for name in clean:
        clean.setlist(name, [tidy(value) for value in clean.getlist(name)])
    return clean


def words_in(data: QueryDict, questions: Iterable[Question]) -> dict[str, Any]:
    """The form as the words of an unsent response; only what the form brought."""
    words: dict[str, Any] = {name: data[name] for name in STANDING if name in data}
    if any(name in data for name in (*WHO, *TICKS)):
        ticks = {name: data.get(name, "") for name in TICKS}  # what is not ticked is not posted
        words["who"] = {name: data[name] for name in WHO if name in data} | ticks
    answers = {str(question.pk): given for question in questions if (given := answer_in(data, question))}
    return {**words, "answers": answers} if any(re.match(r"q\d", name) for name in data) else words


def answer_in(data: QueryDict, question: Question) -> dict[str, Any]:
    """What was answered to one question, and whether for the committee only; empty when nothing was."""
    answer, only = answered_in(data, question), data.get(f"q{question.pk}-{ONLY}")
    return {**answer, ONLY: True} if only and (answer or question.kind == Question.Kind.FILE) else answer


def answered_in(data: QueryDict, question: Question) -> dict[str, Any]:
    """The answer itself."""
    name = f"q{question.pk}"
    if question.kind == Question.Kind.FILE:  # a file is a row of its own
        return {}
    if question.kind == Question.Kind.BARRIER:
        return {part: value for part in BARRIER if (value := data.get(f"{name}-{part}"))}
    if question.kind == Question.Kind.CHOICES:
        return {"choices": data.getlist(name)} if data.getlist(name) else {}
    place = "text" if question.kind == Question.Kind.TEXT else "choice"
    return {place: data[name]} if data.get(name) else {}


def initial_of(words: dict[str, Any]) -> dict[str, Any]:
    """The words of an unsent response as the form's starting values."""
    start = {name: words.get(name, "") for name in STANDING} | (words.get("who") or {})
    for pk, given in (words.get("answers") or {}).items():
        start[f"q{pk}-{ONLY}"] = bool(given.get(ONLY))
        parts = [part for part in BARRIER if part in given]
        start |= {f"q{pk}-{part}": given[part] for part in parts}
        if not parts:
            start[f"q{pk}"] = given.get("choices") or given.get("choice") or given.get("text", "")
    return start


def initial_of_comment(row: dict[str, Any]) -> dict[str, Any]:
    """A comment already in the response, to be changed."""
    return {**{name: row.get(name, "") for name in COMMENT}, "kind": row.get("type", "")}
