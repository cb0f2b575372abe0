"""Nothing is missing in a language: every live page of the source has one live page in each of the others."""

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Locale, Page

from portal.members.languages import Words, direction, fallbacks, pick
from portal.models import ContentPage, HomePage
from portal.planting import add_page, plant

pytestmark = pytest.mark.django_db


def content_page(slug: str = "how-we-listen") -> ContentPage:
    home = HomePage.objects.get(locale__language_code="en")
    return add_page(parent=home, page=ContentPage(title="About us", slug=slug, locale=home.locale))  # type: ignore[return-value]


def test_every_live_page_has_one_in_each_language():
    content_page()
    for page in Page.objects.filter(live=True, depth__gt=1, locale__language_code="en"):
        others = Page.objects.filter(translation_key=page.translation_key, live=True)
        codes = list(others.values_list("locale__language_code", flat=True))
        assert sorted(codes) == sorted(dict(settings.LANGUAGES)), page.title


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_page_made_in_code_answers_in_each_language_at_the_same_tail(client: Client, language: str):
    content_page()
    assert client.get(f"/{language}/how-we-listen/").status_code == 200


def test_planting_twice_changes_nothing():
    before = list(Page.objects.order_by("path").values_list("path", "title", "locale"))
    plant()
    assert list(Page.objects.order_by("path").values_list("path", "title", "locale")) == before


def test_a_language_that_was_lost_is_planted_again():
    Locale.objects.filter(language_code="fr").count()
    Page.objects.filter(locale__language_code="fr").order_by("depth").first().delete()
    plant()
    assert HomePage.objects.filter(locale__language_code="fr").exists()


def test_what_is_missing_is_shown_in_another_language_and_marked():
    assert pick({"en": "Miners", "es": "Mineros"}, "fr") == Words("Miners", "en")
    assert pick({"es": "Mineros"}, "fr") == Words("Mineros", "es")
    assert pick({"en": "", "fr": "Mineurs"}, "fr-CD") == Words("Mineurs", "fr")
    assert pick({}, "fr") == Words("", "en")


def test_fallbacks_go_from_the_narrow_to_the_source():
    assert fallbacks("es-MX") == ["es-MX", "es", "en"]


def test_the_direction_belongs_to_the_language():
    assert (direction("ar"), direction("ar-SD"), direction("fr")) == ("rtl", "rtl", "ltr")
