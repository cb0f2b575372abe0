"""Nobody needs a mouse: the first journey and the desk of answers, by Tab, Enter, Space, arrows and typing alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from consultations.models import Comment
from tests.browser.pages import of_round

WORDS = "My hands tremble, so I write without a mouse: may the log be kept by voice?"
HERE = """(selector) => {
  const one = document.activeElement;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    name: one.outerHTML.slice(0, 120),
    found: one.matches(selector),
    nowhere: one === document.body,
    marked: (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none",
    onScreen: box.width > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
  };
}"""


def tab_to(page: Page, selector: str, *, most: int = 400, key: str = "Tab") -> int:
    """Press Tab until this has the focus, which must be seen at every stop on the way; how many stops it took."""
    for stop in range(1, most + 1):
        page.keyboard.press(key)
        here = page.evaluate(HERE, selector)
        assert here["nowhere"] or here["marked"], f"no mark of focus on {here['name']}"
        assert here["nowhere"] or here["onScreen"], f"focus outside the window on {here['name']}"
        if here["found"]:
            return stop
    pytest.fail(f"{most} times {key} never reached {selector}")


def follow(page: Page, address: re.Pattern[str]) -> None:
    """Press what has the focus, and be at that address."""
    page.keyboard.press("Enter")
    expect(page).to_have_url(address)
    page.wait_for_load_state()


def choose(page: Page, radio: str, name: str) -> None:
    """Space takes the choice that Tab comes to, the arrow the one after it, round to the first."""
    wanted = page.get_by_label(name).first.get_attribute("id")
    tab_to(page, radio)
    page.keyboard.press("Space")
    for _ in range(30):
        if page.evaluate("document.activeElement.id") == wanted:
            break
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.checked && document.activeElement.id") == wanted


@pytest.fixture
def visitor(alliance, browser) -> Iterator[Page]:
    """Somebody at a laptop who asked for less motion, so that scrolling is done when the key is up."""
    about = {"viewport": {"width": 1180, "height": 760}, "reduced_motion": "reduce"}
    context = browser.new_context(base_url=alliance.url, **about)
    yield context.new_page()
    context.close()


def test_the_first_stop_on_the_home_page_leads_past_the_menu(visitor: Page):
    visitor.goto("/en/")
    assert tab_to(visitor, ".skip") == 1
    follow(visitor, re.compile(r"#main$"))
    assert tab_to(visitor, "main :is(a, button, input, summary)", most=1) == 1


def test_a_response_is_written_and_sent_without_a_mouse(visitor: Page):
    visitor.goto(of_round("draft", number=2)())
    tab_to(visitor, "#mercury .say > summary")
    visitor.keyboard.press("Enter")
    tab_to(visitor, "#mercury textarea[name=body]", most=1)
    visitor.keyboard.type(WORDS)
    tab_to(visitor, "#mercury .say button.btn", most=2)
    visitor.keyboard.press("Enter")
    expect(visitor.locator(".mine")).to_be_visible()
    tab_to(visitor, ".mine a[href$='/respond/']")
    follow(visitor, re.compile(r"/respond/$"))

    choose(visitor, "[name=group]", "Artisanal and small-scale miners")
    tab_to(visitor, "button[name=questions]")
    with visitor.expect_navigation():  # the same questions, those for this group first
        visitor.keyboard.press("Space")
    expect(visitor.get_by_label("Too short").first).to_be_visible()
    choose(visitor, "#questions input[type=radio]", "Too short")
    tab_to(visitor, "[name=name]")
    visitor.keyboard.type("Rufina Mamani")
    tab_to(visitor, "[name=email]", most=1)
    visitor.keyboard.type("rufina.mamani@example.org")
    tab_to(visitor, "button[name=send]")
    tab_to(visitor, "[name=email]", key="Shift+Tab")
    tab_to(visitor, "button[name=send]")
    follow(visitor, re.compile(r"/en/receipts/"))

    expect(visitor.locator("main")).to_contain_text(WORDS)
    assert Comment.objects.filter(body=WORDS).count() == 1


def test_the_secretary_chooses_a_comment_and_reaches_its_answer_without_a_mouse(page_at):
    window = {"width": 1180, "height": 760}
    page = page_at(of_round("desk-answers")(), "secretary", viewport=window, reduced_motion="reduce").page
    tab_to(page, "#list")
    tab_to(page, "#list .queue a:not([aria-current])")
    ref = page.evaluate("new URL(document.activeElement.href).searchParams.get('ref')")
    follow(page, re.compile(rf"ref={re.escape(ref)}.*#one$"))

    assert page.locator("#one .code").first.inner_text() == ref
    assert page.locator("#list [aria-current=true]").count() == 1
    tab_to(page, "#answer", most=60)
    tab_to(page, "#one", most=60, key="Shift+Tab")
