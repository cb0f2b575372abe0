"""Bridges from what happens in the rooms below to ``refresh``; nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from wagtail.documents.models import Document
from wagtail.models import CollectionViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

import glossary.receivers  # noqa: F401  it listens first: old names are forgotten before texts are read anew
from consultations.models import Draft, Material, Round, Standard
from governance.models import Decision, TradeOff
from portal.models import ContentPage
from portal.signals import findable_changed
from search.actions import refresh
from search.documents.actions import read_again
from search.documents.sources import linked
from search.entries import SOURCES
from search.models import SearchEntry


def found_differently(sender: type[models.Model], ids: Iterable[int], **kwargs: Any) -> None:
    """An action has changed what can be found. Drafts are read through rounds and adopted by decisions."""
    if sender in SOURCES:
        refresh(sender, ids)
    if sender is Round:
        drafts = Draft.objects.filter(rounds__in=ids)
        refresh(Draft, drafts.values_list("pk", flat=True))
        refresh(Standard, drafts.values_list("standard", flat=True))
        refresh(Material, Material.objects.filter(draft__in=drafts).values_list("pk", flat=True))
    if sender is Draft:
        refresh(Material, Material.objects.filter(draft__in=list(ids)).values_list("pk", flat=True))
    if sender is Decision:
        refresh(TradeOff, TradeOff.objects.filter(decision__in=ids).values_list("pk", flat=True))
        refresh(Draft, Draft.objects.filter(adoptions__decision__in=ids).values_list("pk", flat=True))


def page_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Published, hidden, moved or renamed: the page and those below it, whose addresses hang on it."""
    below = ContentPage.objects.descendant_of(instance, inclusive=True)
    refresh(ContentPage, below.values_list("pk", flat=True))
    files_of(below)


def page_gone(sender: Any, instance: ContentPage, **kwargs: Any) -> None:
    """Deleted: nothing is left to read, and so its entries go."""
    refresh(ContentPage, [instance.pk])
    files_of([])


def files_of(pages: Iterable[ContentPage]) -> None:
    """A file is found while a live page leads to it: those that these pages name, and those that are found now."""
    now = SearchEntry.objects.filter(model="wagtaildocs.document").values_list("object_id", flat=True)
    refresh(Document, {number for page in pages for number in linked(page)}.union(now))


def file_changed(sender: Any, instance: Document, **kwargs: Any) -> None:
    """Another file, another name, another collection, or gone."""
    read_again(model="wagtaildocs.document", ids=[instance.pk])
    refresh(Document, [instance.pk])


def collection_shut(sender: Any, instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """Or opened: every file in it and below."""
    inside = Document.objects.filter(collection__path__startswith=instance.collection.path)
    refresh(Document, inside.values_list("pk", flat=True))


def listen() -> None:
    """Called once, when the apps are ready."""
    findable_changed.connect(found_differently, dispatch_uid="search")
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(page_changed, dispatch_uid="search")
    post_delete.connect(page_gone, sender=ContentPage, dispatch_uid="search")
    for after in (post_save, post_delete):
        after.connect(file_changed, sender=Document, dispatch_uid="search files")
        after.connect(collection_shut, sender=CollectionViewRestriction, dispatch_uid="search collections")
