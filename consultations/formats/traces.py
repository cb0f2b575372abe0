"""A file without what it says of whoever made it, whatever its kind."""

from __future__ import annotations

from consultations.formats import office_traces, picture_traces, sound_traces
from consultations.formats.sniffing import OFFICE_FILES, PICTURES, SOUNDS


def without_traces(data: bytes, ending: str) -> bytes:
    """The same words, pixels or sounds; ``ending`` as ``sniffing.kind_of`` found it."""
    if ending in PICTURES:
        return picture_traces.without_traces(data, ending)
    if ending in OFFICE_FILES:
        return office_traces.without_traces(data)
    if ending in SOUNDS:
        return sound_traces.without_traces(data, ending)
    if ending == "pdf":
        from consultations.formats import pdf_traces  # slow to load

        return pdf_traces.without_traces(data)
    return data
