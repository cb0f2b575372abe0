"""People with a browser of their own, who ask the portal as it is served by other processes."""

import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
KEY = re.compile(r'name="key" value="([\w-]+)"')


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Where a form leads is looked at, not followed."""

    def redirect_request(self, *_arguments):
        return None


@dataclass
class Person:
    """Somebody with a browser of their own."""

    page: str
    number: int
    cookies: CookieJar = field(default_factory=CookieJar)
    form: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        return f"Said by number {self.number} of them all."

    def ask(self, **data: str) -> tuple[int, str, str]:
        """Status, where it leads, and the page."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), NoRedirect)
        body = urllib.parse.urlencode(self.form | data).encode() if data else None
        try:
            with opener.open(self.page, body, timeout=60) as answer:
                return answer.status, "", answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers.get("Location", ""), error.read().decode()

    def read_form(self) -> None:
        page = self.ask()[2]
        self.form = {"csrfmiddlewaretoken": TOKEN.findall(page)[0]}
        if key := KEY.findall(page):
            self.form["key"] = key[0]

    def prepare(self) -> None:
        """Writes the comment, and has the page with the button before them."""
        self.read_form()
        status, _to, page = self.ask(group="asm", body=self.words, add="1")
        assert status == 303, page
        self.read_form()

    def press(self) -> tuple[int, str, str]:
        who = {"name": f"Person {self.number}", "email": f"person{self.number}@example.org"}
        return self.ask(send="1", confidentiality="withheld", standing="self", **who)
