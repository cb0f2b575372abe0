"""What goes out in a format comes back the same, and goes out again byte for byte."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings

from glossary.formats.files import FORMATS, detected, read_file, written
from glossary.formats.rows import TermRow, as_data, from_data
from glossary.words import Entry, Name
from tests.glossary.term_rows import BASE, rows

ONLY_SOURCES = Entry("es-MX", "", sources=({"citation": "NOM-001", "url": "", "relation": ""},))
IN_TWO_TONGUES = TermRow(
    1,
    f"{BASE}/id/RS-0001",
    "RS-0001",
    "en",
    (Entry("en", "", names=(Name("ore"),)), ONLY_SOURCES),
    code="RS-0001",
    status="proposed",
)


def plain(row: TermRow) -> TermRow:
    """Without the place in the file."""
    return replace(row, row=0, key="", mappings=tuple(sorted(row.mappings, key=lambda m: (m.match, m.uri))))


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=rows())
@example(made=[IN_TWO_TONGUES])
def test_every_row_comes_back_and_goes_out_the_same(form, made):
    data = b"".join(written(made, BASE, form))
    assert detected(data).name == form
    reading = read_file(data, BASE)
    assert reading.faults == []
    assert sorted(map(plain, reading.rows), key=lambda row: row.code) == list(map(plain, made))
    again = sorted(reading.rows, key=lambda row: row.code)
    assert b"".join(written(again, BASE, form)) == data


@settings(max_examples=30, deadline=None)
@given(made=rows())
def test_a_row_kept_as_data_is_the_same_row(made):
    assert [from_data(as_data(row)) for row in made] == made
