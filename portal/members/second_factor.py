"""Who works for the secretariat shows a second factor before anything else, at /admin/ too."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

OPEN = ("/accounts/", "/static/", "/media/", "/healthz", "/readyz")
CLOSED = ("/accounts/memberships/", "/accounts/tokens/")  # others' memberships are decided; what opens without it


class RequireSecondFactor:
    """Middleware after AuthenticationMiddleware: who is staff goes nowhere without it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_MFA and is_guarded(request.path) and request.user.is_staff and not has_shown(request):
            return ask_for_it(request)
        return self.get_response(request)


def is_guarded(path: str) -> bool:
    """All but one's own account, where a factor is set up and shown."""
    return path.startswith(CLOSED) or not path.startswith(OPEN)


def ask_for_it(request: HttpRequest) -> HttpResponse:
    """To set one up, or to show it and come back."""
    if not is_mfa_enabled(request.user):
        return redirect("mfa_index")
    address = reverse("mfa_reauthenticate")
    if request.method in ("GET", "HEAD"):
        address += "?" + urlencode({"next": request.get_full_path()})
    return redirect(address)


def has_shown(request: HttpRequest) -> bool:
    """Code, passkey or recovery code in this session. Without its second argument the call answers []."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def enrol(*, user: Any) -> str:
    """Verified address and authenticator app, as load_demo and tests make them; returns the secret."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def current_code(secret: str) -> str:
    """A code works once: a second sign-in within its 30 seconds needs the next one."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
