"""Words out of files, and files that do harm: nothing they do reaches the worker."""

import time

import pytest

from search.documents import reading
from search.documents.reading import MOST_LETTERS, MOST_PAGES, NotRead, capped, pages_of, tidy
from tests.consultations import files_making as make
from tests.search.documents.making import open_text, pdf, word

P = "text:p"


@pytest.mark.parametrize(
    ("data", "ending", "pages"),
    [
        (lambda: pdf("The first page.", "The second."), "pdf", ["The first page.", "The second."]),
        (lambda: pdf("", "Only here."), "pdf", ["", "Only here."]),
        (lambda: pdf(""), "pdf", []),
        (lambda: word("Twice a year.", "Who\tpays?"), "docx", ["Twice a year.\nWho pays?\nin a cell"]),
        (
            lambda: open_text(
                f"<{P}>Two <text:span>words</text:span> more</{P}><text:tracked-changes>gone</text:tracked-changes>"
            ),
            "odt",
            ["Two words more"],
        ),
        (lambda: "\ufeffÀ pied\r\n\r\n  par  la\x00 route".encode(), "txt", ["À pied\npar la route"]),
        (lambda: b"\xff\xfe no text", "txt", ["no text"]),
    ],
)
def test_words_come_out_page_by_page_where_there_are_pages(data, ending, pages):
    assert pages_of(data(), ending) == pages


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (lambda: b"", "pdf"),
        (lambda: b"%PDF-1.7\n" + b"\x00garbage" * 999, "pdf"),
        (lambda: make.pdf(password="secret"), "pdf"),
        (make.zip_bomb, "docx"),
        (lambda: b"PK\x03\x04 cut", "docx"),
        (
            lambda: make.with_parts(word("a"), {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "docx",
        ),
        (lambda: word("a"), "pdf"),
        (lambda: b"text", "docx"),
        (lambda: b"text", "exe"),
    ],
)
def test_what_cannot_be_read_says_so_and_nothing_else(data, ending):
    with pytest.raises(NotRead):
        pages_of(data(), ending)


def test_what_nests_without_end_is_read_or_not_but_ends():
    deep = "<text:span>" * 3_000 + "deep" + "</text:span>" * 3_000
    assert pages_of(open_text(f"<{P}>{deep}</{P}>"), "odt") == ["deep"]


@pytest.mark.parametrize("harm", ["while True: pass", "x = bytearray(3 * 1024**3)", "import os; os.abort()"])
def test_whatever_a_file_does_to_its_reader_the_worker_goes_on(monkeypatch, harm):
    monkeypatch.setattr(reading, "SECONDS", 4)
    before = "from search.documents import reading as r; r.SECONDS = 2; "
    monkeypatch.setattr(reading, "CALL", f"{before}r.shut_in(); exec({harm!r})")
    started = time.monotonic()
    with pytest.raises(NotRead):
        pages_of(b"x", "txt")
    assert time.monotonic() - started < 60


def test_the_process_of_its_own_writes_no_file(monkeypatch, tmp_path):
    place = tmp_path / "written"
    harm = f"open({str(place)!r}, 'w').write('x' * 10)"
    monkeypatch.setattr(reading, "CALL", f"from search.documents.reading import shut_in; shut_in(); {harm}")
    with pytest.raises(NotRead):
        pages_of(b"x", "txt")
    assert not place.exists() or place.stat().st_size == 0


def test_pages_and_letters_are_capped_before_they_are_read():
    read = []

    def pages():
        for number in range(10**9):
            read.append(number)
            yield "word " * 100

    kept = capped(pages())
    assert len(kept) == MOST_PAGES >= len(read) - 1
    assert sum(map(len, capped(iter(["x" * 10**6] * 9)))) == MOST_LETTERS


def test_control_characters_and_empty_lines_are_left_out():
    assert tidy("a\x07b \xa0 c\n\n \x0cd\ud800") == "a b c\nd"
