"""What is wrong with the settings of a search server is said before the first search."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

FLAVOURS = ("opensearch", "elasticsearch")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def search_settings(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Nothing to say where no server is set."""
    if not settings.SEARCH_URL:
        return []
    found: list[CheckMessage] = [
        Error(words, hint="See docs/guides/operating-search.md.", id=f"search.E{number:03}")
        for number, (is_wrong, words) in enumerate(faults(), start=1)
        if is_wrong
    ]
    if not found and any(is_readable_by_others(url) for url in nodes()):
        words = "SEARCH_URL sends a password without encryption to another machine: use https://."
        found.append(Warning(words, id="search.W001"))
    return found


def nodes() -> list[SplitResult]:
    """The addresses in SEARCH_URL."""
    return [urlsplit(address.strip()) for address in settings.SEARCH_URL.split(",") if address.strip()]


def faults() -> list[tuple[bool, str]]:
    """Whether it is so, and how it is said."""
    certificates = settings.SEARCH_CA_CERTS
    return [
        (find_spec("elasticsearch") is None, "SEARCH_URL is set, but requirements/search.txt is not installed."),
        (not all(map(is_address, nodes())), "SEARCH_URL holds no addresses like https://user:password@host:9200."),
        (settings.SEARCH_FLAVOUR not in FLAVOURS, f"SEARCH_FLAVOUR is neither {' nor '.join(FLAVOURS)}."),
        (settings.SEARCH_SHARDS < 1, "SEARCH_SHARDS is less than 1."),
        (settings.SEARCH_REPLICAS < 0, "SEARCH_REPLICAS is less than 0."),
        (not 0 < settings.SEARCH_TIMEOUT <= 10, "SEARCH_TIMEOUT is not between 0 and 10 seconds: readers wait for it."),
        (bool(certificates) and not Path(certificates).is_file(), f"SEARCH_CA_CERTS names no file: {certificates}"),
        (not is_name(settings.SEARCH_INDEX), "SEARCH_INDEX is not made of small letters, digits, - and _."),
        (bool(settings.SEARCH_API_KEY and settings.SEARCH_USER), "Both SEARCH_API_KEY and SEARCH_USER are set."),
    ]


def is_address(url: SplitResult) -> bool:
    """A scheme that is spoken, a host, and a port that is a number."""
    try:
        return url.scheme in ("http", "https") and bool(url.hostname) and (url.port is None or url.port > 0)
    except ValueError:
        return False


def is_name(name: str) -> bool:
    """As servers take it."""
    letters = name.replace("-", "").replace("_", "")
    return name[:1].isalpha() and letters.isascii() and letters.isalnum() and name == name.lower()


def is_readable_by_others(url: SplitResult) -> bool:
    """A secret that leaves this machine in the clear."""
    has_secret = bool(url.password or settings.SEARCH_PASSWORD or settings.SEARCH_API_KEY)
    return has_secret and url.scheme == "http" and url.hostname not in LOOPBACK
