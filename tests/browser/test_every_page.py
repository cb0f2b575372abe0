"""What holds for every page: no accessibility fault, no sideways scrolling, nobody else asked, light on the wire."""

import pytest

from tests.browser.pages import LOOKS, Look

LIMIT = 60 * 1024
SMALL = {"width": 320, "height": 640}

every_page = pytest.mark.parametrize("look", LOOKS, ids=str)


@every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page_at, look: Look, scheme: str):
    assert page_at(look.address, look.role, color_scheme=scheme).violations() == []


@every_page
def test_a_narrow_window_needs_no_sideways_scrolling(page_at, look: Look):
    assert not page_at(look.address, look.role, viewport=SMALL).is_wider_than_its_window()


@every_page
def test_a_page_is_light_and_asks_nobody_else(page_at, look: Look):
    watched = page_at(look.address, look.role)
    assert 0 < watched.weight <= LIMIT
    assert watched.elsewhere == []


@every_page
def test_a_page_reads_without_javascript(page_at, look: Look):
    watched = page_at(look.address, look.role, java_script_enabled=False)
    assert watched.page.locator("h1").count() == 1
    assert watched.page.locator("main").inner_text().strip()
