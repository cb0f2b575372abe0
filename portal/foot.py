"""What stands at the foot of every page: cached, so that no page pays for it; forgotten when words change."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language

from portal.members.languages import Words, pick
from portal.models import AllianceSettings, ContentPage

SMALL_PRINT = {"privacy", "accessibility"}
SECONDS = 60  # another process may have changed the words


@dataclass
class Foot:
    """The alliance in one sentence, its plain pages, the secretariat's address."""

    name: str = ""
    sentence: Words = field(default_factory=lambda: Words("", settings.LANGUAGE_CODE))
    contact: str = ""
    about: list[tuple[str, str]] = field(default_factory=list)
    small_print: list[tuple[str, str]] = field(default_factory=list)


def key(language: str) -> str:
    """The place in the cache."""
    return f"foot-{language}"


def forget() -> None:
    """After a change of pages or settings."""
    cache.delete_many([key(code) for code, _name in settings.LANGUAGES])


def foot() -> Foot:
    """In the active language."""
    language = get_language() or settings.LANGUAGE_CODE
    return cache.get_or_set(key(language), lambda: gather(language), SECONDS)


def gather(language: str) -> Foot:
    """From the settings and the plain pages under home; three queries at most once a minute."""
    alliance = AllianceSettings.objects.first() or AllianceSettings()
    told = Foot(name=alliance.name, sentence=pick(alliance.colophon, language), contact=alliance.contact_email)
    pages = ContentPage.objects.live().filter(locale__language_code=language, depth=3, show_in_menus=True)
    for title, slug in pages.order_by("path").values_list("title", "slug"):
        address = reverse("wagtail_serve", args=[f"{slug}/"])
        (told.small_print if slug in SMALL_PRINT else told.about).append((title, address))
    return told
