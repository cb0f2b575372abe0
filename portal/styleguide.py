"""Every part in every state, on one page: for the demo and the tests, never in production."""

from datetime import timedelta

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.members.models import StakeholderGroup


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Label"), help_text=_("A hint, when the label cannot say it all."))
    email = forms.EmailField(label=_("E-mail address"))
    body = forms.CharField(label=_("Long answer"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    country = forms.ChoiceField(label=_("Choice from many"), required=False, choices=[("", _("Rather not say"))])
    reader = forms.ChoiceField(
        label=_("Choice from few"),
        choices=[("name", _("Everybody, with my name")), ("committee", _("Only the committee"))],
        widget=forms.RadioSelect,
    )
    tell = forms.BooleanField(label=_("Write to me when it is answered"), required=False)


def styleguide(request: HttpRequest) -> HttpResponse:
    """The parts, filled in, faulty and empty; light and dark."""
    faulty = Sample({"name": _("An answer"), "email": "beatriz.choque", "reader": "name"}, auto_id="faulty_%s")
    shown = {
        "groups": list(StakeholderGroup.objects.filter(is_active=True)),
        "sample": Sample(auto_id="sample_%s", initial={"reader": "name"}),
        "faulty": faulty,
        "page": Paginator(range(90), 10).page(4),
        "crumbs": [(_("Glossary"), "#sg-table"), ("F", "#sg-table"), ("RS-0031", "")],
        "soon": clock.now() + timedelta(hours=26),
        "later": clock.now() + timedelta(days=24),
    }
    return render(request, "portal/styleguide.html", shown)
