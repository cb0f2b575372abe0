"""Where sign-in meets the house: its mails wait in the outbox, in the language of whoever reads them."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, override

from portal import outbox
from portal.members.models import User


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own way, with our words and our outbox."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every mail is an event of its own: a code that is asked for again is a new code."""
        user = context.get("user") or User.objects.filter(email=email.lower()).first()
        language = getattr(user, "language", "") or get_language() or settings.LANGUAGE_CODE
        house = {"name": settings.WAGTAIL_SITE_NAME, "domain": urlsplit(settings.BASE_URL).netloc}
        more = {"current_site": house, "house_url": settings.BASE_URL, "email": email}
        with override(language):
            mail = self.render_mail(template_prefix, email, {**context, **more})
        event = f"{template_prefix.rpartition('/')[2]} {uuid4().hex}"
        outbox.put(event=event, recipient=email, subject=mail.subject, body=str(mail.body))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home, in the language the reader came in."""
        return f"/{get_language() or settings.LANGUAGE_CODE}/"

    get_logout_redirect_url = get_signup_redirect_url = get_login_redirect_url
