"""Finding comments in a round."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Comment, Disposition
from portal.members.models import StakeholderGroup

REF = re.compile(r"R(\d{1,4})-(\d{1,9})", re.IGNORECASE)


class FindComments(forms.Form):
    """By group, clause, kind and words; everything may be left open."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    group = forms.ModelChoiceField(
        label=_("Group"),
        queryset=StakeholderGroup.objects.filter(is_active=True),
        to_field_name="code",
        required=False,
        empty_label=_("every group"),
    )
    clause = forms.CharField(label=_("Clause"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("every kind")), *Comment.Kind.choices], required=False)
    answer = forms.ChoiceField(
        label=_("Answer"), choices=[("", _("every answer, or none")), *Disposition.Value.choices], required=False
    )
    sort = forms.ChoiceField(
        label=_("In the order of"),
        choices=[("", _("their numbers")), ("clause", _("the clauses")), ("new", _("the newest first"))],
        required=False,
    )
