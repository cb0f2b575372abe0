"""The first journey in a browser with its scripts switched off, on a window as wide as an old telephone."""

import re

import pytest
from playwright.sync_api import Page, expect

from consultations.models import Comment

SMALL = {"width": 320, "height": 640}
WORDS = "The retort stays with the cooperative, and I am not a member of it."


@pytest.fixture
def telephone(alliance, browser) -> Page:
    context = browser.new_context(java_script_enabled=False, viewport=SMALL, base_url=alliance.url)
    yield context.new_page()
    context.close()


def test_a_response_is_written_sent_and_received(telephone: Page):
    telephone.goto("/en/")
    telephone.get_by_role("link", name="Read the draft and comment").click()
    clause = telephone.locator("#mercury")
    clause.get_by_text("Comment on 6.3").click()
    clause.locator("textarea[name=body]").fill(WORDS)
    clause.get_by_role("button", name="Keep in my response").click()

    telephone.goto(re.sub(r"/draft/.*", "/respond/", telephone.url))
    expect(telephone.locator("main")).to_contain_text(WORDS)
    telephone.locator("label", has_text="Artisanal and small-scale miners").first.click()
    telephone.get_by_role("button", name="Keep, and show my questions").click()
    telephone.get_by_label("Too short").first.check()
    telephone.locator("[name=name]").fill("Beatriz Choque")
    telephone.locator("[name=email]").fill("beatriz.choque@example")
    telephone.get_by_role("button", name="Send my response").click()

    expect(telephone.get_by_role("alert")).to_be_visible()
    expect(telephone.locator("[name=name]")).to_have_value("Beatriz Choque")
    telephone.locator("[name=email]").fill("beatriz.choque@example.org")
    telephone.get_by_role("button", name="Send my response").click()

    expect(telephone).to_have_url(re.compile(r"/en/receipts/"))
    expect(telephone.locator("main")).to_contain_text(WORDS)
    assert Comment.objects.filter(body=WORDS).count() == 1
