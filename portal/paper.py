"""A page as PDF. WeasyPrint and the libraries it needs are optional; who asks says so where they are missing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders


@cache
def can_print() -> bool:
    """WeasyPrint is installed and finds its libraries (pango)."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def bound(page: str, sheet: str) -> bytes:
    """The bytes; nothing is fetched while it is made."""
    from weasyprint import CSS, HTML  # optional, and slow to load

    rules = Path(str(finders.find(sheet))).read_text(encoding="utf-8")
    made: bytes = HTML(string=page, url_fetcher=refuse).write_pdf(stylesheets=[CSS(string=rules)])
    return made


def refuse(url: str, *args: Any, **kwargs: Any) -> Any:
    """A text names addresses; printing it visits none."""
    raise ValueError(f"{url} is not fetched")
