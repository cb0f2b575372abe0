"""A browser's long name in the two words by which its owner knows it."""

import re

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The first that is found counts: nearly every browser also claims to be the ones below it.
BROWSERS = {
    "Edge": r"Edg(e|A|iOS)?/",
    "Opera": r"OPR/|Opera",
    "Samsung Internet": r"SamsungBrowser/",
    "Firefox": r"Firefox/|FxiOS/",
    "Chromium": r"Chromium/",
    "Chrome": r"Chrome/|CriOS/",
    "Safari": r"Safari/",
}
SYSTEMS = {
    "Android": r"Android",
    "iPhone": r"iPhone",
    "iPad": r"iPad",
    "Windows": r"Windows",
    "macOS": r"Macintosh|Mac OS X",
    "ChromeOS": r"CrOS",
    "Linux": r"Linux|X11",
}


def first(of: dict[str, str], words: str) -> str:
    """The name whose marks stand in these words."""
    return next((name for name, marks in of.items() if re.search(marks, words)), "")


@register.filter
def device(agent: str) -> str:
    """``Firefox on Android``; what nobody knows stays as it was sent, cut short."""
    browser, system = first(BROWSERS, agent), first(SYSTEMS, agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or agent[:40] or _("unknown")
