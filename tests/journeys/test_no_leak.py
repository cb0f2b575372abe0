"""Somebody of every role opens every address there is: no word above their level, and no count that tells of one."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from consultations.actions.news import note_what_is_due, tell_news
from consultations.models import FacilitatedSession
from portal import clock
from portal.members.viewer import look_at
from portal.models import MailOutbox
from portal.subscriptions.actions import confirm
from search.alerts.actions import keep_told, tell_new_results
from search.alerts.models import SearchAlert
from search.alerts.searches import read
from search.documents.actions import read_waiting
from search.finding import find, suggest
from search.models import SearchEntry
from tests.conftest import shown_second_factor
from tests.journeys.every_address import addresses, receipts
from tests.journeys.planting import READS, WORD, Ground, plant, prepare

pytestmark = [pytest.mark.walks, pytest.mark.django_db, pytest.mark.usefixtures("noon", "quiet", "private")]
PASSING = re.compile(rb'name="(csrfmiddlewaretoken|key|opened)" value="[^"]*"')  # another on every page
# Kept, and shown to nobody: what comes with a response before it is sent, and what only mails need.
UNSHOWN = re.compile(r"\w+(file|lockedelement|lockedline|lockedperson|lockedmail|sendermail|sendername|pilotplace)")
MAY_FAIL = "/readyz"  # there is no worker

COUNTS_BY_DESIGN = {"/en/declined/"}  # how often something was declined, and why


def walked(ground: Ground, role: str, wanted: list[str]) -> Iterator[tuple[str, bytes]]:
    """Every address with what was answered there, headers and all."""
    person = ground.people[role]
    client = shown_second_factor(Client(), person) if person else Client()
    for address in wanted:
        response = client.get(address)
        assert response.status_code < 500 or address == MAY_FAIL, address
        told = ("Location", "Content-Disposition", "ETag", "Last-Modified")
        head = f"{response.status_code} {[response.get(name) for name in told]}\n"
        yield address, head.encode() + content_of(response)


def content_of(response) -> bytes:
    """What arrives, packages unpacked."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    if data[:4] != b"PK\x03\x04":
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"\n".join(package.read(name) for name in package.namelist())


def words_in(data: bytes, ground: Ground) -> set[str]:
    return set(WORD.findall(data.decode("utf-8", "replace").lower())) & set(ground.words)


def test_no_word_is_read_by_anybody_above_whose_level_it_is():
    ground = prepare()
    plant(ground)
    leaks, seen = [], {role: set() for role in READS}
    for role, levels in READS.items():
        for address, data in walked(ground, role, addresses()):
            here = words_in(data, ground)
            seen[role] |= here
            leaks += [f"{role} at {address}: {word}" for word in here if ground.words[word] not in levels]
    assert not leaks, str(leaks)
    unseen = [
        f"{word} ({level})"
        for word, level in ground.words.items()
        if level != "nobody"
        and not UNSHOWN.fullmatch(word)
        and not any(word in seen[role] for role, levels in READS.items() if level in levels)
    ]
    assert not unseen, str(unseen)  # or the walk would be blind


def test_no_count_tells_of_what_is_hidden():
    ground, role = prepare(), "anybody"
    wanted = [address for address in addresses() if "/desk/" not in address and address not in COUNTS_BY_DESIGN]
    before = {address: PASSING.sub(b"", data) for address, data in walked(ground, role, wanted)}
    plant(ground)
    after = {address: PASSING.sub(b"", data) for address, data in walked(ground, role, wanted)}
    other = [address for address in wanted if before[address] != after[address]]
    assert [difference(address, before[address], after[address]) for address in other] == []


def difference(address: str, before: bytes, after: bytes) -> str:
    """The first line that is another."""
    lines = zip(before.decode(errors="replace").splitlines(), after.decode(errors="replace").splitlines(), strict=False)
    return next((f"{address}: {one[:300]} | {other[:300]}" for one, other in lines if one != other), address)


def test_the_code_of_a_receipt_opens_its_own_words_and_none_for_the_committee():
    ground = prepare()
    plant(ground)
    slips = [session.code for session in FacilitatedSession.objects.all()]
    hidden = {word for word, level in ground.words.items() if level in ("officer", "host", "nobody")}
    hidden |= {word for word in ground.words if word.startswith(("zqsecret", "zqhalf", "zqquiet", "zqsheet", "zqslip"))}
    leaks = []
    for address, data in walked(ground, "anybody", receipts([one.code for one in ground.receipts] + slips)):
        leaks += [f"{address}: {word}" for word in words_in(data, ground) & hidden]
    assert leaks == []


def test_nothing_hidden_is_found_or_counted_by_search():
    ground = prepare()
    plant(ground)
    read_waiting()
    told = []
    for role in ("anybody", "member", "seat"):
        viewer = look_at(ground.people[role])
        for word in [word for word, level in ground.words.items() if level not in READS[role]]:
            found = find(word, viewer=viewer, filters={}, page=1)
            told += [(role, word)] if found.total or any(found.facets.values()) or suggest(word, viewer=viewer) else []
    assert told == []
    assert find("zqmembersroundclause", viewer=look_at(ground.people["member"]), filters={}, page=1).total == 1


def test_nothing_hidden_is_listed_named_or_guessed_at_by_search():
    ground = prepare()
    plant(ground)
    kinds = "kind:" + ",".join(SearchEntry.Kind.values)
    for role in ("anybody", "outsider", "member", "guest", "seat"):
        person = ground.people[role]
        client = shown_second_factor(Client(), person) if person else Client()
        hidden = {word for word, level in ground.words.items() if level not in READS[role]}
        for address in ("search/?q=" + kinds, "search/form/", f"search/?sort=date&q={kinds}"):
            assert not words_in(client.get(f"/en/{address}").content, ground) & hidden
        listed = find(kinds, viewer=look_at(person), size=1_000)
        told = " ".join(f"{hit.entry.title} {hit.entry.body} {hit.entry.keywords}" for hit in listed.hits)
        assert not words_in(told.encode(), ground) & hidden
        for word in sorted(hidden)[::5]:  # as somebody writes it who is not sure how
            for typed in (word[:-1], word[:3] + word[4:], f"{word}s mine", f"{word[:-1]}*"):
                said = client.get("/en/search/", {"q": typed}).content.replace(typed.encode(), b"")
                assert not words_in(said, ground) & hidden, (role, typed)


def test_news_by_mail_holds_nothing_that_is_hidden():
    ground = prepare()
    plant(ground)
    with clock.set_to(ground.round.closes_at - timedelta(days=2)):
        note_what_is_due()
        tell_news()
    mails = MailOutbox.objects.filter(recipient="follower@example.org")
    assert mails
    told = {word for mail in mails for word in words_in(f"{mail.subject} {mail.body}".encode(), ground)}
    assert {ground.words[word] for word in told} <= {"public"}


def test_new_results_of_a_search_hold_nothing_that_is_hidden():
    ground, everything = prepare(), read("q=zq*")
    for role in ("anybody", "outsider", "member", "seat"):
        kept = keep_told(by=ground.people[role], search=everything, email="ada@example.org", language="en")
        confirm(subscription=kept, user=ground.people[role])
    SearchAlert.objects.update(looked_at=clock.now() - timedelta(hours=1))
    plant(ground)
    read_waiting()
    with clock.set_to(clock.now() + timedelta(hours=1)):
        tell_new_results()
    for role in ("anybody", "outsider", "member", "seat"):
        person = ground.people[role]
        mail = MailOutbox.objects.get(event__contains=":news:", recipient=person.email if person else "ada@example.org")
        levels = {ground.words[word] for word in words_in(f"{mail.subject} {mail.body}".encode(), ground)}
        assert levels <= READS[role], role
    feed = Client().get("/feeds/search.atom?q=zq*").content
    assert {ground.words[word] for word in words_in(feed, ground)} == {"public"}
