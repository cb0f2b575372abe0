"""Forms about people. allauth builds its own sign-up form on ``SignUpForm``."""

from allauth.account.forms import SignupForm


class SignUpForm(SignupForm):
    """Signing up asks for an address and a password."""
