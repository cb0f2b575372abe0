"""Bridges from Wagtail's events to one call each."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from portal import foot
from portal.models import AllianceSettings, ContentPage


@receiver([page_published, page_unpublished], sender=ContentPage)
@receiver(post_delete, sender=ContentPage)
@receiver(post_save, sender=AllianceSettings)
def words_at_the_foot_changed(**event: Any) -> None:
    """The foot of every page is gathered anew."""
    foot.forget()
