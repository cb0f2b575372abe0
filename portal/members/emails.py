"""Mails about belonging; each in its reader's language."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from portal import outbox
from portal.members.models import Membership, ReadingToken, User
from portal.outbox import address


def asked_to_join(*, membership: Membership, readers: Iterable[User]) -> None:
    """To the delegates of the organisation; to the secretariat where there is none."""
    for reader in readers:
        with override(reader.language):
            where = "members_desk:waiting" if reader.is_staff else "members:memberships"
            body = _(
                "%(name)s (%(email)s) asks to belong to %(organisation)s.\n\n"
                "If you know this person, confirm it here; if not, decline:\n%(link)s"
            ) % {**words(membership), "link": address(where)}
            subject = _("Somebody asks to belong to %(organisation)s") % words(membership)
            outbox.put(event=f"membership {membership.pk} asked", recipient=reader.email, subject=subject, body=body)


def membership_confirmed(*, membership: Membership) -> None:
    """To whoever asked."""
    with override(membership.user.language):
        subject = _("You belong to %(organisation)s now") % words(membership)
        body = _(
            "Your membership of %(organisation)s is confirmed. When you respond to a consultation, you can choose "
            "whether you speak for yourself or for the organisation.\n\n%(link)s"
        ) % {**words(membership), "link": address("members:memberships")}
        tell(membership, "confirmed", subject, body)


def membership_declined(*, membership: Membership) -> None:
    """To whoever asked, with what can be done."""
    with override(membership.user.language):
        subject = _("Your request to belong to %(organisation)s was declined") % words(membership)
        body = _(
            "Nobody there could confirm that you belong to %(organisation)s. You can take part for yourself as before. "
            "If this is a mistake, speak with your colleagues and ask again:\n%(link)s"
        ) % {**words(membership), "link": address("members:memberships")}
        tell(membership, "declined", subject, body)


def membership_ended(*, membership: Membership) -> None:
    """To whoever belonged there, when somebody else ended it."""
    with override(membership.user.language):
        subject = _("You no longer belong to %(organisation)s here") % words(membership)
        body = _(
            "Your membership of %(organisation)s on this site has ended. What you said for it stays in the record. "
            "You can take part for yourself as before.\n\n%(link)s"
        ) % {**words(membership), "link": address("members:memberships")}
        tell(membership, "ended", subject, body)


def delegate_appointed(*, membership: Membership) -> None:
    """To the new delegate, with what it means."""
    with override(membership.user.language):
        subject = _("You speak for %(organisation)s") % words(membership)
        body = _("You are a delegate of %(organisation)s now: you confirm who belongs to it.\n\n%(link)s") % {
            **words(membership),
            "link": address("members:memberships"),
        }
        tell(membership, "delegate", subject, body)


def secretary_appointed(*, user: User) -> None:
    """To the new colleague: the second factor comes first."""
    with override(user.language):
        subject = _("You work for the secretariat")
        body = _(
            "Your account can work at the desk now. Set up a second factor first; without it the site does not open "
            "for you any more:\n%(link)s"
        ) % {"link": address("mfa_index")}
        outbox.put(event=f"secretary {user.pk}", recipient=user.email, subject=subject, body=body)


def words(membership: Membership) -> dict[str, str]:
    """What every one of these mails names."""
    user, organisation = membership.user, membership.organisation
    return {"name": user.get_full_name(), "email": user.email, "organisation": organisation.name}


def tell(membership: Membership, what: str, subject: str, body: str) -> None:
    """To the person whose membership it is, once."""
    event = f"membership {membership.pk} {what}"
    outbox.put(event=event, recipient=membership.user.email, subject=subject, body=body)


def token_made(*, token: ReadingToken) -> None:
    """To its person: whoever made it in their place cannot do so unseen."""
    with override(token.user.language):
        subject = _("A token for programs was made")
        body = _(
            "A token named “%(name)s” was made in your account. A program that has it reads what you may read; it can "
            "change nothing.\n\nIf that was not you, take it back here and change your password:\n%(link)s"
        ) % {"name": token.name, "link": address("members:tokens")}
        outbox.put(event=f"token {token.pk} made", recipient=token.user.email, subject=subject, body=body)
