"""Mails of the glossary: one function a message, in the recipient's language, each ending in the outbox."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from glossary.models import (
    ConceptVersion,
    ProposalRedaction,
    Release,
    TermNews,
    TermProposal,
    TermWatch,
    VersionComment,
)
from glossary.names import called
from portal import clock, outbox
from portal.members.languages import interface_language
from portal.members.models import User
from portal.outbox import address
from portal.subscriptions.emails import news as tell

MOST = 40  # pieces of news that a mail spells out


def send(reader: User, event: str, subject: str, lines: list[str]) -> None:
    """To somebody with an account, a paragraph a line."""
    outbox.put(event=event, recipient=reader.email, subject=subject, body="\n\n".join(lines))


def taken_up(*, proposal: TermProposal) -> None:
    """To whoever proposed: it is on the table, and where to follow it."""
    version = proposal.version
    if version is None:
        return
    with override(interface_language(proposal.proposed_by.language)):
        lines = [
            _("Your proposal “%(name)s” is taken up as %(code)s, version %(number)s.")
            % {"name": proposal.name, "code": version.concept.code, "number": version.number},
            *([proposal.outcome] if proposal.outcome else []),
            _("Follow it here: %(link)s") % {"link": address("glossary:proposal", proposal.pk)},
        ]
        send(proposal.proposed_by, f"term proposal {proposal.pk} taken up", _("Your proposal is taken up"), lines)


def declined(*, proposal: TermProposal) -> None:
    """To whoever proposed: why not, and which term to look at."""
    with override(interface_language(proposal.proposed_by.language)):
        lines = [
            _("Your proposal “%(name)s” is declined.") % {"name": proposal.name},
            _("The reason: %(reason)s") % {"reason": proposal.outcome},
        ]
        if proposal.instead is not None:
            place = settings.BASE_URL + proposal.instead.get_absolute_url()
            lines.append(_("Look at this term instead: %(link)s") % {"link": place})
        lines.append(_("It stands in the public list: %(link)s") % {"link": address("glossary:proposal", proposal.pk)})
        send(proposal.proposed_by, f"term proposal {proposal.pk} declined", _("About your proposal"), lines)


def words_taken_out(*, redaction: ProposalRedaction) -> None:
    """To whoever proposed: that words were taken out and why, and not which."""
    proposal = redaction.proposal
    with override(interface_language(proposal.proposed_by.language)):
        lines = [
            _("Words of a proposal of yours were taken out. The reason: %(reason)s") % {"reason": redaction.reason},
            _("It stands in the public list: %(link)s") % {"link": address("glossary:proposal", proposal.pk)},
        ]
        outbox.put(
            event=f"term proposal {proposal.pk} words out {redaction.pk}",
            recipient=proposal.proposed_by.email,
            subject=_("About your proposal"),
            body="\n\n".join(lines),
        )


def came_to_an_end(*, version: ConceptVersion) -> None:
    """To whoever had asked for this version: it is agreed, or rejected for a reason."""
    is_agreed = version.status == version.Status.AGREED
    for proposal in version.asked_for_by.select_related("proposed_by"):  # type: ignore[attr-defined]
        with override(interface_language(proposal.proposed_by.language)):
            about = {"name": proposal.name, "decision": version.decision_number, "reason": version.closing_reason}
            if is_agreed:
                lines = [_("“%(name)s”, which you proposed, is agreed by decision %(decision)s.") % about]
            else:
                lines = [_("“%(name)s”, which you proposed, is rejected. The reason: %(reason)s") % about]
            lines.append(settings.BASE_URL + version.get_absolute_url())
            subject = _("Your proposal is agreed") if is_agreed else _("Your proposal is rejected")
            send(proposal.proposed_by, f"term proposal {proposal.pk} {version.status}", subject, lines)


def comment_screened(*, comment: VersionComment) -> None:
    """To its author: it is on the page, or why it is not."""
    with override(interface_language(comment.author.language)):
        term = called(comment.version.concept, interface_language(comment.author.language))
        if comment.state == comment.State.PUBLISHED:
            lines = [_("Your comment on “%(term)s” is published.") % {"term": term}]
            lines.append(settings.BASE_URL + comment.get_absolute_url())
        else:
            lines = [_("Your comment on “%(term)s” is not on the page.") % {"term": term}]
            lines.append(_("The reason: %(reason)s") % {"reason": comment.screening_reason})
        event = f"term comment {comment.pk} {comment.state} {clock.now():%Y%m%d%H%M}"
        send(comment.author, event, _("About your comment"), lines)


def comment_answered(*, comment: VersionComment) -> None:
    """To its author: the answer, and where it stands."""
    with override(interface_language(comment.author.language)):
        term = called(comment.version.concept, interface_language(comment.author.language))
        lines = [
            _("Your comment on “%(term)s” has an answer:") % {"term": term},
            comment.answer,
            settings.BASE_URL + comment.get_absolute_url(),
        ]
        send(comment.author, f"term comment {comment.pk} answered", _("Your comment has an answer"), lines)


def term_news(*, watch: TermWatch, news: Sequence[TermNews]) -> None:
    """What happened to the watched terms, all of it in one mail."""
    language = interface_language(watch.language)
    with override(language):
        names = {called(one.version.concept, language) for one in news[: MOST + 1]}
        subject = _("About %(term)s") % {"term": names.pop()} if len(names) == 1 else _("News of the glossary")
        lines = [line_of(one, language) for one in news[:MOST]]
        more = len(news) - len(lines)
        if more:
            said = ngettext("And %(more)s more thing.", "And %(more)s more things.", more) % {"more": more}
            lines.append(f"{said}\n{address('glossary:index')}")
        tell(subscription=watch, event=f"{news[0].pk}-{news[-1].pk}", subject=subject, lines=lines)


def release_published(*, watch: TermWatch, release: Release) -> None:
    """To who watches all terms: the release, and where to read what has changed in it."""
    with override(interface_language(watch.language)):
        lines = [
            _("%(title)s is published: every term in force, with what has changed, and files to keep.")
            % {"title": release.title},
            settings.BASE_URL + release.get_absolute_url(),
        ]
        tell(subscription=watch, event=f"release:{release.pk}", subject=release.title, lines=lines)


def line_of(news: TermNews, language: str) -> str:
    """One thing that happened, and where to read it."""
    about = {"term": called(news.version.concept, language), "number": news.version.number}
    about["what"] = str(news.get_event_display())
    said = _("%(term)s, version %(number)s: %(what)s.") % about
    return f"{said}\n{settings.BASE_URL}{news.version.get_absolute_url()}"
