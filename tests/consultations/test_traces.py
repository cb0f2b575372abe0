"""What a file is by its content, and what it no longer says of whoever made it."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image, ImageChops
from pypdf import PdfReader

from consultations.formats.reading import Unreadable
from consultations.formats.sniffing import SOUNDS, WRITTEN_OR_DRAWN, kind_of
from consultations.formats.traces import without_traces
from tests.consultations import files_making as make

CANARY = make.CANARY
DOS_PROGRAM = b"MZ\x90\0" + bytes(100)

ALLOWED = [
    ("pdf", make.pdf),
    ("docx", make.word),
    ("xlsx", make.spreadsheet),
    ("odt", make.open_document),
    ("ods", lambda: make.open_document("spreadsheet")),
    ("odp", lambda: make.open_document("presentation")),
    ("jpg", make.photograph),
    ("png", lambda: make.photograph("PNG")),
    ("webp", lambda: make.photograph("WEBP")),
    ("txt", lambda: b"Kuna barabara moja tu.\n"),
    ("txt", lambda: b"mine;visits\nA;2\n"),
    ("txt", lambda: b"\xef\xbb\xbf" + "é".encode() * 70_000),
    ("txt", lambda: b" " * 70_000 + b"words"),
]
HEARD = [("mp3", make.mp3), ("m4a", make.m4a), ("ogg", make.ogg), ("webm", make.webm)]
REFUSED = [
    ("a program", lambda: DOS_PROGRAM),
    ("a page", lambda: b"<!doctype html><script>alert(1)</script>"),
    ("a drawing with scripts", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ("a page behind a mark", lambda: b"\xef\xbb\xbf  <html>"),
    ("a film", lambda: make.m4a(handler=b"vide")),
    ("a film of the web", lambda: make.webm(b"V_VP9")),
    ("any zip", lambda: make.zipped({"readme.txt": b"words"})),
    ("a program in a zip", lambda: make.zipped({"META-INF/MANIFEST.MF": b"Main-Class: A", "A.class": b"\xca\xfe"})),
    ("an old Word file", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)),
    ("an animation", lambda: b"GIF89a" + bytes(20)),
    ("a picture of other things", lambda: b"RIFF\x24\0\0\0WAVEfmt " + bytes(20)),
    ("bytes", lambda: bytes(range(256))),
    ("bytes behind words", lambda: b"words " * 20_000 + b"\x00"),
    ("a page behind spaces", lambda: b" " * 70_000 + b"<html>"),
    ("a sign cut in two", lambda: b"words " * 20_000 + b"\xc3"),
    ("spaces", lambda: b" \n" * 40_000),
    ("another script of letters", lambda: "año".encode("latin-1")),
]


@pytest.mark.parametrize(("ending", "made"), ALLOWED)
def test_what_is_written_or_drawn_is_known_by_its_content(ending, made):
    assert kind_of(made(), WRITTEN_OR_DRAWN)[0] == ending
    with pytest.raises(Unreadable):
        kind_of(made(), SOUNDS)


@pytest.mark.parametrize(("ending", "made"), HEARD)
def test_sounds_are_taken_as_voice_notes_only(ending, made):
    assert kind_of(made(), SOUNDS)[0] == ending
    with pytest.raises(Unreadable):
        kind_of(made(), WRITTEN_OR_DRAWN)


@pytest.mark.parametrize(("what", "made"), REFUSED)
def test_anything_else_is_refused(what, made):
    with pytest.raises(Unreadable):
        kind_of(made())


@pytest.mark.parametrize(("ending", "made"), ALLOWED[:9] + HEARD[:2])
def test_nobody_is_left_in_a_file(ending, made):
    before = made()
    after = without_traces(before, ending)
    assert CANARY in everything_in(before)
    assert CANARY not in everything_in(after)
    assert kind_of(after)[0] == ending
    assert without_traces(after, ending) == after or ending == "pdf"


def everything_in(data: bytes) -> str:
    """The bytes, and those of each part of a zip or a PDF."""
    parts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    if data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(data))
        parts.append(str([reader.get_object(n) for n in range(1, reader.trailer["/Size"])]).encode())
        parts.append(str(reader.metadata).encode() + str([dict(reader.trailer)]).encode())
    return "".join(part.decode("utf-8", errors="replace") for part in parts)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(64, 48), (200, 160)])
def test_the_pixels_of_a_picture_are_the_same(form, size):
    before = make.photograph(form, size=size)
    after = without_traces(before, {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[form])
    with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
        assert ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox() is None
        found = dict(other.getexif())
        assert found == ({0x0112: 6} if form == "JPEG" else {})
        assert not other.getexif().get_ifd(0x8825)


def test_a_document_can_still_be_read():
    photograph = make.photograph()
    after = without_traces(make.word(picture=photograph), "docx")
    from docx import Document

    document = Document(io.BytesIO(after))
    assert document.paragraphs[0].text == "The rains take the road."
    assert document.core_properties.author == ""
    assert [note.text for note in document.comments] == ["Look here"]
    assert [note.author for note in document.comments] == [""]
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        drawn = next(name for name in archive.namelist() if name.startswith("word/media/"))
        assert archive.read(drawn) == without_traces(photograph, "jpg")
    table = load_workbook(io.BytesIO(without_traces(make.spreadsheet(), "xlsx")))
    assert table.active["A1"].value == "Visits"
    assert table.active["A1"].comment.text == "Look here"


def test_words_that_look_like_a_mark_of_an_author_stay():
    part = b'<w:t>He wrote w:author="x" and left.</w:t><w:ins w:id="1" w:author="Canary > Quispe" w:date="d">'
    after = without_traces(make.with_parts(make.word(), {"word/footnotes.xml": part}), "docx")
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert b'w:author="x"' in archive.read("word/footnotes.xml")


def test_a_pdf_keeps_its_pages_and_loses_what_acts():
    after = without_traces(make.pdf(pages=3), "pdf")
    reader = PdfReader(io.BytesIO(after))
    assert len(reader.pages) == 3
    assert "canary script" not in everything_in(after)
    assert not reader.attachments
    assert not reader.metadata
    assert reader.pages[0]["/Annots"][0].get_object()["/Contents"] == "Look here"


@pytest.mark.parametrize("tail", [b"<html><script>alert(1)</script>", make.zipped({"a.class": b"x"})])
@pytest.mark.parametrize(("ending", "made"), [row for row in ALLOWED if row[0] in ("jpg", "png", "webp", "pdf")])
def test_what_hangs_behind_a_file_is_cut_off(ending, made, tail):
    after = without_traces(made() + tail, ending)
    assert tail not in after
    assert b"<script>" not in after


@pytest.mark.parametrize(
    ("ending", "made"),
    [
        ("png", make.png_bomb),
        ("docx", make.zip_bomb),
        ("docx", lambda: make.with_parts(make.word(), {"../../etc/cron.d/x": b"words"})),
        ("docx", lambda: make.with_parts(make.word(), {"/etc/x": b"words"})),
        ("docx", lambda: make.with_parts(make.word(), {"word/vbaProject.bin": b"words"})),
        ("docx", lambda: make.with_parts(make.word(), {"META-INF/MANIFEST.MF": b"words"})),
        ("odt", lambda: make.open_document(Basic__Standard__Module1xml=b"words")),
        ("docx", lambda: make.with_parts(make.word(), {"word/comments.xml": "<a/>".encode("utf-16")})),
        ("pdf", lambda: make.pdf(password="secret")),
        ("pdf", lambda: b"%PDF-1.7\n" + bytes(200)),
        ("jpg", lambda: make.photograph()[:300]),
        ("png", lambda: make.photograph("PNG")[:100]),
        ("m4a", lambda: make.m4a()[:-20]),
        ("mp3", lambda: b"ID3\x04\0\0\0\0\0\0" + bytes(5000)),
    ],
)
def test_bombs_programs_passwords_and_damaged_files_are_refused(ending, made):
    with pytest.raises(Unreadable):
        without_traces(made(), ending)


@given(st.binary(max_size=400), st.sampled_from(["jpg", "png", "webp", "m4a", "mp3", "pdf", "docx"]))
def test_whatever_stands_in_a_file_it_is_taken_or_refused(data, ending):
    starts = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-1.4\n"}
    starts |= {"webp": b"RIFF\x90\0\0\0WEBPVP8 "}
    said = []
    try:
        said.append(without_traces(starts.get(ending, b"") + data, ending))
    except Unreadable as refused:
        said += refused.messages
    assert said
