"""What Wagtail may still do with the page of a published record.

Facts are rows, words are pages. When a record is published its words are sealed: canonical JSON and its hash, a row for
each language. From then on Wagtail's publish, unpublish, delete, move and copy are refused for that page, for
superusers too; saving a draft is always possible. The triggers of ``portal/apps.py`` hold the paths without a user.
"""

import json
from collections.abc import Callable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.locks import BaseLock
from wagtail.models import Page, PagePermissionTester, PageViewRestriction
from wagtail_localize.fields import SynchronizedField

REFUSED_VIEWS = {"delete", "unpublish", "move", "move_confirm", "copy", "set_page_position"}


def refusal() -> str:
    """The reason, in the editor's language."""
    return _("This page holds the words of a published record. A new record can correct it; nothing can change it.")


def canonical(words: dict[str, Any]) -> str:
    """One text for one content: sorted keys, no spaces. Its SHA-256 is the seal (after RFC 8785)."""
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class HousePermissionTester(PagePermissionTester):
    """Wagtail's rights, less what would touch sealed words here or below. Superusers are asked as well."""

    def holds_seal(self) -> bool:
        """This page or one below it is sealed; one EXISTS for each row of a listing."""
        if not hasattr(self, "_holds_seal"):
            below = self.page.get_descendants().filter(sealed_words__isnull=False)
            self._holds_seal = self.page.specific.is_sealed or below.exists()
        return self._holds_seal

    def can_publish(self) -> bool:
        return super().can_publish() and not self.page.specific_class.keeps_record

    def can_publish_subpage(self) -> bool:
        """The Publish button of the create form."""
        kinds = self.page.specific_class.allowed_subpage_models()
        return super().can_publish_subpage() and not (kinds and all(getattr(k, "keeps_record", False) for k in kinds))

    def can_unpublish(self) -> bool:
        return super().can_unpublish() and not self.holds_seal()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """can_move() asks it, too."""
        return super().can_delete(ignore_bulk) and not self.holds_seal()

    def can_move_to(self, destination: Page) -> bool:
        """Superusers never reach can_move()."""
        return super().can_move_to(destination) and not self.holds_seal()

    def can_copy(self) -> bool:
        return super().can_copy() and not self.page.specific.is_sealed

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        return super().can_copy_to(destination, recursive) and not (recursive and self.holds_seal())

    def can_set_view_restrictions(self) -> bool:
        return False


class SealedLock(BaseLock):
    """Locks nobody out; its message stands above the edit form."""

    def for_user(self, user: Any) -> bool:
        return False

    def get_message(self, user: Any) -> str:
        return refusal()


class HousePage(Page):
    """What every page type of the house shares: its tester, its slug, the words that can be sealed."""

    words: ClassVar[tuple[str, ...]] = ()
    keeps_record: ClassVar[bool] = False  # True: the record's action publishes it, nothing else does
    is_sealed = False
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]
    show_in_menus_default = False

    class Meta:
        abstract = True

    @cached_property
    def written_in(self) -> str:
        """The language of its words: an alias shows those of its source, and must say so; one query for an alias."""
        if self.alias_of_id is None:
            return get_language() or settings.LANGUAGE_CODE
        source = Page.objects.filter(pk=self.alias_of_id)
        return source.values_list("locale__language_code", flat=True).get()

    def permissions_for_user(self, user):
        return HousePermissionTester(user, self)

    def get_lock(self):
        return super().get_lock() or (SealedLock(self) if self.is_sealed else None)

    def get_view_restrictions(self):
        """Audience is on the record: Wagtail's page privacy is never asked, and costs no query."""
        return PageViewRestriction.objects.none()

    def spoken_words(self) -> dict[str, Any]:
        """Title and the fields named in ``words``, as plain data."""
        data = self.serializable_data()
        return {name: data[name] for name in ("title", *self.words)}

    def speak(self, words: dict[str, Any]) -> None:
        """Puts sealed words on an unsaved page, so that a template can show them."""
        for name, value in words.items():
            setattr(self, name, self._meta.get_field(name).to_python(value))


class RecordPage(HousePage):
    """A page that holds the words of a record; the record's own address shows them."""

    keeps_record = True
    subpage_types: ClassVar[list[str]] = []
    override_translatable_fields = [
        *HousePage.override_translatable_fields,
        SynchronizedField("record", overridable=False),
    ]

    class Meta:
        abstract = True

    @property
    def is_sealed(self) -> bool:
        """Once any language of this record is sealed."""
        return bool(self.record_id and self.record.is_sealed)

    def get_url_parts(self, request=None):
        """Links, "view live" and rich text lead to the record's own address."""
        parts = super().get_url_parts(request)
        if parts is None or self.record is None:
            return parts
        return parts[0], parts[1], self.record.get_absolute_url()


class SealedNotice:
    """Middleware: says why, where Wagtail only says that one may not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        match = request.resolver_match
        if match.namespaces != ["wagtailadmin_pages"] or match.url_name not in REFUSED_VIEWS:
            return None
        page = Page.objects.filter(pk=[*args, *kwargs.values()][0], depth__gt=1).first()
        if page is None or not page.permissions_for_user(request.user).holds_seal():
            return None
        messages.error(request, refusal())
        return redirect("wagtailadmin_explore", page.get_parent().pk)
