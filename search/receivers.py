"""Bridges from what happens in the rooms below to ``refresh``; nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.signals import post_delete
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

import glossary.receivers  # noqa: F401  it listens first: old names are forgotten before texts are read anew
from consultations.models import Draft, Round, Standard
from governance.models import Decision, TradeOff
from portal.models import ContentPage
from portal.signals import findable_changed
from search.actions import refresh
from search.entries import SOURCES


def found_differently(sender: type[models.Model], ids: Iterable[int], **kwargs: Any) -> None:
    """An action has changed what can be found. Drafts are read through rounds and adopted by decisions."""
    if sender in SOURCES:
        refresh(sender, ids)
    if sender is Round:
        drafts = Draft.objects.filter(rounds__in=ids)
        refresh(Draft, drafts.values_list("pk", flat=True))
        refresh(Standard, drafts.values_list("standard", flat=True))
    if sender is Decision:
        refresh(TradeOff, TradeOff.objects.filter(decision__in=ids).values_list("pk", flat=True))
        refresh(Draft, Draft.objects.filter(adoptions__decision__in=ids).values_list("pk", flat=True))


def page_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Published, hidden, moved or renamed: the page and those below it, whose addresses hang on it."""
    below = ContentPage.objects.descendant_of(instance, inclusive=True)
    refresh(ContentPage, below.values_list("pk", flat=True))


def page_gone(sender: Any, instance: ContentPage, **kwargs: Any) -> None:
    """Deleted: nothing is left to read, and so its entries go."""
    refresh(ContentPage, [instance.pk])


def listen() -> None:
    """Called once, when the apps are ready."""
    findable_changed.connect(found_differently, dispatch_uid="search")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(page_changed, dispatch_uid="search")
    post_delete.connect(page_gone, sender=ContentPage, dispatch_uid="search")
