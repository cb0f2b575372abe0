"""In whose name a command acts: every action is somebody's, and the log says whose."""

from __future__ import annotations

from portal.members.models import User

COMMANDS = "commands@this-portal.invalid"


def acting_for_commands(email: str = "") -> User:
    """The person named, else the first administrator, else an account of the commands' own that nobody can enter."""
    if email:
        return User.objects.staff().get(email=email.strip().lower())
    first = User.objects.staff().filter(is_superuser=True).order_by("pk").first() or User.objects.staff().first()
    if first is not None:
        return first
    user = User.objects.create_user(COMMANDS, password=None, display_name="commands")
    user.join_secretariat()
    return user
