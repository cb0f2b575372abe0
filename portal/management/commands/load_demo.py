"""The demo alliance, with a line for each account that dev.py shows."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.demo.stage import PASSWORD, read
from portal.demo.story import tell
from portal.members.models import User


class Command(BaseCommand):
    help = "Loads the demo alliance; run again, it changes nothing. Prints one JSON line an account."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo alliance is for DEMO=1 only: its passwords are known to everybody.")
        people = read("alliance")["person"]
        if not User.objects.filter(email=people[0]["email"]).exists():
            if User.objects.exists():
                raise CommandError("This database has people of its own: the demo alliance needs an empty one.")
            tell(clock.now())
        for about in shown(people):
            self.stdout.write(json.dumps(about, ensure_ascii=False))


def shown(people: list[dict[str, Any]]) -> list[dict[str, str]]:
    """One account for each role; the secretariat's two, since some things need two people."""
    rows, seen = [], set()
    for about in people:
        role = about["role"]
        if role in seen and role != "secretariat":
            continue
        seen.add(role)
        factor = Authenticator.objects.filter(user__email=about["email"], type=Authenticator.Type.TOTP).first()
        secret = factor.data["secret"] if factor else ""
        rows.append({"role": role, "email": about["email"], "password": PASSWORD, "totp_secret": secret})
    return rows
