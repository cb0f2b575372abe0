"""One field: where news are to be sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    """An address; who is signed in needs none."""

    email = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(request.POST if request.method == "POST" else None, **kwargs)
        if request.user.is_authenticated:
            del self.fields["email"]
