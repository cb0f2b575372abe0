"""The pages of terms that Chromium looks at, the desk's among them."""

from collections.abc import Callable

from django.urls import reverse

from glossary.models import Concept, ConceptVersion, Release, TermProposal, VersionComment
from tests.browser.look import Look


def of_concept(name: str, *more: int | str) -> Callable[[], str]:
    return lambda: reverse(
        f"glossary:{name}", args=[Concept.objects.filter(versions__status="agreed").earliest("pk").code, *more]
    )


def of_open_concept(name: str, *more: str) -> Callable[[], str]:
    """A term whose words may still be changed."""
    return lambda: reverse(
        f"glossary:{name}", args=[ConceptVersion.objects.filter(status="proposed").earliest("pk").concept.code, *more]
    )


def version_in(status: str) -> ConceptVersion:
    """The first in this state."""
    return ConceptVersion.objects.filter(status=status).earliest("pk")


def of_version(name: str, status: str = "under_review") -> Callable[[], str]:
    return lambda: reverse(f"glossary:{name}", args=[version_in(status).concept.code, version_in(status).number])


TERMS = [
    Look("replaced version", of_version("version", "superseded")),
    Look("version under review", of_version("version")),
    Look("what groups think", of_version("sounding")),
    Look("what groups think", of_version("sounding"), "secretary"),
    Look("comments on a version", of_version("comments"), "member"),
    Look("two versions compared", lambda: reverse("glossary:compare", args=[version_in("superseded").concept.code])),
    Look("many voices", lambda: reverse("glossary:voices", args=[version_in("under_review").concept.code])),
    Look("proposals", "/en/glossary/proposals/"),
    Look("proposal", lambda: TermProposal.objects.earliest("pk").get_absolute_url()),
    Look("propose a term", "/en/glossary/propose/?name=labour", "member"),
    Look("propose other words", of_concept("ask-change"), "member"),
    Look("releases of the glossary", "/en/glossary/releases/"),
    Look("release of the glossary", lambda: Release.objects.published().latest("made_at").get_absolute_url()),
    Look("desk: releases of the glossary", "/en/desk/glossary/releases/", "secretary"),
    Look("desk: new release of the glossary", "/en/desk/glossary/releases/new/", "secretary"),
    Look("watch the glossary", "/en/glossary/watch/"),
    Look("desk: proposals of members", "/en/desk/glossary/proposals/", "secretary"),
    Look(
        "desk: proposal",
        lambda: reverse("glossary:desk-proposal", args=[TermProposal.objects.waiting().earliest("pk").pk]),
        "secretary",
    ),
    Look("desk: comments on terms", "/en/desk/glossary/comments/", "secretary"),
    Look(
        "desk: comment on a term",
        lambda: reverse(
            "glossary:desk-comment", args=[VersionComment.objects.filter(answered_at=None).earliest("pk").pk]
        ),
        "secretary",
    ),
    Look("desk: terms in other languages", "/en/desk/glossary/translations/", "secretary"),
    Look("desk: translations to make", "/en/desk/glossary/translations/es/", "secretary"),
    Look("desk: source and translation", of_concept("desk-translate", "es"), "secretary"),
    Look("desk: words to look at again", "/en/desk/glossary/reviews/", "secretary"),
    Look("desk: a term to look at again", of_concept("desk-review"), "secretary"),
]
