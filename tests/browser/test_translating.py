"""The desk of translations: by keyboard alone, and with a session that ended while somebody was typing."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from glossary.models import Translation
from portal.members.second_factor import current_code, enrol
from tests.browser.conftest import session_of
from tests.browser.term_pages import of_concept
from tests.browser.test_keyboard import follow, tab_to
from tests.factories import UserFactory

PASSWORD = "a long sentence that nobody guesses"
WINDOW = {"viewport": {"width": 1180, "height": 760}, "reduced_motion": "reduce"}
FIRST, SECOND = "Trabajo que nadie ha elegido y que se exige bajo amenaza.", "Palabras que no deben perderse, ni una."


@pytest.fixture
def desk() -> str:
    """A term that waits for its Spanish words; nothing written here is left for other tests."""
    address = of_concept("desk-translate", "es")()
    Translation.objects.filter(language="es", concept__code=address.split("/")[4]).delete()
    return address


def typed_over(page: Page, words: str) -> None:
    """What stands in the field that has the focus gives way."""
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def test_a_translation_is_found_written_and_handed_over_without_a_mouse(page_at, desk):
    page = page_at("/en/desk/glossary/translations/es/", "secretary", **WINDOW).page
    tab_to(page, f"main a[href='{desk}']")
    follow(page, re.compile(re.escape(desk)))
    tab_to(page, "textarea[name=definition]")
    typed_over(page, FIRST)
    tab_to(page, "button[value=save]")
    follow(page, re.compile(re.escape(desk)))
    expect(page.locator("textarea[name=definition]")).to_have_value(FIRST)
    tab_to(page, "button[value=hand]")
    follow(page, re.compile(r"/translations/es/$"))
    row = Translation.objects.get(language="es", concept__code=desk.split("/")[4])
    assert (row.state, row.words["definition"]) == ("waiting", FIRST)
    row.delete()


@pytest.fixture
def translator(alliance, browser) -> Iterator[tuple[Page, str]]:
    """Somebody of the secretariat who can sign in again: a window, and the secret of the second factor."""
    known = UserFactory(email="translator@browser.example.org", is_staff=True)
    known.set_password(PASSWORD)
    known.save()
    secret = enrol(user=known)
    context = browser.new_context(base_url=alliance.url, **WINDOW)
    context.add_cookies([{"name": "sessionid", "value": session_of(known), "url": alliance.url}])
    yield context.new_page(), secret
    context.close()


def test_what_was_typed_when_the_session_ended_stands_in_the_form_after_signing_in_again(translator, desk):
    page, secret = translator
    page.goto(desk)
    page.locator("textarea[name=definition]").fill(SECOND)
    page.context.clear_cookies(name="sessionid")
    page.locator("button[value=save]").click()
    expect(page.locator("main")).to_contain_text("for an hour it waits for you there")
    page.locator("main a.btn", has_text="Sign in").click()
    page.fill("[name=login]", "translator@browser.example.org")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.fill("[name=code]", current_code(secret))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(desk)))
    expect(page.locator("main")).to_contain_text("What you had typed stands below, and is not saved yet.")
    expect(page.locator("textarea[name=definition]")).to_have_value(SECOND)
    page.locator("button[value=save]").click()
    expect(page.locator("textarea[name=definition]")).to_have_value(SECOND)
    row = Translation.objects.get(language="es", concept__code=desk.split("/")[4])
    assert row.words["definition"] == SECOND
    row.delete()
    page.goto(desk)
    expect(page.locator("main")).not_to_contain_text("What you had typed")
