"""A visitor with a browser and no scripts: opens a page, follows a link by its words, fills a form and sends it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from django.test import Client
from lxml import html


class Visitor:
    """Walks the site through Django's client; everything it does is on the page it sees."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client()
        self.address = ""
        self.page: Any = None
        self.content = ""

    def open(self, address: str) -> Visitor:
        """Types an address."""
        return self.arrive(self.client.get(address, follow=True), address)

    def arrive(self, response: Any, address: str) -> Visitor:
        """What came back must be a page."""
        assert response.status_code == 200, f"{address}: {response.status_code}\n{self.errors(response)}"
        self.address = response.redirect_chain[-1][0] if response.redirect_chain else address
        self.content = response.content.decode()
        self.page = html.fromstring(self.content)
        return self

    @staticmethod
    def errors(response: Any) -> str:
        """What the page says is wrong."""
        found = re.findall(r'class="error[^>]*>(.*?)</', response.content.decode(), re.S)
        return "\n".join(re.sub(r"<[^>]+>", " ", one).strip() for one in found)

    @property
    def text(self) -> str:
        """All words of the page, spaces folded."""
        return " ".join(self.page.text_content().split())

    def links(self) -> list[tuple[str, str]]:
        """Words and address of every link within the site."""
        found = [(" ".join(a.text_content().split()), a.get("href")) for a in self.page.iter("a") if a.get("href")]
        return [
            (words, urljoin(self.address, href)) for words, href in found if not href.startswith(("mailto", "http"))
        ]

    def follow(self, words: str) -> Visitor:
        """Clicks the first link that says ``words``."""
        for said, address in self.links():
            if words in said:
                return self.open(address.partition("#")[0])
        raise AssertionError(f"{self.address} has no link “{words}”: {[said for said, _address in self.links()]}")

    def send(self, button: str, /, **values: Any) -> Visitor:
        """Fills the form that has this button and presses it; everything else is sent as it stands."""
        form, pressed = self.form_with(button)
        data = {name: value for name, value in form.form_values() if value is not None}
        radios = [one for one in form.iter("input") if one.type == "radio" and one.checked]
        data |= {one.get("name"): one.get("value", "on") for one in radios}  # lxml takes an empty choice for "on"
        if pressed.get("name"):
            data[pressed.get("name")] = pressed.get("value", "")
        known = {control.get("name") for control in form.iter("input", "select", "textarea")}
        assert set(values) <= known, f"the form with “{button}” has no {set(values) - known}"
        address = urljoin(self.address, form.get("action") or self.address)
        return self.arrive(self.client.post(address, data | values, follow=True), address)

    def form_with(self, button: str) -> tuple[Any, Any]:
        """The form and the button, found by the button's words."""
        for form in self.page.forms:
            for one in form.iter("button"):
                if button in " ".join(one.text_content().split()):
                    return form, one
        raise AssertionError(f"{self.address} has no button “{button}”")
