"""The desk's forms for answers: they read what was typed; the actions say whether it may stand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from consultations.forms.comments import REF
from consultations.forms.respond import sentence
from consultations.models import Clause, Comment, Disposition, Draft, Round


def later_draft(round: Round) -> Draft | None:
    """The newest draft of the same standard that came after the one people commented on."""
    if round.draft is None:
        return None
    rows = Draft.objects.filter(standard=round.draft.standard_id, created_at__gte=round.draft.created_at)
    return rows.exclude(pk=round.draft_id).order_by("-created_at").first()


class DispositionForm(forms.Form):
    """What becomes of one comment."""

    value = forms.ChoiceField(
        label=_("What becomes of it"), choices=sentence(Disposition.Value.choices), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The commenter reads this."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    language = forms.ChoiceField(label=_("Language of the reason"), choices=settings.LANGUAGES, required=False)
    changed_clause = forms.CharField(label=_("Clause in the next draft"), required=False)
    duplicate_of = forms.CharField(label=_("The same as"), help_text=_("As in R1-0421."), required=False, max_length=20)
    for_all = forms.BooleanField(
        label=_("The same answer for all that say the same"),
        help_text=_("Each sender reads it with their own receipt, and each comment counts."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round
        self.draft = later_draft(round)
        if self.draft is None:
            self.fields["changed_clause"].disabled = True
            self.fields["changed_clause"].help_text = _("There is no later draft yet.")
        else:
            self.fields["changed_clause"].help_text = _("Its number in %(draft)s, as in 4.2.") % {
                "draft": self.draft.label
            }

    def clean_changed_clause(self) -> Clause | None:
        """The clause that was meant, in the newest draft."""
        typed = (self.cleaned_data.get("changed_clause") or "").strip().rstrip(".")
        if not typed or self.draft is None:
            return None
        rows = Clause.objects.filter(draft=self.draft).select_related("draft")
        found = rows.filter(number__iexact=typed).first() or rows.filter(key=typed).first()
        if found is None:
            raise forms.ValidationError(_("%(draft)s has no such clause.") % {"draft": self.draft.label})
        return found

    def clean_duplicate_of(self) -> Comment | None:
        """The comment that was meant, in this round."""
        typed = (self.cleaned_data.get("duplicate_of") or "").strip()
        if not typed:
            return None
        matched = REF.fullmatch(typed)
        rows = Comment.objects.filter(round=self.round, number=int(matched[2])) if matched else Comment.objects.none()
        if matched is None or int(matched[1]) != self.round.number or not rows.exists():
            raise forms.ValidationError(_("This round has no comment with that number."))
        return rows.get()


class SynopsisForm(forms.Form):
    """What was said and what was done with it, in one language."""

    body = forms.CharField(label=_("Synopsis"), widget=forms.Textarea(attrs={"rows": 8}))
