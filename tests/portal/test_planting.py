"""What a new portal says before anybody has written a word."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from portal.models import AllianceSettings, ContentPage

SLUGS = ["about", "how-a-standard-is-made", "privacy", "accessibility"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("slug", SLUGS)
def test_the_plain_pages_answer_in_their_own_words(client, slug: str, language: str):
    response = client.get(f"/{language}/{slug}/")
    page = ContentPage.objects.get(slug=slug, locale__language_code=language)
    assert response.status_code == 200
    assert page.alias_of_id is None
    assert page.lede in response.content.decode()
    assert '<article lang="' not in response.content.decode()


@pytest.mark.django_db
def test_planting_again_changes_nothing_and_writes_over_nothing():
    about = ContentPage.objects.get(slug="about", locale__language_code="fr")
    about.title = "Qui nous sommes"
    about.save_revision().publish()
    before = list(Page.objects.order_by("pk").values_list("pk", "title", "live", "latest_revision"))
    call_command("plant")
    assert list(Page.objects.order_by("pk").values_list("pk", "title", "live", "latest_revision")) == before


@pytest.mark.django_db
def test_the_foot_leads_to_every_plain_page_and_to_the_secretariat(client):
    AllianceSettings.objects.update_or_create(site=Site.objects.get(), defaults={"contact_email": "office@example.org"})
    html = client.get("/fr/").content.decode()
    for slug in SLUGS:
        assert f'href="/fr/{slug}/"' in html
    assert 'href="mailto:office@example.org"' in html
    assert "À propos de l’alliance" in html


@pytest.mark.django_db
def test_a_page_that_is_taken_down_leaves_the_foot(client):
    client.get("/en/")
    ContentPage.objects.get(slug="about", locale__language_code="en").unpublish()
    assert 'href="/en/about/"' not in client.get("/en/").content.decode()


@pytest.mark.django_db
def test_the_foot_costs_nothing_the_second_time(client, queries_of):
    first = queries_of(lambda: client.get("/en/about/"))
    assert queries_of(lambda: client.get("/en/about/")) < first
