"""Language tags, as far as a form or a file can be held to them."""

import re
from functools import lru_cache

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


def is_language(tag: str) -> bool:
    """Shaped like BCP 47: en, es-MX, zh-Hant."""
    return len(tag) <= 35 and LANGUAGE.fullmatch(tag[:3].lower() + tag[3:]) is not None


@lru_cache(maxsize=1000)
def canonical_tag(tag: str) -> str:
    """en-gb and EN_GB are en-GB, zh-hant is zh-Hant."""
    first, *rest = tag.replace("_", "-").split("-")
    return "-".join([first.lower(), *map(cased, rest)])


def cased(part: str) -> str:
    """Regions are large, scripts begin large."""
    if len(part) == 2:
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()
