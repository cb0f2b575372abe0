"""Many people send in the same second, each pressing twice, to the portal as it is served: none is lost or doubled."""

import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookiejar import CookieJar

import pytest
from django.db import connection, connections

from consultations.models import Comment, Submission, UnsentResponse
from consultations.receipts import stored_code
from portal.models import MailOutbox
from search.models import SearchEntry
from tests.consultations.voices_making import make_round
from tests.processes import serving

PEOPLE = 10 if connection.vendor == "sqlite" else 50  # one file takes one writer at a time
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


@pytest.mark.faults
def test_everybody_who_presses_at_once_gets_one_receipt_that_has_its_row(committed_db):
    round = make_round()
    connections.close_all()
    with serving("--workers", "2") as host, ThreadPoolExecutor(2 * PEOPLE) as pool:
        people = [Person(f"{host}/en/consultations/{round.slug}/respond/", n) for n in range(PEOPLE)]
        list(pool.map(Person.prepare, people))
        together = threading.Barrier(2 * PEOPLE)

        def press(person: Person) -> tuple[int, str, str]:
            together.wait()
            return person.press()

        pressed = list(pool.map(press, people + people))
    assert Counter(status for status, _to, _page in pressed) == {303: 2 * PEOPLE}
    codes = [re.search(r"/receipts/([\w-]+)/", to)[1] for _status, to, _page in pressed]
    assert codes[:PEOPLE] == codes[PEOPLE:]
    assert len(set(codes)) == PEOPLE
    for person, code in zip(people, codes, strict=False):
        submission = Submission.objects.get(receipt_sha256=stored_code(code))
        assert [comment.body for comment in submission.comments.all()] == [person.words]
    assert Submission.objects.count() == MailOutbox.objects.count() == PEOPLE
    assert sorted(Submission.objects.values_list("number", flat=True)) == list(range(1, PEOPLE + 1))
    assert sorted(Comment.objects.values_list("number", flat=True)) == list(range(1, PEOPLE + 1))
    assert SearchEntry.objects.filter(model="consultations.comment").count() == PEOPLE
    assert not UnsentResponse.objects.exists()
