"""The pages that Chromium looks at: one of every type, for each role that sees something of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.members.models import User
from tests.factories import MembershipFactory, UserFactory


@dataclass(frozen=True)
class Look:
    """An address, and as whom to open it; addresses of rows are asked for when the test runs."""

    name: str
    path: str | Callable[[], str]
    role: str = ""

    @property
    def address(self) -> str:
        return self.path if isinstance(self.path, str) else self.path()

    def __str__(self) -> str:
        return f"{self.name} as {self.role}" if self.role else self.name


LOOKS = [
    Look("home", "/en/"),
    Look("home in French", "/fr/"),
    Look("home", "/en/", "member"),
    Look("sign in", "/accounts/login/"),
    Look("sign up", "/accounts/signup/"),
    Look("not found", "/en/there-is-no-such-page/"),
    Look("style guide", "/en/styleguide/"),
    Look("search", "/en/search/?q=mine"),
    Look("desk", "/en/desk/", "secretary"),
]


def person(role: str) -> User:
    """Somebody of this role, made when first asked for."""
    email = f"{role}@browser.example.org"
    known = User.objects.filter(email=email).first()
    if known or role != "member":
        return known or UserFactory(email=email, is_staff=role == "secretary", display_name="Ada Quispe")
    return MembershipFactory(user__email=email, user__display_name="Ada Quispe").user
