"""Chromium in front of a real server: pages as a role sees them, what the console said, what was asked of whom."""

import gzip
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response
from pytest_django.live_server_helper import LiveServer

from tests.conftest import shown_second_factor

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread; Django only looks for one
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
WIDE = {"width": 1280, "height": 720}
OF_COLOUR = ["color-contrast", "link-in-text-block"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium skipped, or failed where it must be there."""
    must = os.environ.get("REQUIRE_SERVICES") == "1"
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM and not must:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed (apt-get install chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Debian's Chromium, which asks nobody for updates."""
    if not CHROMIUM:
        pytest.fail("Chromium is not installed, and REQUIRE_SERVICES=1")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(scope="module")
def alliance(demo, django_db_blocker) -> Iterator[LiveServer]:
    """A server over the demo alliance, for tests that only read."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost")
        yield server
        server.stop()


@dataclass
class Watched:
    """A page and all that happened while it was open."""

    page: Page
    origin: str
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    status: int = 0
    answers: list[Response] = field(default_factory=list)
    pending: set[Request] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.heard = {
            "console": self.on_console,
            "pageerror": lambda error: self.errors.append(str(error)),
            "request": self.on_request,
            "requestfinished": self.on_end,
            "requestfailed": self.on_end,
            "response": lambda answer: self.answers.append(answer),  # Playwright takes no built-in
        }
        for event, heard in self.heard.items():
            self.page.on(event, heard)

    def turn_away(self) -> None:
        """What happens on the page from now on is somebody else's."""
        for event, heard in self.heard.items():
            self.page.remove_listener(event, heard)

    def go(self, path: str) -> None:
        """Open it, and wait until it asks for nothing any more."""
        answer = self.page.goto(f"{self.origin}{path}", wait_until="load")
        self.status = answer.status if answer else 0
        self.settle()

    def settle(self) -> None:
        """Every request that was begun has ended."""
        for _ in range(500):
            if not self.pending:
                return
            self.page.wait_for_timeout(20)
        pytest.fail(f"never answered: {[request.url for request in self.pending]}")

    def on_console(self, message: ConsoleMessage) -> None:
        expected = "the server responded with a status of 4"  # a 404 that a test asks for
        if message.type == "error" and expected not in message.text:
            self.errors.append(message.text)

    def on_request(self, request: Request) -> None:
        self.pending.add(request)
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def on_end(self, request: Request) -> None:
        self.pending.discard(request)

    @property
    def weight(self) -> int:
        """Bytes on the wire, compressed, images aside."""
        return sum(
            packed(answer)
            for answer in self.answers
            if answer.request.resource_type != "image" and not 300 <= answer.status < 400
        )

    def violations(self) -> list[str]:
        """What axe finds, in one line each."""
        only = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        return told(Axe().run(self.page, options=only).response)

    def violations_of_colour(self) -> list[str]:
        """The same page in other colours: what else axe looks at is as it was. Only after ``violations``."""
        only = {"runOnly": {"type": "rule", "values": OF_COLOUR}, "resultTypes": ["violations"]}
        return told(self.page.evaluate("only => axe.run(document, only)", only))

    def is_wider_than_its_window(self) -> bool:
        return self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def told(results: dict) -> list[str]:
    """A line for each place at which a rule is broken."""
    return [f"{rule['id']}: {node['html'][:160]}" for rule in results["violations"] for node in rule["nodes"]]


known: dict[str, int] = {}


def packed(answer: Response) -> int:
    """Its bytes, compressed; files that are the same on every page are weighed once."""
    url = answer.url
    if url in known:
        return known[url]
    size = len(gzip.compress(answer.body()))
    if "/static/" in url:
        known[url] = size
    return size


def session_of(user) -> str:
    """The cookie of somebody who has shown the second factor."""
    return shown_second_factor(Client(), user).cookies["sessionid"].value


@pytest.fixture
def page_at(alliance: LiveServer, browser: Browser) -> Iterator[Callable[..., Watched]]:
    """``page_at("/en/", role="secretary")``: opened as that role; console errors and foreign requests fail the test."""
    contexts: list[BrowserContext] = []
    opened: list[Watched] = []

    def open_page(path: str, role: str = "", **options) -> Watched:
        context = signed_in(browser, alliance, role, **options)
        contexts.append(context)
        opened.append(Watched(context.new_page(), alliance.url))
        opened[-1].go(path)
        return opened[-1]

    yield open_page
    for context in contexts:
        context.close()
    nothing_amiss(opened)


def signed_in(browser: Browser, alliance: LiveServer, role: str, **options) -> BrowserContext:
    """A browser of its own for one role."""
    from tests.browser.pages import person

    context = browser.new_context(**options)
    if role:
        context.add_cookies([{"name": "sessionid", "value": session_of(person(role)), "url": alliance.url}])
    return context


def nothing_amiss(opened: list[Watched]) -> None:
    assert [error for watched in opened for error in watched.errors] == []
    assert [url for watched in opened for url in watched.elsewhere] == []


@pytest.fixture(scope="module")
def windows(alliance: LiveServer, browser: Browser) -> Iterator[Callable[[str, bool], Page]]:
    """One window for each role, with scripts and without; each page is fetched anew, as by somebody who comes first."""
    kept: dict[tuple[str, bool], Page] = {}

    def window(role: str, scripts: bool) -> Page:
        if (role, scripts) not in kept:
            page = signed_in(browser, alliance, role, java_script_enabled=scripts).new_page()
            page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
            kept[role, scripts] = page
        return kept[role, scripts]

    yield window
    for page in kept.values():
        page.context.close()


@pytest.fixture
def look_at(alliance: LiveServer, windows: Callable[[str, bool], Page]) -> Iterator[Callable[..., Watched]]:
    """As ``page_at``, for pages that are only looked at: in the window of the role, wide and light as at first."""
    opened: list[Watched] = []

    def open_page(path: str, role: str = "", *, scripts: bool = True) -> Watched:
        page = windows(role, scripts)
        page.goto("about:blank")
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")
        opened.append(Watched(page, alliance.url))
        opened[-1].go(path)
        return opened[-1]

    yield open_page
    for watched in opened:
        watched.turn_away()
    nothing_amiss(opened)
