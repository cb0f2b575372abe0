"""What holds for every page: no accessibility fault, no sideways scrolling, nobody else asked, light on the wire."""

import pytest

from tests.browser.pages import LOOKS, Look

LIMIT = 60 * 1024
SMALL = {"width": 320, "height": 640}

every_page = pytest.mark.parametrize("look", LOOKS, ids=str)


@every_page
def test_a_page_is_open_to_everybody_light_and_on_its_own(look_at, look: Look):
    """Opened once, looked at four times: an opening costs more than a look."""
    watched = look_at(look.address, look.role)
    assert watched.status == look.status
    assert watched.violations() == []
    watched.page.emulate_media(color_scheme="dark")
    assert watched.violations_of_colour() == []
    watched.page.set_viewport_size(SMALL)
    assert not watched.is_wider_than_its_window()
    watched.settle()
    assert 0 < watched.weight <= LIMIT


@every_page
def test_a_page_reads_without_javascript(look_at, look: Look):
    watched = look_at(look.address, look.role, scripts=False)
    assert watched.page.locator("h1").count() == 1
    assert watched.page.locator("main").inner_text().strip()
