"""What an agreed word means, beside the word: by keyboard, by finger, with a mouse, and without any script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from glossary.models import Concept
from portal.models import ContentPage
from tests.browser.conftest import RULES, Watched
from tests.browser.pages import of_round, person
from tests.browser.term_pages import TERMS
from tests.browser.test_keyboard import tab_to

LINK, CARD = "main a.term", "#term-card"
ENTRY = re.compile(r"/en/glossary/[A-Z]+-\d+/")
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}


def draft() -> str:
    """A page whose words are linked."""
    return of_round("draft", number=2)()


def term_on(page: Page):
    """The first linked word."""
    link = page.locator(LINK).first
    link.scroll_into_view_if_needed()
    return link


def definition_of(page: Page) -> str:
    """What the card says."""
    expect(page.locator(CARD)).to_be_visible()
    words = page.locator(f"{CARD} .definition").inner_text()
    assert words.strip()
    return words


def test_by_keyboard_the_meaning_opens_with_the_focus_and_escape_closes_it(page_at):
    page = page_at(draft(), reduced_motion="reduce").page
    tab_to(page, LINK)
    definition_of(page)
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "term-card"
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") is None
    assert page.evaluate("document.activeElement.matches('a.term')")
    page.keyboard.press("Enter")
    expect(page).to_have_url(ENTRY)


def test_the_meaning_goes_when_the_focus_goes(page_at):
    page = page_at(draft(), reduced_motion="reduce").page
    tab_to(page, LINK)
    definition_of(page)
    page.evaluate("document.querySelector('.skip').focus()")
    expect(page.locator(CARD)).to_be_hidden()


def test_with_a_mouse_the_card_can_be_entered_and_read(page_at):
    page = page_at(draft()).page
    term_on(page).hover()
    definition_of(page)
    page.locator(CARD).hover()
    page.wait_for_timeout(500)
    expect(page.locator(CARD)).to_be_visible()
    page.mouse.move(1, 1)
    expect(page.locator(CARD)).to_be_hidden()


def test_the_first_touch_shows_the_meaning_and_the_second_leads_on(page_at):
    watched = page_at(draft(), **PHONE)
    page, before = watched.page, watched.page.url
    term_on(page).tap()
    definition_of(page)
    assert page.url == before
    box = page.locator(CARD).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert not watched.is_wider_than_its_window()
    term_on(page).tap()
    expect(page).to_have_url(ENTRY)


def test_a_touch_leads_to_the_entry_where_no_card_can_be_had(page_at):
    page = page_at(draft(), **PHONE).page
    page.route("**/card/", lambda route: route.fulfill(status=404, body=""))
    term_on(page).tap()
    expect(page).to_have_url(ENTRY)


def test_without_scripts_a_term_is_a_link(page_at):
    page = page_at(draft(), java_script_enabled=False).page
    link = page.locator(LINK).first
    assert page.locator(CARD).count() == 0
    page.goto(link.evaluate("one => one.href"))
    expect(page).to_have_url(ENTRY)
    assert page.locator("main .definition").first.inner_text().strip()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out_while_the_meaning_is_open(page_at, scheme):
    watched = page_at(draft(), color_scheme=scheme)
    term_on(watched.page).focus()
    term_on(watched.page).hover()
    definition_of(watched.page)
    assert watched.violations() == []


def opened(watched: Watched) -> int:
    """Everything that can be unfolded, unfolded; how many there were."""
    return watched.page.evaluate(
        "() => { const all = document.querySelectorAll('main details'); all.forEach(one => one.open = true);"
        " return all.length; }"
    )


UNFOLD = [
    look for look in TERMS if look.name in ("replaced version", "version under review", "release of the glossary")
]


@pytest.mark.parametrize("look", UNFOLD, ids=str)
def test_nobody_is_shut_out_of_what_unfolds(page_at, look):
    watched = page_at(look.address, look.role)
    assert opened(watched) > 0
    assert watched.violations() == []


def test_the_entry_with_everything_unfolded(page_at):
    concept = Concept.objects.filter(versions__status="agreed").earliest("pk")
    watched = page_at(reverse("glossary:concept", args=[concept.code]))
    assert opened(watched) > 0
    assert watched.violations() == []


def test_the_dialog_of_the_editor_is_found_by_name_and_left_by_keyboard(page_at):
    editor = person("editor")
    editor.is_staff = editor.is_superuser = True
    editor.save()
    page = page_at(f"/admin/pages/{ContentPage.objects.earliest('pk').pk}/edit/", "editor").page
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Shift+Control+ArrowRight")
    page.get_by_role("button", name="Link this to a term").first.click()
    dialog = page.locator("dialog.term-question")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("searchbox", name="Which term do these words name?")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("labour")
    expect(dialog.get_by_role("button", name=re.compile(r"labour \([A-Z]+-\d+\)")).first).to_be_visible()
    found = Axe().run(page, context="dialog.term-question", options={"runOnly": {"type": "tag", "values": RULES}})
    assert [rule["id"] for rule in found.response["violations"]] == []
    page.keyboard.press("Escape")  # empties the field
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
