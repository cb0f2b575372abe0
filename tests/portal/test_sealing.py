"""Every way Wagtail has to touch a page, tried by an administrator on sealed words: nothing moves."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import nested_form_data, streamfield

from governance.models import DecisionPage
from portal import clock
from portal.apps import KEPT
from portal.models import HomePage, SealedWords
from tests.conftest import shown_second_factor
from tests.factories import UserFactory
from tests.portal import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def editor(administrator) -> Client:
    return shown_second_factor(Client(), administrator)


@pytest.fixture
def sealed(administrator) -> DecisionPage:
    """Sealed, live, in force."""
    return records.published(records.decision(number="SC-2026-014", by=administrator), by=administrator)


def state(page: Page) -> tuple[Any, ...]:
    """What must not move: the row, the place in the tree, the words, their hash."""
    row = Page.objects.filter(pk=page.pk).values_list(*KEPT, "path").get()
    words = tuple(SealedWords.objects.order_by("pk").values_list("page_id", "body", "sha256"))
    return row, words, DecisionPage.objects.filter(record=page.record).count()


@pytest.fixture
def untouched(sealed):
    """Whatever the test does, the page is as it was."""
    before = state(sealed)
    yield sealed
    assert state(sealed) == before


def places(page: Page) -> dict[str, Page]:
    """The page itself, its shelf and the home page above it."""
    return {"page": page, "shelf": records.shelf(), "home": HomePage.objects.get(locale__language_code="en")}


ADDRESSES = ["delete", "unpublish", "move", "copy"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("place", ["page", "shelf", "home"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_typed_address_answers_with_the_reason(editor: Client, untouched, name: str, place: str, method: str):
    target = places(untouched)[place]
    data = {"new_slug": "again", "new_title": "Again", "new_parent_page": target.get_parent().pk, "copy_subpages": "on"}
    address = reverse(f"wagtailadmin_pages:{name}", args=[target.pk])
    response = getattr(editor, method)(address, data if method == "post" else {}, follow=True)
    assert "holds the words of a published record" in response.content.decode()


def test_dragging_to_another_place_is_refused(editor: Client, sealed):
    before = state(sealed)
    address = reverse("wagtailadmin_pages:set_page_position", args=[sealed.pk])
    editor.post(address + "?position=0")
    assert state(sealed) == before


@pytest.mark.parametrize("action", ["delete", "unpublish", "move", "publish"])
@pytest.mark.parametrize("place", ["page", "shelf"])
def test_bulk_actions_touch_nothing(editor: Client, sealed, action: str, place: str):
    before, target = state(sealed), places(sealed)[place]
    home = HomePage.objects.get(locale__language_code="en")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    data = {"chooser": home.pk, "include_descendants": "on", "move_to": home.pk}
    editor.post(f"{address}?id={target.pk}&next=/admin/", data)
    assert state(sealed) == before


def test_publish_from_the_edit_form_only_keeps_a_draft(editor: Client, untouched):
    words = {"title": "Other words", "slug": untouched.slug, "record": untouched.record_id, "plain_summary": "Other"}
    fields = {**words, "cost_line": "", "question": "Other", "context": streamfield([]), "rationale": streamfield([])}
    data = nested_form_data({**fields, "action-publish": "action-publish"})
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[untouched.pk]), data)
    assert response.status_code == 302, response.context["form"].errors
    assert DecisionPage.objects.get(pk=untouched.pk).get_latest_revision_as_object().title == "Other words"


def test_the_edit_form_says_why_and_offers_no_publish_button(editor: Client, untouched):
    text = editor.get(reverse("wagtailadmin_pages:edit", args=[untouched.pk])).content.decode()
    assert "holds the words of a published record" in text
    assert 'name="action-publish"' not in text


ASKED: dict[str, Callable[[DecisionPage, Any], Any]] = {
    "publish": lambda page, user: PublishPageRevisionAction(page.get_latest_revision(), user=user).execute(),
    "unpublish": lambda page, user: UnpublishPageAction(page, user=user).execute(),
    "delete": lambda page, user: DeletePageAction(page, user=user).execute(),
    "move": lambda page, user: MovePageAction(page, records.shelf().get_parent(), user=user).execute(),
    "copy": lambda page, user: CopyPageAction(page, update_attrs={"slug": "again"}, user=user).execute(),
}


@pytest.mark.parametrize("name", ASKED)
def test_an_action_by_an_administrator_is_not_allowed(untouched, administrator, name: str):
    with pytest.raises(PermissionDenied), transaction.atomic():
        ASKED[name](untouched, administrator)


def copy_with_children(page: DecisionPage) -> None:
    action = CopyPageAction(records.shelf(), recursive=True, update_attrs={"slug": "again"})
    action.execute(skip_permission_checks=True)


FORCED: dict[str, Callable[[DecisionPage], Any]] = {
    "publish": lambda page: page.save_revision().publish(skip_permission_checks=True),
    "publish an old revision": lambda page: page.revisions.order_by("pk").first().publish(skip_permission_checks=True),
    "unpublish": lambda page: UnpublishPageAction(page).execute(skip_permission_checks=True),
    "move": lambda page: MovePageAction(page, records.shelf().get_parent(), pos="last-child").execute(
        skip_permission_checks=True
    ),
    "move the shelf": lambda page: MovePageAction(
        records.shelf(), Page.get_first_root_node(), pos="last-child"
    ).execute(skip_permission_checks=True),
    "copy": lambda page: CopyPageAction(page, update_attrs={"slug": "again"}).execute(skip_permission_checks=True),
    "copy the shelf with its pages": copy_with_children,
    "alias in the same language": lambda page: CreatePageAliasAction(page, update_slug="again").execute(
        skip_permission_checks=True
    ),
    "unpublish by QuerySet": lambda page: Page.objects.filter(pk=page.pk).unpublish(),
    "update": lambda page: Page.objects.filter(pk=page.pk).update(live=False),
    "another address": lambda page: Page.objects.filter(pk=page.pk).update(slug="other"),
    "raw SQL": lambda page: connection.cursor().execute(
        "UPDATE wagtailcore_page SET title = 'x' WHERE id = %s", [page.pk]
    ),
}


@pytest.mark.parametrize("name", FORCED)
def test_without_a_user_the_database_holds(untouched, name: str):
    with pytest.raises(IntegrityError), transaction.atomic():
        FORCED[name](untouched)


DELETED: dict[str, Callable[[DecisionPage], Any]] = {
    "the page": lambda page: page.delete(),
    "its row": lambda page: Page.objects.get(pk=page.pk).delete(),
    "a QuerySet": lambda page: Page.objects.filter(pk=page.pk).delete(),
    "its shelf": lambda page: records.shelf().delete(),
    "the home page": lambda page: HomePage.objects.get(locale__language_code="en").delete(),
}


@pytest.mark.parametrize("name", DELETED)
def test_deleting_is_refused_from_anywhere_above(untouched, name: str):
    with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
        DELETED[name](untouched)


def test_a_revision_scheduled_by_hand_does_not_go_live(untouched):
    revision = untouched.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=clock.now() - timedelta(days=1))
    revision.refresh_from_db()
    with pytest.raises(IntegrityError), transaction.atomic():
        revision.publish(skip_permission_checks=True)


def test_a_draft_is_always_possible(untouched):
    untouched.plain_summary = "A better sentence for the next decision."
    untouched.save_revision()
    assert untouched.get_latest_revision_as_object().plain_summary.startswith("A better")


def test_a_schedule_on_the_draft_is_taken_away_when_it_is_sealed(administrator):
    decision = records.decision(number="SC-2026-015", by=administrator)
    draft = records.page_of(decision)
    draft.go_live_at = clock.now() + timedelta(days=30)
    draft.save_revision()
    page = records.published(decision, by=administrator, page=draft)
    assert page.live
    assert page.go_live_at is None


def test_words_that_are_not_sealed_yet_are_not_published_by_wagtail_either(editor: Client, administrator):
    page = records.page_of(records.decision(number="SC-2026-016", by=administrator))
    with pytest.raises(PermissionDenied):
        PublishPageRevisionAction(page.get_latest_revision(), user=administrator).execute()
    assert not DecisionPage.objects.get(pk=page.pk).live


def test_the_seal_is_the_words_byte_for_byte(sealed):
    seal = SealedWords.objects.get(page=sealed)
    assert hashlib.sha256(seal.body.encode()).hexdigest() == seal.sha256
    assert json.loads(seal.body)["plain_summary"] == "The buyer pays."
