"""What goes out in a format comes back the same, and goes out again byte for byte."""

from dataclasses import replace

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from glossary.formats import yaml_terms
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


LOOKS_LIKE_ANOTHER = ["yes", "~", "12", "2026-01-01", "a: b", "- a", "'q'", " tail ", "=", "*a", "\n", "a #b"]
TEXTS = st.one_of(st.text(max_size=12), st.sampled_from(LOOKS_LIKE_ANOTHER))


def held(low):
    return st.lists(low, max_size=3) | st.dictionaries(TEXTS, low, max_size=3)


@settings(max_examples=100, deadline=None)
@given(said=st.recursive(TEXTS, held, max_leaves=8))
def test_yaml_is_written_as_its_library_writes_it(said):
    usual = {"Dumper": yaml_terms.DUMPER, "allow_unicode": True, "sort_keys": False, "width": 1_000_000}
    assert yaml_terms.dumped([said]) == yaml.dump([said], **usual)
