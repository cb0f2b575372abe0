"""Pictures in README and guides are pictures of what is here: made anew with ``KEEP_PICTURES=1``."""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Locator, Page

from glossary.models import Agreement, Release
from tests.browser.pages import a_file_of_terms, a_file_with_comments, of_round
from tests.browser.term_pages import of_concept, of_version

DOCS = Path(settings.BASE_DIR) / "docs"
LIMIT = 120 * 1024
WORDS = {
    "en": "The retort stays with the cooperative, and I am not a member of it. Who pays for mine?",
    "fr": "La cornue reste à la coopérative, et je n’en suis pas membre. Qui paie la mienne ?",
    "es": "La retorta se queda en la cooperativa, y yo no soy socia. ¿Quién paga la mía?",
}


def kept(name: str, shot: bytes) -> bool:
    """Whether the picture in the guide is light on a slow line and as wide as one made today, in few colours."""
    drawn = Image.open(io.BytesIO(shot)).convert("RGB").quantize(96)
    packed = io.BytesIO()
    drawn.save(packed, "PNG", optimize=True)
    place = DOCS / name
    if os.environ.get("KEEP_PICTURES") == "1":
        place.write_bytes(packed.getvalue())
    with Image.open(place) as picture:
        return picture.width == drawn.width and max(len(packed.getvalue()), place.stat().st_size) <= LIMIT


def test_the_picture_in_the_readme_is_of_the_home_page(page_at):
    watched = page_at("/en/", viewport={"width": 1200, "height": 860}, color_scheme="light")
    assert kept("screenshot.png", watched.page.screenshot())


@pytest.fixture
def telephone(alliance, browser) -> Iterator[Page]:
    """A small window, scripts switched off."""
    about = {"viewport": {"width": 360, "height": 640}, "color_scheme": "light", "device_scale_factor": 2}
    context = browser.new_context(java_script_enabled=False, base_url=alliance.url, **about)
    yield context.new_page()
    context.close()


def from_the_top(page: Page, place: Locator, height: int = 620) -> bytes:
    """The window of a telephone with this at its upper edge."""
    box = place.bounding_box() or {"y": 0}
    top = box["y"] + page.evaluate("window.scrollY") - 12
    area = {"x": 0, "y": max(0, top), "width": 360, "height": height}
    return page.screenshot(full_page=True, clip=area)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", WORDS)
def test_the_guide_to_taking_part_shows_what_a_telephone_shows(telephone: Page, language: str):
    pictures = "guides/pictures"
    telephone.goto(f"/{language}/")
    telephone.locator("#open a.btn").first.click()
    clause = telephone.locator("#mercury")
    clause.locator(".say > summary").click()
    assert kept(f"{pictures}/draft.{language}.png", from_the_top(telephone, clause))
    clause.locator("textarea[name=body]").fill(WORDS[language])
    clause.locator("form button.btn").first.click()

    telephone.goto(re.sub(r"/draft/.*", "/respond/", telephone.url))
    telephone.locator("label[for]", has=telephone.locator("use[href$='g-asm']")).first.click()
    telephone.locator("button[name=questions]").click()
    telephone.locator("#questions input[type=radio]").first.check()
    telephone.locator("button[name=keep]").first.click()
    assert kept(f"{pictures}/respond.{language}.png", from_the_top(telephone, telephone.locator("#review")))
    telephone.locator("[name=name]").fill("Beatriz Choque")
    telephone.locator("[name=email]").fill("beatriz.choque@example.org")
    telephone.locator("button[name=send]").click()

    assert "/receipts/" in telephone.url, telephone.locator("main").inner_text()[:600]
    assert kept(f"{pictures}/receipt.{language}.png", from_the_top(telephone, telephone.locator("main")))


DESKS = {"round": of_round("desk-round", number=2), "file": a_file_with_comments, "answers": of_round("desk-answers")}


@pytest.mark.parametrize("name", DESKS)
def test_the_guide_to_running_a_consultation_shows_the_desk(page_at, name: str):
    window = {"width": 1180, "height": 760}
    watched = page_at(DESKS[name](), "secretary", viewport=window, color_scheme="light", java_script_enabled=False)
    assert kept(f"guides/pictures/desk-{name}.png", watched.page.screenshot())


def of_agreed_with_reservation() -> str:
    """A version that a decision agreed, with words that one group keeps under it."""
    held = Agreement.objects.filter(value="reservation", version__status="agreed").earliest("pk")
    return held.version.concept.get_absolute_url()


TERMS = {  # what is shown, to whom, and from which place of the page on
    "proposal": ("/en/glossary/propose/?name=labour", "member"),
    "review": (of_version("version"), "member", "#soundings"),
    "agreement": (of_agreed_with_reservation, "", "h1"),
    "translation": (of_concept("desk-translate", "fr"), "secretary"),
    "citation": (of_version("version", "superseded"), "", "section:has(#cite)"),
    "import": (a_file_of_terms, "secretary"),
    "release": (lambda: Release.objects.published().latest("made_at").get_absolute_url(), ""),
}


@pytest.mark.parametrize("name", TERMS)
def test_the_guide_to_the_glossary_shows_its_desks(page_at, name: str):
    address, role, *place = TERMS[name]
    window = {"width": 1180, "height": 760}
    path = address() if callable(address) else address
    page = page_at(path, role, viewport=window, color_scheme="light", java_script_enabled=False).page
    for selector in place:
        page.locator(selector).first.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top - 40)")
    assert kept(f"guides/pictures/glossary-{name}.png", page.screenshot())
