"""History can be told: the house, Django and Wagtail see the instant that is set, and only while it is set."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db.models import DateField, DateTimeField
from django.utils import timezone

from portal import clock
from portal.models import HomePage, MailOutbox, SealedWords
from tests.portal import records

THEN = datetime(2024, 3, 1, 9, 30, tzinfo=UTC)
OWN = ("portal", "members", "glossary", "consultations", "governance", "search")


def test_it_stands_only_while_it_is_set():
    with clock.set_to(THEN):
        assert clock.now() == timezone.now() == THEN
        assert clock.today() == THEN.date()
    assert clock.now().year > 2024


def test_settings_nest():
    later = datetime(2025, 1, 1, tzinfo=UTC)
    with clock.set_to(THEN):
        with clock.set_to(later):
            assert clock.now() == later
        assert clock.now() == THEN


def test_the_day_is_the_readers():
    with clock.set_to(datetime(2024, 3, 1, 23, 30, tzinfo=UTC)), timezone.override("Asia/Tokyo"):
        assert clock.today().day == 2


@pytest.mark.django_db
def test_everything_wagtail_stamps_is_in_the_past_that_is_told(secretary):
    with clock.set_to(THEN):
        page = records.published(records.decision(number="SC-2024-001", by=secretary), by=secretary)
    stamps = [page.first_published_at, page.last_published_at, page.latest_revision_created_at]
    stamps += [page.get_latest_revision().created_at, SealedWords.objects.get().sealed_at]
    stamps += list(page.wagtail_admin_comments.values_list("created_at", flat=True))
    assert {stamp.year for stamp in stamps} == {2024}


@pytest.mark.django_db
def test_own_rows_are_stamped_with_it(noon):
    assert MailOutbox.objects.create(event="a", recipient="a@example.org", subject="s").created_at == noon


def test_no_own_field_reads_another_clock():
    for label in OWN:
        for model in apps.get_app_config(label).get_models():
            if issubclass(model, HomePage.__mro__[2]):
                continue
            for field in model._meta.local_concrete_fields:
                if isinstance(field, DateField | DateTimeField):
                    assert not field.auto_now, f"{model.__name__}.{field.name}"
                    assert not field.auto_now_add, f"{model.__name__}.{field.name}"
                    assert field.default is not timezone.now, f"{model.__name__}.{field.name}"
