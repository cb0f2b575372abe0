"""Agreed terms on paper: number, names, definition, examples, notes, source; one language or two."""

import sys
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.storage import storages
from django.urls import reverse
from pypdf import PdfReader

from glossary import paper
from glossary.views import printing
from glossary.words import Entry, Name
from portal import clock
from tests.glossary.making import agreed, english, french, proposed
from tests.glossary.releasing import released

pytestmark = pytest.mark.django_db


def test_an_entry_stands_in_the_order_of_the_norm(client, secretary):
    source = {"citation": "A report", "url": "", "relation": "modified"}
    names = Name("FL", "admitted", "acronym"), Name("slave work", "deprecated")
    said = english("forced labour", "work under a penalty", *names, notes=("First.", "Second."), examples=("debt",))
    said = type(said)(**{**vars(said), "sources": (source,)})
    code = agreed(said, french(), by=secretary, domain="labour").concept.code
    proposed(english("pit", "hole"), by=secretary)
    page = client.get(reverse("glossary:print") + "?beside=fr").content.decode()
    order = [code, "forced labour", "FL", "slave work", "&lt;labour&gt; work under a penalty", "debt", "First."]
    order += ["Second.", "A report", "travail forcé", "travail sous peine"]
    places = [page.index(words, page.index("<main")) for words in order[1:]]
    assert places == sorted(places)
    assert 'lang="fr"' in page
    assert "pit" not in page[page.index("<main") :]


def test_the_page_costs_the_same_with_more_terms(client, secretary, queries_of):
    address = reverse("glossary:print")
    agreed(english("pit", "hole"), by=secretary)
    client.get(address)
    before = queries_of(lambda: client.get(address))
    for number in range(4):
        agreed(english(f"pit {number}", "hole"), by=secretary)
    client.get(address)
    assert queries_of(lambda: client.get(address)) == before


# -- as a book -----------------------------------------------------------------------------------------------------

PDF = reverse("glossary:pdf")
needs_pango = pytest.mark.skipif(not paper.can_print(), reason="WeasyPrint or Pango is missing")


def words_of(answer, tmp_path) -> list[str]:
    """The text of each page."""
    assert answer["Content-Type"] == "application/pdf"
    path = tmp_path / "book.pdf"
    path.write_bytes(b"".join(answer.streaming_content))
    return [page.extract_text() for page in PdfReader(path).pages]


@needs_pango
def test_the_book_has_running_heads_page_numbers_an_index_and_ways_back(client, secretary, tmp_path):
    said = english("pit", "hole that is dug", Name("working", "admitted"), Name("burrow", "deprecated"))
    code = agreed(said, Entry("ar", "حفرة في الأرض", names=(Name("منجم"),)), by=secretary).concept.code
    last = agreed(english("ore", "rock that is worth digging"), by=secretary).concept.code
    proposed(english("shaft", "way down"), by=secretary)
    cover, entries, english_index, arabic_index = words_of(client.get(f"{PDF}?beside=ar"), tmp_path)
    assert "2 terms" in cover
    assert f"{code} – {last}" in entries
    assert "shaft" not in entries
    assert "Not written in this language yet" in entries
    for name in ("burrow 2", "ore 2", "pit 2", "working 2"):
        assert name in " ".join(english_index.split())
    assert english_index.index("burrow") < english_index.index("ore") < english_index.index("pit")
    assert "2" in arabic_index
    links = [note.get_object()["/A"]["/URI"] for note in PdfReader(tmp_path / "book.pdf").pages[1]["/Annots"]
             if "/URI" in note.get_object().get("/A", {})]  # fmt: skip
    assert any(link.endswith(f"/glossary/{code}/v/1/") for link in links)


@needs_pango
def test_one_term_and_one_release_are_set_by_themselves(client, secretary, tmp_path):
    first = agreed(english("pit", "a hole"), by=secretary)
    released(secretary)
    agreed(english("pit", "a deep hole"), by=secretary, concept=first.concept, number="SC-2026-002")
    (leaf,) = words_of(client.get(f"{PDF}?of={first.concept.code}&v=1"), tmp_path)
    assert "a hole" in leaf
    book = " ".join(words_of(client.get(f"{PDF}?release=2026.1"), tmp_path))
    assert "a hole" in book
    assert "a deep hole" not in book
    for wrong in ("of=RS-9999", "release=2030.1", f"of={first.concept.code}&v=9"):
        assert client.get(f"{PDF}?{wrong}").status_code == 404


@needs_pango
def test_a_long_book_is_set_by_the_worker_once(client, secretary, monkeypatch):
    agreed(english("pit", "a hole"), by=secretary)
    ordered, work = [], paper.set_book.func
    monkeypatch.setattr(paper, "AT_ONCE", 0)
    with monkeypatch.context() as patch:
        patch.setattr(paper, "set_book", SimpleNamespace(enqueue=lambda *about: ordered.append(about)))
        for _time in range(2):
            waiting = client.get(f"{PDF}?in=fr")
    assert (waiting.status_code, waiting["Refresh"], len(ordered)) == (202, "10", 1)
    assert "The PDF is being made" in waiting.content.decode()
    assert storages["private"].exists(work(*ordered[0]))
    assert b"".join(client.get(f"{PDF}?in=fr").streaming_content).startswith(b"%PDF-")
    monkeypatch.setattr(paper, "MOST", 0)
    long = client.get(f"{PDF}?in=fr")
    assert long.status_code == 503
    assert "more terms than one book holds" in long.content.decode()


def test_a_stranger_cannot_fill_the_disk_with_languages_that_nobody_writes(client, secretary, monkeypatch):
    monkeypatch.setattr(paper, "bound", lambda page, sheet: b"%PDF-")
    monkeypatch.setattr(paper, "can_print", lambda: True)
    agreed(english("pit", "a hole in one book"), by=secretary)
    kept = set()
    monkeypatch.setattr(paper, "keep", lambda *about: kept.add(about[-1]))
    for asked in (
        "",
        "?in=en",
        "?in=qaa",
        "?in=qab-XY",
        "?in=en-GB",
        "?beside=qaa",
        "?beside=qab",
        "?in=qaa&beside=en",
    ):
        client.get(PDF + asked)
    assert len(kept) == 1
    client.get(f"{PDF}?in=fr")
    assert len(kept) == 2


def status(answer) -> int:
    """Of an answer that is read to its end, so that its file is closed."""
    b"".join(answer)
    return answer.status_code


def test_who_asks_for_very_many_books_waits_and_what_is_set_is_still_handed_out(client, secretary, monkeypatch):
    monkeypatch.setattr(paper, "bound", lambda page, sheet: b"%PDF-")
    monkeypatch.setattr(paper, "can_print", lambda: True)
    monkeypatch.setattr(printing, "MOST_SET", 2)
    codes = [agreed(english(f"pit {n}", "a hole to wait for"), by=secretary).concept.code for n in range(3)]
    asked = [f"{PDF}?of={code}" for code in codes]
    assert [status(client.get(address)) for address in asked] == [200, 200, 429]
    late = client.get(asked[2])
    assert late["Retry-After"] == "600"
    assert reverse("glossary:print") in late.content.decode()
    assert status(client.get(asked[0])) == 200
    assert status(client.get(asked[2], REMOTE_ADDR="192.0.2.7")) == 200


def test_to_look_again_while_a_book_is_set_is_not_held_against_anybody(client, secretary, monkeypatch):
    monkeypatch.setattr(paper, "can_print", lambda: True)
    monkeypatch.setattr(paper, "AT_ONCE", 0)
    monkeypatch.setattr(printing, "MOST_SET", 1)
    monkeypatch.setattr(paper, "set_book", SimpleNamespace(enqueue=lambda *about: None))
    agreed(english("pit", "a hole that takes its time"), by=secretary)
    assert [client.get(f"{PDF}?in=fr").status_code for _time in range(4)] == [202] * 4


@pytest.mark.usefixtures("private")
def test_books_of_last_week_are_swept(client, secretary, monkeypatch):
    monkeypatch.setattr(paper, "bound", lambda page, sheet: b"%PDF-")
    monkeypatch.setattr(paper, "can_print", lambda: True)
    assert paper.sweep() == 0
    agreed(english("pit", "a hole to be swept"), by=secretary)
    assert status(client.get(PDF)) == 200
    assert paper.sweep() == 0
    with clock.set_to(clock.now() + paper.KEPT + timedelta(minutes=1)):
        assert paper.sweep() == 1
    assert storages["private"].listdir(paper.FOLDER)[1] == []


def test_without_what_sets_a_book_the_page_says_so(client, secretary, monkeypatch):
    agreed(english("pit", "a hole in no book"), by=secretary)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    paper.can_print.cache_clear()
    answer = client.get(PDF)
    paper.can_print.cache_clear()
    assert answer.status_code == 503
    assert reverse("glossary:print") in answer.content.decode()
    assert "Refresh" not in answer


def test_setting_a_book_asks_the_same_for_more_terms(client, secretary, queries_of, monkeypatch):
    monkeypatch.setattr(paper, "bound", lambda page, sheet: b"%PDF-")
    monkeypatch.setattr(paper, "can_print", lambda: True)
    agreed(english("pit", "a hole of the growing book"), by=secretary)
    ask = lambda: b"".join(client.get(f"{PDF}?beside=fr").streaming_content)  # noqa: E731
    b"".join(client.get(f"{PDF}?beside=es").streaming_content)
    before = queries_of(ask)
    for number in range(3):
        agreed(english(f"pit {number}", "a hole of the growing book"), by=secretary)
    assert queries_of(ask) == before
