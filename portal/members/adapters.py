"""Where sign-in meets the house: addresses and mails that allauth makes."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own way, with our words."""
