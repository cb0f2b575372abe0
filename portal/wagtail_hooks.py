"""The editor's side of the ground floor: records keep their own address, the admin's home shows what it is for."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import Page

NOT_FOR_EDITORS = {"help"}


@hooks.register("before_serve_page", order=-1)  # Wagtail answers OPTIONS at order 0
def records_have_their_own_address(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """The page of a record is never served by Wagtail: hidden or not, it answers as what does not exist."""
    if getattr(page.specific_class, "keeps_record", False):
        raise Http404


@hooks.register("construct_main_menu")
def without_links_to_elsewhere(request: HttpRequest, menu_items: list[Any]) -> None:
    """The help menu leads to other sites only."""
    menu_items[:] = [item for item in menu_items if item.name not in NOT_FOR_EDITORS]


@hooks.register("construct_wagtail_userbar")
def no_userbar(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """The public pages carry no inline script, and the userbar is one."""
    items.clear()
