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
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All on one worker, which loads the demo once; without Chromium skipped, or failed where it must be there."""
    must = os.environ.get("REQUIRE_SERVICES") == "1"
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
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

    def listen(self) -> None:
        self.page.on("console", self.on_console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self.on_request)
        self.page.on("response", lambda answer: self.answers.append(answer))  # Playwright takes no built-in

    def on_console(self, message: ConsoleMessage) -> None:
        expected = "the server responded with a status of 4"  # a 404 that a test asks for
        if message.type == "error" and expected not in message.text:
            self.errors.append(message.text)

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.elsewhere.append(request.url)

    @property
    def weight(self) -> int:
        """Bytes on the wire, compressed, images aside."""
        bodies = [a.body() for a in self.answers if a.request.resource_type != "image" and not 300 <= a.status < 400]
        return sum(len(gzip.compress(body)) for body in bodies)

    def violations(self) -> list[str]:
        """What axe finds, in one line each."""
        options = {"runOnly": {"type": "tag", "values": RULES}}
        found = Axe().run(self.page, options=options).response["violations"]
        return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]

    def is_wider_than_its_window(self) -> bool:
        return self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def session_of(user) -> str:
    """The cookie of somebody who has shown the second factor."""
    return shown_second_factor(Client(), user).cookies["sessionid"].value


@pytest.fixture
def page_at(alliance: LiveServer, browser: Browser) -> Iterator[Callable[..., Watched]]:
    """``page_at("/en/", role="secretary")``: opened as that role; console errors and foreign requests fail the test."""
    from tests.browser.pages import person

    contexts: list[BrowserContext] = []
    opened: list[Watched] = []

    def open_page(path: str, role: str = "", **options) -> Watched:
        context = browser.new_context(**options)
        contexts.append(context)
        if role:
            context.add_cookies([{"name": "sessionid", "value": session_of(person(role)), "url": alliance.url}])
        watched = Watched(context.new_page(), alliance.url)
        watched.listen()
        opened.append(watched)
        answer = watched.page.goto(f"{alliance.url}{path}", wait_until="networkidle")
        watched.status = answer.status if answer else 0
        return watched

    yield open_page
    for context in contexts:
        context.close()
    assert [error for watched in opened for error in watched.errors] == []
    assert [url for watched in opened for url in watched.elsewhere] == []
